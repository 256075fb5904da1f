"""Documents in pieces that can be treated apart: JSON lines by byte range, tables by part, everything else whole."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

from normalizer.batch.walking import STANDARD_INPUT, Input
from normalizer.documents.document import Source
from normalizer.documents.encoding import Encoding, find_encoding
from normalizer.documents.formats import ARCHIVES, DELIMITED, TABLES
from normalizer.documents.gate import may_hold_cjk
from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from typing import IO

    from normalizer.batch.spooling import Spool

PIECE_BYTES = 1 << 18
"""About how many bytes of a JSON lines document make a piece; the pieces end at line ends."""

_EMPTY = Source(b"", "text", Encoding())


class Reading(NamedTuple):
    """How documents are read: ``--encoding``, ``--field``, and whether all of them go through a rendering.

    ``spool`` takes tables that no file holds as they are; without it they cannot be read. With ``lenient``
    records with an error are passed over. ``header`` tells whether the first row of CSV and TSV has the names
    of the columns; ``notes_column`` is the column that annotations go to in Parquet and Arrow.
    """

    encoding: str = ""
    fields: tuple[str, ...] = ("text",)
    always: bool = False
    spool: Spool | None = None
    lenient: bool = False
    header: bool = True
    notes_column: str = ""


class Piece(NamedTuple):
    """A part of a document.

    ``number`` is that of the input, from 0, ``last`` tells its last piece, ``quiet`` that it can
    hold no Chinese and goes through verbatim, ``error`` why the document cannot be read; then
    ``source`` is there only if the bytes could be. ``size`` is how many bytes of the file it stands
    for; of a table the parts count the same.
    """

    number: int
    path: str
    source: Source = _EMPTY
    last: bool = True
    quiet: bool = False
    error: str = ""
    size: int = 0


def read_pieces(documents: Iterable[Input], reading: Reading) -> Iterator[Piece]:
    """Yield the pieces of all documents, in order, reading them only as they are asked for.

    What cannot be read becomes a piece with an error. Raises `UsageError` for an encoding
    that does not exist.
    """
    for number, document in enumerate(documents):
        if document.error:
            yield Piece(number, document.path, error=document.error)
            continue
        try:
            if document.format in TABLES:
                yield from _divide(number, document, reading)
                continue
            with _open(document) as file:
                for source, last in _cut(file, document.format, reading):
                    piece = Piece(number, document.path, source, last, size=_measure(document, source, last=last))
                    yield _judge(piece, reading)
        except InputError as error:
            yield Piece(number, document.path, error=str(error))
        except OSError as error:
            yield Piece(number, document.path, error=error.strerror or str(error))


def _measure(document: Input, source: Source, *, last: bool) -> int:
    """Return how much of a file a piece is, in bytes; of a compressed one that is known at its end."""
    if not document.compression:
        return len(source.data)
    return Path(document.path).stat().st_size if last and document.path != STANDARD_INPUT else 0


def _open(document: Input) -> AbstractContextManager[IO[bytes]]:
    if document.compression:
        from normalizer.batch.compression import open_content

        return open_content(document.path, document.compression)
    if document.path == STANDARD_INPUT:
        return nullcontext(sys.stdin.buffer)
    return Path(document.path).open("rb")


def _divide(number: int, document: Input, reading: Reading) -> Iterator[Piece]:
    """Yield the parts of a table; the workers read them from its file."""
    from normalizer.documents.tables import list_parts

    path = document.path
    if reading.spool and (path == STANDARD_INPUT or document.compression):
        with _open(document) as content:
            path = reading.spool.hold(content)
    source = Source(b"", document.format, Encoding(), reading.fields, path=path, notes_column=reading.notes_column)
    parts = list_parts(source)
    size, rest = divmod(Path(path).stat().st_size, len(parts))
    for part in parts:
        last = part is parts[-1]
        yield Piece(number, document.path, part, last, size=size + rest * last)


def _cut(file: IO[bytes], format_name: str, reading: Reading) -> Iterator[tuple[Source, bool]]:
    """Yield parts of a file, each with whether it is the last one."""
    # What is one piece anyway is read in one go: putting parts together would hold it twice.
    data = file.read(PIECE_BYTES if format_name in ("jsonl", *DELIMITED) else -1)
    if format_name in ARCHIVES:
        yield Source(data, format_name, Encoding()), True
        return
    source = Source(data, format_name, find_encoding(data, reading.encoding, format_name), reading.fields)
    source = source._replace(lenient=reading.lenient)
    if format_name in DELIMITED:
        from normalizer.documents.table_pieces import divide_table

        yield from divide_table(file, source, PIECE_BYTES, header=reading.header)
        return
    if format_name != "jsonl":
        yield source, True
        return
    if source.encoding.name != "utf-8":
        yield source._replace(data=data + file.read()), True
        return
    source = source._replace(data=data + file.readline())
    while True:
        following = file.read(PIECE_BYTES)
        following += file.readline() if following else b""
        yield source, not following
        if not following:
            return
        line = source.first_line + source.data.count(b"\n")
        # Only the document begins with a byte-order mark, not its later pieces.
        offset = source.offset + len(source.data)
        source = source._replace(data=following, first_line=line, offset=offset, encoding=Encoding())


def _judge(piece: Piece, reading: Reading) -> Piece:
    """Return the piece with what its bytes alone show: that it is quiet, or an error."""
    try:
        return piece._replace(quiet=_is_quiet(piece.source, reading))
    except InputError as error:
        return piece._replace(error=str(error))


def _is_quiet(source: Source, reading: Reading) -> bool:
    """Tell whether the bytes alone show that there is nothing to do.

    A text that is no UTF-8 could be Chinese in another encoding, so it raises `EncodingError`.
    Of JSON lines only those that are treated have to be UTF-8: a corpus is not refused for a
    stray byte in a record that nobody asks for. What is packed in an archive its bytes do not tell.
    """
    if source.format in ARCHIVES:
        return False
    if reading.always or source.encoding.name != "utf-8" or may_hold_cjk(source.data, source.format):
        return False
    if source.format != "jsonl" and not source.data.isascii():
        source.encoding.decode(source.data, source.offset, source.first_line)
    return True
