"""What becomes of inputs that fail: --on-error skip, keep, stop."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from normalizer.batch import pieces
from normalizer.batch.restoring import restore_file
from normalizer.batch.running import Request, plan_documents, run_documents
from normalizer.batch.state import Keeping
from normalizer.batch.targets import Destination
from normalizer.config import NormalizerConfig
from tests.command import environment, mixnorm

LINES = ['{"text": "the 舆论"}', '{"text": "舆论"', '{"text": "plain"}', '["经济"]', '{"text": "the 经济"}']
NOT_UTF8 = b"the \xb0\xa1 x\n"
REASON = "this is not utf-8: byte 0xB0 at offset 4, line 1; name the right encoding with --encoding"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name, content):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())


def run(*paths, output="out", in_place=False, on_error="keep", **more):
    request = Request(paths, NormalizerConfig(), on_error=on_error, **more)
    return run_documents(request, Destination("" if in_place else output, in_place), Keeping())


def read_sidecar(name):
    return json.loads(Path(name + ".annotations.json").read_bytes())


def test_what_fails_is_passed_through_and_marked(capsys):
    write("in/a.txt", "the 舆论\n")
    write("in/b.txt", NOT_UTF8)
    assert run("in") == 1
    assert Path("out/b.txt").read_bytes() == NOT_UTF8
    told = capsys.readouterr().err.splitlines()
    assert told == [
        f"mixnorm: error: in/b.txt: {REASON}; kept as it is",
        "mixnorm: 2 files, 1 changed; 1 fragment: 1 replaced (lexicon 1); 1 failed (1 kept as it is)",
    ]
    assert read_sidecar("out/b.txt")["mixnorm"]["error"] == REASON
    assert "error" not in read_sidecar("out/a.txt")["mixnorm"]
    restore_file("out/b.txt", "back")
    assert Path("back").read_bytes() == NOT_UTF8


@pytest.mark.parametrize("size", [1 << 18, 30])
def test_a_line_that_is_no_record_is_passed_through_and_the_others_are_treated(monkeypatch, capsys, size):
    monkeypatch.setattr(pieces, "PIECE_BYTES", size)
    source = "\n".join(LINES) + "\n"
    write("c.jsonl", source)
    assert run("c.jsonl", output="out.jsonl") == 1
    lines = Path("out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [lines[n] for n in (1, 2, 3)] == LINES[1:4]
    assert [json.loads(lines[n])["text"] for n in (0, 4)] == ["the public opinion", "the economy"]
    faults = [
        "line 2 is no JSON object: the line is cut short",
        "line 4 is no JSON object: expected '{' at column 1",
    ]
    told = capsys.readouterr().err.splitlines()
    assert told[:2] == [f"mixnorm: error: c.jsonl: {fault}; kept as it is" for fault in faults]
    assert told[2].endswith("2 fragments: 2 replaced (lexicon 2); 1 failed (1 kept as it is)")
    assert read_sidecar("out.jsonl")["errors"] == faults
    restore_file("out.jsonl", "back")
    assert Path("back").read_text(encoding="utf-8") == source


def test_lines_with_members_of_others_or_in_another_encoding_are_passed_through():
    strange = [
        '{"text": "the 舆论", "annotations": 1}'.encode(),
        b'{"text": "the \xe8\xff"}',
        '{"text": "a 经济"}'.encode(),
    ]
    write("c.jsonl", b"\n".join(strange))
    assert run("c.jsonl", output="out.jsonl") == 1
    lines = Path("out.jsonl").read_bytes().split(b"\n")
    assert lines[:2] == strange[:2]
    assert json.loads(lines[2])["text"] == "an economy"
    first, second = read_sidecar("out.jsonl")["errors"]
    assert "line 2: " in first or "line 2;" in first
    assert second.startswith("line 1 has a member 'annotations'")
    restore_file("out.jsonl", "back")
    assert Path("back").read_bytes() == b"\n".join(strange)


def test_tables_and_unknown_formats_are_passed_through(capsys):
    write("in/1.parquet", b"PAR1 and nothing else")
    pq.write_table(pa.table({"body": ["the 舆论"]}), "in/2.parquet")
    write("x.docq", b"\x00what")
    assert run("in", "x.docq") == 1
    for name in ("in/1.parquet", "in/2.parquet", "x.docq"):
        clean = Path("out", Path(name).name)
        assert clean.read_bytes() == Path(name).read_bytes()
        restore_file(str(clean), "back")
        assert Path("back").read_bytes() == Path(name).read_bytes()
    assert "3 failed (3 kept as they are)" in capsys.readouterr().err


def test_in_place_what_fails_stays_and_is_marked():
    write("a.txt", NOT_UTF8)
    before = Path("a.txt").stat()
    assert run("a.txt", in_place=True) == 1
    assert Path("a.txt").stat().st_ino == before.st_ino
    assert read_sidecar("a.txt")["mixnorm"]["error"] == REASON
    restore_file("a.txt", "back")
    assert Path("back").read_bytes() == NOT_UTF8


def test_what_cannot_be_read_or_written_fails_all_the_same(capsys):
    write("in/a.txt", NOT_UTF8)
    write("out/a.txt.annotations.json", "of somebody else")
    assert run("in", "gone.txt") == 1
    assert not Path("out/a.txt").exists()
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("mixnorm: error: in/a.txt: out/a.txt.annotations.json is no sidecar")
    assert told[1:] == [
        "mixnorm: error: gone.txt: there is no such file or folder",
        "mixnorm: 2 files, 0 changed; 0 fragments; 2 failed",
    ]


def test_through_a_pipe_what_fails_comes_out_as_it_went_in(folder):
    code, out, told = mixnorm("run", "-", "--from", "jsonl", "--on-error", "keep", cwd=folder, stdin=LINES[1].encode())
    assert (code, out) == (1, LINES[1])
    assert "mixnorm: error: -: line 1 is no JSON object: the line is cut short; kept as it is" in told
    command = [sys.executable, "-m", "normalizer", "run", "-", "--on-error", "keep"]
    done = subprocess.run(command, input=NOT_UTF8, capture_output=True, env=environment(), check=False)
    assert (done.returncode, done.stdout) == (1, NOT_UTF8)


def test_a_plan_tells_what_would_be_kept(capsys):
    write("in/a.txt", NOT_UTF8)
    request = Request(("in",), NormalizerConfig(), on_error="keep")
    assert plan_documents(request, Destination("out")) == 1
    assert "would write out/a.txt and out/a.txt.annotations.json, as it is" in capsys.readouterr().out


@pytest.mark.parametrize("jobs", [1, 2])
def test_stop_ends_after_the_first_that_fails_and_keeps_what_was_done(capsys, jobs):
    for number in range(8):
        write(f"in/{number}.txt", NOT_UTF8 if number in (3, 5) else f"the 舆论 {number}\n")
    assert run("in", on_error="stop", jobs=jobs) == 1
    assert sorted(path.name for path in Path("out").glob("*.txt")) == ["0.txt", "1.txt", "2.txt"]
    told = capsys.readouterr().err.splitlines()
    assert told[0] == f"mixnorm: error: in/3.txt: {REASON}"
    assert told[1].endswith("4 not treated; 1 failed")
    assert len(told) == 2


def test_of_a_document_that_has_failed_nothing_more_is_treated(monkeypatch):
    monkeypatch.setattr(pieces, "PIECE_BYTES", 30)
    seen = []
    from normalizer.batch import running

    original = running.treat_piece
    monkeypatch.setattr(running, "treat_piece", lambda task, piece: seen.append(piece) or original(task, piece))
    write("c.jsonl", LINES[1] + "\n" + f"{LINES[0]}\n" * 20)
    assert run("c.jsonl", output="out.jsonl", on_error="skip") == 1
    assert len(seen) == 1
    assert not Path("out.jsonl").exists()
