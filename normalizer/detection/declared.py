"""Languages that markup or the caller has declared: which of them holds a run."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.types import LanguageSpan


class Declarations:
    """Declared spans; of several that hold a run the one that was declared first counts.

    >>> from normalizer.types import LanguageSpan
    >>> declared = Declarations([LanguageSpan(4, 6, "ja"), LanguageSpan(0, 9, "zh")])
    >>> declared.find(4, 6), declared.find(4, 7), declared.find(4, 10)
    ('ja', 'zh', '')
    """

    def __init__(self, spans: Sequence[LanguageSpan]) -> None:
        """Take the spans in any order."""
        self._spans = sorted((start, end, number, tag) for number, (start, end, tag) in enumerate(spans))
        self._starts = [span[0] for span in self._spans]
        self._reach = list(accumulate((span[1] for span in self._spans), max))
        """How far the spans up to each one reach."""

    def find(self, start: int, end: int) -> str:
        """Return the tag that is declared for a range, nothing when there is none."""
        found: tuple[int, str] | None = None
        index = bisect_right(self._starts, start) - 1
        while index >= 0 and self._reach[index] >= end:
            _, last, number, tag = self._spans[index]
            if last >= end and (found is None or number < found[0]):
                found = number, tag
            index -= 1
        return found[1] if found else ""
