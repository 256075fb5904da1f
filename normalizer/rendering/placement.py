"""Where a mark may stand in the clean text, and putting marks in."""

from __future__ import annotations

from bisect import bisect_right

from normalizer.detection.codepoints import CJK
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from normalizer.types import Annotation, NormalizedText

# What may still belong to the word that a mark would otherwise cut: letters of any script but
# the Chinese, Japanese and Korean ones, joined by an apostrophe or a hyphen.
_REST = precompile(rf"(?:[^\W{CJK}]|['’‘-](?=[^\W{CJK}]))*")
_NEWLINE = precompile(r"\r\n?|\n")


class Barrier(NamedTuple):
    """A stretch of the clean text (code points) in which no mark may stand."""

    start: int
    end: int


class Insertion(NamedTuple):
    """A piece of text to put in at a place of the clean text (code points)."""

    place: int
    text: str


def list_changed(result: NormalizedText) -> list[Annotation]:
    """Return the annotations that a note is due for: all but the kept ones."""
    return [note for note in result.annotations if note.action != "keep"]


def merge_barriers(spans: Iterable[tuple[int, int]]) -> list[Barrier]:
    """Return `spans` sorted and joined where they overlap.

    >>> merge_barriers([(8, 9), (0, 5), (3, 6)])
    [Barrier(start=0, end=6), Barrier(start=8, end=9)]
    """
    merged: list[Barrier] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1].end:
            merged[-1] = Barrier(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Barrier(start, end))
    return merged


def find_place(text: str, position: int, barriers: list[Barrier]) -> int:
    """Return the first place from `position` on that is inside no word and no barrier.

    `barriers` are sorted and disjoint.

    >>> find_place("its criteria’s end", 8, []), find_place("see `gloss` now", 7, [Barrier(4, 11)])
    (14, 11)
    """
    while True:
        index = bisect_right(barriers, position, key=lambda barrier: barrier.start) - 1
        if index >= 0 and barriers[index].start < position < barriers[index].end:
            position = barriers[index].end
        rest = _REST.match(text, position) if text[position - 1 : position].isalnum() else None
        if not rest or rest.end() == position:
            return position
        position = rest.end()


def insert(text: str, insertions: Iterable[Insertion]) -> str:
    """Return `text` with all `insertions`, in one pass; those at one place keep their order.

    >>> insert("a public mind.", [Insertion(13, "[2]"), Insertion(8, "[1]")])
    'a public[1] mind[2].'
    """
    pieces: list[str] = []
    position = 0
    for place, added in sorted(insertions, key=lambda insertion: insertion.place):
        pieces += (text[position:place], added)
        position = place
    return "".join(pieces) + text[position:]


def find_newline(text: str) -> str:
    r"""Return how `text` ends its lines, by its first line; ``\n`` when it has but one."""
    match = _NEWLINE.search(text)
    return match.group() if match else "\n"


def make_block(text: str, lines: list[str]) -> Insertion:
    r"""Return what puts `lines` behind `text` after a blank line; its end stays with or without a newline.

    >>> make_block("One.\r\nTwo.\r\n", ["[1]"])
    Insertion(place=12, text='\r\n[1]\r\n')
    """
    newline = find_newline(text)
    ended = text.endswith(("\r", "\n"))
    block = ("" if ended else newline) + newline + newline.join(lines) + (newline if ended else "")
    return Insertion(len(text), block)
