from __future__ import annotations

import subprocess
import sys

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import NormalizedText, NormalizerConfig, normalize
from normalizer.documents.notes_column import make_type
from normalizer.errors import EncodingError, InputError, UsageError
from normalizer.integrations import arrow
from normalizer.integrations.arrow import normalize_batch, normalize_table

TEXTS = ["the 舆论 grew", None, "plain", "", "a 经济 decision", "“curly” café", "In 東京タワー now", ""]
CLEAN = ["the public opinion grew", None, "plain", "", "an economic decision", *TEXTS[5:]]
TYPES = [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary()]
SAMPLES = st.sampled_from(
    ["", "x", "é “q”", "舆论", "the 经济 decision", "ＡＢＣ", "ﬁ", "かな", "\U00020000", "𝒳 😀", None]
)
ROWS = st.lists(st.one_of(st.none(), st.lists(SAMPLES.filter(bool), max_size=3).map(" ".join)), max_size=12)


def make(texts, kind="string"):
    """Return texts as an array of a type of strings or bytes, by way of bytes where needed."""
    if "binary" in str(kind):
        return pa.array([text if text is None else text.encode() for text in texts], kind)
    return pa.array(texts, kind)


def read(array):
    return [value.decode() if isinstance(value, bytes) else value for value in array.to_pylist()]


def addresses(array):
    return [buffer and buffer.address for buffer in array.buffers()]


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_every_type_of_strings_comes_back_in_its_type(kind):
    batch = pa.record_batch({"id": range(8), "text": make(TEXTS, kind)})
    clean = normalize_batch(batch)
    clean.validate(full=True)
    assert clean.schema == batch.schema
    assert read(clean["text"]) == CLEAN
    assert addresses(clean["id"]) == addresses(batch["id"])


@pytest.mark.parametrize("kind", TYPES, ids=str)
@pytest.mark.parametrize(("start", "length"), [(0, 8), (1, 5), (4, 1), (4, 4), (8, 0), (0, 0)])
def test_slices_give_the_slice_of_the_whole(kind, start, length):
    batch = pa.record_batch({"text": make(TEXTS, kind)}).slice(start, length)
    clean = normalize_batch(batch)
    clean.validate(full=True)
    assert read(clean["text"]) == CLEAN[start : start + length]


@given(ROWS, st.sampled_from(TYPES), st.integers(0, 12), st.integers(0, 12), st.booleans())
@settings(max_examples=150)
def test_a_batch_is_what_each_row_is_on_its_own(rows, kind, start, length, coded):
    array = make(rows, kind)
    if coded and kind != pa.string_view():
        array = array.dictionary_encode()
    batch = pa.record_batch({"text": array}).slice(start, length)
    clean = normalize_batch(batch)
    clean.validate(full=True)
    wanted = [row if row is None else normalize(row).text for row in rows[start:][:length]]
    assert read(clean["text"]) == wanted
    assert clean.schema == batch.schema
    # A dictionary may change in values that no row of a slice uses.
    whole = rows if pa.types.is_dictionary(array.type) else rows[start:][:length]
    assert (clean is batch) == all(row is None or normalize(row).text == row for row in whole)


@pytest.mark.parametrize("size", [1, 7, 64])
@given(ROWS)
def test_the_size_of_blocks_does_not_matter(size, rows):
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("normalizer.documents.columns.BLOCK_BYTES", size)
        clean = normalize_batch(pa.record_batch({"text": make(rows)}))
    assert read(clean["text"]) == [row if row is None else normalize(row).text for row in rows]


def test_only_rows_with_hits_become_strings(monkeypatch):
    seen = []

    def count(text, *more):
        seen.append(text)
        return normalize(text, *more)

    monkeypatch.setattr(arrow, "normalize", count)
    texts = [*["“plain” café " * 50] * 3000, "the 舆论 grew", *["more"] * 3000, "a 经济 decision"]
    clean = normalize_batch(pa.record_batch({"text": texts}))
    assert seen == ["the 舆论 grew", "a 经济 decision"]
    assert clean["text"][3000].as_py() == "the public opinion grew"
    seen.clear()
    batch = pa.record_batch({"text": texts[:3000]})
    assert normalize_batch(batch) is batch
    assert seen == []


def test_bytes_under_a_null_are_not_looked_at():
    text = "the 舆论 grew".encode()
    buffers = [
        pa.py_buffer(b"\x02"),
        pa.py_buffer(b"".join(n.to_bytes(4, "little") for n in (0, len(text), len(text) + 1))),
    ]
    array = pa.Array.from_buffers(pa.string(), 2, [*buffers, pa.py_buffer(text + b"x")])
    assert array.to_pylist() == [None, "x"]
    batch = pa.record_batch({"text": array})
    assert normalize_batch(batch) is batch


def test_values_of_a_dictionary_are_treated_once_and_stay_different(monkeypatch):
    seen = []
    monkeypatch.setattr(arrow, "normalize", lambda text, *more: seen.append(text) or normalize(text, *more))
    values = ["Economy", "经济", "x", None]
    array = pa.DictionaryArray.from_arrays(pa.array([1, 1, 0, 2, None, 3, 1], pa.int8()), pa.array(values))
    clean = normalize_batch(pa.record_batch({"text": array}), annotations_column="notes")
    clean.validate(full=True)
    assert seen == ["经济"]
    assert clean["text"].type == array.type
    assert clean["text"].to_pylist() == ["Economy"] * 3 + ["x", None, None, "Economy"]
    assert clean["text"].dictionary.drop_null().to_pylist() == ["Economy", "x"]
    assert [note is not None for note in clean["notes"].to_pylist()] == [True, True, False, False, False, False, True]


def test_members_of_structs_are_named_by_their_path():
    kind = pa.struct([pa.field("url", pa.int64()), pa.field("in", pa.struct([pa.field("body", pa.string())]))])
    rows = [{"url": 1, "in": {"body": "the 舆论"}}, None, {"url": 2, "in": None}, {"url": 3, "in": {"body": None}}]
    batch = pa.record_batch({"meta": pa.array(rows, kind), "text": ["x"] * 4})
    clean = normalize_batch(batch, column="meta.in.body")
    clean.validate(full=True)
    assert clean["meta"].to_pylist() == [{"url": 1, "in": {"body": "the public opinion"}}, *rows[1:]]
    assert clean.schema == batch.schema
    assert normalize_batch(clean.slice(1), column="meta.in.body").equals(clean.slice(1))


def test_metadata_and_nullability_stay():
    schema = pa.schema([pa.field("text", pa.string(), nullable=False, metadata={"a": "b"})], {"k": "v"})
    clean = normalize_batch(pa.record_batch([pa.array(["the 舆论"])], schema=schema))
    assert clean.schema.equals(schema, check_metadata=True)


def test_annotations_come_in_one_type_and_the_column_is_always_there():
    batch = pa.record_batch({"text": TEXTS})
    notes = normalize_batch(batch, annotations_column="notes")["notes"].to_pylist()
    told = [{**note, "column": "text"} for note in normalize(TEXTS[0]).to_dict()["annotations"]]
    assert [{name: value for name, value in note.items() if name != "tokens"} for note in told] == notes[0]
    assert notes[6][0]["action"] == "keep"
    result = {"version": 1, "text": normalize(TEXTS[0]).text, "annotations": notes[0], "language": "en", "warnings": []}
    assert NormalizedText.from_dict(result).restore() == TEXTS[0]
    assert [note is None for note in notes] == [False, True, True, True, False, True, False, True]
    plain = normalize_batch(batch.slice(1, 2), annotations_column="notes")
    assert plain.schema == pa.schema({"text": pa.string(), "notes": make_type()})
    with pytest.raises(InputError, match="there is a column 'text' already"):
        normalize_batch(batch, annotations_column="text")


def test_a_table_keeps_its_chunks():
    table = pa.table({"text": pa.chunked_array([TEXTS[:2], [], TEXTS[2:4], TEXTS[4:]], pa.string()), "id": range(8)})
    clean = normalize_table(table, annotations_column="notes")
    clean.validate(full=True)
    assert clean["text"].to_pylist() == CLEAN
    assert [len(chunk) for chunk in clean["text"].chunks] == [2, 0, 2, 4]
    assert addresses(clean["text"].chunk(2)) == addresses(table["text"].chunk(2))
    assert normalize_table(table.slice(1, 3)).equals(table.slice(1, 3))
    empty = table.schema.empty_table()
    assert normalize_table(empty) is empty
    assert normalize_table(empty, annotations_column="notes").num_rows == 0


def test_the_configuration_and_the_format_are_passed_on():
    batch = pa.record_batch({"text": ["In 北京 now. `舆论`"]})
    kept = normalize_batch(batch, config=NormalizerConfig(name="keep"), format="markdown")
    assert kept is batch
    with pytest.raises(UsageError):
        normalize_batch(batch, format="klingon")


def test_wrong_columns_are_told():
    batch = pa.record_batch({"id": [1], "body": ["x"], "meta": [{"url": "y", "n": 1}]})
    with pytest.raises(InputError, match=r"there is no column 'text'; columns of strings: body, meta\.url"):
        normalize_batch(batch)
    with pytest.raises(InputError, match="column 'id' holds int64, no strings"):
        normalize_batch(batch, column="id")
    double = pa.RecordBatch.from_arrays([pa.array(["x"])] * 2, names=["text", "text"])
    with pytest.raises(InputError, match="several columns 'text'"):
        normalize_batch(double)


def test_bytes_that_are_no_text_are_told_only_where_they_are_treated():
    batch = pa.record_batch({"text": pa.array([b"\xff plain", "舆论".encode() + b"\xff"])})
    with pytest.raises(EncodingError, match="row 2 is not utf-8: byte 0xFF at offset 6"):
        normalize_batch(batch)
    assert normalize_batch(batch.slice(0, 1))["text"].to_pylist() == [b"\xff plain"]


def test_without_pyarrow_the_extra_is_named():
    program = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from normalizer.integrations.arrow import normalize_batch\n"
        "normalize_batch(None)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "InputError: Arrow and Parquet need the extra 'arrow': pip install" in done.stderr
