"""Quick answers about masks: which one ends or starts here, whether a range touches any."""

from __future__ import annotations

from bisect import bisect_left

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.types import Mask


TRANSPARENT = frozenset({"markup", "attribute"})
"""Rules whose masks a reader does not see: the words on both sides stand beside each other."""


class MaskLookup:
    """Sorted, disjoint masks, indexed by their edges."""

    def __init__(self, masks: Sequence[Mask]) -> None:
        """Take the masks as `find_masks` returns them."""
        self._starts = [mask.start for mask in masks]
        self._ends = [mask.end for mask in masks]
        self._by_start = {mask.start: mask for mask in masks}
        self._by_end = {mask.end: mask for mask in masks}

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether ``[start, end)`` shares a code point with a mask."""
        index = bisect_left(self._starts, end)
        return index > 0 and self._ends[index - 1] > start

    def find_floor(self, position: int) -> int:
        """Return where the last mask before `position` ends that is not markup; 0 if there is none."""
        index = bisect_left(self._starts, position) - 1
        while index >= 0 and self._by_start[self._starts[index]].rule in TRANSPARENT:
            index -= 1
        return min(self._ends[index], position) if index >= 0 else 0

    def starts(self, position: int) -> bool:
        """Tell whether a mask that is not markup starts at `position`."""
        mask = self._by_start.get(position)
        return mask is not None and mask.rule not in TRANSPARENT

    def ends(self, position: int) -> bool:
        """Tell whether a mask that is not markup ends at `position`."""
        mask = self._by_end.get(position)
        return mask is not None and mask.rule != "markup"

    def skip_markup_back(self, position: int) -> int:
        """Return `position` moved left over markup that ends there."""
        while (mask := self._by_end.get(position)) and mask.rule in TRANSPARENT:
            position = mask.start
        return position

    def skip_markup(self, position: int) -> int:
        """Return `position` moved right over markup that starts there."""
        while (mask := self._by_start.get(position)) and mask.rule in TRANSPARENT:
            position = mask.end
        return position
