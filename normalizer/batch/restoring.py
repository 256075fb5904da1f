"""From a clean document and its sidecar back to the source: byte for byte, a changed table row for row.

What is compressed is compressed anew where the document was changed: the same content in other bytes, perhaps.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from normalizer.batch.atomic import AtomicFile
from normalizer.batch.marks import hash_file
from normalizer.batch.printing import write_bytes
from normalizer.batch.sidecar import SIDECAR_ENDING, Sidecar, read_sidecar, write_value
from normalizer.batch.spooling import Spool
from normalizer.batch.walking import STANDARD_INPUT
from normalizer.documents import restore_document
from normalizer.documents.document import Source
from normalizer.documents.formats import TABLES, find_compression
from normalizer.errors import InputError, MixnormError, RestoreError, UsageError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from typing import IO

_CLEAN_CHANGED = "the clean document has changed since it was written, or the sidecar is of another one"
_READ = 1 << 20
_SIDECAR_CHANGED = "the sidecar has changed: it does not lead back to the source"


def restore_file(clean: str, output: str = "", annotations: str = "", *, in_place: bool = False) -> None:
    """Write the source of the document `clean` to `output` (standard output by default) or over `clean` itself.

    Raises `RestoreError` when the clean document or the sidecar is not the one that was
    written, `InputError` when a file cannot be read or written, `UsageError` for wrong use.
    """
    if clean == STANDARD_INPUT and not annotations:
        message = "name the sidecar with --annotations when the clean text comes from standard input"
        raise UsageError(message)
    if Path(clean).is_dir():
        message = f"{clean} is a folder: name the clean files one by one"
        raise UsageError(message)
    if in_place and (output or clean == STANDARD_INPUT):
        message = "--in-place writes over CLEAN, so there must be such a file and no -o"
        raise UsageError(message)
    place = annotations or clean + SIDECAR_ENDING
    if output and output != STANDARD_INPUT:
        _check_output(output, clean, place)
    sidecar = read_sidecar(place)
    with Spool() as spool:
        path = clean if clean != STANDARD_INPUT else spool.hold(sys.stdin.buffer)
        compression = _find_compression(path, sidecar)
        target = str(Path(clean).resolve()) if in_place else "" if output == STANDARD_INPUT else output
        # In place the compression stays; where nothing has a name nothing is compressed.
        wanted = compression if in_place or _is_unread(sidecar) else find_compression(target)
        parts: Iterable[bytes]
        if compression and wanted == compression and sidecar.clean_sha256 == sidecar.source_sha256:
            parts, wanted = _copy(path, compression, sidecar), ""
        elif sidecar.head.format in TABLES and not sidecar.head.error:
            parts = _restore_table(_decompress(path, compression, spool), sidecar)
        else:
            parts = [restore_bytes(_read(path, compression), sidecar)]
        _write(target, parts, "" if clean == STANDARD_INPUT else clean, wanted)


def _is_unread(sidecar: Sidecar) -> bool:
    """Tell whether a compressed document was passed through as it is, because of what is wrong with it."""
    return not sidecar.head.compression and bool(find_compression(sidecar.head.clean))


def _find_compression(path: str, sidecar: Sidecar) -> str:
    """Return how the clean file is compressed: as the sidecar says, or not at all when somebody has decompressed it."""
    compression = sidecar.head.compression.get("clean", "")
    if not compression:
        return ""
    from normalizer.batch.codecs import MAGIC

    with _told(path), Path(path).open("rb") as file:
        return compression if file.read(len(MAGIC[compression])) == MAGIC[compression] else ""


def _copy(path: str, compression: str, sidecar: Sidecar) -> Iterator[bytes]:
    """Yield the bytes of a compressed file that no change concerned, after a check of its content."""
    digest = sha256()
    with _told(path), _open(path, compression) as file:
        while data := file.read(_READ):
            digest.update(data)
    if digest.hexdigest() != sidecar.clean_sha256:
        raise RestoreError(_CLEAN_CHANGED)
    with _told(path), Path(path).open("rb") as file:
        while data := file.read(_READ):
            yield data


def _decompress(path: str, compression: str, spool: Spool) -> str:
    """Return the path of a file that holds the content of the one at `path`."""
    if not compression:
        return path
    with _told(path), _open(path, compression) as file:
        return spool.hold(file)


def _open(path: str, compression: str) -> AbstractContextManager[IO[bytes]]:
    if not compression:
        return Path(path).open("rb")
    from normalizer.batch.compression import open_content

    return open_content(path, compression)


@contextmanager
def _told(path: str) -> Iterator[None]:
    """Turn what goes wrong with the file at `path` into an `InputError` that names it."""
    try:
        yield
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise InputError(message) from error
    except InputError as error:
        message = f"{path}: {error}"
        raise InputError(message) from error


def restore_bytes(clean: bytes, sidecar: Sidecar) -> bytes:
    """Return the bytes of the source, checked by SHA-256 on both sides; raise `RestoreError` when they differ."""
    if sha256(clean).hexdigest() != sidecar.clean_sha256:
        raise RestoreError(_CLEAN_CHANGED)
    head = sidecar.head
    if head.error and sidecar.clean_sha256 == sidecar.source_sha256:
        return clean
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
    with _told(path):
        return hash_file(path)


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


def _read(path: str, compression: str) -> bytes:
    with _told(path), _open(path, compression) as file:
        return file.read()


def _write(path: str, parts: Iterable[bytes], like: str, compression: str) -> None:
    """Write the file at `path`, whole or not at all; without a path to standard output."""
    if not path:
        for data in parts:
            write_bytes(data)
        sys.stdout.flush()
        return
    file = None
    try:
        for data in parts:
            file = file or _create(path, like, compression)
            file.write(data)
        if file:
            file.commit()
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise InputError(message) from error
    finally:
        if file:
            file.abandon()


def _create(path: str, like: str, compression: str) -> AtomicFile:
    if not compression:
        return AtomicFile(path, like)
    from normalizer.batch.compression import CompressedFile

    return CompressedFile(path, like, compression)
