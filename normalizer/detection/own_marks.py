r"""A rendered text without the marks of its rendering: how far words stand apart must not depend on them.

>>> bare = BareText("public opinion[^mixnorm-1] in Japan\n\n[^mixnorm-1]: 舆论\n")
>>> bare.text, bare.find(26)
('public opinion in Japan\n\n\n', 14)
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from normalizer.markers import FOOTNOTE_LABEL, NOTES_BEGIN, NOTES_BLOCK
from normalizer.patterns import precompile

_FOOTNOTES = rf"{NOTES_BLOCK}|\[\^{FOOTNOTE_LABEL}\d+\]"
_NUMBERS = rf"{_FOOTNOTES}|\[(?:note )?\d+\]"


class BareText:
    """A text with our own notes, numbers and footnote labels taken out, and the way from one to the other."""

    def __init__(self, text: str) -> None:
        """Take the marks out of `text`; plain numbers count as marks only where a block of notes stands."""
        spans: list[tuple[int, int]] = []
        if NOTES_BEGIN in text or FOOTNOTE_LABEL in text:
            pattern = _NUMBERS if NOTES_BEGIN in text else _FOOTNOTES
            spans = [match.span() for match in precompile(pattern).finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._removed = list(accumulate((end - start for start, end in spans), initial=0))
        edges = zip([0, *self._ends], [*self._starts, len(text)], strict=True)
        self.text = "".join(text[end:start] for end, start in edges) if spans else text

    def find(self, position: int) -> int:
        """Return where a position of the text stands in the bare one; inside a mark, where the mark stood."""
        index = bisect_right(self._starts, position)
        if index and position < self._ends[index - 1]:
            return self._starts[index - 1] - self._removed[index - 1]
        return position - self._removed[index]
