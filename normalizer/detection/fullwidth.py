"""Full-width marks and forms: which of them a run touches, by the setting ``fullwidth``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from normalizer.types import Fragment, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.config import Fullwidth
    from normalizer.detection.masking.lookup import MaskLookup

_FORMS = re.compile("[、。！-～｡､￥]")


def apply_fullwidth(text: str, fragments: Sequence[Fragment], masks: MaskLookup, setting: Fullwidth) -> list[Fragment]:
    """Return `fragments` with the marks that the setting gives them.

    ``adjacent``: the marks that touch them, as found. ``keep``: none. ``all``: further
    fragments for the runs of full-width forms that stand elsewhere.

    >>> from normalizer.detection.fragments import find_fragments
    >>> from normalizer.detection.masking.lookup import MaskLookup
    >>> text = "yes，no 舆论"
    >>> [f.text for f in apply_fullwidth(text, find_fragments(text), MaskLookup([]), "all")]
    ['，', '舆论']
    """
    if setting == "keep":
        return [f._replace(outer=Span(f.start, f.end)) for f in fragments]
    if setting == "adjacent":
        return list(fragments)
    taken = {place for f in fragments for place in range(*f.outer)}
    free = [m.start() for m in _FORMS.finditer(text) if m.start() not in taken and not masks.overlaps(*m.span())]
    found = [
        Fragment(start, end, text[start:end], Span(start, end), reason="full-width forms")
        for start, end in _join_neighbours(free)
    ]
    return sorted([*fragments, *found])


def _join_neighbours(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the ranges of places that follow each other."""
    ranges: list[tuple[int, int]] = []
    for place in places:
        if ranges and ranges[-1][1] == place:
            ranges[-1] = (ranges[-1][0], place + 1)
        else:
            ranges.append((place, place + 1))
    return ranges
