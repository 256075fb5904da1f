"""Full-width marks and forms: which of them a run touches, by the setting ``fullwidth``."""

from __future__ import annotations

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING
from normalizer.types import Fragment, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from normalizer.detection.masking.lookup import MaskLookup

_FORMS = precompile("[、。！-～｡､￥]")


def trim_marks(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Return `fragments` without the marks that touch them, as the setting ``keep`` wants it."""
    return [f._replace(outer=Span(f.start, f.end)) for f in fragments]


def find_forms(text: str, taken: Iterable[Span], masks: MaskLookup) -> list[Fragment]:
    """Return fragments for the runs of full-width forms outside the ranges `taken` and the masks, as ``all`` wants it.

    >>> from normalizer.detection.masking.lookup import MaskLookup
    >>> [f.text for f in find_forms("yes，no 舆论", [Span(7, 9)], MaskLookup([]))]
    ['，']
    """
    places = {place for span in taken for place in range(*span)}
    free = [m.start() for m in _FORMS.finditer(text) if m.start() not in places and not masks.overlaps(*m.span())]
    return [
        Fragment(start, end, text[start:end], Span(start, end), reason="full-width forms")
        for start, end in _join_neighbours(free)
    ]


def _join_neighbours(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the ranges of places that follow each other."""
    ranges: list[tuple[int, int]] = []
    for place in places:
        if ranges and ranges[-1][1] == place:
            ranges[-1] = (ranges[-1][0], place + 1)
        else:
            ranges.append((place, place + 1))
    return ranges
