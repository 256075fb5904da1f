"""Files that appear whole or not at all, also when the program is killed."""

from __future__ import annotations

import fcntl
import os
import stat
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

TEMPORARY = ".mixnorm-"
"""What the names of temporary files begin with."""

_numbers = count()
_NAME = precompile(r"\.mixnorm-(\d+)-\d+\.tmp")
_begun: set[Path] = set()
"""The temporary files of this process that are not in their place yet."""


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
        self._temporary, self._file = _open_beside(self._path)
        for model in filter(None, (path, like)):
            with suppress(FileNotFoundError):
                self._temporary.chmod(stat.S_IMODE(Path(model).stat().st_mode))
                break

    @property
    def sha256(self) -> str:
        """Return the hash of the finished file where it is not that of what was written to it, else nothing."""
        return ""

    def write(self, data: bytes) -> None:
        """Add `data`."""
        self._file.write(data)

    def finish(self) -> os.stat_result:
        """Bring everything that was written to the disk; return size and times, which `commit` does not change."""
        if not self._file.closed:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        return self._temporary.stat()

    def commit(self, *, sync: bool = True) -> None:
        """Put the file in its place, in one step; with `sync` bring that to the disk too, see `sync_folder`."""
        self.finish()
        self._temporary.replace(self._path)
        _begun.discard(self._temporary)
        if sync:
            sync_folder(self._path.parent)

    def abandon(self) -> None:
        """Take away whatever has not been put in its place."""
        # Closing writes what is left in the buffer, which a full disk may refuse again.
        with suppress(OSError):
            self._file.close()
        with suppress(FileNotFoundError):
            self._temporary.unlink()
        _begun.discard(self._temporary)


def _open_beside(path: Path) -> tuple[Path, IO[bytes]]:
    """Open a new hidden file in the folder of `path`, locked for as long as it is open."""
    while True:
        # The number keeps two files of one process apart, the process id two processes.
        temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{next(_numbers)}.tmp")
        _begun.add(temporary)
        try:
            file = temporary.open("xb")
        except FileExistsError:
            # A killed run had the same process id, as those in containers do.
            _begun.discard(temporary)
            continue
        # Not a lock that workers inherit, which may outlive a killed run by a moment. Where files
        # cannot be locked, the process id alone speaks for this one.
        with suppress(OSError):
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return temporary, file


def sync_folder(folder: str | Path) -> None:
    """Bring to the disk which files a folder holds; does nothing where the system has no such thing."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


@contextmanager
def tend_folders(paths: Iterable[str]) -> Iterator[None]:
    """Keep the folders in which files at `paths` are to appear (empty ones are none) free of temporary files.

    Those of killed processes go at the beginning, our own that an interruption left without an
    owner at the end; then the folders are brought to the disk.
    """
    folders = {os.path.dirname(path) or os.curdir for path in paths if path}  # noqa: PTH120 - there may be many
    for folder in folders:
        remove_leftovers(folder)
    try:
        yield
    finally:
        for temporary in tuple(_begun):
            with suppress(OSError):
                temporary.unlink()
            _begun.discard(temporary)
        for folder in folders:
            sync_folder(folder)


def remove_leftovers(folder: str | Path) -> None:
    """Take away what killed processes have left in `folder`: temporary files that nobody writes any more."""
    try:
        with os.scandir(folder) as entries:
            found = [(entry.path, match) for entry in entries if (match := _NAME.fullmatch(entry.name))]
    except OSError:
        return
    for path, match in found:
        if not _is_alive(int(match.group(1))) and not _is_locked(path):
            with suppress(OSError):
                Path(path).unlink()


def _is_alive(process: int) -> bool:
    """Tell whether another process of that number exists."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _is_locked(path: str) -> bool:
    """Tell whether somebody holds the file: this process, or one that another container shows no number of."""
    # A process is not kept out by its own locks, and would lose them by trying.
    if Path(path) in _begun:
        return True
    try:
        with Path(path).open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    return False
