r"""Rows and cells of CSV and TSV with their exact places, and how such a table is laid out.

A cell that begins with a quote ends with the next single one; a quote inside is doubled. A row
ends with ``\n``, ``\r\n`` or ``\r``, each row as it likes. So reads Python's ``csv`` too.

>>> [cell.text for cell in find_cells('1;"a ""b"" 舆论";', 0, Layout(";"))]
['1', 'a "b" 舆论', '']
"""

from __future__ import annotations

import re

from normalizer.documents.escapes import Escapes
from normalizer.documents.positions import LineIndex
from normalizer.errors import InputError
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROW_END = r"\r\n?|\n|\Z"
_DOUBLED = precompile('("")')


class Layout(NamedTuple):
    """How a table is laid out.

    ``quotes`` tells whether quotes around a cell are none of its text, ``blanks`` whether blanks may
    stand before them. ``before`` rows stand before the first one of the table (Excel's line
    ``sep=;``, the names of the columns). ``columns`` are these names; ``row`` is the number of
    the first row in a part of the table, from 1.
    """

    delimiter: str = ","
    quotes: bool = True
    blanks: bool = False
    before: int = 0
    columns: tuple[str, ...] = ()
    row: int = 1


class Cell(NamedTuple):
    """A cell: where it stands with its quotes, where its text does, and the text.

    ``steps`` tells for each code point of the text, and for its end, where that stands; it is
    empty where text and place agree. Where something follows the closing quote the text is all of the cell.
    """

    start: int
    end: int
    text_start: int
    text_end: int
    text: str
    steps: Sequence[int] = ()


def find_rows(text: str, layout: Layout, first_line: int = 1) -> Iterator[tuple[int, int]]:
    r"""Yield where the rows of a text begin and end, newlines included.

    Raises `InputError` for a quote that nothing closes; `first_line` is that of the text, for the message.

    >>> list(find_rows('a,"b\n"\nc', Layout()))
    [(0, 7), (7, 8)]
    """
    pattern = _compile_row(layout)
    position = 0
    while position < len(text):
        row = pattern.match(text, position)
        if row is None:
            raise InputError(_tell_open_quote(text, position, layout, first_line))
        yield row.span()
        position = row.end()


def find_cells(text: str, start: int, layout: Layout) -> Iterator[Cell]:
    """Yield the cells of the row that begins at `start`, the quotes of all of them being closed."""
    pattern = _compile_cell(layout)
    while found := pattern.match(text, start):
        yield _make_cell(found, layout)
        start = found.end()
        if found["end"] != layout.delimiter:
            return


def _make_cell(found: re.Match[str], layout: Layout) -> Cell:
    if not layout.quotes or found["body"] is None:
        return Cell(*found.span("plain") * 2, found["plain"])
    place = found.start("body") - 1, found.end("tail")
    start, end = found.span("body")
    body, tail = found["body"], found["tail"]
    if '""' not in body and not tail.strip(" "):
        return Cell(*place, start, end, body)
    text = body.replace('""', '"')
    steps = Escapes(_DOUBLED, found.string, start, end)
    if not tail.strip(" "):
        return Cell(*place, start, end, text, steps)
    return Cell(*place, *place, text + tail, (*steps[:-1], *range(end + 1, place[1] + 1)))


def _compile_row(layout: Layout) -> re.Pattern[str]:
    plain, blanks = _write_plain(layout), _write_blanks(layout)
    # A quote closes where no second one follows, so that a cell can be read in one way only.
    cell = f'(?:{blanks}"[^"]*(?:""[^"]*)*"(?!"){plain}|(?!{blanks}"){plain})' if layout.quotes else plain
    return precompile(f"(?:{cell}{re.escape(layout.delimiter)})*{cell}(?:{_ROW_END})")


def _compile_cell(layout: Layout) -> re.Pattern[str]:
    plain, blanks = _write_plain(layout), _write_blanks(layout)
    quoted = f'{blanks}"(?P<body>[^"]*(?:""[^"]*)*)"(?!")(?P<tail>{plain})|(?!{blanks}"){blanks}'
    cell = f"(?:{quoted if layout.quotes else ''}(?P<plain>{plain}))"
    return precompile(f"{cell}(?P<end>{re.escape(layout.delimiter)}|{_ROW_END})")


def _write_plain(layout: Layout) -> str:
    """Return the pattern of what is neither delimiter nor newline."""
    return f"[^{re.escape(layout.delimiter)}\\r\\n]*"


def _write_blanks(layout: Layout) -> str:
    return " *" if layout.blanks else ""


def _tell_open_quote(text: str, position: int, layout: Layout, first_line: int) -> str:
    """Return a message that names the line on which a cell of the row at `position` begins that nothing closes."""
    pattern = _compile_cell(layout)
    while found := pattern.match(text, position):
        position = found.end()
    line = LineIndex(text).locate(position).line + first_line - 1
    return f"line {line}: a quote opens a cell, and none closes it"
