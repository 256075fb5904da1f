"""What the lexicon knows of a word, what it says of itself, and why a place of a file comes out as it does."""

from __future__ import annotations

from normalizer.errors import InputError
from normalizer.lexicon.readings import mark_tones
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from normalizer.batch.pieces import Piece, Reading
    from normalizer.config import NormalizerConfig
    from normalizer.documents.positions import Position
    from normalizer.pipeline import Normalizer
    from normalizer.protocols import Translator
    from normalizer.types import Annotation, Entry, NormalizedText, Sense, WordRecord

_VIA = "via"
_PLACE = precompile(r"(?P<path>.+):(?P<line>[1-9]\d*):(?P<column>[1-9]\d*)")


class Place(NamedTuple):
    """A line and a column of a file, both from 1."""

    path: str
    line: int
    column: int


def read_place(text: str) -> Place | None:
    """Return the place that ``FILE:LINE:COLUMN`` names, None when `text` names none or there is no such file."""
    from pathlib import Path

    found = _PLACE.fullmatch(text)
    if not found or not Path(found["path"]).is_file():
        return None
    return Place(found["path"], int(found["line"]), int(found["column"]))


def explain_place(
    place: Place,
    config: NormalizerConfig,
    sources: Mapping[str, str],
    reading: Reading | None = None,
    translator: Translator | None = None,
) -> str:
    """Return why the fragment at a place of a file comes out as it does: context, setting, choices.

    `sources` tells where settings come from, `reading` how the file is read. Raises `InputError` when no
    fragment stands there or the file cannot be read.
    """
    from normalizer.batch.pieces import Reading, read_pieces
    from normalizer.batch.spooling import Spool
    from normalizer.batch.walking import find_inputs
    from normalizer.pipeline import Normalizer
    from normalizer.rendering.explanation import explain_annotation

    wanted = (place.line, place.column)
    with Spool() as spool:
        how = (reading or Reading())._replace(spool=spool)
        for piece in read_pieces(find_inputs([place.path]).documents, how):
            if piece.error:
                message = f"{place.path}: {piece.error}"
                raise InputError(message)
            for start, end, note, result in [] if piece.quiet else _list_places(piece, Normalizer(config, translator)):
                if start <= wanted < end:
                    lines = [f"{place.path}:{start[0]}:{start[1]}: {note.fragment}"]
                    lines += explain_annotation(note, result.restore(), config, sources)
                    doubts = [n for n in result.warnings if note.fragment_start <= n.start < note.fragment_end]
                    return "\n".join([*lines, *(f"   warning   {notice.text}" for notice in doubts), ""])
    message = f"{place.path}:{place.line}:{place.column}: no Chinese, Japanese or Korean stands there"
    raise InputError(message)


def _list_places(
    piece: Piece, normalizer: Normalizer
) -> Iterator[tuple[Position, Position, Annotation, NormalizedText]]:
    """Yield where each fragment of a piece begins and ends, its annotation and the result that holds it."""
    from normalizer.documents import open_document

    document = open_document(piece.source)
    results = document.accept([normalizer.normalize(unit.text, unit.format, unit.hints) for unit in document.units])
    for index, result in enumerate(results):
        for note in result.annotations:
            start, end = document.locate(index, note.fragment_start), document.locate(index, note.fragment_end)
            yield start, end, note, result


def explain_word(word: str, record: WordRecord) -> str:
    """Return all entries of a word: both scripts, pinyin with tones, every sense.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> print(explain_word("舆论", open_lexicon().lookup("舆论")))
    舆论
      舆论 輿論  yú lùn
        1. public opinion
    """
    lines = [word]
    for entry in record.entries:
        lines += _explain_entry(entry)
    if not record.entries:
        lines.append("  in no dictionary entry; known to the segmentation alone")
    return "\n".join(lines)


def _explain_entry(entry: Entry) -> list[str]:
    scripts = dict.fromkeys((entry.simplified, entry.traditional))
    lines = [f"  {' '.join(scripts)}  {mark_tones(entry.pinyin)}"]
    for number, sense in enumerate(entry.senses, 1):
        lines.append(f"    {number}. {_explain_sense(sense)}")
    return lines


def _explain_sense(sense: Sense) -> str:
    """Return the dictionary's wording; in brackets what is not plain in it."""
    if sense.kind == "own":
        return f"{sense.raw}  ({sense.pos}, the project’s own vocabulary: {', '.join(sense.labels)})"
    about = []
    if _VIA in sense.labels:
        about.append("of the word that the entry points to")
    if not sense.gloss:
        about.append("not put into a text")
    elif sense.gloss != sense.raw:
        about.append(f"put into a text as “{sense.gloss}”")
    return sense.raw + (f"  ({'; '.join(about)})" if about else "")


def explain_lexicon(path: str, metadata: Mapping[str, Any], *, verified: bool) -> str:
    """Return what a compiled lexicon says of itself: where it lies, release, counts, sources, licence."""
    sources = ", ".join(f"{name} {version}" for name, version in sorted(metadata["sources"].items()))
    rows = (
        ("file", path + (", every section as it was compiled" if verified else "")),
        ("release", f"CC-CEDICT of {metadata['date']}, {metadata['publisher']}"),
        ("entries", f"{metadata['entries']:,} under {metadata['headwords']:,} headwords"),
        ("words", f"{metadata['words']:,} to segment with"),
        ("sources", sources),
        ("licence", f"{metadata['license']} ({metadata['license_url']})"),
    )
    return "\n".join(f"{name:<9}{value}" for name, value in rows)
