r"""Where the characters of a text stand that is written with escapes, told by the escapes alone.

>>> import re
>>> list(Escapes(re.compile('""'), 'a""b', 0, 4))
[0, 1, 3, 4]
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    import re


class Escapes(Sequence[int]):
    """For each code point of a text, and for its end, where in the source that begins: the steps of a node."""

    def __init__(self, pattern: re.Pattern[str], source: str, start: int, end: int) -> None:
        """Find the escapes in a stretch of the source, each of them one code point of the text."""
        self._start = start
        self._offsets: list[int] = []  # where the escapes stand in the text
        self._ends: list[int] = []  # where they end in the source
        shift = start
        for found in pattern.finditer(source, start, end):
            first, after = found.span()
            self._offsets.append(first - shift)
            self._ends.append(after)
            shift += after - first - 1
        self._length = end - shift + 1

    def __len__(self) -> int:
        """Return the number of code points, and one for the end."""
        return self._length

    @overload
    def __getitem__(self, offset: int) -> int: ...
    @overload
    def __getitem__(self, offset: slice) -> Sequence[int]: ...
    def __getitem__(self, offset: int | slice) -> int | Sequence[int]:
        """Return where a code point begins."""
        if isinstance(offset, slice):
            return [self[place] for place in range(*offset.indices(self._length))]
        if not 0 <= offset < self._length:
            raise IndexError(offset)
        before = bisect_left(self._offsets, offset)
        if not before:
            return self._start + offset
        return self._ends[before - 1] + offset - self._offsets[before - 1] - 1
