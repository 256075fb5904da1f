"""A folder walked: which files in it are treated, in a fixed order, and what is left out for which reason."""

from __future__ import annotations

import os
import stat
from collections import Counter
from pathlib import Path

from normalizer.batch.atomic import TEMPORARY
from normalizer.batch.selection import STATE_FOLDER
from normalizer.batch.sidecar import SIDECAR_ENDING
from normalizer.documents.formats import find_ending, split_compression
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from normalizer.batch.ignoring import Ruling
    from normalizer.batch.selection import Selection

_KINDS = {stat.S_IFIFO: "pipe", stat.S_IFSOCK: "socket", stat.S_IFCHR: "device", stat.S_IFBLK: "device"}
_NEVER = frozenset((".git", ".gitignore", ".mixnormignore", STATE_FOLDER))
"""What belongs to git or to this program: left out always, and not worth a word."""


class Found(NamedTuple):
    """A file to treat: its path, its name from the folder walked on; or why a folder cannot be walked."""

    path: str
    name: str = ""
    error: str = ""


class _Level(NamedTuple):
    """A folder to be walked: its path, and the same from the walked folder on, as names in it begin.

    ``included`` tells whether what is in it is, ``trail`` the folders that lead here by device and inode.
    """

    path: str
    below: str
    ruling: Ruling
    included: bool
    trail: tuple[tuple[int, int], ...] = ()

    @property
    def place(self) -> str:
        """Return the path without what names in the folder begin with."""
        return os.path.dirname(self.path) or os.curdir  # noqa: PTH120 - a path object would cost more than the walk


class FolderWalk:
    """One walk of a folder.

    ``skipped`` counts what is left out by its reason, which may have a detail behind a colon; a folder
    counts as one. ``warnings`` are what a person should know.
    ``takes`` tells by its name whether a file has a known format. A folder is read when its turn
    comes, so one that vanishes in the meantime is told as one that cannot be read.
    """

    def __init__(self, folder: str, wanted: Selection, takes: Callable[[str], bool], avoid: str = "") -> None:
        """Take the folder, what is wanted of it, and the folder `avoid` that is not entered."""
        from normalizer.batch.ignoring import Rules

        self._folder = folder
        self._wanted = wanted
        self._takes = takes
        self._avoid = _identify(avoid) if avoid and Path(avoid).is_dir() else None
        self._include = Rules(wanted.include)
        self._exclude = Rules(wanted.exclude)
        self.skipped: Counter[str] = Counter()
        self.warnings: list[str] = []

    def list_files(self) -> Iterator[Found]:
        """Yield the files of each folder by name, then those of the folders in it."""
        from normalizer.batch.ignoring import Ruling, find_ruling

        ruling = Ruling()
        if self._wanted.ignore:
            try:
                ruling = find_ruling(self._folder)
            except OSError as error:
                self._warn_of_rules(error)
        # What a name in the folder begins with: nothing where that is the current one.
        path = str(Path(self._folder, "x"))[:-1]
        levels = [_Level(path, "", ruling, not self._wanted.include)]
        while levels:
            level = levels.pop()
            try:
                with os.scandir(level.place) as entries:
                    found = sorted(entries, key=lambda entry: entry.name)
                level = self._enter(level, found)
            except OSError as error:
                yield Found(level.place, error=error.strerror or str(error))
                continue
            folders: list[_Level] = []
            yield from self._sort_out(level, found, folders)
            levels += reversed(folders)

    def _enter(self, level: _Level, entries: list[os.DirEntry[str]]) -> _Level:
        """Return the level with the folder's own rules, and in the trail where links are followed."""
        if self._wanted.follow:
            level = level._replace(trail=(*level.trail, _identify(level.place)))
        names = {entry.name for entry in entries if entry.name in _NEVER}
        if names and self._wanted.ignore:
            try:
                return level._replace(ruling=level.ruling.extend(names, level.place, below=level.below))
            except OSError as error:
                self._warn_of_rules(error)
        return level

    def _warn_of_rules(self, error: OSError) -> None:
        self.warnings.append(f"{error.filename}: its rules do not count: {error.strerror}")

    def _sort_out(self, level: _Level, entries: list[os.DirEntry[str]], folders: list[_Level]) -> Iterator[Found]:
        """Yield the files of a folder that are wanted; add the folders in it to `folders`."""
        for entry in entries:
            own = entry.name in _NEVER or entry.name.startswith(TEMPORARY) or entry.name.endswith(SIDECAR_ENDING)
            if own or self._is_avoided(entry):
                continue
            path = level.below + entry.name
            mode = _find_mode(entry)
            folder = stat.S_ISDIR(mode) and (self._wanted.follow or not entry.is_symlink())
            decided = self._include.decide(path, folder=folder)
            included = level.included if decided is None else decided
            reason = self._find_rule(level, path, folder=folder)
            reason = reason or (self._find_loop(level, entry) if folder else self._find_fault(entry, mode, included))
            if reason:
                self.skipped[reason] += 1
            elif folder:
                folders.append(level._replace(path=level.path + entry.name + "/", below=path + "/", included=included))
            else:
                yield Found(level.path + entry.name, path)

    def _is_avoided(self, entry: os.DirEntry[str]) -> bool:
        # The number is in the entry, so that nearly always nothing has to be asked of the system.
        barred = self._avoid
        return barred is not None and entry.inode() == barred[1] and _identify(entry.path) == barred

    def _find_rule(self, level: _Level, path: str, *, folder: bool) -> str:
        """Return which rule leaves out what stands at `path`, if one does."""
        if path.startswith(".", len(level.below)) and not self._wanted.hidden:
            return "hidden"
        if level.ruling.leaves_out(path, folder=folder):
            return "ignored"
        return "excluded" if self._exclude.decide(path, folder=folder) else ""

    def _find_loop(self, level: _Level, entry: os.DirEntry[str]) -> str:
        """Return why a folder must not be entered, if it leads back to one that it stands in."""
        if not entry.is_symlink() or _identify(entry.path) not in level.trail:
            return ""
        self.warnings.append(f"{entry.path}: this link leads back to a folder that it stands in")
        return "loop"

    def _find_fault(self, entry: os.DirEntry[str], mode: int, included: bool) -> str:  # noqa: FBT001
        """Return why what is no folder to walk is no file to treat either, if so."""
        if stat.S_ISDIR(mode):
            return "link to a folder"
        if not mode:
            return "broken link"
        if not stat.S_ISREG(mode):
            return f"no regular file: {name_kind(mode)}"
        if not included:
            return "not included"
        return "" if self._takes(entry.name) else f"unknown format: {_describe_ending(entry.name)}"


def _find_mode(entry: os.DirEntry[str]) -> int:
    """Return what an entry is, through a link; 0 for a link that leads nowhere."""
    if entry.is_file(follow_symlinks=False):
        return stat.S_IFREG
    if entry.is_dir(follow_symlinks=False):
        return stat.S_IFDIR
    try:
        return Path(entry.path).stat().st_mode
    except OSError:
        return 0


def _describe_ending(name: str) -> str:
    """Return the ending of a file's name in words, with that of a compression behind it.

    >>> _describe_ending("a.tar.GZ"), _describe_ending("README")
    ('.tar.gz', 'no ending')
    """
    bare, compression = split_compression(name)
    return find_ending(bare) + (find_ending(name) if compression else "") or "no ending"


def name_kind(mode: int) -> str:
    """Return what something is that is neither a file nor a folder."""
    return _KINDS.get(stat.S_IFMT(mode), "something else")


def _identify(path: str) -> tuple[int, int]:
    """Return what is the same for all ways to one folder; raise `OSError` when it is not there."""
    found = Path(path).stat()
    return found.st_dev, found.st_ino
