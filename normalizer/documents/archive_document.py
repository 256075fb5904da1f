"""Documents that are archives: one flow for all formats whose text lies in members of a zip file.

A format is a module that opens the package of an archive: it finds the members with text in them,
their passages, and what a form of notes writes into them. Members that do not change keep their
bytes. The table of formats is in ``formats``.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from normalizer.documents.archive import Archive
from normalizer.documents.archive_splicing import replace_members, splice_bytes, undo_bytes
from normalizer.documents.document import Document, Record, Source, Undo, Unit
from normalizer.documents.formats import ARCHIVES
from normalizer.documents.nodes import Distribution, Node, NodeEdit, Passage
from normalizer.documents.positions import Position
from normalizer.documents.splicing import Edit, splice
from normalizer.documents.xml_events import CDATA, ESCAPES
from normalizer.records import TYPE_CHECKING, NamedTuple, Protocol
from normalizer.rendering import list_insertions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from normalizer.documents.encoding import Encoding
    from normalizer.rendering.placement import Insertion
    from normalizer.types import NormalizedText


class Part(NamedTuple):
    """A member with text in it.

    ``starts`` are, for each passage, those of its paragraphs in it.
    """

    member: str
    text: str
    encoding: Encoding
    passages: tuple[Passage, ...]
    starts: tuple[tuple[int, ...], ...]


class Rewritten(NamedTuple):
    """The sorted edits of a member's text; one that the archive lacks has an empty text."""

    member: str
    text: str
    encoding: Encoding
    edits: list[Edit]


class Writer(Protocol):
    """Writes the results into the members in one form of notes."""

    def list_insertions(self, part: Part, result: NormalizedText) -> Sequence[Insertion]:
        """Return what is put into the clean text of a passage, and where."""
        ...

    def write_edits(self, part: Part, node: Node, edits: Sequence[NodeEdit]) -> Iterable[Edit]:
        """Yield the edits of a member's text that the sorted edits of one of its nodes come to."""
        ...

    def finish(self) -> Iterable[Rewritten]:
        """Yield what changes in members besides, once all edits are written."""
        ...


class Package(Protocol):
    """What an archive of one format holds; ``warnings`` tell what is left alone, and why."""

    parts: Sequence[Part]
    warnings: Sequence[str]


class ArchiveFormat(Protocol):
    """A module that opens archives of one format."""

    def open_package(self, archive: Archive) -> Package:
        """Return what an archive holds; raise `InputError` when it is not in this format."""
        ...

    def open_writer(self, package: Any, form: str) -> Writer:
        """Return what writes results into the members of a package in a form of notes."""
        ...


class PlainWriter:
    """Writes the clean text, or notes that are text themselves, into XML."""

    def __init__(self, form: str) -> None:
        """Take the form."""
        self._form = form

    def list_insertions(self, part: Part, result: NormalizedText) -> Sequence[Insertion]:  # noqa: ARG002 - the same in all parts
        """Return what the form puts into the clean text."""
        return list_insertions(result, self._form)

    def write_edits(self, part: Part, node: Node, edits: Sequence[NodeEdit]) -> Iterable[Edit]:
        """Yield the edits, escaped."""
        for edit in edits:
            yield Edit(node.to_source(edit.start), node.to_source(edit.end), escape(part.text, node, edit.text))

    def finish(self) -> Iterable[Rewritten]:
        """Yield nothing."""
        return ()


def escape(source: str, node: Node, text: str) -> str:
    """Return `text` as it is written in place of that of a node; in a CDATA section nothing is escaped."""
    if source.endswith(CDATA, 0, node.start):
        return text.replace("]]>", "]]]]>" + CDATA + ">")
    return text.translate(ESCAPES)


class ArchiveDocument(Document):
    """A document whose text lies in members of an archive."""

    counted = "paragraph"

    def __init__(self, source: Source) -> None:
        """Find the texts of `source`; raise `InputError` when it cannot be read."""
        from importlib import import_module

        self._archive = Archive(source.data)
        self._format: ArchiveFormat = import_module(f"normalizer.documents.{ARCHIVES[source.format]}")
        self._package = self._format.open_package(self._archive)
        self.warnings = tuple(self._package.warnings)
        self.missed = 0
        parts = self._package.parts
        found = [(part, *pair) for part in parts for pair in zip(part.passages, part.starts, strict=True)]
        self._passages = [(part, Distribution(passage)) for part, passage, _ in found]
        self._starts = [starts for _, _, starts in found]
        self._first = list(accumulate((len(starts) for starts in self._starts), initial=0))
        self.units = tuple(Unit(passage.id, passage.join(), "text", passage.hints) for _, passage, _ in found)

    def accept(self, results: Sequence[NormalizedText]) -> list[NormalizedText]:
        """Return the results as they are: offsets count in the passage's text."""
        return list(results)

    def assemble(self, results: Sequence[NormalizedText], form: str) -> tuple[bytes, list[Record]]:
        """Return the archive with the changed members replaced, and a record for each passage."""
        writer = self._format.open_writer(self._package, form)
        rewritten: dict[str, Rewritten] = {}
        for (part, distribution), result in zip(self._passages, results, strict=True):
            for node, edits in distribution.divide(result, writer.list_insertions(part, result)):
                found = list(writer.write_edits(part, node, edits))
                _add(rewritten, Rewritten(part.member, part.text, part.encoding, found))
        for more in writer.finish() if rewritten else ():
            _add(rewritten, more)
        contents = {
            member: encoding.encode(encoding.refer(splice(text, sorted(edits))[0]))
            for member, text, encoding, edits in rewritten.values()
        }
        clean = self._archive.data
        undo: dict[str, Undo] = {}
        if contents:
            changes = replace_members(self._archive, contents, self._package.parts[0].member)
            clean, undone = splice_bytes(clean, changes)
            undo = {change.member: back for change, back in zip(changes, undone, strict=True)}
        return clean, list(self._record(results, undo))

    def _record(self, results: Sequence[NormalizedText], undo: dict[str, Undo]) -> Iterator[Record]:
        """Yield the records; the first of a member has the edit that undoes it, the first of all the rest."""
        noted = [index for index, result in enumerate(results) if result.annotations]
        own = {self._passages[index][0].member for index in noted}
        rest = [back for member, back in undo.items() if member not in own]
        for index in noted:
            member = self._passages[index][0].member
            edits = [*rest, *([undo.pop(member)] if member in undo else [])]
            rest = []
            yield Record(self.units[index].id, results[index], tuple(sorted(edits)))

    def locate(self, index: int, offset: int) -> Position:
        """Return the paragraph, counted through all members with text that is treated, and the column in it."""
        starts = self._starts[index]
        number = max(bisect_right(starts, offset), 1)
        return Position(self._first[index] + number, offset - (starts[number - 1] if starts else 0) + 1)


def _add(rewritten: dict[str, Rewritten], more: Rewritten) -> None:
    known = rewritten.setdefault(more.member, more._replace(edits=[]))
    known.edits.extend(more.edits)


def restore_archive(clean: Source, records: Sequence[Record]) -> bytes:
    """Return the bytes of the source; raise `RestoreError` when the records do not fit the clean archive."""
    return undo_bytes(clean.data, [edit for record in records for edit in record.undo])
