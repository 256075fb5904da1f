"""Arrow IPC files (also called Feather) and streams: a part is a record batch."""

from __future__ import annotations

import os
from struct import iter_unpack, unpack_from

from normalizer.documents.columns import get_member, load_pyarrow
from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

_MAGIC = b"ARROW1"
_FEATHER_1 = b"FEA1"
_CONTINUED = b"\xff\xff\xff\xff"
_BLOCK = 24
"""The bytes in which a footer tells where a record batch lies."""

_CODECS = ("lz4", "zstd")
"""The codecs by their number in the format (BodyCompression in Message.fbs)."""


class _Batch(NamedTuple):
    """What the head of a record batch says: how many rows it has, and its codec, if any."""

    rows: int
    codec: str | None


class ArrowTable:
    """An Arrow file or stream that is open for reading, record batch by record batch, mapped into memory."""

    shares_dictionaries = True

    def __init__(self, path: str) -> None:
        """Read the schema and the heads of all batches."""
        pa = load_pyarrow()
        # As bytes, for a name that is no UTF-8.
        self._map = pa.memory_map(os.fsencode(path))
        head = self._map.read(len(_MAGIC))
        if head.startswith(_FEATHER_1):
            message = "this is Feather of version 1; write it anew as version 2, which is Arrow"
            raise InputError(message)
        self._is_file = head.startswith(_MAGIC)
        batches = list(self._list_batches())
        self.sizes = [batch.rows for batch in batches]
        self._codec = batches[0].codec if batches else None
        self._next = 0
        self._reader = self._open()
        self.schema = self._reader.schema

    def _list_batches(self) -> Iterator[_Batch]:
        """Yield the heads of the batches: of a file those that its footer names, as some writers put the rest oddly."""
        pa = load_pyarrow()
        if self._is_file:
            self._open()  # refuses a file without a sound footer
            for place, size in _list_blocks(self._map):
                yield _read_head(_unframe(self._map.read_at(size, place)))
            return
        self._map.seek(0)
        for message in pa.ipc.MessageReader.open_stream(self._map):
            if message.type == "record batch":
                yield _read_head(message.metadata.to_pybytes())

    def _open(self) -> Any:
        pa = load_pyarrow()
        self._map.seek(0)
        self._next = 0
        return pa.ipc.open_file(self._map) if self._is_file else pa.ipc.open_stream(self._map)

    def _get(self, part: int) -> tuple[Any, Any]:
        """Return a batch and its own metadata; a stream is read forwards, and anew to go back."""
        if self._is_file:
            found: tuple[Any, Any] = self._reader.get_batch_with_custom_metadata(part)
            return found
        if part < self._next:
            self._reader = self._open()
        while True:
            batch, metadata = self._reader.read_next_batch_with_custom_metadata()
            self._next += 1
            if self._next > part:
                return batch, metadata

    def read_columns(self, part: int, paths: Sequence[Sequence[str]]) -> Iterator[list[Any]]:
        """Yield the arrays of the columns at `paths` in a batch."""
        batch = self._get(part)[0]
        yield [get_member(batch.column(name), rest) for name, *rest in paths]

    def read(self, part: int) -> Any:
        """Return a batch as a table; its own metadata is added to that of the schema for `ArrowTableWriter`."""
        pa = load_pyarrow()
        batch, metadata = self._get(part)
        return pa.Table.from_batches([batch]).replace_schema_metadata(metadata)

    def open_writer(
        self,
        sink: Any,
        schema: Any,
        paths: Sequence[Sequence[str]],  # noqa: ARG002 - for Parquet
    ) -> ArrowTableWriter:
        """Return a writer of the same kind, file or stream, for `schema`, with the same metadata and codec."""
        pa = load_pyarrow()
        options = pa.ipc.IpcWriteOptions(compression=self._codec, emit_dictionary_deltas=True)
        if not self._is_file:
            return ArrowTableWriter(pa.ipc.new_stream(sink, schema, options=options), schema)
        metadata = getattr(self._reader, "metadata", None)
        more = {"metadata": metadata} if metadata else {}
        return ArrowTableWriter(pa.ipc.new_file(sink, schema, options=options, **more), schema)


class ArrowTableWriter:
    """Writes record batches."""

    def __init__(self, writer: Any, schema: Any) -> None:
        """Take a writer of pyarrow's and the schema with its metadata."""
        self._writer = writer
        self._schema = schema

    def write(self, table: Any) -> None:
        """Write `table` as one record batch; its metadata is the batch's own."""
        pa = load_pyarrow()
        columns = [column.combine_chunks() if column.num_chunks != 1 else column.chunk(0) for column in table.columns]
        batch = pa.RecordBatch.from_arrays(columns, schema=self._schema)
        self._writer.write_batch(batch, custom_metadata=table.schema.metadata)

    def close(self) -> None:
        """Write what ends the file or stream."""
        self._writer.close()


def _list_blocks(file: Any) -> Iterator[tuple[int, int]]:
    """Yield where the messages of the record batches begin and how long they are, from the footer (File.fbs)."""
    end = file.size() - len(_MAGIC) - 4
    length = unpack_from("<I", file.read_at(4, end))[0]
    footer = file.read_at(length, end - length)
    place = _find(footer, unpack_from("<I", footer, 0)[0], 3)
    if not place:
        return
    blocks = place + unpack_from("<I", footer, place)[0]
    count = unpack_from("<I", footer, blocks)[0]
    for start, size, _ in iter_unpack("<qi4xq", footer[blocks + 4 : blocks + 4 + count * _BLOCK]):
        yield start, size


def _unframe(message: bytes) -> bytes:
    """Return a message without its length, which old writers put alone, others behind a mark."""
    return message[8:] if message.startswith(_CONTINUED) else message[4:]


def _read_head(message: bytes) -> _Batch:
    """Return what a message of Arrow's format, a flatbuffer, says of its record batch."""
    root = unpack_from("<I", message, 0)[0]
    batch = _follow(message, root, 2)
    rows = _find(message, batch, 0)
    compression = _find(message, batch, 3)
    codec: str | None = None
    if compression:
        place = _find(message, compression + unpack_from("<I", message, compression)[0], 0)
        codec = _CODECS[message[place] if place else 0]
    return _Batch(unpack_from("<q", message, rows)[0] if rows else 0, codec)


def _follow(message: bytes, table: int, field: int) -> int:
    """Return where the table stands that a field of another one points to."""
    place = _find(message, table, field)
    return place + int(unpack_from("<I", message, place)[0])


def _find(message: bytes, table: int, field: int) -> int:
    """Return where a field of a flatbuffer's table stands, 0 when it has its default value."""
    index = table - unpack_from("<i", message, table)[0]
    entry = 4 + 2 * field
    offset = unpack_from("<H", message, index + entry)[0] if entry < unpack_from("<H", message, index)[0] else 0
    return table + int(offset) if offset else 0
