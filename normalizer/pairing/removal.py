"""How a fragment is taken out of running text without leaving a trace."""

from __future__ import annotations

from normalizer.detection.marks import ENGLISH_MARKS
from normalizer.records import TYPE_CHECKING
from normalizer.types import Span

if TYPE_CHECKING:
    from normalizer.types import Fragment

_WRAPPERS = (
    ("“", "”"),
    ("‘", "’"),
    ('"', '"'),
    ("'", "'"),
    ("**", "**"),
    ("*", "*"),
    ("_", "_"),
    ("「", "」"),
    ("《", "》"),
)
_WRAPS_END = frozenset(closing[0] for _, closing in _WRAPPERS)
_BLANKS = " \t\xa0\u3000"
_CLOSING = ".,;:!?)]}”’\"'…）】」』*_"
_SIGNS = (" /", "/", " =")
"""Joiners that say that both sides are one thing; they go wherever the second side goes."""

_JOINERS = (",", ":", " –", " —", "—", " -", " //", " /", "/", " =", " |")


def unwrap(text: str, start: int, end: int) -> Span:
    """Widen a range over quotes and emphasis that hold nothing else.

    >>> unwrap("real “真” words", 6, 7)
    Span(start=5, end=8)
    """
    widened = True
    while widened:
        widened = False
        if text[end : end + 1] not in _WRAPS_END:
            break
        for opening, closing in _WRAPPERS:
            if text.startswith(closing, end) and text.endswith(opening, 0, start) and start >= len(opening):
                start, end, widened = start - len(opening), end + len(closing), True
                break
    return Span(start, end)


def remove_after(text: str, start: int, end: int) -> Span:
    """Return the range to cut so that what stands *before* ``text[start:end]`` reads on.

    Takes the blank and a joining comma, colon or dash before it, and its wrappers.

    >>> remove_after("opinion, 舆论, and", 9, 11)
    Span(start=7, end=11)
    """
    span = unwrap(text, start, end)
    start, end = span
    while start > 0 and text[start - 1] in _BLANKS:
        start -= 1
    follows = text[end : end + 1]
    ends_clause = not follows or follows in _CLOSING or follows == "\n" or text[end : end + 2].strip() == ""
    return Span(_take_joiner(text, start, end, ends_clause=bool(ends_clause)), end)


def _take_joiner(text: str, start: int, end: int, *, ends_clause: bool) -> int:
    """Return `start` moved over the mark that joined what goes: any where a clause ends, one of two dashes."""
    for joiner in _JOINERS:
        paired = text.startswith(joiner, end) and joiner.strip() not in (",", ":")
        if text.endswith(joiner, 0, start) and start > len(joiner):
            return start - len(joiner) if ends_clause or paired or joiner in _SIGNS else start
    return start


def remove_before(text: str, start: int, end: int) -> Span:
    """Return the range to cut so that what stands *after* ``text[start:end]`` takes its place.

    One blank between two words stays.

    >>> remove_before("still真 real", 5, 6), remove_before("a 群岛 islands", 2, 4)
    (Span(start=5, end=6), Span(start=2, end=5))
    """
    span = unwrap(text, start, end)
    start, end = span
    if start and text[start - 1] not in _BLANKS + "\n“‘\"'(（[":
        return span
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    return Span(start, end)


def keep_mark(text: str, fragment: Fragment) -> str:
    """Return the English mark for a Chinese one that a removed fragment carried."""
    tail = text[fragment.end : fragment.outer.end].strip("」』》〉】　 ")
    return "".join(ENGLISH_MARKS.get(c, "") for c in tail).rstrip() if tail else ""
