from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import sys
import tracemalloc
from importlib import import_module
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import ipc, parquet

from normalizer.batch import compression, pieces
from normalizer.batch.compression import CompressedFile, Decompressed, open_content
from normalizer.batch.explaining import explain_place, read_place
from normalizer.batch.linting.lint import check_documents
from normalizer.batch.restoring import restore_file
from normalizer.batch.running import Request, run_documents
from normalizer.batch.selection import STATE_FOLDER
from normalizer.batch.targets import Destination
from normalizer.config import NormalizerConfig
from normalizer.documents.formats import COMPRESSIONS
from normalizer.errors import InputError, RestoreError
from tests.command import mixnorm
from tests.word_files import make_word, paragraph, read_member, read_text

zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


def compress_zstd(data):
    """With a checksum, as the program of that name does."""
    return zstd.compress(data, options={zstd.CompressionParameter.checksum_flag: 1})


COMPRESS = {"gzip": gzip.compress, "xz": lzma.compress, "bzip2": bz2.compress, "zstd": compress_zstd}
DECOMPRESS = {"gzip": gzip.decompress, "xz": lzma.decompress, "bzip2": bz2.decompress, "zstd": zstd.decompress}
ENDINGS = {name: ending for ending, name in COMPRESSIONS.items()}
PLAIN = '{"id": 1, "text": "nothing to do here"}\n'
CHINESE = '{"id": 2, "text": "the 舆论 grew"}\n'

each = pytest.mark.parametrize("name", list(COMPRESS))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*paths, output="", in_place=False, **more):
    request = Request(paths, NormalizerConfig(), **{"quiet": True, **more})
    return run_documents(request, Destination(output, in_place))


def write(path, content, name=""):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    data = content if isinstance(content, bytes) else content.encode()
    Path(path).write_bytes(COMPRESS[name](data) if name else data)


def read(path, name=""):
    return DECOMPRESS[name](Path(path).read_bytes()) if name else Path(path).read_bytes()


def list_names(folder):
    return sorted(path.name for path in Path(folder).iterdir() if path.name != STATE_FOLDER)


def read_all(data, name):
    return Decompressed(io.BytesIO(data), name).read()


# Reading.


@each
@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(0, 3), st.integers(1, 200))
def test_members_one_after_another_are_one_content(name, contents, zeros, size):
    data = (b"\0" * 4 * zeros).join(COMPRESS[name](content) for content in contents)
    file = Decompressed(io.BytesIO(data), name)
    found = []
    while part := file.read(size):
        found.append(part)
    assert b"".join(found) == b"".join(contents)
    assert all(len(part) == size for part in found[:-1])


def test_frames_to_be_skipped_are_skipped():
    frame = b"\x50\x2a\x4d\x18" + (4).to_bytes(4, "little") + b"abcd"
    assert read_all(frame + zstd.compress(b"one") + frame + zstd.compress(b"two"), "zstd") == b"onetwo"


@each
def test_a_file_that_was_cut_off_anywhere_is_an_error(name):
    data = COMPRESS[name](b"some text, some more text\n" * 3)
    for end in range(len(data)):
        with pytest.raises(InputError, match=f"the {name} data end too soon: the file was cut off"):
            read_all(data[:end], name)


def find_error(data, name, content):
    """Return what reading `data` tells, nothing when it gives `content`."""
    try:
        assert read_all(data, name) == content
    except InputError as error:
        return str(error)
    return ""


@each
def test_damage_is_an_error_or_without_effect(name):
    content = b"some text, some more text\n" * 3
    data = COMPRESS[name](content)
    damaged = (data[:place] + bytes((data[place] ^ 0x55,)) + data[place + 1 :] for place in range(len(data)))
    errors = [find_error(each, name, content) for each in damaged]
    told = (f"these are no {name} data, or damaged ones", f"the {name} data end")
    assert all(error.startswith(told) for error in errors if error)
    # A gzip header holds a time and a system.
    assert errors.count("") < len(data) // 4


@each
def test_what_follows_the_last_member_is_told(name):
    with pytest.raises(InputError, match=f"no {name} data, or damaged|end too soon"):
        read_all(COMPRESS[name](b"x") + b"and so on, for a while", name)


@each
def test_much_in_little_is_read_in_little_memory(name):
    data = COMPRESS[name](bytes(1 << 26))
    tracemalloc.start()
    try:
        file = Decompressed(io.BytesIO(data), name)
        total = 0
        while part := file.read(1 << 18):
            total += len(part)
        assert total == 1 << 26
        assert tracemalloc.get_traced_memory()[1] < 1 << 24  # the dictionary of xz has 8 MB
    finally:
        tracemalloc.stop()


def test_what_is_too_much_to_be_held_is_an_error(folder, monkeypatch, capsys):
    monkeypatch.setattr(compression, "WHOLE_BYTES", 1 << 20)
    write("a.md.gz", bytes(1 << 21), "gzip")
    write("b.jsonl.gz", PLAIN + '{"text": "' + "x" * (1 << 21) + '"}\n', "gzip")
    write("c.jsonl.gz", PLAIN * (1 << 16), "gzip")
    assert run("a.md.gz", "b.jsonl.gz", "c.jsonl.gz", output="out/") == 1
    told = capsys.readouterr().err
    assert (
        "error: a.md.gz: decompressed, the document is larger than 1,048,576 bytes; decompress the file first" in told
    )
    assert "error: b.jsonl.gz: decompressed, a line is larger than 1,048,576 bytes" in told
    assert list_names("out") == ["c.jsonl.gz", "c.jsonl.gz.annotations.json"]


@pytest.mark.parametrize("module", ["backports.zstd", "compression.zstd"])
def test_the_extra_is_named_when_it_is_missing(folder, monkeypatch, capsys, module):
    if module.split(".")[0] == zstd.__name__.split(".")[0]:
        monkeypatch.setitem(sys.modules, module, None)
        write("a.md.zst", b"x")
        write("b.md", "x")
        assert run("a.md.zst", "b.md", output="out/") == 1
        assert run("b.md", output="b.md.zst") == 1
        told = "zstd needs the extra 'zstd': pip install 'mixed-language-normalizer[zstd]'"
        assert capsys.readouterr().err == f"mixnorm: error: a.md.zst: {told}\nmixnorm: error: b.md: {told}\n"
        assert list_names("out") == ["b.md", "b.md.annotations.json"]


# Writing.


@each
def test_what_is_written_is_read_by_others_and_the_same_every_time(folder, name):
    for path in ("a", "b"):
        file = CompressedFile(path, "", name)
        for part in (b"some text, ", b"", b"some more"):
            file.write(part)
        file.commit()
        file.abandon()
    assert read("a", name) == b"some text, some more"
    assert read("a") == read("b")
    assert list_names(".") == ["a", "b"]


def test_no_time_and_no_name_stand_in_a_gzip_header(folder):
    write("a.txt", "the 舆论 grew\n")
    assert run("a.txt", output="b.txt.gz") == 0
    assert read("b.txt.gz")[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"


def test_an_abandoned_file_leaves_nothing(folder):
    file = CompressedFile("a", "", "gzip")
    file.write(b"x" * 100_000)
    file.abandon()
    assert list_names(".") == []


# Runs.


@each
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_is_mirrored_in_its_compressions(folder, name, jobs):
    ending = ENDINGS[name]
    write(f"in/a.md{ending}", "**重要** news\n", name)
    write(f"in/sub/b.jsonl{ending}", PLAIN + CHINESE, name)
    write(f"in/c.txt{ending.upper()}", "plain\n", name)
    assert run("in", output="out", jobs=jobs) == 0
    assert read(f"out/a.md{ending}", name).startswith(b"**Important**[^mixnorm-1] news\n")
    assert read(f"out/sub/b.jsonl{ending}", name).startswith(PLAIN.encode() + b'{"id": 2, "text": "the public opinion')
    assert read(f"out/c.txt{ending.upper()}") == read(f"in/c.txt{ending.upper()}")


@each
def test_what_does_not_change_is_copied_byte_for_byte(folder, name):
    # Members as no program writes them at once, and zeros behind.
    data = COMPRESS[name](PLAIN.encode()) + COMPRESS[name](PLAIN.encode() * 3) + bytes(8)
    ending = ENDINGS[name]
    write(f"a.jsonl{ending}", data)
    assert run(f"a.jsonl{ending}", output=f"b.jsonl{ending}") == 0
    assert read(f"b.jsonl{ending}") == data
    restore_file(f"b.jsonl{ending}", f"c.jsonl{ending}")
    assert read(f"c.jsonl{ending}") == data
    restore_file(f"b.jsonl{ending}", "c.jsonl")
    assert read("c.jsonl") == PLAIN.encode() * 4
    Path(f"b.jsonl{ending}").write_bytes(COMPRESS[name](b"other"))
    with pytest.raises(RestoreError, match="the clean document has changed"):
        restore_file(f"b.jsonl{ending}", f"d.jsonl{ending}")


@pytest.mark.parametrize("before", [0, 1, 2, 7])
@pytest.mark.parametrize(("source", "clean"), [("gzip", "gzip"), ("gzip", "xz"), ("", "gzip"), ("gzip", "")])
def test_a_change_may_come_in_any_piece(folder, monkeypatch, before, source, clean):
    monkeypatch.setattr(pieces, "PIECE_BYTES", len(PLAIN))
    content = PLAIN * before + CHINESE + PLAIN * 2
    paths = [f"{stem}.jsonl{ENDINGS.get(name, '')}" for stem, name in (("a", source), ("b", clean), ("c", source))]
    write(paths[0], content, source)
    assert run(paths[0], output=paths[1]) == 0
    assert read(paths[1], clean).splitlines()[before].startswith(b'{"id": 2, "text": "the public opinion grew"')
    assert read(paths[1], clean).startswith(PLAIN.encode() * before)
    assert read(paths[1], clean).endswith(b"\n" + PLAIN.encode() * 2)
    restore_file(paths[1], paths[2])
    assert read(paths[2], source) == content.encode()


def test_the_sidecar_is_about_the_content_and_tells_the_compressions(folder):
    write("a.txt", "the 舆论 grew\n")
    write("a.txt.gz", "the 舆论 grew\n", "gzip")
    run("a.txt", output="plain.txt")
    run("a.txt.gz", output="packed.txt.xz")
    plain, packed = (json.loads(read(f"{name}.annotations.json")) for name in ("plain.txt", "packed.txt.xz"))
    assert "compression" not in plain["mixnorm"]
    assert packed["mixnorm"]["compression"] == {"source": "gzip", "clean": "xz"}
    assert [packed[side] for side in ("source", "clean", "units")] == [plain[s] for s in ("source", "clean", "units")]


def test_in_place_the_compression_stays(folder):
    write("a.txt.gz", "the 舆论 grew\n", "gzip")
    write("b.txt.gz", gzip.compress(b"plain", mtime=77))
    before = read("b.txt.gz")
    assert run("a.txt.gz", "b.txt.gz", in_place=True) == 0
    assert read("a.txt.gz", "gzip").startswith(b"the public opinion[1] grew")
    assert read("b.txt.gz") == before
    restore_file("a.txt.gz", in_place=True)
    assert read("a.txt.gz", "gzip") == "the 舆论 grew\n".encode()


def test_a_clean_file_that_somebody_decompressed_is_restored_too(folder):
    write("a.txt.gz", "the 舆论 grew\n", "gzip")
    run("a.txt.gz", output="b.txt.gz")
    write("b.txt", read("b.txt.gz", "gzip"))
    restore_file("b.txt", "c.txt", "b.txt.gz.annotations.json")
    assert read("c.txt") == "the 舆论 grew\n".encode()


def test_standard_input_and_output(folder):
    data = gzip.compress((PLAIN + CHINESE).encode())
    code, out, _ = mixnorm("run", "-", "--from", "jsonl.gz", cwd=folder, stdin=data)
    assert (code, out.startswith(PLAIN + '{"id": 2, "text": "the public opinion grew"')) == (0, True)
    assert mixnorm("run", "-", "--from", "jsonl.gz", "-o", "b.jsonl.gz", cwd=folder, stdin=data)[0] == 0
    assert read("b.jsonl.gz", "gzip").decode() == out
    restore = ["restore", "-", "--annotations", "b.jsonl.gz.annotations.json"]
    assert mixnorm(*restore, cwd=folder, stdin=read("b.jsonl.gz"))[1] == PLAIN + CHINESE
    assert mixnorm(*restore, cwd=folder, stdin=out.encode())[1] == PLAIN + CHINESE
    code, _, told = mixnorm("run", "-", "--from", "jsonl.rar", cwd=folder, stdin=data)
    assert code == 2
    assert "format 'jsonl.rar': expected one of text, markdown, jsonl" in told


def test_a_format_that_is_given_says_the_compression_of_a_file_with_any_name(folder):
    write("a.dat", "the 舆论\n", "xz")
    assert run("a.dat", output="b.txt", format="text.xz") == 0
    assert read("b.txt").startswith(b"the public opinion")


def test_findings_have_their_place_in_the_content_and_are_explained(folder, capsys):
    write("a.md.gz", "x\nthe 舆论\n", "gzip")
    assert check_documents(Request(("a.md.gz",), NormalizerConfig(), quiet=True)) == 1
    assert capsys.readouterr().out.startswith("a.md.gz:2:5: 舆论 would be replaced")
    assert "public opinion" in explain_place(read_place("a.md.gz:2:5"), NormalizerConfig(), {})


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_ends_too_soon_leaves_nothing_and_stops_no_other(folder, capsys, jobs):
    data = gzip.compress(os.urandom(1 << 20).hex().encode().replace(b"a", b"\n"))
    write("in/a.jsonl.gz", data[: len(data) // 2])
    write("in/b.txt.gz", b"no gzip at all")
    write("in/c.txt.gz", b"")
    write("in/d.txt.gz", "the 舆论\n", "gzip")
    assert run("in", output="out", jobs=jobs) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "mixnorm: error: in/a.jsonl.gz: the gzip data end too soon: the file was cut off"
    assert told[1].startswith("mixnorm: error: in/b.txt.gz: these are no gzip data, or damaged ones (")
    assert told[2] == "mixnorm: error: in/c.txt.gz: the gzip data end too soon: the file was cut off"
    assert list_names("out") == ["d.txt.gz", "d.txt.gz.annotations.json"]


def test_a_file_that_changes_while_it_is_copied_is_refused(folder):
    write("a.txt.gz", "plain\n", "gzip")
    origin = compression.Origin("a.txt.gz", "gzip", lambda: False)
    file = CompressedFile("b.txt.gz", "a.txt.gz", "gzip", origin)
    file.write(b"plain\n")
    write("a.txt.gz", "other than before\n", "gzip")
    with pytest.raises(InputError, match="the file has changed while it was read"):
        file.commit()
    file.abandon()
    assert list_names(".") == ["a.txt.gz"]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("rows", [["the 舆论 grew", "plain"], ["plain", "English"]])
def test_tables_in_compressed_files(folder, jobs, rows):
    table = pa.table({"text": rows})
    parquet.write_table(table, "a.parquet")
    with ipc.new_file("a.arrow", table.schema) as file:
        file.write_table(table)
    for path in ("a.parquet", "a.arrow"):
        write(f"in/{path}.gz", read(path), "gzip")
    assert run("in", output="out", jobs=jobs) == 0
    for path in ("a.parquet", "a.arrow"):
        write(path, read(f"out/{path}.gz", "gzip"))
        restore_file(f"out/{path}.gz", f"back/{path}")
    found = [parquet.read_table("a.parquet"), ipc.open_file("a.arrow").read_all()]
    assert found == [pa.table({"text": [text.replace("舆论", "public opinion") for text in rows]})] * 2
    assert parquet.read_table("back/a.parquet") == ipc.open_file("back/a.arrow").read_all() == table
    if rows[0] == "plain":
        assert read("out/a.arrow.gz") == read("in/a.arrow.gz")
    code, _, told = mixnorm("check", "in/a.arrow.gz", "in/a.parquet.gz", cwd=folder)
    assert (code, "2 files" in told) == (int(rows[0] != "plain"), True)


@each
def test_word_documents_in_compressed_files(folder, name):
    source = make_word(paragraph("the 舆论 grew"))
    path = f"a.docx{ENDINGS[name]}"
    write(path, source, name)
    assert run(path, output="out/") == 0
    assert "the public opinion grew" in read_text(read_member(read(f"out/{path}", name), "word/document.xml"))[0]
    restore_file(f"out/{path}", path)
    assert read(path, name) == source


def test_content_is_opened_by_its_path(folder):
    write("a.xz", "one\ntwo\n", "xz")
    with open_content("a.xz", "xz") as file:
        assert (file.readline(), file.read()) == (b"one\n", b"two\n")
