r"""The allow-list: fragments that are meant to stay, each with its reason.

It is a file of TOML::

    [[allow]]
    fragment = "关系"             # exactly this one; or pattern = "关系.*", which fits the whole fragment
    path = "docs/**/*.md"         # if wanted: only there, counted from the folder of this file
    rule = "mention"              # if wanted: only under this rule
    reason = "the essay is about the word"
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from normalizer.batch.linting.finding import Verdict
from normalizer.batch.linting.naming import Root
from normalizer.batch.linting.rules import RULES
from normalizer.errors import ConfigError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from normalizer.batch.linting.finding import Finding

FILE_NAME = ".mixnorm-allow.toml"
ALLOWED = "allowed"
_TABLE = "allow"
_KEYS = ("fragment", "pattern", "path", "rule", "reason")
_GLOB = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_WILD = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


class Entry(NamedTuple):
    """One entry: what it allows, where, under which rule (empty: everywhere, every), why, and its line in the file."""

    fragment: re.Pattern[str]
    path: re.Pattern[str] | None
    rule: str
    reason: str
    about: str
    line: int

    def allows(self, finding: Finding, name: str) -> bool:
        """Tell whether the entry allows a finding in the document of this name."""
        return (
            self.rule in ("", finding.rule)
            and bool(self.fragment.fullmatch(finding.fragment))
            and bool(not self.path or self.path.fullmatch(name))
        )


class AllowList:
    """The entries of a file, which note what they have matched."""

    def __init__(self, path: str, entries: list[Entry]) -> None:
        """Take the path of the file and its entries."""
        self.path = path
        self._entries = entries
        self._root = Root(os.path.dirname(os.path.abspath(path)))  # noqa: PTH100, PTH120 - links are not followed
        self._used: set[int] = set()
        self._last = ("", "")

    def judge(self, finding: Finding) -> Verdict | None:
        """Return why a finding is allowed, None if it is not; every entry that allows it counts as used."""
        # Findings come document by document.
        if self._last[0] != finding.path:
            self._last = finding.path, self._root.name(finding.path)
        name = self._last[1]
        matching = [number for number, entry in enumerate(self._entries) if entry.allows(finding, name)]
        self._used.update(matching)
        return Verdict(ALLOWED, self._entries[matching[0]].reason) if matching else None

    def list_unused(self) -> Iterator[Entry]:
        """Yield the entries that have matched nothing."""
        return (entry for number, entry in enumerate(self._entries) if number not in self._used)


def find_allow_file(folder: Path) -> str:
    """Return the nearest allow-list upwards from `folder`, nothing if there is none."""
    places = (place / FILE_NAME for place in (folder, *folder.parents))
    found = next((place for place in places if place.is_file()), None)
    return os.path.relpath(found, folder) if found else ""


def read_allow_list(path: str) -> AllowList:
    """Read a file of allowed fragments; raise `ConfigError` for what is not as it should be, naming the entry."""
    try:
        import tomllib
    except ModuleNotFoundError:  # Python 3.10
        import tomli as tomllib  # type: ignore[no-redef,import-not-found,unused-ignore]
    try:
        text = Path(path).read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, ValueError) as error:
        message = f"{path}: {error}"
        raise ConfigError(message) from error
    rows = data.get(_TABLE, [])
    if data.keys() - {_TABLE} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        message = f"{path}: expected tables [[{_TABLE}]] and nothing else"
        raise ConfigError(message)
    heads = [
        text.count("\n", 0, m.start(1)) + 1 for m in re.finditer(r"^[ \t]*(\[\[\s*allow\s*\]\])", text, re.MULTILINE)
    ]
    lines = heads if len(heads) == len(rows) else [1] * len(rows)
    return AllowList(path, [_read_entry(row, path, line) for row, line in zip(rows, lines, strict=True)])


def _read_entry(row: dict[str, Any], path: str, line: int) -> Entry:
    problem = _find_fault(row)
    if problem:
        message = f"{path}:{line}: {problem}"
        raise ConfigError(message)
    exact = row.get("fragment")
    about = f"fragment = {exact!r}" if exact else f"pattern = {row['pattern']!r}"
    try:
        wanted = re.compile(re.escape(" ".join(exact.split())) if exact else row["pattern"], re.DOTALL)
    except re.error as error:
        message = f"{path}:{line}: {about} is no regular expression ({error})"
        raise ConfigError(message) from error
    glob = compile_glob(row["path"]) if row.get("path") else None
    return Entry(wanted, glob, row.get("rule", ""), row["reason"].strip(), about, line)


def _find_fault(row: dict[str, Any]) -> str:
    """Return what is wrong with an entry, or nothing."""
    from difflib import get_close_matches

    for key, value in row.items():
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, n=1)
            return f"there is no key {key!r}" + (f"; did you mean {near[0]!r}?" if near else "")
        if not isinstance(value, str):
            return f"{key} = {value!r}, expected a string"
    if not row.get("reason", "").strip():
        return "the entry gives no reason"
    if bool(row.get("fragment", "").strip()) == bool(row.get("pattern")):
        return "expected either a fragment or a pattern"
    if row.get("rule") and row["rule"] not in RULES:
        near = get_close_matches(row["rule"], RULES, n=1)
        return f"there is no rule {row['rule']!r}" + (f"; did you mean {near[0]!r}?" if near else "")
    return ""


def compile_glob(glob: str) -> re.Pattern[str]:
    r"""Return what matches the names that a glob means, as in a ``.gitignore``.

    ``*`` and ``?`` stay within a folder, ``**`` does not. Without a slash it means a name in any
    folder, with one at its end all in that folder.

    >>> [bool(compile_glob(glob).fullmatch("docs/en/a.md")) for glob in ("*.md", "docs/*.md", "docs/**/*.md", "docs/")]
    [True, False, True, True]
    """
    glob = glob.removeprefix("./").removeprefix("/") + ("**" if glob.endswith("/") else "")
    parts = ("**/" if "/" not in glob else "") + glob
    return re.compile("".join(_WILD.get(part) or re.escape(part) for part in _GLOB.findall(parts)), re.DOTALL)
