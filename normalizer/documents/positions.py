"""Lines and columns, and how a text ends its lines."""

from __future__ import annotations

from bisect import bisect_right

from normalizer.patterns import precompile
from normalizer.records import NamedTuple


class Position(NamedTuple):
    """A line and a column, both from 1; columns count code points."""

    line: int
    column: int


class LineIndex:
    r"""Where the lines of a text begin; ``\n``, ``\r\n`` and ``\r`` end a line.

    >>> LineIndex("a\r\nb\rc").locate(3)
    Position(line=2, column=1)
    """

    def __init__(self, text: str) -> None:
        """Find the lines of `text`."""
        # Compiled here, for a clean document never asks for it.
        self.starts = [0, *(match.end() for match in precompile(r"\r\n?|\n").finditer(text))]

    def locate(self, offset: int) -> Position:
        """Return the line and column of a code point."""
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)


class Newlines(NamedTuple):
    r"""How often a text ends a line with ``\n``, ``\r\n`` and ``\r``."""

    lf: int = 0
    crlf: int = 0
    cr: int = 0


def count_newlines(data: bytes) -> Newlines:
    r"""Return how often each kind of newline stands in the bytes of a text in UTF-8 or the like.

    >>> count_newlines(b"a\r\nb\nc\r\n")
    Newlines(lf=1, crlf=2, cr=0)
    """
    # Most texts have no carriage return, and looking for one is far cheaper than counting two bytes.
    crlf = data.count(b"\r\n") if b"\r" in data else 0
    return Newlines(data.count(b"\n") - crlf, crlf, data.count(b"\r") - crlf)
