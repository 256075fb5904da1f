"""One article from bytes to bytes, with what its sidecar and the report need."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from normalizer.documents.encoding import decode, may_hold_cjk
from normalizer.documents.jsonl import treat_line
from normalizer.errors import InputError
from normalizer.rendering import render

if TYPE_CHECKING:
    from normalizer.documents.formats import Format
    from normalizer.pipeline import Normalizer
    from normalizer.types import NormalizedText


class Options(NamedTuple):
    """How articles are read and written: form of notes, field of JSON Lines, encoding."""

    notes: str = ""
    field: str = "text"
    encoding: str = ""


class Treated(NamedTuple):
    """An article treated.

    ``results`` are the units by name (``""`` for a whole text, ``line N`` in JSON Lines), touched
    ones only; ``units`` their form in the sidecar; ``problems`` records that were passed through.
    """

    data: bytes
    head: dict[str, Any]
    units: list[dict[str, Any]]
    results: list[tuple[str, NormalizedText]]
    problems: list[str]


def treat(data: bytes, form: Format, normalizer: Normalizer, options: Options) -> Treated:
    """Normalize the bytes of one article. Raises `EncodingError` for bytes of another encoding."""
    if form.name == "jsonl":
        return _treat_lines(data, normalizer, options)
    if not options.encoding and not may_hold_cjk(data) and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        decode(data)  # a broken encoding is told even where there is no Chinese
        return Treated(data, _head(form, "utf-8", b""), [], [], [])
    decoded = decode(data, options.encoding)
    result = normalizer.normalize(decoded.text, form.text_format)
    if not result.annotations:
        return Treated(data, _head(form, decoded.encoding, decoded.mark), [], [], [])
    clean = decoded.encode(render(result, options.notes or form.notes))
    units = [{"unit": "", "result": result.to_dict()}]
    return Treated(clean, _head(form, decoded.encoding, decoded.mark), units, [("", result)], [])


def _treat_lines(data: bytes, normalizer: Normalizer, options: Options) -> Treated:
    lines, units, results, problems = [], [], [], []
    for number, raw in enumerate(data.split(b"\n"), 1):
        try:
            line = treat_line(raw, options.field, normalizer)
        except InputError as error:
            problems.append(f"line {number}: {error}")
            lines.append(raw)
            continue
        lines.append(line.data)
        if line.result is not None:
            units.append({"unit": f"line {number}", "line": number, "original": line.original.decode()})
            results.append((f"line {number}", line.result))
    head = {"format": "jsonl", "encoding": "utf-8", "mark": "", "field": options.field}
    return Treated(b"\n".join(lines), head, units, results, problems)


def _head(form: Format, encoding: str, mark: bytes) -> dict[str, Any]:
    return {"format": form.name, "encoding": encoding, "mark": mark.hex()}


def hash_both(source: bytes, clean: bytes) -> dict[str, str]:
    """Return the SHA-256 of both sides as the sidecar names them."""
    return {"source_sha256": sha256(source).hexdigest(), "clean_sha256": sha256(clean).hexdigest()}


def count_fragments(results: list[tuple[str, NormalizedText]]) -> Counter[str]:
    """Count fragments by action and origin, as the summary shows them."""
    return Counter(
        "kept" if note.action == "keep" else note.origin for _, result in results for note in result.annotations
    )
