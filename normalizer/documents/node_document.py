"""Documents of text nodes: one flow for all formats whose text lies between markup.

A format is a module that finds the passages of a source and writes the edits of a node; the
table of them is in ``formats``. Everything between the nodes stays as it was, to the byte.
"""

from __future__ import annotations

from normalizer.documents.document import Document, Record, Source, Undo, Unit
from normalizer.documents.formats import NODES, REFERRING
from normalizer.documents.nodes import Distribution, Node, NodeEdit, Passage
from normalizer.documents.positions import LineIndex, Position
from normalizer.documents.splicing import Edit, splice, undo_edits
from normalizer.records import TYPE_CHECKING, Protocol
from normalizer.rendering import list_insertions, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from normalizer.types import NormalizedText


class NodeFormat(Protocol):
    """What a format of text nodes offers: text nodes with their places in, edits out."""

    def find_passages(self, text: str, source: Source) -> Iterable[Passage]:
        """Yield the passages of a document's text, in order.

        A passage without Chinese, Japanese or Korean may be left out. Raises `InputError` for a
        document that is not in this format.
        """
        ...

    def write_edits(self, text: str, node: Node, edits: Sequence[NodeEdit]) -> Iterable[Edit]:
        """Yield the edits of the document's text that the sorted edits of one of its nodes come to."""
        ...


def load_format(name: str) -> NodeFormat:
    """Return the module of a format of text nodes."""
    from importlib import import_module

    form: NodeFormat = import_module(f"normalizer.documents.{NODES[name]}")
    return form


def write_escaped(node: Node, edits: Sequence[NodeEdit], escapes: dict[int, str]) -> Iterator[Edit]:
    """Yield the edits of a source that those of a node come to, with characters that mean markup escaped.

    >>> list(write_escaped(Node(3, 6, "舆 论"), [NodeEdit(0, 3, "a & b")], {ord("&"): "&amp;"}))
    [Edit(start=3, end=6, text='a &amp; b')]
    """
    for edit in edits:
        yield Edit(node.to_source(edit.start), node.to_source(edit.end), edit.text.translate(escapes))


class NodeDocument(Document):
    """A document whose text lies in nodes."""

    counted = "line"

    def __init__(self, source: Source, form: NodeFormat) -> None:
        """Find the passages of `source`; raise `EncodingError` or `InputError` when it cannot be read."""
        self._source = source
        self._form = form
        self._text = source.encoding.decode(source.data, source.offset, source.first_line)
        self._lines: LineIndex | None = None
        self.missed = 0
        passages = list(form.find_passages(self._text, source))
        self._distributions = [Distribution(passage) for passage in passages]
        self.units = tuple(Unit(passage.id, passage.join(), "text", passage.hints) for passage in passages)

    def accept(self, results: Sequence[NormalizedText]) -> list[NormalizedText]:
        """Return the results as they are: offsets count in the passage's text."""
        return list(results)

    def assemble(self, results: Sequence[NormalizedText], form: str) -> tuple[bytes, list[Record]]:
        """Return the document with the edits of all results made in its nodes, and a record for each passage."""
        if form == "json":
            return self._write_json(results)
        found: list[tuple[Edit, int]] = []
        refer = self._source.encoding.refer if self._source.format in REFERRING else str
        for index, (distribution, result) in enumerate(zip(self._distributions, results, strict=True)):
            for node, edits in distribution.divide(result, list_insertions(result, form)):
                written = self._form.write_edits(self._text, node, edits)
                found += [(edit._replace(text=refer(edit.text)), index) for edit in written]
        found.sort(key=lambda pair: pair[0][:2])
        clean, undone = splice(self._text, [edit for edit, _ in found])
        undo: dict[int, list[Undo]] = {}
        for (_, index), back in zip(found, undone, strict=True):
            undo.setdefault(index, []).append(back)
        records = [
            Record(unit.id, result, tuple(undo.get(index, ())))
            for index, (unit, result) in enumerate(zip(self.units, results, strict=True))
            if result.annotations
        ]
        return (self._source.encoding.encode(clean) if found else self._source.data), records

    def _write_json(self, results: Sequence[NormalizedText]) -> tuple[bytes, list[Record]]:
        """Return the results as JSON in place of the document."""
        lines = [render(result, "json") for result in results]
        clean = "".join(line if line.endswith("\n") else line + "\n" for line in lines)
        # What leads back is the whole source: nothing of it is left in the clean document.
        undo = (Undo(0, len(clean), self._text),)
        records = [Record(unit.id, result) for unit, result in zip(self.units, results, strict=True)]
        records[:1] = [record._replace(undo=undo) for record in records[:1]]
        return (self._source.encoding.encode(clean) if records else self._source.data), records

    def locate(self, index: int, offset: int) -> Position:
        """Return the line and column at which a code point of a passage stands in the document."""
        self._lines = self._lines or LineIndex(self._text)
        line, column = self._lines.locate(self._distributions[index].locate(offset))
        return Position(line + self._source.first_line - 1, column)

    def locate_end(self, index: int, offset: int) -> Position:
        """Return the line and column at which a range of a passage ends, before the markup that follows its node."""
        self._lines = self._lines or LineIndex(self._text)
        return self._lines.locate(self._distributions[index].locate_end(offset))


def restore_nodes(clean: Source, records: Sequence[Record]) -> bytes:
    """Return the bytes of the source, all edits of the clean document undone.

    Raises `RestoreError` when they do not fit.
    """
    text = clean.encoding.decode(clean.data)
    return clean.encoding.encode(undo_edits(text, [edit for record in records for edit in record.undo]))
