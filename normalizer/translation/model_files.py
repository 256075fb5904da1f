"""The files of a model on this machine: in a folder, or in a zip that is read as it lies and never unpacked."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path

from normalizer.errors import UsageError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ENDS = 1 << 20
"""Of a larger file so many bytes at both ends are read to tell models apart; weights have hundreds of megabytes."""


def require(extra: str, packages: Iterable[str]) -> None:
    """Raise `UsageError` that names the extra when one of its packages is not installed; load none of them."""
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        message = (
            f"engine {extra} needs the extra {extra!r} ({', '.join(missing)} missing): "
            f"pip install 'mixed-language-normalizer[{extra}]'"
        )
        raise UsageError(message)


class ModelFiles:
    """Files by name, below one folder or in one zip (below the one folder in which everything in it lies)."""

    def __init__(self, path: Path, names: dict[str, str], *, zipped: bool) -> None:
        """Take the path and the names below it, each with the name under which the file really lies."""
        self.path = path
        self.zipped = zipped
        self._names = names

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a file of this name."""
        return name in self._names

    def match(self, pattern: str) -> list[str]:
        """Return the names that fit a pattern, sorted; ``*`` in it stands for no slash.

        A file in a folder of its own is not found by a pattern for files beside it.
        """
        return sorted(
            name for name in self._names if name.count("/") == pattern.count("/") and fnmatchcase(name, pattern)
        )

    def read(self, name: str) -> bytes:
        """Return the content of a file; raise `UsageError` where it cannot be read."""
        try:
            if not self.zipped:
                return (self.path / name).read_bytes()
            with zipfile.ZipFile(self.path) as archive:
                return archive.read(self._names[name])
        except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
            message = f"{self.path}: {name} cannot be read: {error}"
            raise UsageError(message) from error

    def fingerprint(self, names: Iterable[str]) -> str:
        """Return what tells this model from others: names, sizes and contents.

        Of a large file the ends count alone; for what lies in a zip the zip's own checksums.
        """
        digest = hashlib.sha256()
        for name in sorted(names):
            digest.update(f"{name}\0{self._digest(name)}\0".encode())
        return digest.hexdigest()[:16]

    def _digest(self, name: str) -> str:
        if self.zipped:
            with zipfile.ZipFile(self.path) as archive:
                info = archive.getinfo(self._names[name])
            return f"{info.file_size} {info.CRC}"
        with (self.path / name).open("rb") as file:
            size = file.seek(0, 2)
            file.seek(0)
            content = file.read(_ENDS)
            file.seek(max(len(content), size - _ENDS))
            return f"{size} {hashlib.sha256(content + file.read()).hexdigest()}"


def open_files(path: str, *, zips: bool = False) -> ModelFiles:
    """Return the files of a folder (one level of folders in it too), or of a zip where these are taken.

    Raises `UsageError` when there is nothing at `path`, or something else.
    """
    place = Path(path).expanduser()
    if place.is_dir():
        found = sorted(file for pattern in ("*", "*/*") for file in place.glob(pattern) if file.is_file())
        names = {file.relative_to(place).as_posix(): str(file) for file in found}
        return ModelFiles(place, names, zipped=False)
    if zips and place.is_file():
        return ModelFiles(place, _list_zip(place), zipped=True)
    wanted = "folder or .argosmodel file" if zips else "folder"
    message = f"{path}: {'is no' if place.exists() else 'there is no such'} {wanted} with a model"
    raise UsageError(message)


def _list_zip(path: Path) -> dict[str, str]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info.filename for info in archive.infolist() if not info.is_dir()]
    except (OSError, zipfile.BadZipFile) as error:
        message = f"{path}: {error}; a model file is a zip with metadata.json and the folder model/"
        raise UsageError(message) from error
    tops = {member.partition("/")[0] for member in members}
    # Argos packages hold one folder with everything in it.
    skipped = len(tops.pop()) + 1 if len(tops) == 1 and all("/" in member for member in members) else 0
    return {member[skipped:]: member for member in members}
