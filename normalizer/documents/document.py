"""The records of this room and what a document must offer."""

from __future__ import annotations

from normalizer.errors import RestoreError
from normalizer.records import TYPE_CHECKING, NamedTuple, Protocol
from normalizer.types import NormalizedText

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from normalizer.documents.delimited import Layout
    from normalizer.documents.encoding import Encoding
    from normalizer.documents.positions import Position
    from normalizer.types import Hints


class Source(NamedTuple):
    """The bytes of a document, or of some whole lines of it, and what is known about them.

    ``format`` is a name of ``formats.FORMATS``; ``fields`` name the members of records, or the
    columns, that hold texts, see ``fields``; ``first_line`` (from 1) and ``offset`` (bytes) tell
    where a part begins, ``layout`` how a CSV or TSV table is laid out.
    Of Parquet and Arrow there are no bytes here: ``path`` is the file, ``offset`` the number of a
    part and ``first_line`` its first row; ``notes_column`` is the column that annotations go to, if any.
    ``lenient`` asks that a record with an error be left as it is and told, instead of an error for all.
    """

    data: bytes
    format: str
    encoding: Encoding
    fields: tuple[str, ...] = ("text",)
    first_line: int = 1
    offset: int = 0
    path: str = ""
    lenient: bool = False
    layout: Layout | None = None
    notes_column: str = ""


class Unit(NamedTuple):
    """One text of a document: its name in the document, the normalizer's format for it, what the markup says of it."""

    id: str
    text: str
    format: str
    hints: Hints | None = None


class Undo(NamedTuple):
    """An edit that brings a clean line back to its source: code points of the clean line, the source's text."""

    start: int
    end: int
    text: str


class Record(NamedTuple):
    """What restoring one unit needs: its name, its result, and the edits that undo what was done in the document.

    They count in the clean line of a JSONL document, in the clean row of CSV and TSV, in the clean
    text of another document whose text lies in nodes, and in the clean bytes of an archive, where
    ``text`` is base64. A document that is one text needs none. ``annotations`` are those of the result as the
    sidecar writes them, where they have been written already.
    """

    unit: str
    result: NormalizedText
    undo: tuple[Undo, ...] = ()
    annotations: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {"unit": self.unit, "result": self.result.to_dict(), "undo": [list(edit) for edit in self.undo]}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Record:
        """Read the form that `to_dict` writes; raise `RestoreError` when it is none."""
        try:
            undo = tuple(Undo(int(start), int(end), str(text)) for start, end, text in data.get("undo", ()))
            return cls(str(data["unit"]), NormalizedText.from_dict(data["result"]), undo)
        except (KeyError, TypeError, ValueError) as error:
            message = f"the sidecar holds a broken unit ({error})"
            raise RestoreError(message) from error


class Document(Protocol):
    """A sequence of units, into which results are put back."""

    units: Sequence[Unit]
    counted: str
    """What `locate` counts: lines, the rows of a table, or paragraphs."""
    missed: int
    """How many records with Chinese in them have no text where it was looked for."""
    faults: Sequence[str] = ()
    """What is wrong with records of a lenient source, which stay as they are; complete after `assemble`."""
    warnings: Sequence[str] = ()
    """What is left alone in it, and why."""
    elsewhere: Sequence[tuple[str, int]] = ()
    """The fields in which these hold Chinese, and how many of them do."""

    def accept(self, results: Sequence[NormalizedText]) -> list[NormalizedText]:
        """Return the results of the units with offsets that count in the document's own text."""
        ...

    def assemble(self, results: Sequence[NormalizedText], form: str) -> tuple[bytes, list[Record]]:
        """Return the document's bytes with accepted `results` rendered in `form`, and the record of each unit."""
        ...

    def locate(self, index: int, offset: int) -> Position:
        """Return line and column of a code point of unit number `index`."""
        ...

    def locate_end(self, index: int, offset: int) -> Position:
        """Return where a range of unit number `index` ends, which takes in nothing behind its last code point."""
        return self.locate(index, offset)
