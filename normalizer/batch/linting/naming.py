"""Names of documents that are the same in whichever folder of a project the lint runs."""

from __future__ import annotations

import os
from pathlib import Path

from normalizer.batch.walking import STANDARD_INPUT


class Root:
    """The folder from which names count: the nearest one upwards that git works in, else the working directory."""

    def __init__(self, folder: str = "") -> None:
        """Take the folder, or look for it."""
        self.folder = folder or _find_root()

    def name(self, path: str) -> str:
        """Return the name of a file: relative, with slashes; of one outside the root its whole path.

        >>> Root("/project").name("/project/docs/a.md"), Root("/project").name("/else/a.md")
        ('docs/a.md', '/else/a.md')
        """
        if path == STANDARD_INPUT:
            return path
        whole = os.path.abspath(path)  # noqa: PTH100 - links are not followed
        relative = os.path.relpath(whole, self.folder)
        outside = relative == os.pardir or relative.startswith(os.pardir + os.sep)
        return Path(whole if outside else relative).as_posix()


def _find_root() -> str:
    here = Path.cwd()
    return str(next((place for place in (here, *here.parents) if (place / ".git").exists()), here))
