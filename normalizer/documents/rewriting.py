"""A table written anew with other texts in some rows, part by part; everything else as it was."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from pathlib import Path

from normalizer.documents.columns import (
    GrowingDictionary,
    find_columns,
    get_member,
    load_pyarrow,
    put_member,
    replace_rows,
)
from normalizer.documents.notes_column import check_name, make_notes, make_type
from normalizer.documents.tables import open_table, told_as_input_error
from normalizer.errors import RestoreError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from normalizer.documents.columns import Column
    from normalizer.documents.document import Source
    from normalizer.documents.rows import Change, Notes

_COPIED = 1 << 20
"""How many bytes are copied at once."""


class Sink:
    """Where pyarrow writes a file to; what it wrote is taken away by and by."""

    closed = False

    def __init__(self) -> None:
        """Begin with nothing."""
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, data: Any) -> int:
        """Take bytes."""
        self._parts.append(bytes(data))
        self._size += len(data)
        return len(data)

    def tell(self) -> int:
        """Return how many bytes were written."""
        return self._size

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is open."""

    def take(self) -> bytes:
        """Return what was written since the last time."""
        data = b"".join(self._parts)
        self._parts.clear()
        return data


class Rewriting:
    """Writes a table with other texts in some rows, part by part, and nothing at all before the first such row.

    Where annotations go to a column of their own it is added to all rows, or taken away again.
    Methods raise `InputError` for a damaged file.
    """

    def __init__(self, source: Source, *, restoring: bool = False) -> None:
        """Open the table that is written anew; with `restoring` it loses its column of annotations."""
        self._source = source
        self._table = open_table(source.path, source.format)
        self._columns = find_columns(self._table.schema, source.fields)
        self._starts = list(accumulate(self._table.sizes, initial=0))
        self._dictionaries = {column: GrowingDictionary() for column in self._columns}
        self._sink = Sink()
        self._writer: Any = None
        self._written = 0
        self._restoring = restoring
        self._notes_column = source.notes_column
        if self._notes_column and not restoring:
            check_name(self._notes_column, self._table.schema)

    def _open_writer(self) -> None:
        pa = load_pyarrow()
        schema, name = self._table.schema, self._notes_column
        if name and self._restoring:
            schema = schema.remove(schema.get_field_index(name))
        elif name:
            schema = schema.append(pa.field(name, make_type()))
        with told_as_input_error():
            self._writer = self._table.open_writer(self._sink, schema, [c.path for c in self._columns])

    def add(self, part: int, changes: Sequence[Change], notes: Notes | None = None) -> Iterator[tuple[bytes, bytes]]:
        """Yield pairs of what is read and written so far, with the changes and annotations of the next part."""
        if self._writer is None and (changes or self._notes_column):
            self._open_writer()
        while self._writer is not None and self._written <= part and self._table.sizes:
            with told_as_input_error():
                table = self._table.read(self._written)
            with told_as_input_error("written"):
                here = self._written == part
                table = self._change(table, self._written, changes if here else ())
                self._writer.write(self._annotate(table, self._written, (notes if here else None) or {}))
            self._written += 1
            yield b"", self._sink.take()

    def finish(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield the rest; of a table without changes all of it, read and written."""
        if self._writer is None and self._notes_column:
            self._open_writer()
        if self._writer is not None:
            self._writer.close()
            yield b"", self._sink.take()
        with Path(self._source.path).open("rb") as file:
            while data := file.read(_COPIED):
                yield data, b"" if self._writer is not None else data

    def rewrite(self, changes: Sequence[Change]) -> Iterator[bytes]:
        """Yield the bytes of the whole table with sorted `changes`; raise `RestoreError` for a row that is no row."""
        parts: dict[int, list[Change]] = {}
        names = {column.name for column in self._columns}
        for change in changes:
            if not 0 <= change.row < self._starts[-1]:
                message = f"the clean document has no row {change.row + 1}"
                raise RestoreError(message)
            if change.column not in names:
                message = f"the sidecar has changes in a column {change.column!r} that it does not name"
                raise RestoreError(message)
            parts.setdefault(bisect_right(self._starts, change.row) - 1, []).append(change)
        for part in range(len(self._table.sizes)):
            for _, data in self.add(part, parts.get(part, [])):
                yield data
        for _, data in self.finish():
            yield data

    def _change(self, table: Any, part: int, changes: Sequence[Change]) -> Any:
        """Return `table`, a part of the whole, with its changes."""
        for column in self._columns:
            inside = [change for change in changes if change.column == column.name]
            table = self._change_column(table, column, self._starts[part], inside)
        return table

    def _annotate(self, table: Any, part: int, notes: Notes) -> Any:
        """Return `table`, a part of the whole, with the column of annotations, or without it."""
        if not self._notes_column:
            return table
        if self._restoring:
            return table.drop_columns([self._notes_column])
        first = self._starts[part]
        column = make_notes({row - first: found for row, found in notes.items()}, table.num_rows)
        return table.append_column(self._notes_column, column)

    def _change_column(self, table: Any, place: Column, position: int, changes: Sequence[Change]) -> Any:
        """Return `table`, which begins at row `position` of the whole, with the changes of a column."""
        pa = load_pyarrow()
        name, *path = place.path
        index = table.schema.get_field_index(name)
        column = table.column(index)
        kind = get_member(column.chunk(0), path).type if column.num_chunks else column.type
        coded = pa.types.is_dictionary(kind)
        # Batches that share a dictionary have to agree on it, changed or not.
        if not changes and not (coded and self._table.shares_dictionaries):
            return table
        chunks = []
        dictionary = self._dictionaries[place] if self._table.shares_dictionaries else None
        numbers = [change.row for change in changes]
        for chunk in column.chunks:
            first, after = (bisect_left(numbers, place) for place in (position, position + len(chunk)))
            inside = changes[first:after]
            act = (dictionary or GrowingDictionary()).replace_rows if coded else replace_rows
            chunks.append(_change_chunk(chunk, path, inside, position, act) if inside or coded else chunk)
            position += len(chunk)
        return table.set_column(index, table.schema.field(index), pa.chunked_array(chunks, column.type))


def _change_chunk(
    chunk: Any, path: Sequence[str], changes: Sequence[Change], first: int, act: Callable[..., Any]
) -> Any:
    """Return a chunk, which begins at row `first` of the whole, with its changes, made by `act`."""
    member = get_member(chunk, path)
    fresh = act(member, [change.row - first for change in changes], [change.text for change in changes])
    return put_member(chunk, path, fresh)
