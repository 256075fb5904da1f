"""Parquet and Arrow files: opened, and divided into parts (row groups, record batches)."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from normalizer.documents.columns import find_columns, load_pyarrow
from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from normalizer.documents.document import Source


@contextmanager
def told_as_input_error(done: str = "read") -> Iterator[None]:
    """Turn what pyarrow and the system raise for a file into an `InputError`; `done` is what cannot be done."""
    pa = load_pyarrow()
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        reason = str(error).split("\n", 1)[0]
        message = getattr(error, "strerror", None) or f"this cannot be {done}: {reason}"
        raise InputError(message) from error


def open_table(path: str, format_name: str) -> Any:
    """Return the Parquet or Arrow file at `path`, opened; raise `InputError` when it is none or a damaged one.

    It has ``schema``, ``sizes`` (the rows of each part), ``read_columns``, ``read`` and ``open_writer``.
    """
    with told_as_input_error():
        found = Path(path).stat()
        return _open(path, format_name, (found.st_ino, found.st_mtime_ns, found.st_size))


# The parts of one file come one after another, and its footer is read once for all of them.
@lru_cache(maxsize=1)
def _open(path: str, format_name: str, state: tuple[int, ...]) -> Any:  # noqa: ARG001 - a changed file is another one
    if format_name == "parquet":
        from normalizer.documents.parquet import ParquetTable

        return ParquetTable(path)
    from normalizer.documents.arrow_ipc import ArrowTable

    return ArrowTable(path)


def list_parts(source: Source) -> list[Source]:
    """Return the parts of a table, at least one; raise `InputError` when it cannot be read or lacks the column."""
    table = open_table(source.path, source.format)
    find_columns(table.schema, source.fields)
    starts = list(accumulate(table.sizes, initial=0))
    return [source._replace(offset=n, first_line=starts[n] + 1) for n in range(max(len(table.sizes), 1))]
