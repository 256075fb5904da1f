"""Rows of Parquet and Arrow as units: each row with Chinese in the column of texts.

A part of a table is looked at by itself. What comes of it is not a part of the clean file but
the rows that change, with which ``rewriting`` writes the file.
"""

from __future__ import annotations

import re

from normalizer.documents.columns import find_columns, find_rows, load_pyarrow
from normalizer.documents.document import Document, Record, Source, Unit
from normalizer.documents.fields import read_step, write_step
from normalizer.documents.notes_column import list_notes
from normalizer.documents.positions import Position
from normalizer.documents.tables import open_table, told_as_input_error
from normalizer.errors import RestoreError
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from normalizer.types import NormalizedText

    Notes = dict[int, list[dict[str, Any]]]
    """The annotations of rows of a table, from 0, as ``notes_column`` has them."""


_ROWS = re.compile(r"(\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)#/(.*)", re.DOTALL)


class Change(NamedTuple):
    """A row of a table, from 0, the name of the column, its text in the source, and the one that it gets."""

    row: int
    column: str
    source: str
    text: str


class Hit(NamedTuple):
    """A text that may hold Chinese, Japanese or Korean, and the rows of a column that have it.

    There are several only of a dictionary.
    """

    rows: tuple[int, ...]
    column: str
    text: str


class TableDocument(Document):
    """A part of a table; ``source.offset`` is its number, ``source.first_line`` its first row, from 1."""

    counted = "row"

    def __init__(self, source: Source) -> None:
        """Find the rows to treat; raise `InputError` for a damaged file, `EncodingError` for a row not in UTF-8."""
        self.missed = 0
        self._notes_column = source.notes_column
        table = open_table(source.path, source.format)
        columns = find_columns(table.schema, source.fields)
        self._hits: list[Hit] = []
        first = source.first_line - 1
        with told_as_input_error():
            for arrays in table.read_columns(source.offset, [c.path for c in columns]) if table.sizes else ():
                for column, array in zip(columns, arrays, strict=True):
                    self._hits += _find_hits(array, column.name, first)
                first += len(arrays[0])
        self.units = tuple(
            Unit(f"{_write_rows(hit.rows)}#/{write_step(hit.column)}", hit.text, "text") for hit in self._hits
        )

    def accept(self, results: Sequence[NormalizedText]) -> list[NormalizedText]:
        """Return the results as they are: offsets count in the row's text."""
        return list(results)

    def assemble(self, results: Sequence[NormalizedText], form: str) -> tuple[bytes, list[Record]]:
        """Return the changed rows, as `read_changes` reads them, and a record for each unit with annotations."""
        changes: list[Change] = []
        records: list[Record] = []
        notes: Notes = {}
        for hit, unit, result in zip(self._hits, self.units, results, strict=True):
            if result.text != hit.text:
                text = render(result, form)
                changes += [Change(row, hit.column, hit.text, text) for row in hit.rows]
            if result.annotations:
                records.append(Record(unit.id, result))
                for row in hit.rows if self._notes_column else ():
                    notes.setdefault(row, []).extend(list_notes(result, hit.column))
        return write_changes(changes, notes), records

    def locate(self, index: int, offset: int) -> Position:
        """Return the first row of a unit, from 1, and the column in its text."""
        return Position(self._hits[index].rows[0] + 1, offset + 1)


def _find_hits(array: Any, column: str, first: int) -> Iterator[Hit]:
    """Yield the texts of an array of a column to treat; a value of a dictionary that no row uses is none."""
    pa = load_pyarrow()
    if not pa.types.is_dictionary(array.type):
        for row in find_rows(array, first):
            yield Hit((first + row.number,), column, row.text)
        return
    found = {row.number: row.text for row in find_rows(array.dictionary)}
    if found:
        rows: dict[int, list[int]] = {}
        for number, index in enumerate(array.indices.to_pylist()):
            if index in found:
                rows.setdefault(index, []).append(first + number)
        for index, numbers in rows.items():
            yield Hit(tuple(numbers), column, found[index])


def _write_rows(rows: Sequence[int]) -> str:
    """Return the numbers of sorted rows, from 1, as ``3,7-9``."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ",".join(str(a + 1) if a == b else f"{a + 1}-{b + 1}" for a, b in spans)


def _read_rows(unit: str) -> Iterator[tuple[int, str]]:
    """Yield the rows that a unit names, each with the column."""
    match = _ROWS.match(unit)
    if not match:
        message = f"unit {unit!r} of the sidecar names no row"
        raise RestoreError(message)
    for span in match.group(1).split(","):
        start, _, end = span.partition("-")
        for row in range(int(start) - 1, int(end or start)):
            yield row, read_step(match.group(2))


def undo_changes(records: Iterable[Record]) -> list[Change]:
    """Return the changes that bring a clean table back to its source; raise `RestoreError` when a unit names no row."""
    changes: list[Change] = []
    for record in records:
        text = record.result.restore()
        if text != record.result.text:
            changes += [Change(row, column, record.result.text, text) for row, column in _read_rows(record.unit)]
    return sorted(changes)


def write_changes(changes: Iterable[Change], notes: Notes | None = None) -> bytes:
    """Return changes and annotations as bytes, which go from one process to another; nothing for none."""
    import json

    rows = sorted(changes)
    return json.dumps([rows, sorted((notes or {}).items())]).encode() if rows or notes else b""


def read_changes(data: bytes) -> tuple[list[Change], Notes]:
    """Read what `write_changes` wrote."""
    import json

    rows, notes = json.loads(data) if data else ([], [])
    return [Change(*row) for row in rows], dict(notes)
