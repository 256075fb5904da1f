"""CSV and TSV divided into parts of whole rows, so that a large table need not be in memory."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from normalizer.documents.encoding import Encoding
from normalizer.documents.positions import count_newlines
from normalizer.documents.table_layout import SAMPLE, find_layout
from normalizer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizer.documents.delimited import Layout
    from normalizer.documents.document import Source

LONGEST_CELL = 1 << 26
"""A quote that nothing closes within so many bytes is a fault."""


def divide_table(file: IO[bytes], source: Source, size: int, *, header: bool = True) -> Iterator[tuple[Source, bool]]:
    """Yield parts of about `size` bytes, each with whether it is the last one; `source` is what was read of `file`.

    A table that is not in UTF-8 is one part. Raises `InputError` for a quote that nothing closes.
    """
    if source.encoding.name != "utf-8":
        source = source._replace(data=source.data + file.read())
        text = source.encoding.decode(source.data)
        yield source._replace(layout=find_layout(text, source.format, header=header)), True
        return
    data = source.data + file.readline()
    head = data[len(source.encoding.mark) :][: SAMPLE * 4].decode("utf-8", "replace")
    layout = find_layout(head, source.format, header=header)
    opening = _compile_opening(layout)
    while True:
        data, inside = _close_quotes(data, file, source.first_line, opening if layout.quotes else None)
        following = file.read(size)
        following += file.readline() if following else b""
        yield source._replace(data=data, layout=layout), not following
        if not following:
            return
        rows = _count(data) - inside
        row, before = layout.row + max(rows - layout.before, 0), max(layout.before - rows, 0)
        layout = layout._replace(row=row, before=before)
        # Only the document begins with a byte-order mark, not its later parts.
        line, offset = source.first_line + _count(data), source.offset + len(data)
        source, data = source._replace(first_line=line, offset=offset, encoding=Encoding()), following


def _compile_opening(layout: Layout) -> re.Pattern[bytes]:
    """Return the pattern of a cell in quotes, from what stands before it on; its group is the closing quote, if any."""
    delimiter = re.escape(layout.delimiter.encode())
    blanks = b" *" if layout.blanks else b""
    return re.compile(rb"(?:\A(?:\xef\xbb\xbf)?|[%s\r\n])%s" % (delimiter, blanks) + rb'"[^"]*(?:""[^"]*)*("?)')


def _close_quotes(data: bytes, file: IO[bytes], line: int, opening: re.Pattern[bytes] | None) -> tuple[bytes, int]:
    """Return the data and how many newlines stand inside its cells.

    Data that ends inside a cell is completed from the file, up to a row's end.
    """
    inside = position = 0
    while opening and b'"' in data and (found := opening.search(data, position)):
        if found[1]:
            inside += _count(found[0][1:])
            position = found.end()
            continue
        if len(data) - found.start() > LONGEST_CELL:
            where = line + _count(data[: found.start() + 1])
            message = f"line {where}: a quote opens a cell, and none closes it within {LONGEST_CELL >> 20} MB"
            raise InputError(message)
        # Twice as much each time: what stands behind the quote is looked at again.
        more = file.read(len(data) - found.start())
        if not more:
            break
        data += more + file.readline()
        position = found.start()
    return data, inside


def _count(data: bytes) -> int:
    return sum(count_newlines(data))
