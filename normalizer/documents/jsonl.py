"""JSON lines: one record a line, one of its members is the text.

A line is parsed only when it can hold Chinese, Japanese or Korean, and changed only when its
text is: then the text's new literal is put in its place and a member ``annotations`` is added
before the closing brace. Every other byte of the line, and every other line, stays as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from normalizer.documents.document import Document, Record, Source, Undo, Unit
from normalizer.documents.encoding import Encoding
from normalizer.documents.gate import find_pattern, may_hold_cjk
from normalizer.documents.json_members import Member, Members, list_places, scan_members, write_literal
from normalizer.documents.positions import Position
from normalizer.documents.splicing import Edit, splice, undo_edits
from normalizer.errors import InputError, RestoreError
from normalizer.patterns import precompile
from normalizer.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizer.types import NormalizedText

ANNOTATIONS = "annotations"
BLOCK_BYTES = 1 << 14
"""About how many bytes are looked at at once before single lines are: telling that there is nothing is cheapest."""

_UTF8 = Encoding()
_UNIT = precompile(r"(\d+)#")


class Line(NamedTuple):
    """A line that is a unit: its number, its bytes in the document without the newline, its members."""

    number: int
    start: int
    end: int
    text: str
    members: Members
    field: Member


class JsonlDocument(Document):
    """Whole lines of a JSON lines document, each line with Chinese in its text field a unit."""

    counted = "line"

    def __init__(self, source: Source) -> None:
        """Find the lines to treat; raise `InputError` naming a line that is no record.

        A record without the field, or with something else than a string in it, is no unit; it is counted in `missed`.
        Of a lenient source a line with an error stays as it is, and the error is in `faults`.
        """
        self.faults: list[str] = []
        self._encoding = source.encoding
        self._data = _to_utf8(source)
        self._source = source
        self.missed = 0
        self._lines = list(self._find_lines())
        self._places: tuple[int, list[int]] = (-1, [])
        name = source.field.replace("~", "~0").replace("/", "~1")
        self.units = tuple(Unit(f"{line.number}#/{name}", line.field.value, "text") for line in self._lines)

    def accept(self, results: Sequence[NormalizedText]) -> list[NormalizedText]:
        """Return the results as they are: offsets count in the field's text."""
        return list(results)

    def assemble(self, results: Sequence[NormalizedText], form: str) -> tuple[bytes, list[Record]]:
        """Return the lines with the changed ones spliced, and a record for each unit with annotations."""
        pieces: list[bytes] = []
        records: list[Record] = []
        position = 0
        for line, unit, result in zip(self._lines, self.units, results, strict=True):
            undo: tuple[Undo, ...] = ()
            if result.text != unit.text:
                try:
                    edits = self._plan(line, result, form)
                except InputError as error:
                    self._pass_over(error)
                    continue
                text, undo = splice(line.text, edits)
                pieces += (self._data[position : line.start], text.encode())
                position = line.end
            if result.annotations:
                records.append(Record(unit.id, result, undo))
        if not pieces:
            return self._source.data, records
        pieces.append(self._data[position:])
        return _from_utf8(b"".join(pieces), self._encoding), records

    def locate(self, index: int, offset: int) -> Position:
        """Return the line, and the column at which a code point of the text stands in it, escapes counted."""
        line = self._lines[index]
        if self._places[0] != index:
            self._places = index, list_places(line.text[line.field.start : line.field.end])
        return Position(line.number, line.field.start + self._places[1][offset] + 1)

    def _find_lines(self) -> Iterator[Line]:
        data, number, counted = self._data, self._source.first_line, 0
        for start, end in find_lines(data):
            number += data.count(b"\n", counted, start)
            counted = start
            try:
                line = self._read_line(number, start, end)
            except InputError as error:
                self._pass_over(error)
                continue
            if line:
                yield line
            else:
                self.missed += 1

    def _pass_over(self, error: InputError) -> None:
        """Leave a line as it is, or raise its error."""
        if not self._source.lenient:
            raise error
        self.faults.append(str(error))

    def _read_line(self, number: int, start: int, end: int) -> Line | None:
        text = _UTF8.decode(self._data[start:end], self._source.offset + len(self._encoding.mark) + start, number)
        try:
            members = scan_members(text)
        except ValueError as error:
            message = f"line {number} is no JSON object: {error}"
            raise InputError(message) from error
        field = members.find(self._source.field)
        return Line(number, start, end, text, members, field) if field and isinstance(field.value, str) else None

    def _plan(self, line: Line, result: NormalizedText, form: str) -> list[Edit]:
        """Return the edits of a touched line: the text's literal, and the annotations."""
        ascii_only, spaced = line.text.isascii(), line.text[line.field.start - 1] != ":"
        literal = write_literal(render(result, form), ascii_only=ascii_only)
        value = write_literal(result.to_dict()[ANNOTATIONS], ascii_only=ascii_only, spaced=spaced)
        edits = [Edit(line.field.start, line.field.end, literal)]
        existing = line.members.find(ANNOTATIONS)
        if existing is None:
            gap = " " if spaced else ""
            edits.append(Edit(line.members.end, line.members.end, f',{gap}"{ANNOTATIONS}":{gap}{value}'))
        elif _is_ours(existing.value):
            edits.append(Edit(existing.start, existing.end, value))
        else:
            message = f"line {line.number} has a member {ANNOTATIONS!r} that is not of this program; rename it first"
            raise InputError(message)
        return sorted(edits)


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
    for record in records:
        match = _UNIT.match(record.unit)
        index = int(match.group(1)) - 1 if match else -1
        if not 0 <= index < len(lines):
            message = f"the clean document has no line for unit {record.unit!r}"
            raise RestoreError(message)
        if record.undo:
            lines[index] = _undo_line(lines[index], record)
    return _from_utf8(b"\n".join(lines), clean.encoding)


def _undo_line(line: bytes, record: Record) -> bytes:
    try:
        return undo_edits(line.decode(), record.undo).encode()
    except UnicodeError as error:
        message = f"unit {record.unit!r} of the sidecar does not fit its line ({error})"
        raise RestoreError(message) from error


def _to_utf8(source: Source) -> bytes:
    """Return the document's lines in UTF-8 with their byte-order mark taken off."""
    if source.encoding.name == "utf-8":
        return source.data[len(source.encoding.mark) :]
    return source.encoding.decode(source.data, source.offset, source.first_line).encode()


def _from_utf8(data: bytes, encoding: Encoding) -> bytes:
    return encoding.mark + data if encoding.name == "utf-8" else encoding.encode(data.decode())
