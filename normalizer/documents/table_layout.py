r"""How a CSV or TSV file is laid out, told by its name, by Excel's line ``sep=;`` and by its first rows.

>>> find_layout("id;text\n1;a, b\n", "csv").columns
('id', 'text')
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from normalizer.documents.delimited import Layout, find_cells, find_rows
from normalizer.errors import InputError
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = 1 << 16
"""How many characters at the beginning of a table tell how it is laid out."""
ROWS = 100
"""How many rows do at most."""

DELIMITERS = {"csv": ",;\t|", "tsv": "\t,;|"}
"""For each format its delimiters, the usual one first."""

_SURE = 0.9
"""Rows that agree to this degree on how many cells they have leave no doubt about the usual delimiter."""
_EXCEL = precompile(r'"?sep=([ -~\t])"?(?:\r\n?|\n)', re.IGNORECASE)


def find_layout(text: str, format_name: str, *, header: bool = True) -> Layout:
    """Return the layout of a table that begins with `text`, whose first row has the names of its columns or not.

    Raises `InputError` when the first row has a quote that nothing closes.
    """
    excel = _EXCEL.match(text)
    sample = text[excel.end() if excel else 0 :][:SAMPLE]
    candidates = excel[1] if excel else DELIMITERS[format_name]
    layouts = [_complete(Layout(delimiter), sample) for delimiter in candidates]
    layout = _choose(layouts, sample, header=header)
    before = bool(excel) + header
    if not header:
        return layout._replace(before=before)
    return layout._replace(before=before, columns=_read_names(sample, layout))


def _complete(layout: Layout, sample: str) -> Layout:
    """Return the layout with what the sample tells of quotes, its delimiter being the one given.

    Behind tabs a quote may be a plain character: many programs write such tables and know no quotes.
    """
    plain = re.escape(layout.delimiter)
    cell = rf'"[^"]*(?:""[^"]*)*"(?!")(?= *(?:{plain}|[\r\n]|\Z))'
    blanks = precompile(rf"{plain} +{cell}").search(sample) is not None
    quotes = layout.delimiter != "\t" or _are_quotes(sample, precompile(r'(?:\A|[\t\r\n])"'), precompile(cell))
    return layout._replace(blanks=blanks, quotes=quotes)


def _are_quotes(sample: str, opening: re.Pattern[str], cell: re.Pattern[str]) -> bool:
    """Tell whether there are quotes at the beginnings of cells, and each of them closes its cell."""
    some, position = False, 0
    while found := opening.search(sample, position):
        closed = cell.match(sample, found.end() - 1)
        if not closed:
            # One that the sample cuts is no evidence.
            return some and '"' not in sample[found.end() :]
        some, position = True, closed.end()
    return some


def _choose(layouts: list[Layout], sample: str, *, header: bool) -> Layout:
    """Return the layout whose rows agree best on how many cells they have, more than one; the first one in doubt."""
    best, most = layouts[0], 0.0
    for layout in layouts:
        counts = list(_count_cells(sample, layout))
        (width, agreeing), *_ = Counter(counts).most_common(1) or [(0, 0)]
        share = agreeing / len(counts) if counts else 0.0
        if width < 2 or (header and counts[0] < 2):  # noqa: PLR2004 - one cell is no table
            continue
        if share >= _SURE and layout is layouts[0]:
            return layout
        if share > most:
            best, most = layout, share
    return best


def _count_cells(sample: str, layout: Layout) -> Iterator[int]:
    """Yield how many cells the rows of the sample have, but for empty rows and one that it cuts."""
    rows: list[tuple[int, int]] = []
    try:
        for row in islice(find_rows(sample, layout), ROWS):
            rows.append(row)  # noqa: PERF402 - what came before a fault counts
    except InputError:
        pass
    if len(rows) > 1 and rows[-1][1] == len(sample) == SAMPLE:
        del rows[-1]
    for start, end in rows:
        if sample[start:end].strip():
            yield sum(1 for _ in find_cells(sample, start, layout))


def _read_names(sample: str, layout: Layout) -> tuple[str, ...]:
    for start, _ in find_rows(sample, layout):
        return tuple(cell.text.strip() for cell in find_cells(sample, start, layout))
    return ()
