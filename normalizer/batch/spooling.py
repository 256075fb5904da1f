"""Temporary files for formats that have to be read here and there, when no file holds them as they are."""

from __future__ import annotations

from pathlib import Path

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory
    from typing import IO

    from typing_extensions import Self


class Spool:
    """A folder of temporary files, made when it is first needed, that is gone when the context ends."""

    def __init__(self) -> None:
        """Begin with no folder."""
        self._folder: TemporaryDirectory[str] | None = None
        self._number = 0

    def __enter__(self) -> Self:
        """Begin the context."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take the files away."""
        if self._folder:
            self._folder.cleanup()

    def hold(self, content: IO[bytes]) -> str:
        """Return the path of a new file that holds `content`; raise `OSError` when there is no room for it."""
        from shutil import copyfileobj
        from tempfile import TemporaryDirectory

        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="mixnorm-")
        self._number += 1
        path = Path(self._folder.name, str(self._number))
        with path.open("xb") as file:
            copyfileobj(content, file)
        return str(path)
