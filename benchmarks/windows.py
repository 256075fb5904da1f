"""Windows: a pair with the text around it, cut so that no other Chinese is in it.

A window is cut at a sentence's edge if one lies between the pair and the next Chinese,
else at a blank, else at the Chinese itself; then brackets and quotes that the cut has torn
are cut off too.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from benchmarks.material import Omission, Row
from benchmarks.script import HAN_RUN, has_han

OPENING = "([{（［【"
CLOSING = ")]}）］】"
_SENTENCE = re.compile(r"\n\s*|(?<=[.!?])[”’\"')\]]*(?:\[\d+\])*[ \t]+")
_BLANK = re.compile(r"\s+")


class Window(NamedTuple):
    """A stretch of a row's text; offsets are in ``text``. ``shared``: other Chinese stands in the pair's bracket."""

    text: str
    start: int
    end: int
    gloss_start: int
    gloss_end: int
    shared: bool = False


def cut_window(row: Row) -> Window | Omission:
    """Return the window of a pair, or why there is none.

    >>> text = "Both 民意 (will) and 舆论 (opinion) matter. So does 人心."
    >>> cut_window(Row("a", text, "舆论", 19, 21, gloss="opinion", gloss_start=23, gloss_end=30)).text
    '(will) and 舆论 (opinion) matter.'
    """
    if has_han(row.gloss):
        return Omission("the gloss holds Chinese itself")
    low, high = min(row.start, row.gloss_start), max(row.end, row.gloss_end)
    between = row.text[row.gloss_end : row.start] if row.gloss_end <= row.start else row.text[row.end : row.gloss_start]
    if has_han(between):
        return Omission("other Chinese between gloss and fragment")
    if has_han(row.text[max(0, row.start - 1) : row.start] + row.text[row.end : row.end + 1]):
        return Omission("the fragment is part of a longer one")
    bracket_end = _end_of_bracket(row, high)
    shared = has_han(row.text[high:bracket_end])
    left = _cut_left(row.text, low)
    right = _cut_right(row.text, bracket_end if shared else high, low)
    torn = _find_torn_closing(row.text, left, right) if left else None
    if torn is not None and torn >= high:
        right = torn
    left, right = _trim_blanks(row.text, left, right)
    return Window(
        row.text[left:right], row.start - left, row.end - left, row.gloss_start - left, row.gloss_end - left, shared
    )


def _end_of_bracket(row: Row, high: int) -> int:
    """Return where the bracket ends that holds the fragment and opens after the window's core begins, or `high`."""
    low = min(row.start, row.gloss_start)
    opened = find_opening(row.text, row.start, low if row.gloss_end <= row.start else 0)
    if opened is None:
        return high
    closed = find_closing(row.text, row.end)
    return high if closed is None else max(high, closed + 1)


def find_opening(text: str, position: int, low: int = 0) -> int | None:
    """Return where the innermost bracket that is open at `position` opens, not before `low` nor the line's start.

    >>> find_opening("so (a (b) 中", 10), find_opening("so (a) 中", 7)
    (3, None)
    """
    depth = 0
    for at in range(position - 1, low - 1, -1):
        if text[at] == "\n":
            return None
        if text[at] in CLOSING:
            depth += 1
        elif text[at] in OPENING:
            if not depth:
                return at
            depth -= 1
    return None


def find_closing(text: str, position: int) -> int | None:
    """Return where the innermost bracket that is open at `position` closes, not after the line's end.

    >>> find_closing("中 (a) b) c", 1)
    7
    """
    depth = 0
    for at in range(position, len(text)):
        if text[at] == "\n":
            return None
        if text[at] in OPENING:
            depth += 1
        elif text[at] in CLOSING:
            if not depth:
                return at
            depth -= 1
    return None


def _cut_left(text: str, low: int) -> int:
    """Return where the window begins: after the last Chinese before `low` and what it leaves torn."""
    edge = max((run.end() for run in HAN_RUN.finditer(text, 0, low)), default=0)
    if not edge:
        return 0
    # A sentence's edge nearest to the other Chinese keeps the most of the text.
    match = _SENTENCE.search(text, edge, low) or _BLANK.search(text, edge, low)
    cut = match.end() if match else edge
    torn = _find_torn_closing(text, cut, low)
    while torn is not None:
        blank = _BLANK.search(text, torn, low)
        cut = blank.end() if blank else torn + 1
        torn = _find_torn_closing(text, cut, low)
    return cut


def _cut_right(text: str, high: int, low: int) -> int:
    """Return where the window ends: before the first Chinese after `high` and what it leaves torn."""
    run = HAN_RUN.search(text, high)
    if not run:
        return len(text)
    edge = run.start()
    matches = list(_SENTENCE.finditer(text, high, edge)) or list(_BLANK.finditer(text, high, edge))
    cut = matches[-1].start() if matches else edge
    if matches and text[cut : cut + 1] in "”’\"')]" and not text[cut : cut + 1].isspace():
        cut = matches[-1].end()
    cut = _mend_opening(text, high, cut)
    if text.count('"', low, cut) % 2 and _opens_quote(text, text.rfind('"', high, cut), high):
        cut = text.rfind('"', high, cut)
    return cut


def _mend_opening(text: str, high: int, cut: int) -> int:
    """Return `cut` moved before the first bracket that opens after the pair and does not close before the cut."""
    stack: list[int] = []
    for at in range(high, cut):
        if text[at] in OPENING:
            stack.append(at)
        elif text[at] in CLOSING and stack:
            stack.pop()
    return stack[0] if stack else cut


def _opens_quote(text: str, at: int, high: int) -> bool:
    return at > high and text[at - 1].isspace()


def _find_torn_closing(text: str, start: int, end: int) -> int | None:
    """Return the first bracket that closes in `text[start:end]` without having opened there."""
    depth = 0
    for at in range(start, end):
        if text[at] in OPENING:
            depth += 1
        elif text[at] in CLOSING:
            if not depth:
                return at
            depth -= 1
    return None


def _trim_blanks(text: str, left: int, right: int) -> tuple[int, int]:
    """Leave the blanks at both ends out of the window."""
    piece = text[left:right]
    return left + len(piece) - len(piece.lstrip()), right - (len(piece) - len(piece.rstrip()))
