"""What stands near the Chinese: only there cues tell its language, so the rest of a long text is not searched."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Cues = list[tuple[int, int, str, str]]

_MARKS = ".,;"
"""Marks that no cue holds: a text may be cut behind them."""

_IN_SIGHT = 240
"""Code points within which such a mark is looked for."""


def find_near(text: str, spans: Iterable[tuple[int, int]], reach: int, find: Callable[[str], Cues]) -> Cues:
    """Return what `find` finds in `text` within `reach` code points of the sorted `spans`, and perhaps more of it.

    >>> from normalizer.detection.subjects import find_names
    >>> find_near("In Nara. Then in Kobe, 神户. And so on.", [(23, 25)], 8, find_names)
    [(17, 21, 'ja', 'subject')]
    """
    parts = _list_parts(text, spans, reach)
    near = "".join(text[start:end] for start, end in parts)
    if len(near) == len(text):
        return find(text)
    places = list(accumulate((end - start for start, end in parts), initial=0))
    cues: Cues = []
    for start, end, language, sort in find(near):
        index = bisect_right(places, start) - 1
        moved = parts[index][0] - places[index]
        cues.append((start + moved, end + moved, language, sort))
    return cues


def _list_parts(text: str, spans: Iterable[tuple[int, int]], reach: int) -> Sequence[tuple[int, int]]:
    """Return the parts of `text` around `spans`, disjoint; all of it where no mark is in sight to cut behind."""
    parts: list[tuple[int, int]] = []
    for first, last in spans:
        start, end = _find_start(text, first - reach), _find_end(text, last + reach)
        if start < 0 or end < 0:
            return [(0, len(text))]
        if parts and start <= parts[-1][1]:
            start, end = parts[-1][0], max(end, parts[-1][1])
            parts.pop()
        parts.append((start, end))
    return parts


def _find_start(text: str, position: int) -> int:
    """Return the place behind the last mark before `position`, -1 where none is in sight."""
    if position <= 0:
        return 0
    low = max(0, position - _IN_SIGHT)
    found = max(text.rfind(mark, low, position) for mark in _MARKS) + 1
    return found or (-1 if low else 0)


def _find_end(text: str, position: int) -> int:
    """Return the place behind the first mark from `position` on, -1 where none is in sight."""
    high = position + _IN_SIGHT
    found = min((at for mark in _MARKS if (at := text.find(mark, position, high)) >= 0), default=-1) + 1
    return found or (-1 if high < len(text) else len(text))
