"""What tells whether a file is still the one that was read or written."""

from __future__ import annotations

from pathlib import Path

from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import os

_READ = 1 << 20


class Mark(NamedTuple):
    """A file's size in bytes, the time of its last change in nanoseconds, its SHA-256; without that no file is meant.

    A ``time`` of 0 is that of no file, so that the contents alone decide.
    """

    size: int = 0
    time: int = 0
    sha256: str = ""


NO_MARK = Mark()


def mark_file(found: os.stat_result, digest: str) -> Mark:
    """Return the mark of a file from what the system says of it and the hash of its bytes."""
    return Mark(found.st_size, found.st_mtime_ns, digest)


def is_unchanged(path: str, mark: Mark) -> bool:
    """Tell whether the file at `path` is the one of the mark: by size and time, by hash if only the time differs."""
    try:
        found = Path(path).stat()
        if found.st_size != mark.size:
            return False
        return found.st_mtime_ns == mark.time or hash_file(path) == mark.sha256
    except OSError:
        return False


def hash_file(path: str) -> str:
    """Return the SHA-256 of a file; raise `OSError` when it cannot be read."""
    from hashlib import sha256

    digest = sha256()
    with Path(path).open("rb") as file:
        while data := file.read(_READ):
            digest.update(data)
    return digest.hexdigest()
