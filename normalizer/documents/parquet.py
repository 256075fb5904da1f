"""Parquet files: a part is a row group."""

from __future__ import annotations

import os
from itertools import takewhile

from normalizer.documents.columns import get_member
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

ROWS = 4096
"""How many rows are looked at at once, so that a large row group need not be in memory as a whole."""

_CODECS = {"UNCOMPRESSED": "NONE", "LZ4_RAW": "LZ4"}
"""Codecs that are called otherwise where they are asked for."""
_ENCODINGS = frozenset(("DELTA_BINARY_PACKED", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY", "BYTE_STREAM_SPLIT"))
"""Encodings that a writer uses only where they are asked for."""


class ParquetTable:
    """A Parquet file that is open for reading, row group by row group."""

    shares_dictionaries = False

    def __init__(self, path: str) -> None:
        """Read the footer of the file."""
        from pyarrow import OSFile, parquet

        # As bytes, for a name that is no UTF-8.
        self._file = parquet.ParquetFile(OSFile(os.fsencode(path)), pre_buffer=False)
        self._metadata = self._file.metadata
        self.schema = self._file.schema_arrow
        self.sizes = [self._metadata.row_group(n).num_rows for n in range(self._metadata.num_row_groups)]

    def read_columns(self, part: int, paths: Sequence[Sequence[str]]) -> Iterator[list[Any]]:
        """Yield the arrays of the columns at `paths` in a row group, some rows at a time."""
        columns = [".".join(path) for path in paths]
        for batch in self._file.iter_batches(ROWS, row_groups=[part], columns=columns, use_threads=False):
            yield [get_member(batch.column(name), rest) for name, *rest in paths]

    def read(self, part: int) -> Any:
        """Return a row group as a table."""
        return self._file.read_row_group(part, use_threads=False)

    def open_writer(self, sink: Any, schema: Any, paths: Sequence[Sequence[str]]) -> ParquetTableWriter:
        """Return a writer for `schema` with the same codecs, encodings and version, but for the level of a codec.

        What the file says of the order of its rows is kept as far as it does not concern the columns at `paths`.
        """
        from pyarrow import parquet

        options = {
            "version": self._metadata.format_version,
            **self._describe_columns({".".join(path) for path in paths}),
        }
        self._describe_added(schema, options)
        return ParquetTableWriter(parquet.ParquetWriter(sink, schema, **options))

    def _describe_added(self, schema: Any, options: dict[str, Any]) -> None:
        """Add the settings of a column of lists of structs that the file does not have: those of its first column."""
        for name in set(schema.names) - set(self.schema.names) if self.sizes else ():
            leaves = [f"{name}.list.element.{field.name}" for field in schema.field(name).type.value_type]
            options["compression"] |= dict.fromkeys(leaves, next(iter(options["compression"].values())))
            options["use_dictionary"] += leaves

    def _describe_columns(self, changed: set[str]) -> dict[str, Any]:
        """Return the settings of the columns, which the first row group tells, when some of them are changed."""
        if not self.sizes:
            return {}
        group = self._metadata.row_group(0)
        columns = [group.column(n) for n in range(group.num_columns)]
        names = [c.path_in_schema for c in columns]
        order = takewhile(lambda column: names[column.column_index] not in changed, group.sorting_columns)
        encodings = {
            c.path_in_schema: _ENCODINGS.intersection(c.encodings) for c in columns if not c.has_dictionary_page
        }
        return {
            "column_encoding": {name: min(found) for name, found in encodings.items() if found} or None,
            "sorting_columns": tuple(order) or None,
            "compression": {c.path_in_schema: _CODECS.get(c.compression, c.compression) for c in columns},
            "use_dictionary": [c.path_in_schema for c in columns if c.has_dictionary_page],
            "write_statistics": [c.path_in_schema for c in columns if c.is_stats_set],
            "use_deprecated_int96_timestamps": any(c.physical_type == "INT96" for c in columns),
            "write_page_index": any(c.has_offset_index for c in columns),
            "store_schema": b"ARROW:schema" in (self._metadata.metadata or {}),
        }


class ParquetTableWriter:
    """Writes row groups."""

    def __init__(self, writer: Any) -> None:
        """Take a writer of pyarrow's."""
        self._writer = writer

    def write(self, table: Any) -> None:
        """Write `table` as one row group."""
        self._writer.write_table(table, row_group_size=max(table.num_rows, 1))

    def close(self) -> None:
        """Write the footer."""
        self._writer.close()
