"""From a clean document and its sidecar back to the source: byte for byte, a changed table row for row."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from normalizer.batch.atomic import AtomicFile
from normalizer.batch.printing import write_bytes
from normalizer.batch.sidecar import SIDECAR_ENDING, Sidecar, read_sidecar, write_value
from normalizer.batch.spooling import spool_input
from normalizer.batch.walking import STANDARD_INPUT
from normalizer.documents import restore_document
from normalizer.documents.document import Source
from normalizer.documents.formats import TABLES
from normalizer.errors import InputError, MixnormError, RestoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_CLEAN_CHANGED = "the clean document has changed since it was written, or the sidecar is of another one"
_SIDECAR_CHANGED = "the sidecar has changed: it does not lead back to the source"
_READ = 1 << 20


def restore_file(clean: str, output: str = "", annotations: str = "", *, in_place: bool = False) -> None:
    """Write the source of the document `clean` to `output` (standard output by default) or over `clean` itself.

    Raises `RestoreError` when the clean document or the sidecar is not the one that was
    written, `InputError` when a file cannot be read or written, `UsageError` for wrong use.
    """
    if clean == STANDARD_INPUT and not annotations:
        message = "name the sidecar with --annotations when the clean text comes from standard input"
        raise UsageError(message)
    if in_place and (output or clean == STANDARD_INPUT):
        message = "--in-place writes over CLEAN, so there must be such a file and no -o"
        raise UsageError(message)
    place = annotations or clean + SIDECAR_ENDING
    if output and output != STANDARD_INPUT:
        _check_output(output, clean, place)
    sidecar = read_sidecar(place)
    target = str(Path(clean).resolve()) if in_place else output
    like = "" if clean == STANDARD_INPUT else clean
    if sidecar.head.format in TABLES:
        with spool_input(needed=clean == STANDARD_INPUT) as spool:
            _write(target, _restore_table(spool or clean, sidecar), like)
    else:
        _write(target, [restore_bytes(_read(clean), sidecar)], like)


def restore_bytes(clean: bytes, sidecar: Sidecar) -> bytes:
    """Return the bytes of the source, checked by SHA-256 on both sides; raise `RestoreError` when they differ."""
    if sha256(clean).hexdigest() != sidecar.clean_sha256:
        raise RestoreError(_CLEAN_CHANGED)
    head = sidecar.head
    try:
        source = restore_document(
            Source(clean, head.format, head.encoding, head.fields, layout=head.layout), sidecar.records
        )
    except RestoreError:
        raise
    except (MixnormError, LookupError) as error:
        message = f"the sidecar does not fit: {error}"
        raise RestoreError(message) from error
    if sha256(source).hexdigest() != sidecar.source_sha256:
        raise RestoreError(_SIDECAR_CHANGED)
    return source


def _restore_table(clean: str, sidecar: Sidecar) -> Iterator[bytes]:
    """Yield the bytes of a table with the rows of the source, all checks made before the first of them.

    Raises `RestoreError` when table or sidecar is not the one that was written.
    """
    from normalizer.documents.rewriting import Rewriting
    from normalizer.documents.rows import undo_changes

    if _hash_file(clean) != sidecar.clean_sha256:
        raise RestoreError(_CLEAN_CHANGED)
    head = sidecar.head
    changes = undo_changes(sidecar.records)
    values = sha256()
    for change in changes:
        values.update(write_value(change.row, change.text))
    unchanged = sidecar.clean_sha256 == sidecar.source_sha256
    if (unchanged is bool(changes) and not head.notes_column) or (
        changes and values.hexdigest() != sidecar.values_sha256
    ):
        raise RestoreError(_SIDECAR_CHANGED)
    try:
        source = Source(b"", head.format, head.encoding, head.fields, path=clean, notes_column=head.notes_column)
        yield from Rewriting(source, restoring=True).rewrite(changes)
    except InputError as error:
        message = f"the sidecar does not fit: {error}"
        raise RestoreError(message) from error


def _hash_file(path: str) -> str:
    digest = sha256()
    try:
        with Path(path).open("rb") as file:
            while data := file.read(_READ):
                digest.update(data)
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise InputError(message) from error
    return digest.hexdigest()


def _check_output(output: str, clean: str, sidecar: str) -> None:
    """Raise `UsageError` when `output` is one of the files that are read, or no file."""
    path = Path(output)
    if not path.exists():
        return
    for read in (clean, sidecar):
        if read != STANDARD_INPUT and Path(read).exists() and path.samefile(read):
            message = f"{output} is the file {read} that is read; use --in-place to write over the clean one"
            raise UsageError(message)
    if not path.is_file():
        message = f"{output} is no regular file, so nothing can be put in its place"
        raise UsageError(message)


def _read(path: str) -> bytes:
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise InputError(message) from error


def _write(path: str, parts: Iterable[bytes], like: str) -> None:
    """Write the file at `path`, whole or not at all; nothing and ``-`` are standard output."""
    if path in ("", STANDARD_INPUT):
        for data in parts:
            write_bytes(data)
        sys.stdout.flush()
        return
    file = None
    try:
        for data in parts:
            file = file or AtomicFile(path, like)
            file.write(data)
        if file:
            file.commit()
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise InputError(message) from error
    finally:
        if file:
            file.abandon()
