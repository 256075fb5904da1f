"""Compressed documents in runs that are taken up again, and those that are passed through as they are."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from normalizer.batch.restoring import restore_file
from normalizer.batch.running import Request, run_documents
from normalizer.batch.state import Keeping
from normalizer.batch.targets import Destination
from normalizer.config import NormalizerConfig

CHINESE = "the 舆论 grew\n"
DAMAGED = gzip.compress(os.urandom(1000))[:-20]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt.gz").write_bytes(gzip.compress(CHINESE.encode()))
    Path("in/b.txt.gz").write_bytes(gzip.compress(b"plain\n"))
    return tmp_path


def run(*paths, output="", in_place=False, resume=False, **more):
    request = Request(paths, NormalizerConfig(), **{"quiet": True, **more})
    return run_documents(request, Destination(output, in_place), Keeping(resume=resume))


def list_states(*paths):
    return [(found.st_ino, found.st_mtime_ns) for found in (Path(path).stat() for path in paths)]


@pytest.mark.parametrize("in_place", [False, True])
def test_what_is_done_is_not_done_again(folder, in_place):
    out = "in" if in_place else "out"
    where = {"in_place": True} if in_place else {"output": "out"}
    files = [f"{out}/{name}{end}" for name in ("a.txt.gz", "b.txt.gz") for end in ("", ".annotations.json")]
    assert run("in", **where) == 0
    states = list_states(*files)
    assert run("in", resume=True, **where) == 0
    assert list_states(*files) == states
    # Another time alone makes no other file.
    for path in files:
        os.utime(path, (1, 1))
    states = list_states(*files)
    assert run("in", resume=True, **where) == 0
    assert list_states(*files) == states


def test_a_source_that_has_changed_is_done_again(folder):
    assert run("in", output="out") == 0
    before = list_states("out/b.txt.gz")
    Path("in/b.txt.gz").write_bytes(gzip.compress(b"plain too\n"))
    assert run("in", output="out", resume=True) == 0
    assert list_states("out/b.txt.gz") != before
    assert Path("out/b.txt.gz").read_bytes() == Path("in/b.txt.gz").read_bytes()


def test_a_damaged_file_is_passed_through_byte_for_byte_and_restored(folder):
    Path("in/c.jsonl.gz").write_bytes(DAMAGED)
    assert run("in", output="out", on_error="keep") == 1
    assert Path("out/c.jsonl.gz").read_bytes() == DAMAGED
    head = json.loads(Path("out/c.jsonl.gz.annotations.json").read_bytes())["mixnorm"]
    assert head["error"] == "the gzip data end too soon: the file was cut off"
    assert "compression" not in head
    restore_file("out/c.jsonl.gz", "back.jsonl.gz")
    assert Path("back.jsonl.gz").read_bytes() == DAMAGED


def test_a_damaged_file_cannot_be_passed_through_in_another_compression(folder, capsys):
    Path("c.jsonl.gz").write_bytes(DAMAGED)
    assert run("c.jsonl.gz", output="c.jsonl", on_error="keep") == 1
    assert run("c.jsonl.gz", output="c.jsonl.xz", on_error="keep") == 1
    told = "mixnorm: error: c.jsonl.gz: the gzip data end too soon: the file was cut off\n"
    assert capsys.readouterr().err == told * 2
    assert not Path("c.jsonl").exists()
    assert not Path("c.jsonl.xz").exists()


def test_a_compressed_document_that_cannot_be_treated_is_kept_with_its_bytes(folder):
    data = gzip.compress("舆论".encode("gb18030"))
    Path("c.txt.gz").write_bytes(data)
    assert run("c.txt.gz", output="d.txt.gz", on_error="keep") == 1
    assert Path("d.txt.gz").read_bytes() == data
    assert run("c.txt.gz", output="d.txt", on_error="keep") == 1
    assert Path("d.txt").read_bytes() == "舆论".encode("gb18030")
    restore_file("d.txt", "e.txt.gz")
    assert gzip.decompress(Path("e.txt.gz").read_bytes()) == "舆论".encode("gb18030")


def test_a_damaged_file_is_not_passed_to_standard_output(folder, capfdbinary):
    Path("c.jsonl.gz").write_bytes(DAMAGED)
    assert run("c.jsonl.gz", on_error="keep") == 1
    assert capfdbinary.readouterr().out == b""


def test_a_plain_file_that_failed_is_compressed_for_a_name_that_says_so(folder):
    Path("c.txt").write_bytes("舆论".encode("gb18030"))
    assert run("c.txt", output="d.txt", on_error="keep") == 1
    restore_file("d.txt", "e.txt.gz")
    assert gzip.decompress(Path("e.txt.gz").read_bytes()) == "舆论".encode("gb18030")
