r"""Where the characters of a text stand that is written with escapes, told by the escapes alone.

>>> import re
>>> list(Escapes(re.compile('("")'), 'a""b', 0, 4))
[0, 1, 3, 4]
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from operator import add
from typing import overload

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    import re


class Escapes(Sequence[int]):
    """For each code point of a text, and for its end, where in the source that begins: the steps of a node."""

    def __init__(self, pattern: re.Pattern[str], source: str, start: int, end: int) -> None:
        """Find the escapes in a stretch of the source, each of them one code point of the text.

        All of an escape is the one group of the pattern.
        """
        # Done in C as far as it goes: a text may have more escapes than edits by far.
        lengths = list(map(len, pattern.split(source[start:end])))
        plain = list(accumulate(lengths[::2]))  # plain characters before each escape, and in all
        self._start = start
        self._offsets = list(map(add, plain, range(len(plain) - 1)))  # where the escapes stand in the text
        self._ends = list(map(add, plain, accumulate(lengths[1::2])))  # where they end, from the start
        self._length = plain[-1] + len(plain)

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
        place: int = self._ends[before - 1] + offset - self._offsets[before - 1] - 1
        return self._start + place
