"""Text nodes of a document: joined to passages that are normalized, and the edits that take the results back.

A format gives its nodes with their exact places, joined to passages. A result's edits count in
the passage's text; here they are divided among the nodes, so that no edit holds markup.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.types import Annotation, Hints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from normalizer.types import NormalizedText

NO_HINTS = Hints()


class Node(NamedTuple):
    """A stretch of text in a document's source: its place (code points) and what it says.

    ``steps`` is empty where the source says it plainly, ``text == source[start:end]``; else it
    tells for each code point of ``text``, and for its end, where in the source that begins.
    """

    start: int
    end: int
    text: str
    steps: Sequence[int] = ()

    def to_source(self, offset: int) -> int:
        """Return where a boundary between two code points of the node's text stands in the source.

        >>> Node(3, 13, "舆论", (3, 11, 12)).to_source(1)
        11
        """
        return self.steps[offset] if self.steps else self.start + offset


class Passage(NamedTuple):
    """What is normalized as one text: nodes, and what stands for the markup between them.

    ``id`` names it in the document; a string among ``parts`` is in no node (a blank for ``<br>``, a
    blank line between two paragraphs) and never written. ``hints`` count in the joined text;
    ``parting`` tells that what stands for a blank parts words in the document too, as line ends of a cue do.
    """

    id: str
    parts: tuple[Node | str, ...]
    hints: Hints = NO_HINTS
    parting: bool = False

    def join(self) -> str:
        r"""Return the text.

        >>> Passage("document", (Node(3, 5, "One"), "\n\n", Node(9, 12, "two"))).join()
        'One\n\ntwo'
        """
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


class NodeEdit(NamedTuple):
    """A change to one node: code points of the node's text, what comes, and the annotation that it is of.

    One edit of a result may come to several of them; ``note`` is the same for all, None for an
    insertion that a form of rendering makes apart from any edit.
    """

    start: int
    end: int
    text: str
    note: Annotation | None = None


class _Placed(NamedTuple):
    """A node and where its text begins and ends in the passage."""

    start: int
    end: int
    node: Node


class Distribution:
    """Divides the edits of a result among the nodes of its passage.

    A fragment over several nodes has its English in the first one, and the others are emptied; what
    an edit takes in before and behind the fragment (an article, brackets) is changed where it stands.
    """

    def __init__(self, passage: Passage) -> None:
        """Find where the nodes stand in the passage."""
        self._parting = passage.parting
        self._placed: list[_Placed] = []
        position = 0
        for part in passage.parts:
            length = len(part if isinstance(part, str) else part.text)
            if not isinstance(part, str) and length:
                self._placed.append(_Placed(position, position + length, part))
            position += length
        self._starts = [placed.start for placed in self._placed]

    def locate(self, offset: int) -> int:
        """Return where a code point of the passage stands in the source; one between nodes, where the next begins."""
        index = max(bisect_right(self._starts, offset) - 1, 0)
        placed = self._placed[index]
        if offset >= placed.end and index + 1 < len(self._placed):
            return self._placed[index + 1].node.start
        return placed.node.to_source(min(max(offset - placed.start, 0), placed.end - placed.start))

    def locate_end(self, offset: int) -> int:
        """Return where a range of the passage ends in the source: in the node that holds its last code point."""
        placed = self._placed[max(bisect_left(self._starts, offset) - 1, 0)]
        return placed.node.to_source(max(min(offset, placed.end) - placed.start, 0))

    def divide(
        self, result: NormalizedText, insertions: Iterable[tuple[int, str]] = ()
    ) -> list[tuple[Node, list[NodeEdit]]]:
        """Return the nodes that change, in order, each with its sorted and disjoint edits.

        `insertions` are pairs of a place in the clean text and what a form of rendering puts there.
        """
        found: dict[int, list[NodeEdit]] = {}
        starts = {note.start for note in result.annotations}
        for note, pieces in _cut_edits(result, sorted(insertions, key=lambda pair: pair[0])):
            if self._parting and note and not note.replacement and note.end not in starts and self._parts_twice(note):
                pieces[-1] = pieces[-1]._replace(end=note.end + 1)
            for index, edit in self._place(note, pieces):
                found.setdefault(index, []).append(edit)
        return [(self._placed[index].node, sorted(found[index], key=_order)) for index in sorted(found)]

    def _parts_twice(self, note: Annotation) -> bool:
        """Tell whether a blank follows what is dropped while markup that parts words stands before it and stays."""
        before, after = (next(self._overlap(place, place + 1), None) for place in (note.start, note.end))
        return before is None and after is not None and self._read(after, note.end) == " "

    def _read(self, index: int, offset: int) -> str:
        placed = self._placed[index]
        return placed.node.text[offset - placed.start]

    def _place(self, note: Annotation | None, pieces: Sequence[_Piece]) -> Iterator[tuple[int, NodeEdit]]:
        """Yield the changes that the pieces of an edit come to, each with the number of its node."""
        waiting = ""
        for number, whole in enumerate(pieces):
            piece = self._spare_blank(whole) if number + 1 < len(pieces) else whole
            places = list(self._overlap(piece.start, piece.end))
            text = waiting + piece.text
            if not places and number + 1 < len(pieces):
                # A blank before the fragment goes to the words before it, other things along with what follows.
                waiting = ""
                if text.isspace() and (end := self._ends_at(piece.start)) is not None:
                    yield end, self._make(end, piece.start, piece.end, text, note)
                else:
                    waiting = text
                continue
            waiting = ""
            if not places:
                if text:
                    index, place = self._find(piece.start)
                    yield index, self._make(index, place, place, text, note)
                continue
            for index in places:
                placed = self._placed[index]
                start, end = max(piece.start, placed.start), min(piece.end, placed.end)
                said = placed.node.text[start - placed.start : end - placed.start]
                if said != text:
                    yield index, self._make(index, start, end, text, note)
                text = ""

    def _spare_blank(self, piece: _Piece) -> _Piece:
        """Return a piece without a blank at its end that stays: the source may have a line end for it."""
        last = piece.end - 1
        if piece.text.endswith(" ") and piece.start < piece.end:
            index = next(self._overlap(last, piece.end), None)
            if index is not None and self._read(index, last) == " ":
                return piece._replace(end=last, text=piece.text[:-1])
        return piece

    def _make(self, index: int, start: int, end: int, text: str, note: Annotation | None) -> NodeEdit:
        first = self._placed[index].start
        return NodeEdit(start - first, end - first, text, note)

    def _overlap(self, start: int, end: int) -> Iterator[int]:
        """Yield the numbers of the nodes that share a code point with a range."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        while index < len(self._placed) and self._placed[index].start < end:
            if self._placed[index].end > start:
                yield index
            index += 1

    def _ends_at(self, offset: int) -> int | None:
        """Return the node that ends where a place is."""
        index = bisect_right(self._starts, offset - 1) - 1
        return index if index >= 0 and self._placed[index].end == offset else None

    def _find(self, offset: int) -> tuple[int, int]:
        """Return the node that a place is in or ends, else the one that begins there, else the one before it.

        With it comes the place, moved to that node's end where it is in none.
        """
        index = max(bisect_right(self._starts, max(offset - 1, 0)) - 1, 0)
        if offset > self._placed[index].end and self._starts[index + 1 : index + 2] == [offset]:
            index += 1
        placed = self._placed[index]
        return index, min(max(offset, placed.start), placed.end)


class _Piece(NamedTuple):
    """A part of an edit: code points of the passage, and what comes in their place."""

    start: int
    end: int
    text: str


def _order(edit: NodeEdit) -> tuple[int, int]:
    return edit.start, edit.end


def _cut_edits(
    result: NormalizedText, insertions: Sequence[tuple[int, str]]
) -> Iterator[tuple[Annotation | None, list[_Piece]]]:
    """Yield each edit cut before and behind its fragment, and the insertions that stand in none."""
    left = list(insertions)
    shift = 0  # from the clean text to the source, behind the last edit
    for note in result.annotations:
        while left and left[0][0] < note.target_start:
            yield None, [_Piece(left[0][0] + shift, left[0][0] + shift, left.pop(0)[1])]
        inside = []
        while left and left[0][0] <= note.target_end:
            inside.append(left.pop(0))
        shift = note.end - note.target_end
        if note.action != "keep" or inside:
            yield note, _cut(note, inside)
    for place, text in left:
        yield None, [_Piece(place + shift, place + shift, text)]


def _cut(note: Annotation, insertions: Sequence[tuple[int, str]]) -> list[_Piece]:
    """Return the pieces of one edit: what is before the English, the English for the fragment, what is behind it."""
    replacement = note.replacement
    first, after = 0, len(replacement)
    if note.target_start <= note.anchor_start < note.anchor_end <= note.target_end:
        first, after = note.anchor_start - note.target_start, note.anchor_end - note.target_start
    texts = [replacement[:first], replacement[first:after], replacement[after:]]
    for place, text in reversed(insertions):
        offset = place - note.target_start
        number = 0 if offset < first else 1 if offset < after else 2
        begin = (0, first, after)[number]
        texts[number] = texts[number][: offset - begin] + text + texts[number][offset - begin :]
    bounds = (note.start, note.fragment_start, note.fragment_end, note.end)
    return [_Piece(a, b, text) for a, b, text in zip(bounds, bounds[1:], texts, strict=False)]
