"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from itertools import count
from pathlib import Path

_numbers = count()


class AtomicFile:
    """A file written beside its place under a hidden name, and put there by `commit`.

    Every method may raise `OSError`. `abandon` may be called at any time, also after `commit`.
    """

    def __init__(self, path: str, like: str = "") -> None:
        """Begin the file that will stand at `path`, making its folder.

        Its permissions are those of the file that stands there, else those of the file
        `like`, else the usual ones.
        """
        self._path = Path(path)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # The number keeps two files of one process apart, the process id two processes.
        self._temporary = self._path.with_name(f".mixnorm-{os.getpid()}-{next(_numbers)}.tmp")
        self._file = self._temporary.open("xb")
        for model in filter(None, (path, like)):
            with suppress(FileNotFoundError):
                self._temporary.chmod(stat.S_IMODE(Path(model).stat().st_mode))
                break

    def write(self, data: bytes) -> None:
        """Add `data`."""
        self._file.write(data)

    def finish(self) -> None:
        """Bring everything that was written to the disk."""
        if not self._file.closed:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def commit(self) -> None:
        """Put the file in its place, in one step."""
        self.finish()
        self._temporary.replace(self._path)

    def abandon(self) -> None:
        """Take away whatever has not been put in its place."""
        # Closing writes what is left in the buffer, which a full disk may refuse again.
        with suppress(OSError):
            self._file.close()
        with suppress(FileNotFoundError):
            self._temporary.unlink()
