"""Parquet and Arrow files as the command treats them: run, check, restore."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from normalizer import normalize
from normalizer.batch.linting.lint import check_documents
from normalizer.batch.restoring import restore_file
from normalizer.batch.running import Request, plan_documents, run_documents, show_changes
from normalizer.batch.targets import Destination
from normalizer.config import NormalizerConfig
from normalizer.documents import parquet
from normalizer.documents.columns import find_rows
from normalizer.documents.notes_column import make_type
from normalizer.errors import RestoreError
from tests.command import mixnorm

CODECS = ["none", "snappy", "gzip", "brotli", "lz4", "zstd"]
TEXTS = [f"row {n}" for n in range(10)]
TEXTS[3], TEXTS[4], TEXTS[8] = "the 舆论 grew", None, "a 经济 decision"
CLEAN = [*TEXTS[:3], "the public opinion grew", None, *TEXTS[5:8], "an economic decision", "row 9"]
ENDINGS = ["parquet", "arrow", "arrows"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make_table(texts=TEXTS, **more):
    return pa.table({"id": range(len(texts)), "text": texts, **more}).replace_schema_metadata({"who": "a test"})


def write(path, table, rows=4, codec=None):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    if path.endswith(".parquet"):
        pq.write_table(table, path, row_group_size=rows, compression=codec or "snappy")
        return
    options = pa.ipc.IpcWriteOptions(compression=codec)
    begin = pa.ipc.new_stream if path.endswith(".arrows") else pa.ipc.new_file
    with begin(path, table.schema, options=options) as writer:
        writer.write_table(table, rows)


def read(path):
    """Return a table with its dictionaries written out, which say nothing about what the rows hold."""
    if path.endswith(".parquet"):
        table = pq.read_table(path)
    else:
        begin = pa.ipc.open_stream if path.endswith(".arrows") else pa.ipc.open_file
        table = begin(pa.BufferReader(Path(path).read_bytes())).read_all()
    table.validate(full=True)
    for index, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            table = table.set_column(index, field.name, table.column(index).cast(field.type.value_type))
    return table


def run(*paths, output="out/", in_place=False, **more):
    return run_documents(Request(paths, NormalizerConfig(), **{"quiet": True, **more}), Destination(output, in_place))


@pytest.mark.parametrize("ending", ENDINGS)
def test_only_the_column_changes_and_the_rows_come_back(ending):
    name = f"x.{ending}"
    write(name, make_table())
    assert run(name) == 0
    clean, source = read(f"out/{name}"), read(name)
    assert clean["text"].to_pylist() == CLEAN
    assert clean.drop_columns("text").equals(source.drop_columns("text"), check_metadata=True)
    assert [len(chunk) for chunk in clean["id"].chunks] == [len(chunk) for chunk in source["id"].chunks]
    restore_file(f"out/{name}", f"back/{name}")
    assert read(f"back/{name}").equals(source, check_metadata=True)
    units = json.loads(Path(f"out/{name}.annotations.json").read_bytes())["units"]
    assert [unit["unit"] for unit in units] == ["4#/text", "9#/text"]
    assert run(f"out/{name}", output="again/") == 0
    assert Path(f"again/{name}").read_bytes() == Path(f"out/{name}").read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_without_hits_is_copied_byte_for_byte(ending):
    write(f"x.{ending}", make_table(["plain “café”", None, "more"]))
    assert run(f"x.{ending}") == 0
    assert Path(f"out/x.{ending}").read_bytes() == Path(f"x.{ending}").read_bytes()
    restore_file(f"out/x.{ending}", f"back.{ending}")
    assert Path(f"back.{ending}").read_bytes() == Path(f"x.{ending}").read_bytes()


@pytest.mark.parametrize("texts", [[], [None], ["the 舆论"]])
@pytest.mark.parametrize("ending", ENDINGS)
def test_small_and_empty_tables(ending, texts):
    write(f"x.{ending}", make_table(pa.array(texts, pa.string())))
    assert run(f"x.{ending}") == 0
    assert read(f"out/x.{ending}")["text"].to_pylist() == ["the public opinion" if text else None for text in texts]


@pytest.mark.parametrize("codec", CODECS)
def test_parquet_keeps_codec_row_groups_version_and_encodings(codec):
    options = {"version": "1.0", "use_dictionary": ["id"], "write_statistics": ["text"], "store_schema": False}
    pq.write_table(make_table(), "x.parquet", row_group_size=4, compression=codec, **options)
    assert run("x.parquet") == 0
    source, clean = pq.read_metadata("x.parquet"), pq.read_metadata("out/x.parquet")
    assert read("out/x.parquet")["text"].to_pylist() == CLEAN
    assert [clean.row_group(n).num_rows for n in range(clean.num_row_groups)] == [4, 4, 2]
    assert (clean.format_version, clean.metadata) == (source.format_version, source.metadata)
    for n in range(2):
        old, new = source.row_group(0).column(n), clean.row_group(0).column(n)
        assert (new.compression, new.encodings, new.is_stats_set) == (old.compression, old.encodings, old.is_stats_set)


def test_parquet_keeps_what_it_says_of_the_order_of_rows_that_still_holds():
    order = [pq.SortingColumn(0, descending=True), pq.SortingColumn(1), pq.SortingColumn(2)]
    encoding = {"id": "DELTA_BINARY_PACKED", "text": "DELTA_LENGTH_BYTE_ARRAY"}
    more = {"sorting_columns": order, "use_dictionary": False, "column_encoding": encoding}
    pq.write_table(make_table(more=range(10)), "x.parquet", **more)
    assert run("x.parquet") == 0
    group = pq.read_metadata("out/x.parquet").row_group(0)
    assert group.sorting_columns == (pq.SortingColumn(0, descending=True),)
    assert [encoding[name] in group.column(n).encodings for n, name in enumerate(encoding)] == [True, True]
    assert read("out/x.parquet")["text"].to_pylist() == CLEAN


@pytest.mark.parametrize("codec", [None, "lz4", "zstd"])
@pytest.mark.parametrize("ending", ["arrow", "arrows"])
def test_arrow_keeps_codec_and_the_metadata_of_batches(ending, codec):
    table, name = make_table(["the 舆论 " * 99, "plain " * 99]), f"x.{ending}"
    begin = pa.ipc.new_stream if ending == "arrows" else pa.ipc.new_file
    with begin(name, table.schema, options=pa.ipc.IpcWriteOptions(compression=codec)) as writer:
        for number, batch in enumerate(table.to_batches(1)):
            writer.write_batch(batch, custom_metadata={"number": str(number)})
    assert run(name) == 0
    data = Path(f"out/{name}").read_bytes()
    # The magic numbers of the two codecs' frames, and text that no codec has made short.
    found = [b"\x04\x22\x4d\x18" in data, b"\x28\xb5\x2f\xfd" in data, b"plain " * 99 in data]
    assert found == [codec == "lz4", codec == "zstd", codec is None]
    reader = (pa.ipc.open_stream if ending == "arrows" else pa.ipc.open_file)(pa.BufferReader(data))
    read_next = getattr(reader, "read_next_batch_with_custom_metadata", None)
    got = [(read_next() if read_next else reader.get_batch_with_custom_metadata(n))[1] for n in range(2)]
    assert [dict(metadata) for metadata in got] == [{b"number": b"0"}, {b"number": b"1"}]


def test_an_arrow_file_is_read_by_its_footer():
    """Some writers put the schema at the beginning without its length; who reads by the footer never sees it."""
    write("x.arrow", make_table())
    data = bytearray(Path("x.arrow").read_bytes())
    data[8:12] = bytes(4)
    Path("x.arrow").write_bytes(data)
    assert run("x.arrow") == 0
    assert read("out/x.arrow")["text"].to_pylist() == CLEAN


@pytest.mark.parametrize(
    "kind", [pa.large_string(), pa.binary(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]
)
@pytest.mark.parametrize("ending", ENDINGS)
def test_types_of_strings_stay(ending, kind):
    name = f"x.{ending}"
    texts = ["Economy", "经济", "x", "東京タワー", None, "经济", "经济", "x", "y", "东西", "z", "Economy"]
    array = pa.array(texts)
    array = (
        pa.array([t and t.encode() for t in texts], kind)
        if kind == pa.binary()
        else array.cast(kind)
        if "dict" not in str(kind)
        else array.dictionary_encode().cast(kind)
    )
    write(name, pa.table({"text": array}), rows=3)
    before = read(name)
    assert run(name) == 0
    clean = [text and {"经济": "Economy", "东西": "Things"}.get(text, text) for text in texts]
    assert [t.decode() if isinstance(t, bytes) else t for t in read(f"out/{name}")["text"].to_pylist()] == clean
    assert "东西".encode() not in Path(f"out/{name}").read_bytes()
    restore_file(f"out/{name}", f"back.{ending}")
    assert read(f"back.{ending}").equals(before)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_column_in_a_struct(ending):
    name = f"x.{ending}"
    rows = [{"body": text, "n": n} if n != 5 else None for n, text in enumerate(TEXTS)]
    write(name, pa.table({"meta": rows, "text": ["舆论"] * 10}))
    assert run(name, fields=("meta.body",)) == 0
    clean = read(f"out/{name}")
    assert [row and row["body"] for row in clean["meta"].to_pylist()] == [*CLEAN[:5], None, *CLEAN[6:]]
    assert clean["text"].to_pylist() == ["舆论"] * 10
    restore_file(f"out/{name}", f"back.{ending}")
    assert read(f"back.{ending}").equals(read(name))


def test_a_dictionary_that_begins_without_values():
    array = pa.array([None, None, "经济", None], pa.string()).dictionary_encode()
    first = pa.DictionaryArray.from_arrays(pa.array([None, None], pa.int32()), array.dictionary)
    write("x.arrow", pa.table({"text": pa.chunked_array([first, array])}), rows=2)
    assert run("x.arrow") == 0
    assert read("out/x.arrow")["text"].to_pylist() == [None] * 4 + ["Economy", None]


def test_a_dictionary_with_more_values_than_its_indices_can_count_is_told(capsys):
    texts = [f"value {n}" for n in range(127)] + ["经济"]
    coded = pa.array(texts).dictionary_encode().cast(pa.dictionary(pa.int8(), pa.string()))
    more = pa.array(["the 舆论"] * 2).dictionary_encode().cast(pa.dictionary(pa.int8(), pa.string()))
    write("x.arrows", pa.table({"text": pa.chunked_array([coded, more])}), rows=200)
    assert run("x.arrows") == 1
    assert "x.arrows: this cannot be written: " in capsys.readouterr().err
    assert not list(Path("out").glob("[!.]*"))


ROWS = st.lists(st.sampled_from(["", None, "plain", "é", "the 舆论", "a 经济 decision", "東京タワー"]), max_size=9)


@pytest.mark.parametrize("ending", ENDINGS)
@given(texts=ROWS, rows=st.integers(1, 4), notes=st.sampled_from(["", "inline", "notes"]), coded=st.booleans())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_rows_come_out_as_on_their_own_and_come_back(ending, texts, rows, notes, coded):
    name, array = f"x.{ending}", pa.array(texts, pa.string())
    write(name, make_table(array.dictionary_encode() if coded else array), rows)
    assert run(name, notes=notes) == 0
    if not notes:
        assert read(f"out/{name}")["text"].to_pylist() == [text and normalize(text).text for text in texts]
    restore_file(f"out/{name}", f"back.{ending}")
    assert read(f"back.{ending}").equals(read(name), check_metadata=True)


def test_the_same_for_any_number_of_processes(folder):
    for ending in ENDINGS:
        write(f"in/x.{ending}", make_table(["the 舆论", "plain", "of 雷军", "x"] * 20), rows=7)
    for jobs in (1, 3):
        assert mixnorm("run", "in", "-o", f"out{jobs}", "--jobs", jobs, cwd=folder)[0] == 0
    files = [sorted((folder / f"out{jobs}").glob("[!.]*")) for jobs in (1, 3)]
    assert [path.name for path in files[0]] == [path.name for path in files[1]]
    assert len(files[0]) == 6
    assert [path.read_bytes() for path in files[0]] == [path.read_bytes() for path in files[1]]


@pytest.mark.parametrize("ending", ["parquet", "arrows"])
def test_tables_come_through_standard_input(folder, ending):
    write(f"x.{ending}", make_table())
    kind = "parquet" if ending == "parquet" else "arrow"
    data = Path(f"x.{ending}").read_bytes()
    assert mixnorm("run", "-", "--from", kind, "-o", f"y.{ending}", cwd=folder, stdin=data)[0] == 0
    assert read(f"y.{ending}")["text"].to_pylist() == CLEAN
    clean = Path(f"y.{ending}").read_bytes()
    sidecar = f"y.{ending}.annotations.json"
    assert mixnorm("restore", "-", "--annotations", sidecar, "-o", f"z.{ending}", cwd=folder, stdin=clean)[0] == 0
    assert read(f"z.{ending}").equals(read(f"x.{ending}"))


def test_findings_differences_and_plans_name_rows(capsys):
    write("x.parquet", make_table())
    request = Request(("x.parquet",), NormalizerConfig(), quiet=True)
    assert check_documents(request) == 1
    assert [line.split(": ")[0] for line in capsys.readouterr().out.splitlines()] == ["x.parquet:4:5", "x.parquet:9:3"]
    assert show_changes(request, colour=False) == 0
    assert capsys.readouterr().out.splitlines()[2:4] == ["@@ row 4 @@", "the [-舆论-]{+public opinion+} grew"]
    assert plan_documents(request, Destination("out.parquet")) == 0
    assert capsys.readouterr().out.startswith("x.parquet (2 fragments): would write out.parquet and out.parquet.annot")
    assert not Path("out.parquet").exists()


def test_in_place_and_back():
    write("x.parquet", make_table())
    before = read("x.parquet")
    assert run("x.parquet", output="", in_place=True) == 0
    assert read("x.parquet")["text"].to_pylist() == CLEAN
    restore_file("x.parquet", in_place=True)
    assert read("x.parquet").equals(before)


def test_damaged_files_and_missing_columns_stop_no_other(capsys):
    write("in/1.parquet", make_table())
    write("in/6.arrow", make_table())
    data = bytearray(Path("in/1.parquet").read_bytes())
    Path("in/2.parquet").write_bytes(data[:-20])
    column = pq.read_metadata("in/1.parquet").row_group(1).column(1)
    start = column.dictionary_page_offset or column.data_page_offset
    data[start : start + column.total_compressed_size] = b"\xff" * column.total_compressed_size
    Path("in/3.parquet").write_bytes(data)
    Path("in/4.arrow").write_bytes(Path("in/6.arrow").read_bytes()[:-50])
    Path("in/5.arrow").write_bytes(b"")
    write("in/7.parquet", pa.table({"id": [1], "body": ["x"]}))
    assert run("in", output="out") == 1
    told = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[2] for line in told] == [
        f"in/{n}" for n in ("2.parquet", "3.parquet", "4.arrow", "5.arrow", "7.parquet")
    ]
    assert all("this cannot be read: " in line for line in told[:4])
    assert told[4].endswith("there is no column 'text'; columns of strings: body")
    done = ["1.parquet", "1.parquet.annotations.json", "6.arrow", "6.arrow.annotations.json"]
    assert sorted(path.name for path in Path("out").glob("[!.]*")) == done


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d["units"].clear(), "does not lead back"),
        (lambda d: d["units"].pop(), "does not lead back"),
        (lambda d: d["units"][0].update(unit="5#/text"), "does not lead back"),
        (lambda d: d["units"][0].update(unit="document"), "names no row"),
        (lambda d: d["units"][0]["result"]["annotations"][0].update(original="经济"), "does not lead back"),
        (lambda d: d["values"].update(sha256="00"), "does not lead back"),
        (lambda d: d["clean"].update(sha256="00"), "has changed since"),
        (lambda d: d["mixnorm"].update(format="arrow"), "does not fit"),
        (lambda d: d["mixnorm"].update(fields=["body"]), "there is no column 'body'"),
    ],
)
def test_a_changed_sidecar_is_refused(change, message):
    write("x.parquet", make_table())
    run("x.parquet")
    path = Path("out/x.parquet.annotations.json")
    data = json.loads(path.read_bytes())
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(RestoreError, match=message):
        restore_file("out/x.parquet", "back.parquet")
    assert not Path("back.parquet").exists()


def test_a_large_row_group_is_looked_at_a_few_rows_at_a_time(monkeypatch):
    monkeypatch.setattr(parquet, "ROWS", 16)
    lengths = []

    def count(array, first=0):
        lengths.append(len(array))
        return find_rows(array, first)

    monkeypatch.setattr("normalizer.documents.rows.find_rows", count)
    write("x.parquet", make_table([*["plain"] * 200, "the 舆论"]), rows=1000)
    assert run("x.parquet") == 0
    assert max(lengths) == 16
    assert sum(lengths) == 201
    assert read("out/x.parquet")["text"].to_pylist()[-1] == "the public opinion"


def test_a_file_is_read_and_written_part_by_part(folder):
    """Memory follows the part, not the file: ten times the row groups take nearly the same."""
    program = (
        "import sys, pyarrow as pa\n"
        "from normalizer.batch.running import Request, run_documents\n"
        "from normalizer.batch.targets import Destination\n"
        "from normalizer.config import NormalizerConfig\n"
        "run_documents(Request((sys.argv[1],), NormalizerConfig(), quiet=True), Destination('out/'))\n"
        "print(pa.default_memory_pool().max_memory())\n"
    )
    import subprocess
    import sys

    from tests.command import environment

    peaks = []
    for name, groups in (("small.parquet", 2), ("large.parquet", 20)):
        texts = ["plain English words " * 50] * 999 + ["the 舆论"]
        write(name, pa.table({"text": texts * groups}), rows=1000, codec="zstd")
        done = subprocess.run(
            [sys.executable, "-c", program, name], capture_output=True, env=environment(), cwd=folder, check=True
        )
        peaks.append(int(done.stdout))
    assert peaks[0] > 1_000_000
    assert peaks[1] < 2 * peaks[0]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("fields", "units"),
    [
        (("text", "meta.body"), {"text", "meta.body"}),
        (("/meta/body", "coded"), {"~1meta~1body", "coded"}),
        (("*",), {"text", "meta.body", "meta.more", "coded"}),
    ],
)
def test_several_columns_are_treated_and_come_back(ending, fields, units):
    name = f"x.{ending}"
    rows = [{"body": text, "more": "a 经济 decision", "n": n} if n != 5 else None for n, text in enumerate(TEXTS)]
    coded = pa.array(TEXTS, pa.string()).dictionary_encode()
    write(name, pa.table({"text": TEXTS, "meta": rows, "coded": coded}))
    assert run(name, fields=fields) == 0
    before, clean = read(name), read(f"out/{name}")
    for column in ("text", "coded"):
        assert clean[column].to_pylist() == (CLEAN if column in units else before[column].to_pylist())
    bodies = [row and row["body"] for row in clean["meta"].to_pylist()]
    assert bodies == ([*CLEAN[:5], None, *CLEAN[6:]] if units & {"meta.body", "~1meta~1body"} else TEXTS)
    assert {row["more"] for row in clean["meta"].to_pylist() if row} == (
        {"an economic decision"} if "meta.more" in units else {"a 经济 decision"}
    )
    sidecar = json.loads(Path(f"out/{name}.annotations.json").read_bytes())
    assert {unit["unit"].partition("#/")[2] for unit in sidecar["units"]} == units
    restore_file(f"out/{name}", f"back.{ending}")
    assert read(f"back.{ending}").equals(before)


def test_changes_in_a_column_that_the_sidecar_does_not_name_are_refused():
    write("x.parquet", make_table(body=TEXTS))
    assert run("x.parquet", fields=("text", "body")) == 0
    path = Path("out/x.parquet.annotations.json")
    path.write_bytes(path.read_bytes().replace(b'"fields": ["text", "body"]', b'"fields": ["text"]'))
    with pytest.raises(RestoreError, match="a column 'body' that it does not name"):
        restore_file("out/x.parquet", "back.parquet")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("texts", [TEXTS, ["plain", None, "’"], []])
def test_annotations_go_to_a_column_that_restoring_takes_away(ending, texts):
    name = f"x.{ending}"
    table = make_table(pa.array(texts, pa.string()), body=pa.array(texts, pa.string()).dictionary_encode())
    write(name, table, codec="zstd")
    before = read(name)
    assert run(name, fields=("text", "body"), notes_column="notes") == 0
    clean = read(f"out/{name}")
    assert clean.schema.field("notes").type == make_type()
    for row, text in enumerate(texts):
        found = clean["notes"][row].as_py()
        wanted = normalize(text or "").to_dict()["annotations"]
        assert [note.pop("column") for note in found or ()] == ["text"] * len(wanted) + ["body"] * len(wanted)
        assert found == ([{k: v for k, v in n.items() if k != "tokens"} for n in wanted] * 2 or None)
    restore_file(f"out/{name}", f"back.{ending}")
    assert read(f"back.{ending}").equals(before)
    assert read(f"back.{ending}").schema.equals(before.schema, check_metadata=True)


def test_the_column_of_annotations_is_compressed_as_the_others_and_must_be_a_new_one(capsys):
    write("x.parquet", make_table(), codec="zstd")
    assert run("x.parquet", notes_column="notes") == 0
    group = pq.ParquetFile("out/x.parquet").metadata.row_group(0)
    assert {group.column(n).compression for n in range(group.num_columns)} == {"ZSTD"}
    assert run("x.parquet", notes_column="id") == 1
    assert "there is a column 'id' already; choose another name" in capsys.readouterr().err
