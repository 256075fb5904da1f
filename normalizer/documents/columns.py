"""Columns of text in Arrow's memory: rows that can hold Chinese are found in the bytes, and only they are made anew.

No Python string is made of a row that holds none, and an array without such rows is never copied.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from normalizer.documents.fields import EVERY, is_pointer, parse_pointer
from normalizer.documents.gate import find_pattern, may_hold_cjk
from normalizer.errors import EncodingError, InputError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

BLOCK_BYTES = 1 << 16
"""About how many bytes of rows are looked at at once, before single rows are (measured: 10 ms for 18 MB)."""


class Row(NamedTuple):
    """A row that may hold Chinese, Japanese or Korean: its number in the array, from 0, and its text."""

    number: int
    text: str


def load_pyarrow() -> Any:
    """Return the module pyarrow; raise `InputError` that names the extra when it is not installed."""
    try:
        import pyarrow as pa
    except ModuleNotFoundError as error:
        message = "Arrow and Parquet need the extra 'arrow': pip install 'mixed-language-normalizer[arrow]'"
        raise InputError(message) from error
    return pa


class Column(NamedTuple):
    """A column of texts: what it is called, and the names on the path to it."""

    name: str
    path: tuple[str, ...]


def find_columns(schema: Any, fields: Sequence[str]) -> list[Column]:
    """Return the columns that fields mean, each once; ``*`` means every column of strings.

    Raises `InputError` as `find_column` does.
    """
    found: dict[tuple[str, ...], Column] = {}
    for field in fields:
        names = [field]
        if field == EVERY and EVERY not in schema.names:
            names = [".".join(path) for path, kind in _list_columns(schema) if holds_text(kind)]
        for name in names:
            path = find_column(schema, name)
            found.setdefault(path, Column(name, path))
    return list(found.values())


def find_column(schema: Any, name: str) -> tuple[str, ...]:
    """Return the path to the column `name`: its own name, or the names of structs and their member.

    The latter are written ``meta.body`` or, as a JSON Pointer, ``/meta/body``.

    Raises `InputError` when it is not there, which names those that are, or holds no strings.
    """
    path = (name,) if name in schema.names else parse_pointer(name) if is_pointer(name) else tuple(name.split("."))
    members = {".".join(place): kind for place, kind in _list_columns(schema)}
    kind = members.get(".".join(path))
    if kind is None:
        there = ", ".join(name for name, kind in members.items() if holds_text(kind)) or "none"
        message = f"there is no column {name!r}; columns of strings: {there}"
        raise InputError(message)
    if not holds_text(kind):
        message = f"column {name!r} holds {kind}, no strings"
        raise InputError(message)
    if schema.names.count(path[0]) > 1:
        message = f"there are several columns {path[0]!r}"
        raise InputError(message)
    return path


def _list_columns(fields: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    pa = load_pyarrow()
    for field in fields:
        path = (*above, field.name)
        yield path, field.type
        if pa.types.is_struct(field.type):
            yield from _list_columns([field.type.field(n) for n in range(field.type.num_fields)], path)


def holds_text(kind: Any) -> bool:
    """Tell whether an Arrow type is one of strings or bytes, also as a dictionary."""
    types = load_pyarrow().types
    if types.is_dictionary(kind):
        return holds_text(kind.value_type)
    names = ("string", "large_string", "binary", "large_binary", "string_view", "binary_view")
    return any(getattr(types, f"is_{name}", types.is_string)(kind) for name in names)


def get_member(array: Any, path: Sequence[str]) -> Any:
    """Return what stands in a column of structs under `path`, null where a struct is; without a path the column."""
    if not path:
        return array
    import pyarrow.compute as pc

    return pc.struct_field(array, list(path))


def put_member(array: Any, path: Sequence[str], member: Any) -> Any:
    """Return the column with `member` in the place that `get_member` gave."""
    if not path:
        return member
    pa = load_pyarrow()
    index = array.type.get_field_index(path[0])
    children = [array.field(n) for n in range(array.type.num_fields)]
    children[index] = put_member(children[index], path[1:], member)
    fields = [array.type.field(n) for n in range(array.type.num_fields)]
    return pa.StructArray.from_arrays(children, fields=fields, mask=array.is_null())


def find_rows(array: Any, first: int = 0) -> Iterator[Row]:
    """Yield the rows of an array of strings that may hold Chinese, Japanese or Korean, in order.

    Of a dictionary-encoded array ask for its dictionary. `first` is the number of the first
    row in the whole, for the message of the `EncodingError` when such a row is not UTF-8.
    """
    array = _unfold_view(array)
    validity, offsets, values = array.buffers()
    if values is None or len(array) == 0:
        return
    starts, data = _read_offsets(array, offsets), memoryview(values)
    row, count = 0, len(array)
    while row < count:
        # At least a row, at most those that begin in the block.
        after = min(bisect_left(starts, starts[row] + BLOCK_BYTES, row + 1), count)
        block = bytes(data[starts[row] : starts[after]])
        if may_hold_cjk(block, "text"):
            for number in _find_in_block(block, starts, row, after):
                if validity is None or _is_set(validity, array.offset + number):
                    yield Row(number, _decode(bytes(data[starts[number] : starts[number + 1]]), first + number))
        row = after


def _find_in_block(block: bytes, starts: memoryview[int], row: int, after: int) -> Iterator[int]:
    """Yield the numbers of the rows with hits among those of a block."""
    pattern, base = find_pattern(block, "text"), starts[row]
    hit = pattern.search(block) if pattern else None
    while pattern and hit:
        # Empty rows begin where the next one does, so the last that begins here is the one.
        number = bisect_right(starts, base + hit.start(), row, after) - 1
        yield number
        hit = pattern.search(block, starts[number + 1] - base)


def _read_offsets(array: Any, offsets: Any) -> memoryview[int]:
    """Return where the rows begin in the data, and where the last one ends."""
    types = load_pyarrow().types
    wide = types.is_large_string(array.type) or types.is_large_binary(array.type)
    size = 8 if wide else 4
    used = memoryview(offsets)[array.offset * size : (array.offset + len(array) + 1) * size]
    return used.cast("q") if wide else used.cast("i")


def _unfold_view(array: Any) -> Any:
    """Return an array of views as one with offsets, any other as it is; raise `InputError` when pyarrow is too old."""
    pa = load_pyarrow()
    kinds = {"string_view": pa.large_string(), "binary_view": pa.large_binary()}
    kind = kinds.get(str(array.type), array.type)
    try:
        return array if kind == array.type else array.cast(kind)
    except pa.ArrowNotImplementedError as error:
        message = f"pyarrow {pa.__version__} cannot read {array.type}; take a newer one, or cast to string"
        raise InputError(message) from error


def _is_set(bits: Any, place: int) -> bool:
    return bool(memoryview(bits).cast("B")[place >> 3] >> (place & 7) & 1)


def _decode(value: bytes, number: int) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError as error:
        message = f"row {number + 1} is not utf-8: byte 0x{value[error.start]:02X} at offset {error.start} of its text"
        raise EncodingError(message) from error


def replace_rows(array: Any, numbers: Sequence[int], texts: Sequence[str]) -> Any:
    """Return an array of strings with other texts in some rows, whose `numbers` are sorted.

    What stands between is taken over by its buffers. An array of views is copied, as its buffers
    would still hold the texts that no row shows any more.
    """
    pa = load_pyarrow()
    kind, array = array.type, _unfold_view(array)
    fresh = make_texts(texts, array.type)
    parts: list[Any] = []
    position = 0
    for index, number in enumerate(numbers):
        if number > position:
            parts.append(array.slice(position, number - position))
        parts.append(fresh.slice(index, 1))
        position = number + 1
    parts.append(array.slice(position))
    whole = pa.concat_arrays(parts)
    return whole if whole.type == kind else whole.cast(kind)


def make_texts(texts: Sequence[str], kind: Any) -> Any:
    """Return an array of `texts` in a type of strings or bytes."""
    pa = load_pyarrow()
    return pa.array(texts, pa.large_string()).cast(pa.large_binary()).cast(kind)


def rebuild_dictionary(array: Any, dictionary: Any) -> Any:
    """Return a dictionary-encoded array over another dictionary of as many values, each of them kept once."""
    pa = load_pyarrow()
    indices = array.indices
    encoded = _encode(dictionary)
    if len(encoded.dictionary) < len(dictionary):
        indices = encoded.indices.take(indices).cast(array.type.index_type)
        dictionary = encoded.dictionary.cast(dictionary.type)
    return pa.DictionaryArray.from_arrays(indices, dictionary, ordered=array.type.ordered)


def _encode(values: Any) -> Any:
    """Return values as indices of their different ones; views are not encoded by all versions of Arrow."""
    return _unfold_view(values).dictionary_encode()


class GrowingDictionary:
    """Changes rows of dictionary-encoded arrays over one dictionary that only grows.

    So the batches of a file can share it. What no row uses any more and can hold Chinese has
    no place in it.
    """

    def __init__(self) -> None:
        """Begin with no values."""
        self._values: Any = None

    def replace_rows(self, array: Any, numbers: Sequence[int], texts: Sequence[str]) -> Any:
        """Return the array with other texts in some rows, whose `numbers` are sorted."""
        import pyarrow.compute as pc

        pa = load_pyarrow()
        known, fresh = _unfold_view(array.dictionary), make_texts(texts, _unfold_view(array.dictionary).type)
        mask = _make_mask(numbers, len(array))
        used = set(array.indices.filter(pc.invert(mask)).unique().to_pylist())
        unused = {row.number for row in find_rows(known)} - used
        self._grow(known.take(pa.array([n for n in range(len(known)) if n not in unused], pa.int64())))
        self._grow(fresh)
        if not len(self._values):
            # An Arrow file takes more values for a dictionary that has some, not for an empty one.
            self._values = make_texts([""], self._values.type)
        kind = array.type.index_type
        indices = pc.index_in(known, self._values).take(array.indices)
        indices = pc.replace_with_mask(indices, mask, pc.index_in(fresh, self._values)).cast(kind)
        values = self._values.cast(array.type.value_type)
        return pa.DictionaryArray.from_arrays(indices, values, ordered=array.type.ordered)

    def _grow(self, values: Any) -> None:
        import pyarrow.compute as pc

        pa = load_pyarrow()
        if self._values is None:
            self._values = values.slice(0, 0)
        values = values.drop_null()
        fresh = values.filter(pc.invert(pc.is_in(values, self._values))).unique()
        self._values = pa.concat_arrays([self._values, fresh])


def _make_mask(numbers: Sequence[int], length: int) -> Any:
    """Return an array of truth values: true in the rows of these numbers."""
    pa = load_pyarrow()
    marks = bytearray(length)
    for number in numbers:
        marks[number] = 1
    return pa.Array.from_buffers(pa.uint8(), length, [None, pa.py_buffer(marks)]).cast(pa.bool_())
