"""CSV and TSV divided into parts of whole rows, so that a large table need not be in memory."""

from __future__ import annotations

import re

from normalizer.documents.encoding import Encoding
from normalizer.documents.positions import count_newlines
from normalizer.documents.table_layout import SAMPLE, find_layout
from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

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
    # Enough to tell the layout, also where parts are smaller.
    data = _fill(source.data, file, SAMPLE)
    layout = find_layout(data[len(source.encoding.mark) :].decode("utf-8", "replace"), source.format, header=header)
    opening, wanted = _compile_opening(layout), size
    while True:
        data = _fill(data, file, wanted + 1)
        source = source._replace(data=data, layout=layout)
        if len(data) <= wanted:
            yield source, True
            return
        end, inside = _find_row_end(source, wanted, opening if layout.quotes else None)
        if not end:
            # What was looked at in vain is looked at again, so there must be far more of it.
            wanted *= 2
            continue
        yield source._replace(data=data[:end]), False
        lines = _count(data[:end])
        row, before = layout.row + max(lines - inside - layout.before, 0), max(layout.before - lines + inside, 0)
        layout = layout._replace(row=row, before=before)
        # Only the document begins with a byte-order mark, not its later parts.
        place = source.first_line + lines, source.offset + end
        source = source._replace(first_line=place[0], offset=place[1], encoding=Encoding())
        data, wanted = data[end:], size


def _fill(data: bytes, file: IO[bytes], size: int) -> bytes:
    """Return the data with as much of the file as makes it so large; a stream may give less than it is asked for."""
    while len(data) < size and (more := file.read(size - len(data))):
        data += more
    return data


def _compile_opening(layout: Layout) -> re.Pattern[bytes]:
    """Return the pattern of a cell in quotes, from what stands before it on; its group is the closing quote, if any."""
    delimiter = re.escape(layout.delimiter.encode())
    blanks = b" *" if layout.blanks else b""
    return re.compile(rb"(?:\A(?:\xef\xbb\xbf)?|[%s\r\n])%s" % (delimiter, blanks) + rb'"[^"]*(?:""[^"]*)*("?)')


def _find_row_end(source: Source, limit: int, opening: re.Pattern[bytes] | None) -> tuple[int, int]:
    """Return where the last row ends that is whole in so many bytes, and how many newlines stand inside cells before.

    The end is 0 when no row ends there. Raises `InputError` for a quote that is open for too long.
    """
    data = source.data
    end = inside = newlines = position = 0
    while opening and (found := opening.search(data, position, limit)):
        if newline := data.rfind(b"\n", position, found.start() + 1) + 1:
            end, inside = newline, newlines
        if not found[1]:
            if not end and limit > LONGEST_CELL:
                line = source.first_line + _count(data[: found.start() + 1])
                message = f"line {line}: a quote opens a cell, and none closes it within {LONGEST_CELL >> 20} MB"
                raise InputError(message)
            return end, inside
        newlines += _count(found[0][1:])
        position = found.end()
    if newline := data.rfind(b"\n", position, limit) + 1:
        return newline, newlines
    return end, inside


def _count(data: bytes) -> int:
    return sum(count_newlines(data))
