"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def write_atomically(path: Path, *, like: Path | None = None) -> Iterator[IO[bytes]]:
    """Give a binary file that takes the place of `path` when the block ends well.

    The file is written beside `path`, flushed to the disk, given the permissions of `like`
    (or of the file it replaces, or of a new file), and renamed. On any exception nothing is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    target = path.resolve() if path.is_symlink() else path
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:60]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _find_mode(target, like))  # noqa: PTH101 - a plain name
        os.replace(name, target)  # noqa: PTH105
    except BaseException:
        if os.path.exists(name):  # noqa: PTH110
            os.unlink(name)  # noqa: PTH108
        raise


def _find_mode(target: Path, like: Path | None) -> int:
    for model in (target, like):
        if model is not None and model.exists():
            return model.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
