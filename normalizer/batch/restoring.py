"""From a clean document and its sidecar back to the source, byte for byte."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

from normalizer.batch.atomic import AtomicFile
from normalizer.batch.printing import write_bytes
from normalizer.batch.sidecar import SIDECAR_ENDING, Sidecar, read_sidecar
from normalizer.batch.walking import STANDARD_INPUT
from normalizer.documents import restore_document
from normalizer.documents.document import Source
from normalizer.errors import InputError, MixnormError, RestoreError, UsageError


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
    source = restore_bytes(_read(clean), read_sidecar(place))
    target = str(Path(clean).resolve()) if in_place else output
    if target in ("", STANDARD_INPUT):
        write_bytes(source)
        sys.stdout.flush()
    else:
        _write(target, source, "" if clean == STANDARD_INPUT else clean)


def restore_bytes(clean: bytes, sidecar: Sidecar) -> bytes:
    """Return the bytes of the source, checked by SHA-256 on both sides; raise `RestoreError` when they differ."""
    if sha256(clean).hexdigest() != sidecar.clean_sha256:
        message = "the clean document has changed since it was written, or the sidecar is of another one"
        raise RestoreError(message)
    head = sidecar.head
    try:
        source = restore_document(Source(clean, head.format, head.encoding, head.field), sidecar.records)
    except RestoreError:
        raise
    except (MixnormError, LookupError) as error:
        message = f"the sidecar does not fit: {error}"
        raise RestoreError(message) from error
    if sha256(source).hexdigest() != sidecar.source_sha256:
        message = "the sidecar has changed: it does not lead back to the source"
        raise RestoreError(message)
    return source


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


def _write(path: str, data: bytes, like: str) -> None:
    file = None
    try:
        file = AtomicFile(path, like)
        file.write(data)
        file.commit()
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise InputError(message) from error
    finally:
        if file:
            file.abandon()
