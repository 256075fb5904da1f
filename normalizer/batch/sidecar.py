"""The sidecar: beside each clean file what restores its source byte for byte."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from normalizer.batch.atomic import write_atomically
from normalizer.errors import RestoreError
from normalizer.types import NormalizedText

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SUFFIX = ".annotations.json"
VERSION = 1


def find_sidecar(clean: Path) -> Path:
    """Return where the sidecar of a clean file lies by default."""
    return clean.with_name(clean.name + SUFFIX)


def write_sidecar(path: Path, head: Mapping[str, Any], units: list[dict[str, Any]], hashes: Mapping[str, str]) -> None:
    """Write a sidecar: what describes the file, one unit a line, the SHA-256 of source and clean bytes."""
    with write_atomically(path) as file:
        file.write(
            (json.dumps({"version": VERSION, **head, **hashes}, ensure_ascii=False)[:-1] + ', "units": [\n').encode()
        )
        for number, unit in enumerate(units):
            file.write((",\n" if number else "").encode() + json.dumps(unit, ensure_ascii=False).encode())
        file.write(b"\n]}\n")


def read_sidecar(path: Path) -> dict[str, Any]:
    """Read a sidecar; raise `RestoreError` when it is missing, damaged or newer than this program."""
    try:
        data: dict[str, Any] = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        message = f"{path}: there is no sidecar; name it with --annotations"
        raise RestoreError(message) from error
    except (OSError, ValueError) as error:
        message = f"{path}: the sidecar cannot be read ({error})"
        raise RestoreError(message) from error
    if not isinstance(data, dict) or data.get("version") != VERSION or "units" not in data:
        message = f"{path}: not a sidecar of version {VERSION}"
        raise RestoreError(message)
    return data


def restore_bytes(clean: bytes, sidecar: Mapping[str, Any]) -> bytes:
    """Return the source that a clean file was made from.

    Raises `RestoreError` when the clean bytes are not the ones that were written, or the
    source that comes out is not the one that was read.
    """
    if sha256(clean).hexdigest() != sidecar["clean_sha256"]:
        message = "the clean file was changed since it was written"
        raise RestoreError(message)
    source = _restore_lines(clean, sidecar) if sidecar["format"] == "jsonl" else _restore_text(clean, sidecar)
    if sha256(source).hexdigest() != sidecar["source_sha256"]:
        message = "the sidecar does not lead back to the source"
        raise RestoreError(message)
    return source


def _restore_text(clean: bytes, sidecar: Mapping[str, Any]) -> bytes:
    if not sidecar["units"]:
        return clean
    result = NormalizedText.from_dict(sidecar["units"][0]["result"])
    return bytes.fromhex(sidecar["mark"]) + result.restore().encode(sidecar["encoding"])


def _restore_lines(clean: bytes, sidecar: Mapping[str, Any]) -> bytes:
    originals = {unit["line"]: unit["original"] for unit in sidecar["units"]}
    lines = clean.split(b"\n")
    for number, original in originals.items():
        lines[number - 1] = original.encode()
    return b"\n".join(lines)
