"""What a walk leaves out because a file of rules says so: .gitignore as git reads it, and .mixnormignore."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from normalizer.batch.globs import SPECIAL, translate_glob
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

GIT_RULES = ".gitignore"
OWN_RULES = ".mixnormignore"

_UNTRIMMED = re.compile(r"((?:\\.|[^\\])*?) *", re.DOTALL)
"""A line whose last blanks do not count unless a backslash stands before them."""


class _Rule(NamedTuple):
    """A line of a file of rules.

    ``excepts`` tells that it begins with ``!``, ``folders`` that it ends with a slash, ``anchored``
    that it is matched with the path from the file's folder on, not with a name in any folder.
    """

    glob: str
    matches: Callable[[str], object]
    excepts: bool
    folders: bool
    anchored: bool


class Rules:
    """The lines of one file of rules, or the patterns of a flag.

    >>> rules = Rules(["*.tmp", "!keep.tmp", "/build/"])
    >>> rules.decide("a/b.tmp", folder=False), rules.decide("a/keep.tmp", folder=False)
    (True, False)
    >>> rules.decide("build", folder=True), rules.decide("a/build", folder=True)
    (True, None)
    """

    def __init__(self, lines: Iterable[str], above: str = "", below: str = "") -> None:
        """Read the lines of a file that stands in the folder walked, or `above` or `below` it.

        `above` leads from the file's folder to the walked one, `below` from the walked one to the file's; both
        end with a slash when they are not empty.
        """
        rules = [rule for line in lines for rule in _read_rule(line)]
        self._rules = rules[::-1]
        self._above = above
        self._cut = len(below)
        # Nearly every name matches nothing, which these tell at once.
        self._names = {rule.glob for rule in rules if not SPECIAL.search(rule.glob)}
        self._ends = tuple(rule.glob[1:] for rule in rules if _is_ending(rule))
        others = [rule for rule in rules if rule.anchored or not (rule.glob in self._names or _is_ending(rule))]
        self._others = [rule.matches for rule in others if not rule.anchored]
        self._paths = [rule.matches for rule in others if rule.anchored]

    def decide(self, path: str, *, folder: bool) -> bool | None:
        """Tell whether the last rule that matches leaves out what stands at `path`, None when no rule matches it.

        `path` is relative to the folder walked. What stands in a folder that is left out is not asked for.
        """
        name = path[path.rfind("/") + 1 :]
        if self._paths:
            path = self._above + path[self._cut :]
        if not (
            name in self._names
            or name.endswith(self._ends)
            or any(matches(name) for matches in self._others)
            or any(matches(path) for matches in self._paths)
        ):
            return None
        for rule in self._rules:
            if (folder or not rule.folders) and rule.matches(path if rule.anchored else name):
                return not rule.excepts
        return None


def _is_ending(rule: _Rule) -> bool:
    return not rule.anchored and rule.glob[:1] == "*" and not SPECIAL.search(rule.glob, 1)


def _read_rule(line: str) -> Iterator[_Rule]:
    """Yield the rule of a line, if there is one in it."""
    line = line.removesuffix("\r")
    if line.startswith("#"):
        return
    found = _UNTRIMMED.fullmatch(line)
    glob = found[1] if found else line
    excepts = glob.startswith("!")
    glob = glob[excepts:]
    folders = glob.endswith("/")
    glob = glob[:-1] if folders else glob
    anchored = "/" in glob
    glob = glob.removeprefix("/")
    if glob:
        yield _Rule(glob, re.compile(translate_glob(glob)).fullmatch, excepts, folders, anchored)


class Ruling(NamedTuple):
    """All rules that count in a folder, those with the last word first: own ones, then git's, inner before outer."""

    own: tuple[Rules, ...] = ()
    git: tuple[Rules, ...] = ()

    def leaves_out(self, path: str, *, folder: bool) -> bool:
        """Tell whether what stands at `path` is left out."""
        for rules in (*self.own, *self.git):
            decided = rules.decide(path, folder=folder)
            if decided is not None:
                return decided
        return False

    def extend(self, names: Iterable[str], folder: str, above: str = "", below: str = "") -> Ruling:
        """Return the rules that count in `folder`, which holds the files `names`.

        Raises `OSError` for one that is unreadable.
        """
        ruling = self
        if ".git" in names:
            # Of all rules of a repository these are the weakest.
            ruling = ruling._replace(git=(*_read(_find_exclude(folder), above, below), *ruling.git))
        if GIT_RULES in names:
            ruling = ruling._replace(git=(*_read(f"{folder}/{GIT_RULES}", above, below), *ruling.git))
        if OWN_RULES in names:
            ruling = ruling._replace(own=(*_read(f"{folder}/{OWN_RULES}", above, below), *ruling.own))
        return ruling


def find_ruling(folder: str) -> Ruling:
    """Return the rules from above `folder` that count in it: those up to the root of its repository, if it is in one.

    Raises `OSError` for what is unreadable.
    """
    here = Path(os.path.realpath(folder))
    root = next((place for place in (here, *here.parents) if os.path.lexists(place / ".git")), here)
    ruling = Ruling()
    for place in reversed([place for place in here.parents if place == root or root in place.parents]):
        names = {name for name in (".git", GIT_RULES, OWN_RULES) if os.path.lexists(place / name)}
        ruling = ruling.extend(names, str(place), above=f"{here.relative_to(place)}/")
    return ruling


def _find_exclude(root: str) -> str:
    """Return the path of git's own file of rules; a linked work tree shares it with its repository."""
    git = Path(root, ".git")
    if git.is_file():
        git = Path(root, os.fsdecode(git.read_bytes()).removeprefix("gitdir:").strip())
        with suppress(OSError):
            git = Path(git, os.fsdecode((git / "commondir").read_bytes()).strip())
    return str(git / "info" / "exclude")


def _read(path: str, above: str, below: str) -> tuple[Rules, ...]:
    """Return the rules of a file; none of one that is missing, or no regular file, as git does."""
    if not Path(path).is_file() or Path(path).is_symlink():
        return ()
    text = os.fsdecode(Path(path).read_bytes()).removeprefix("\ufeff")
    return (Rules(text.split("\n"), above, below),)
