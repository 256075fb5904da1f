"""JSON lines: one record a line, some of its members are texts.

A line is parsed only when it can hold Chinese, Japanese or Korean, and changed only when a text
of it is: then the edits are made inside its literals and a member ``annotations`` is added
before the closing brace. Every other byte of the line, and every other line, stays as it was.
"""

from __future__ import annotations

from collections import Counter

from normalizer.documents.document import Document, Record, Source, Undo, Unit
from normalizer.documents.encoding import Encoding
from normalizer.documents.fields import EVERY, name_place
from normalizer.documents.gate import find_pattern, may_hold_cjk
from normalizer.documents.json_members import scan_members, write_literal
from normalizer.documents.json_strings import write_edits
from normalizer.documents.nodes import Distribution, Passage
from normalizer.documents.positions import Position
from normalizer.documents.record_texts import RecordTexts, find_fields
from normalizer.documents.splicing import Edit, splice, undo_edits
from normalizer.errors import InputError, RestoreError
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.rendering import list_insertions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from normalizer.documents.json_members import Members
    from normalizer.documents.nodes import Node
    from normalizer.documents.record_texts import Texts
    from normalizer.types import NormalizedText

ANNOTATIONS = "annotations"
BLOCK_BYTES = 1 << 14
"""About how many bytes are looked at at once before single lines are: telling that there is nothing is cheapest."""

_UTF8 = Encoding()
_UNIT = precompile(r"(\d+)#")


class Line(NamedTuple):
    """A line with texts to treat: its number, its bytes in the document without the newline, what it says, its texts.

    ``first`` is the number of the unit that its first text is.
    """

    number: int
    start: int
    end: int
    text: str
    texts: Texts
    first: int


class JsonlDocument(Document):
    """Whole lines of a JSON lines document, each text with Chinese in one of its fields a unit."""

    counted = "line"

    def __init__(self, source: Source) -> None:
        """Find the texts to treat; raise `InputError` naming a line that is no record.

        A record without the fields, or with something else than a string in them, is no unit; it is counted in
        `missed`. Of a lenient source a line with an error stays as it is, and the error is in `faults`.
        """
        self.faults: list[str] = []
        self._encoding = source.encoding
        self._data = _to_utf8(source)
        self._source = source
        self._finder = RecordTexts(source.fields)
        self._elsewhere: Counter[str] = Counter()
        self.missed = 0
        self._lines: list[Line] = []
        self._nodes: list[tuple[Line, Node]] = []
        self.units = tuple(self._find_units())
        self.elsewhere = tuple(self._elsewhere.items())
        # Where one place alone is asked for, annotations need not tell theirs.
        self._told = len(source.fields) > 1 or EVERY in source.fields[0]

    def accept(self, results: Sequence[NormalizedText]) -> list[NormalizedText]:
        """Return the results as they are: offsets count in the unit's text."""
        return list(results)

    def assemble(self, results: Sequence[NormalizedText], form: str) -> tuple[bytes, list[Record]]:
        """Return the lines with the changed ones spliced, and a record for each unit with annotations."""
        pieces: list[bytes] = []
        records: list[Record] = []
        position = 0
        for line in self._lines:
            here = results[line.first : line.first + len(line.texts.places)]
            undo: dict[int, list[Undo]] = {}
            try:
                edits, written = self._plan(line, here, form)
            except InputError as error:
                self._pass_over(error)
                continue
            if edits:
                text, undone = splice(line.text, [edit for edit, _ in edits])
                for (_, index), back in zip(edits, undone, strict=True):
                    undo.setdefault(index, []).append(back)
                pieces += (self._data[position : line.start], text.encode())
                position = line.end
            for index, result in enumerate(here):
                if result.annotations:
                    unit = self.units[line.first + index].id
                    records.append(Record(unit, result, tuple(undo.get(index, ())), written))
        if not pieces:
            return self._source.data, records
        pieces.append(self._data[position:])
        return _from_utf8(b"".join(pieces), self._encoding), records

    def locate(self, index: int, offset: int) -> Position:
        """Return the line, and the column at which a code point of the text stands in it, escapes counted."""
        line, node = self._nodes[index]
        return Position(line.number, node.to_source(offset) + 1)

    def _find_units(self) -> Iterator[Unit]:
        data, number, counted = self._data, self._source.first_line, 0
        for start, end in find_lines(data):
            number += data.count(b"\n", counted, start)
            counted = start
            try:
                text = _UTF8.decode(data[start:end], self._source.offset + len(self._encoding.mark) + start, number)
                texts = self._read_texts(text, number)
            except InputError as error:
                self._pass_over(error)
                continue
            if texts is None:
                self.missed += 1
            elif texts.places:
                line = Line(number, start, end, text, texts, len(self._nodes))
                self._lines.append(line)
                for place, node in texts.places:
                    self._nodes.append((line, node))
                    yield Unit(f"{number}#{name_place(place)}", node.text, "text")

    def _pass_over(self, error: InputError) -> None:
        """Leave a line as it is, or raise its error."""
        if not self._source.lenient:
            raise error
        self.faults.append(str(error))

    def _read_texts(self, text: str, number: int) -> Texts | None:
        """Return the texts of a record, None when it has none where they are looked for."""
        try:
            texts = self._finder.find(text)
            if texts is None:
                self._elsewhere.update(find_fields(text))
        except ValueError as error:
            message = f"line {number} is no JSON object: {error}"
            raise InputError(message) from error
        return texts

    def _plan(self, line: Line, results: Sequence[NormalizedText], form: str) -> tuple[list[tuple[Edit, int]], str]:
        """Return the edits of a line with the number of the text that each is of: those of texts, and the annotations.

        There are none where no text changes. The annotations are returned too where a record takes them as they
        are written in the line.
        """
        edits: list[tuple[Edit, int]] = []
        for index, ((_, node), result) in enumerate(zip(line.texts.places, results, strict=True)):
            if result.text != node.text:
                for _, changes in Distribution(Passage("", (node,))).divide(result, list_insertions(result, form)):
                    edits += [(edit, index) for edit in write_edits(line.text, node, changes)]
        if not edits:
            return [], ""
        members = line.texts.members or scan_members(line.text)
        place, ascii_only = edits[0][0].start, line.text.isascii()
        spaced = any(m.start <= place < m.end and line.text[m.start - 1] != ":" for m in members.members)
        value = write_literal(self._list_notes(line, results), ascii_only=ascii_only, spaced=spaced)
        edits.append((self._annotate(line, members, value, spaced=spaced), edits[0][1]))
        same = spaced and not ascii_only and not self._told and len(results) == 1
        return sorted(edits), value if same else ""

    def _list_notes(self, line: Line, results: Sequence[NormalizedText]) -> list[dict[str, Any]]:
        notes: list[dict[str, Any]] = []
        for (way, _), result in zip(line.texts.places, results, strict=True):
            found = result.to_dict()[ANNOTATIONS]
            notes += [{"unit": name_place(way), **note} for note in found] if self._told else found
        return notes

    def _annotate(self, line: Line, members: Members, value: str, *, spaced: bool) -> Edit:
        """Return the edit that writes the annotations behind the other members, or in the place of older ones."""
        existing = members.find(ANNOTATIONS)
        if existing is None:
            gap = " " if spaced else ""
            return Edit(members.end, members.end, f',{gap}"{ANNOTATIONS}":{gap}{value}')
        if _is_ours(existing.value):
            return Edit(existing.start, existing.end, value)
        message = f"line {line.number} has a member {ANNOTATIONS!r} that is not of this program; rename it first"
        raise InputError(message)


def find_lines(data: bytes) -> Iterator[tuple[int, int]]:
    r"""Yield where the lines stand (bytes, without the newline) that may hold Chinese, Japanese or Korean.

    >>> list(find_lines('{"a": "b"}\n{"a": "舆"}\n'.encode()))
    [(11, 23)]
    """
    block = 0
    while block < len(data):
        after = data.find(b"\n", block + BLOCK_BYTES) + 1 or len(data)
        if may_hold_cjk(data[block:after], "jsonl"):
            yield from _find_in_block(data[block:after], block)
        block = after


def _find_in_block(data: bytes, offset: int) -> Iterator[tuple[int, int]]:
    pattern = find_pattern(data, "jsonl")
    hit = pattern.search(data) if pattern else None
    while pattern and hit:
        start = data.rfind(b"\n", 0, hit.start()) + 1
        end = data.find(b"\n", hit.start())
        end = len(data) if end < 0 else end
        yield offset + start, offset + end
        hit = pattern.search(data, end)


def _is_ours(value: Any) -> bool:
    """Tell whether a member ``annotations`` is one that this program has written."""
    return isinstance(value, list) and all(isinstance(row, dict) and "fragment_start" in row for row in value)


def restore_jsonl(clean: Source, records: Sequence[Record]) -> bytes:
    """Return the source's bytes: each touched line with its edits undone, the others as they are."""
    lines = _to_utf8(clean).split(b"\n")
    undo: dict[int, list[Undo]] = {}
    for record in records:
        match = _UNIT.match(record.unit)
        index = int(match.group(1)) - 1 if match else -1
        if not 0 <= index < len(lines):
            message = f"the clean document has no line for unit {record.unit!r}"
            raise RestoreError(message)
        undo.setdefault(index, []).extend(record.undo)
    for index, edits in undo.items():
        lines[index] = _undo_line(lines[index], edits, index + 1)
    return _from_utf8(b"\n".join(lines), clean.encoding)


def _undo_line(line: bytes, edits: Sequence[Undo], number: int) -> bytes:
    try:
        return undo_edits(line.decode(), edits).encode()
    except UnicodeError as error:
        message = f"a unit of the sidecar does not fit line {number} ({error})"
        raise RestoreError(message) from error


def _to_utf8(source: Source) -> bytes:
    """Return the document's lines in UTF-8 with their byte-order mark taken off."""
    if source.encoding.name == "utf-8":
        return source.data[len(source.encoding.mark) :]
    return source.encoding.decode(source.data, source.offset, source.first_line).encode()


def _from_utf8(data: bytes, encoding: Encoding) -> bytes:
    return encoding.mark + data if encoding.name == "utf-8" else encoding.encode(data.decode())
