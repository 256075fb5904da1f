"""CSV and TSV: each cell with Chinese in the columns of texts is a passage, everything else stays byte for byte.

Of a cell only the edited stretch changes, within its quotes if it has them; one without gets
quotes where its new text could not be read without. No column is added: annotations are in the sidecar.
"""

from __future__ import annotations

import re

from normalizer.detection.codepoints import CJK, has_cjk
from normalizer.documents.delimited import Cell, Layout, find_cells, find_rows
from normalizer.documents.document import Record, Source, Undo
from normalizer.documents.fields import EVERY, is_pointer, parse_pointer, quote, write_step
from normalizer.documents.node_document import NodeDocument
from normalizer.documents.nodes import Node, NodeEdit, Passage
from normalizer.documents.splicing import Edit, undo_edits
from normalizer.documents.table_layout import find_layout
from normalizer.errors import InputError, RestoreError
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from normalizer.types import NormalizedText


class DelimitedDocument(NodeDocument):
    """A CSV or TSV table, or some whole rows of it."""

    def __init__(self, source: Source) -> None:
        """Find the cells to treat; raise `InputError` for a missing column or a quote that nothing closes."""
        self._rows: dict[int, int] = {}
        layout = source.layout
        if layout is None:
            layout = find_layout(source.encoding.decode(source.data), source.format)
        self._cells = _Cells(layout, self._rows)
        super().__init__(source, self._cells)

    def assemble(self, results: Sequence[NormalizedText], form: str) -> tuple[bytes, list[Record]]:
        """Return the table with the edits of all results made in its cells, and a record for each cell.

        What undoes the edits of a cell counts in the clean row, so that parts of a table need not know of each other.
        """
        clean, records = super().assemble(results, form)
        return clean, list(self._count_in_rows(records))

    def _count_in_rows(self, records: Iterable[Record]) -> Iterator[Record]:
        shift = start = row = 0  # `start` is where the row begins in the clean text
        for record in records:
            if row != (number := read_row(record.unit)):
                row, start = number, self._rows[number] + shift
            edits = []
            for edit in record.undo:
                edits.append(Undo(edit.start - start, edit.end - start, edit.text))
                shift += (edit.end - edit.start) - len(edit.text)
            yield record._replace(undo=tuple(edits))


class _Cells:
    """The cells of a table as text nodes."""

    def __init__(self, layout: Layout, rows: dict[int, int]) -> None:
        """Take the layout, and where to note the beginning of each row that has a passage."""
        self._layout = layout
        self._rows = rows
        self._sign = precompile(rf'[{re.escape(layout.delimiter)}"\r\n]')
        # Where there are no quotes nothing can stand for these.
        self._barred = {} if layout.quotes else str.maketrans(dict.fromkeys(f"{layout.delimiter}\r\n", " "))

    def find_passages(self, text: str, source: Source) -> Iterator[Passage]:
        """Yield the cells with Chinese, Japanese or Korean in the columns asked for, row by row."""
        columns: dict[int, str] | None = None
        for number, start in _find_rows_with_letters(text, self._layout, source.first_line):
            cells = list(find_cells(text, start, self._layout))
            if columns is None:
                columns = find_columns(source.fields, self._layout, cells)
            for index in sorted(columns):
                if index < len(cells) and has_cjk(cells[index].text):
                    self._rows[number] = start
                    cell = cells[index]
                    node = Node(cell.text_start, cell.text_end, cell.text, cell.steps)
                    yield Passage(f"{number}#/{write_step(columns[index])}", (node,))

    def write_edits(self, text: str, node: Node, edits: Sequence[NodeEdit]) -> Iterator[Edit]:
        """Yield the edits of a cell: those of its text, or the whole of it where it gets quotes."""
        quoted = self._layout.quotes and text[node.start - 1 : node.start] == '"'
        if self._layout.quotes and not quoted:
            fresh = _apply(node.text, edits)
            # What follows a closing quote makes the cell begin with one though it has no quotes around it.
            odd = text[node.start] == '"'
            if odd or self._needs_quotes(node.text, fresh, edits):
                yield Edit(node.start, node.end, '"' + fresh.replace('"', '""') + '"')
                return
        for edit in edits:
            new = edit.text.replace('"', '""') if quoted else edit.text.translate(self._barred)
            yield Edit(node.to_source(edit.start), node.to_source(edit.end), new)

    def _needs_quotes(self, old: str, fresh: str, edits: Sequence[NodeEdit]) -> bool:
        """Tell whether a cell without quotes could not be read as its new text, or would lose blanks at its ends."""
        if any(self._sign.search(edit.text) for edit in edits) or fresh.startswith('"'):
            return True
        return (fresh[:1].isspace() > old[:1].isspace()) or (fresh[-1:].isspace() > old[-1:].isspace())


def _apply(text: str, edits: Sequence[NodeEdit]) -> str:
    fresh, position = "", 0
    for edit in edits:
        fresh += text[position : edit.start] + edit.text
        position = edit.end
    return fresh + text[position:]


def _find_rows_with_letters(text: str, layout: Layout, first_line: int) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the rows that hold Chinese, Japanese or Korean, and where they begin."""
    letter = precompile(f"[{CJK}]")
    hit = letter.search(text)
    for number, (start, end) in enumerate(find_rows(text, layout, first_line), layout.row - layout.before):
        if hit is None:
            return
        if hit.start() < end:
            if number >= layout.row:
                yield number, start
            hit = letter.search(text, end)


def find_columns(fields: Sequence[str], layout: Layout, cells: Sequence[Cell]) -> dict[int, str]:
    """Return the columns of texts: their numbers, from 0, and what they are called in the names of units.

    `cells` are those of a row with Chinese. Raises `InputError` for a column that is not there,
    which names those that are.

    >>> find_columns(["b", "1"], Layout(columns=("a", "b", "b")), [])
    {1: '2', 2: '3', 0: 'a'}
    """
    columns = layout.columns
    found: dict[int, str] = {}
    for field in fields:
        indices = _find_indices(field, columns, max(len(columns), len(cells)))
        if not indices:
            raise InputError(_tell_missing(field, columns, cells))
        for index in indices:
            name = columns[index] if index < len(columns) else ""
            found[index] = name if columns.count(name) == 1 and name else str(index + 1)
    return found


def _find_indices(field: str, columns: Sequence[str], count: int) -> list[int]:
    """Return the columns that a field means: all of a name, or the one of a number from 1, or every one."""
    names = {field}
    if is_pointer(field) and len(steps := parse_pointer(field)) == 1:
        names |= set(steps)
    if found := [index for index, name in enumerate(columns) if name in names]:
        return found
    if EVERY in names:
        return list(range(count))
    return [int(field) - 1] if field.isdecimal() and 0 < int(field) <= count else []


def _tell_missing(field: str, columns: Sequence[str], cells: Sequence[Cell]) -> str:
    """Return a message that names the columns, and which to take: those with Chinese in them."""
    if columns:
        message = f"there is no column “{field}”; columns: {', '.join(columns)}"
    else:
        message = f"there is no column “{field}”: without a header columns have numbers, from 1 to {len(cells)}"
    holding = [index for index, cell in enumerate(cells) if has_cjk(cell.text)]
    names = [columns[index] if index < len(columns) else str(index + 1) for index in holding]
    advice = " ".join(f"--field {quote(name)}" for name in names)
    return f"{message}; Chinese stands in {', '.join(names)}: {advice}" if names else message


def read_row(unit: str) -> int:
    """Return the number of the row that a unit names, from 1; raise `RestoreError` when it names none."""
    number, sign, _ = unit.partition("#")
    if not sign or not number.isdecimal():
        message = f"unit {unit!r} of the sidecar names no row"
        raise RestoreError(message)
    return int(number)


def restore_delimited(clean: Source, records: Sequence[Record]) -> bytes:
    """Return the bytes of the source, the edits of each row undone; raise `RestoreError` when they do not fit."""
    text = clean.encoding.decode(clean.data)
    layout = clean.layout or find_layout(text, clean.format)
    wanted = {read_row(record.unit) for record in records if record.undo}
    rows = enumerate(find_rows(text, layout), layout.row - layout.before)
    starts = {number: start for number, (start, _) in rows if number in wanted}
    if missing := sorted(wanted - set(starts)):
        message = f"the clean document has no row {missing[0]}"
        raise RestoreError(message)
    edits = []
    for record in records:
        start = starts.get(read_row(record.unit), 0)
        edits += [Undo(edit.start + start, edit.end + start, edit.text) for edit in record.undo]
    return clean.encoding.encode(undo_edits(text, edits))
