"""Arrow: a record batch in, the same batch with its column of texts normalized out.

It serves whatever passes batches around: datatrove, Ray Data (``map_batches(normalize_table,
batch_format="pyarrow")``), pandas and polars by way of Arrow. Needs the extra ``arrow``.
"""

from __future__ import annotations

from functools import partial

from normalizer.documents.columns import (
    find_column,
    find_rows,
    get_member,
    load_pyarrow,
    put_member,
    rebuild_dictionary,
    replace_rows,
)
from normalizer.documents.notes_column import check_name, list_notes, make_notes, make_type
from normalizer.pipeline import normalize
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    import pyarrow as pa

    from normalizer.config import NormalizerConfig
    from normalizer.types import NormalizedText


class _Treated(NamedTuple):
    """A chunk of the column with its texts normalized, the same object if none changed, and what came of which row.

    The rows are those of the dictionary where there is one.
    """

    chunk: Any
    results: list[tuple[int, NormalizedText]]


def normalize_batch(
    batch: pa.RecordBatch,
    *,
    column: str = "text",
    config: NormalizerConfig | None = None,
    format: str = "text",  # noqa: A002 - the contract's name
    annotations_column: str | None = None,
) -> pa.RecordBatch:
    """Return the batch with the texts of a column normalized, each row on its own; nulls stay null.

    A batch without Chinese, Japanese or Korean in the column comes back as the same object,
    and no Python string is made of a row that holds none. The column may hold strings or
    bytes in UTF-8, large, as views, in a dictionary (each value is treated once) or in a
    struct (``meta.body``); its type stays. With `annotations_column` a column of that name is
    added, whatever the batch holds: for each row its annotations, or null, in the type that
    ``documents.notes_column`` tells.

    Raises `InputError` when pyarrow is missing, there is no such column of strings, or there
    is one named `annotations_column`; `EncodingError` for bytes that are to be treated and
    are not UTF-8; `UsageError` for an unknown `format`.

    >>> import pyarrow as pa
    >>> batch = pa.record_batch({"id": [1, 2], "text": ["the 舆论 grew", None]})
    >>> normalize_batch(batch)["text"].to_pylist()
    ['the public opinion grew', None]
    """
    pa = load_pyarrow()
    treated = _treat_columns(batch, column, partial(_normalize, config, format), annotations_column)
    if treated is None:
        return batch
    fields, columns = treated
    return pa.RecordBatch.from_arrays(columns, schema=pa.schema(fields, batch.schema.metadata))


def normalize_table(
    table: pa.Table,
    *,
    column: str = "text",
    config: NormalizerConfig | None = None,
    format: str = "text",  # noqa: A002 - the contract's name
    annotations_column: str | None = None,
) -> pa.Table:
    """Return the table with the texts of a column normalized, chunk by chunk, as `normalize_batch` does it.

    >>> import pyarrow as pa
    >>> table = pa.table({"text": ["plain", "more"]})
    >>> normalize_table(table) is table
    True
    """
    pa = load_pyarrow()
    treated = _treat_columns(table, column, partial(_normalize, config, format), annotations_column)
    if treated is None:
        return table
    fields, columns = treated
    return pa.Table.from_arrays(columns, schema=pa.schema(fields, table.schema.metadata))


def _normalize(config: NormalizerConfig | None, format_name: str, text: str) -> NormalizedText:
    return normalize(text, config, format_name)


def _treat_columns(
    data: Any, column: str, treat: Callable[[str], NormalizedText], annotations_column: str | None
) -> tuple[list[Any], list[Any]] | None:
    """Return the fields and columns of the normalized data, None if they are those of `data`."""
    pa = load_pyarrow()
    name, *path = find_column(data.schema, column)
    if annotations_column is not None:
        check_name(annotations_column, data.schema)
    whole = data.column(name)
    chunked = isinstance(whole, pa.ChunkedArray)
    chunks = whole.chunks if chunked else [whole]
    treated = [_treat_chunk(chunk, path, treat) for chunk in chunks]
    fields, columns = list(data.schema), list(data.columns)
    if any(new.chunk is not old for new, old in zip(treated, chunks, strict=True)):
        texts = [new.chunk for new in treated]
        columns[data.schema.get_field_index(name)] = pa.chunked_array(texts) if chunked else texts[0]
    elif annotations_column is None:
        return None
    if annotations_column is not None:
        pairs = zip(treated, chunks, strict=True)
        notes = [_write_notes(get_member(old, path), column, new.results) for new, old in pairs]
        fields.append(pa.field(annotations_column, make_type()))
        columns.append(pa.chunked_array(notes, make_type()) if chunked else notes[0])
    return fields, columns


def _treat_chunk(chunk: Any, path: list[str], treat: Callable[[str], NormalizedText]) -> _Treated:
    member = get_member(chunk, path)
    texts, results = _treat_texts(member, treat)
    return _Treated(chunk if texts is member else put_member(chunk, path, texts), results)


def _treat_texts(array: Any, treat: Callable[[str], NormalizedText]) -> _Treated:
    if load_pyarrow().types.is_dictionary(array.type):
        dictionary = array.dictionary
        values, results = _treat_texts(dictionary, treat)
        return _Treated(array if values is dictionary else rebuild_dictionary(array, values), results)
    found = [(row, treat(row.text)) for row in find_rows(array)]
    changed = [(row.number, result.text) for row, result in found if result.text != row.text]
    texts = replace_rows(array, *zip(*changed, strict=True)) if changed else array
    return _Treated(texts, [(row.number, result) for row, result in found])


def _write_notes(array: Any, column: str, results: list[tuple[int, NormalizedText]]) -> Any:
    """Return the annotations for each row of an array, null where there are none."""
    coded = load_pyarrow().types.is_dictionary(array.type)
    notes = {number: list_notes(result, column) for number, result in results if result.annotations}
    written = make_notes(notes, len(array.dictionary if coded else array))
    return written.take(array.indices) if coded else written
