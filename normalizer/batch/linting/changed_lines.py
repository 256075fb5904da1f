r"""Which lines of which documents a comparison with a revision calls added or changed.

>>> read_patch(b"diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,0 +2,2 @@\n+a\n+b\n@@ -9 +11 @@\n-c\n+d\n")
{b'x': [range(2, 4), range(11, 12)]}
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right

from normalizer.batch.linting.git import ask_git, call_git
from normalizer.batch.walking import STANDARD_INPUT
from normalizer.errors import UsageError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from normalizer.batch.walking import Input

_HUNK = re.compile(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb'\\([abtnvfr"\\]|[0-7]{3})')
_ESCAPED = dict(zip(b"abtnvfr", b"\a\b\t\n\v\f\r", strict=True))
_DIFF = (
    *("-c", "core.quotePath=false", "-c", "diff.autoRefreshIndex=false", "diff"),
    *("--no-color", "--no-ext-diff", "--no-textconv", "--find-renames"),
    *("--ignore-submodules", "--no-relative"),
)
_PATCH = ("--unified=0", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/")
_SINCE = "..."
WHOLE = None
"""In place of lines: all of the document is new, or it has no lines that git could compare."""

Lines = list[range] | None


def find_changed_lines(documents: Iterable[Input], revision: str) -> dict[str, Lines]:
    """Return for the path of each document that differs from a revision its new lines, in order.

    Lines count as git counts them, from 1. The comparison is with the working tree, renames
    followed, so it is not confined to the documents: the old name may lie elsewhere. A file that
    git does not hold is new as a whole. Raises `UsageError` when this is no repository, it does
    not know the revision, or a document lies outside it.
    """
    top = _find_top()
    commit = _find_commit(revision)
    lines: dict[bytes, Lines] = dict(read_patch(call_git(*_DIFF, *_PATCH, commit, "--")))
    lines |= dict.fromkeys(read_binary(call_git(*_DIFF, "--numstat", "-z", commit, "--")), WHOLE)
    held = set(call_git("-C", os.fsdecode(top), "ls-files", "-z").split(b"\0"))
    changed: dict[str, Lines] = {}
    for document in documents:
        name = b"" if document.error else _name_in_repository(document.path, top)
        if name and name not in held:
            changed[document.path] = WHOLE
        elif name in lines:
            # What git takes for lines of a compressed file are none of the document's.
            changed[document.path] = WHOLE if document.compression else lines[name]
    return changed


def _find_top() -> bytes:
    try:
        return call_git("rev-parse", "--show-toplevel")[:-1]
    except UsageError as error:
        message = f"--diff-base needs a git repository with its files: {error}"
        raise UsageError(message) from error


def _find_commit(revision: str) -> str:
    """Return the commit that a revision names; of ``A...`` the last one that A and HEAD have in common, as in git."""
    if revision.endswith(_SINCE):
        base = ask_git("merge-base", _find_commit(revision.removesuffix(_SINCE)), "HEAD")
        if not base:
            message = f"git finds no commit that {revision.removesuffix(_SINCE)} and HEAD have in common"
            raise UsageError(message)
        return base.decode().strip()
    found = b"" if revision.startswith("-") else ask_git("rev-parse", "--verify", "--quiet", revision + "^{commit}")
    if not found:
        message = f"git knows no revision {revision!r}"
        raise UsageError(message)
    return found.decode().strip()


def _name_in_repository(path: str, top: bytes) -> bytes:
    if path == STANDARD_INPUT:
        message = "--diff-base compares files, not standard input"
        raise UsageError(message)
    name = os.path.relpath(os.fsencode(os.path.realpath(path)), top)
    if name.startswith(b"../"):
        message = f"{path} lies outside the repository {os.fsdecode(top)}"
        raise UsageError(message)
    return name


def read_patch(patch: bytes) -> dict[bytes, list[range]]:
    """Return the added and changed lines of each file in a patch without context, by its new name."""
    found: dict[bytes, list[range]] = {}
    lines: list[range] = []
    in_head = False
    for line in patch.split(b"\n"):
        # Lines of content begin with a sign, so none of them is taken for one of these.
        if line.startswith(b"diff --git "):
            in_head, lines = True, []
        elif in_head and line.startswith(b"+++ "):
            name = _unquote(line[4:])
            if name.startswith(b"b/"):
                lines = found.setdefault(name[2:], [])
        elif line.startswith(b"@@ "):
            in_head = False
            hunk = _HUNK.match(line)
            count = int(hunk[2] or 1) if hunk else 0
            if hunk and count:
                lines.append(range(int(hunk[1]), int(hunk[1]) + count))
    return found


def _unquote(name: bytes) -> bytes:
    r"""Return a name as it is from one that git may have put into quotes.

    >>> _unquote(rb'"b/\346\226\207\t\"1\""'), _unquote(b"b/a b\t")
    (b'b/\xe6\x96\x87\t"1"', b'b/a b')
    """
    if not name.startswith(b'"'):
        # Behind a name with blanks git puts a tab, for other programs.
        return name.removesuffix(b"\t")

    def resolve(match: re.Match[bytes]) -> bytes:
        escape = match[1]
        return bytes((int(escape, 8) if len(escape) > 1 else _ESCAPED.get(escape[0], escape[0]),))

    return _ESCAPE.sub(resolve, name[1:-1])


def read_binary(numbers: bytes) -> Iterator[bytes]:
    r"""Yield the new names of the files that git takes for binary, from its numbers of changed lines.

    >>> list(read_binary(b"-\t-\ta.md\x001\t0\tb.md\x00-\t-\t\x00old.md\x00new.md\x00"))
    [b'a.md', b'new.md']
    """
    parts = iter(numbers.split(b"\0"))
    for part in parts:
        binary, _, name = part.rpartition(b"\t")
        if part and not name:
            next(parts)
            name = next(parts)
        if binary == b"-\t-":
            yield name


def is_changed(first: int, last: int, lines: Sequence[range]) -> bool:
    """Tell whether one of the lines `first` to `last` is among sorted ranges of them.

    >>> is_changed(3, 5, [range(1, 3), range(5, 6)]), is_changed(3, 4, [range(1, 3), range(5, 6)])
    (True, False)
    """
    index = bisect_right(lines, last, key=lambda part: part.start) - 1
    return index >= 0 and lines[index].stop > first


class LineCount:
    r"""Turns the lines of a document, which a lone ``\r`` ends too, into those that git counts.

    >>> count = LineCount(b"a\rb\nc\r\nd")
    >>> [count.to_git(line) for line in (1, 2, 3, 4)]
    [1, 1, 2, 3]
    """

    def __init__(self, data: bytes) -> None:
        """Take the bytes of the document."""
        self._ends: list[int] = []
        if b"\r" in data:
            ends = enumerate(re.finditer(rb"\r\n?|\n", data), 1)
            self._ends = [number for number, end in ends if end.group() == b"\r"]

    def to_git(self, line: int) -> int:
        """Return the number that git gives the line."""
        return line - bisect_right(self._ends, line - 1)


def leave_unchanged_out(documents: Iterable[Input], changed: Mapping[str, Lines]) -> list[Input]:
    """Return the documents that have changed lines, and those that cannot be read, which is told."""
    return [document for document in documents if document.error or document.path in changed]
