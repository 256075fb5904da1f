"""Names in any encoding, through every part of a run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import ipc, parquet

from tests.command import environment

NAME = b"caf\xe9 \xe6\x96\x87\xff"
"""Latin-1 and UTF-8 in one name, and a byte that no text has."""


def mixnorm(*arguments, cwd, **more):
    command = [sys.executable, "-W", "error", "-m", "normalizer", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, env=environment(**more), check=False)
    assert b"Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


def write(folder, name, content="the 舆论 grew\n"):
    path = Path(folder, os.fsdecode(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def read(folder, name):
    return Path(folder, os.fsdecode(name)).read_bytes()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_inputs_outputs_sidecars_and_restoring(tmp_path, jobs):
    write(tmp_path, b"in/" + NAME + b"/" + NAME + b".txt")
    write(tmp_path, b"in/" + NAME + b".jsonl", '{"text": "the 舆论"}\n' * 3)
    code, _, told = mixnorm("run", "in", "-o", b"out" + NAME, "--jobs", jobs, cwd=tmp_path)
    assert (code, told.startswith(b"mixnorm: 2 files, 2 changed")) == (0, True)
    clean = b"out" + NAME + b"/" + NAME + b"/" + NAME + b".txt"
    assert read(tmp_path, clean).startswith(b"the public opinion[1] grew\n")
    sidecar = read(tmp_path, clean + b".annotations.json")
    head = json.loads(sidecar.decode())["mixnorm"]
    assert os.fsencode(head["source"]) == b"in/" + NAME + b"/" + NAME + b".txt"
    assert os.fsencode(head["clean"]) == NAME + b".txt"
    assert mixnorm("restore", clean, "-o", b"back" + NAME, cwd=tmp_path)[0] == 0
    assert read(tmp_path, b"back" + NAME) == "the 舆论 grew\n".encode()
    # A second run knows its own sidecars by these names.
    assert mixnorm("run", "in", "-o", b"out" + NAME, cwd=tmp_path)[0] == 0


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_messages_name_the_file_so_that_it_is_found(tmp_path, encoding):
    write(tmp_path, b"\xe9.txt")
    write(tmp_path, b"\xff.txt", b"\xff\n")
    code, findings, told = mixnorm("check", ".", cwd=tmp_path, PYTHONIOENCODING=encoding)
    assert code == 1
    assert findings.startswith(b"\xe9.txt:1:5: ")
    assert told.startswith(b"mixnorm: error: \xff.txt: this is not utf-8: byte 0xFF")
    assert mixnorm("run", ".", "--dry-run", cwd=tmp_path)[1].startswith(b"\xe9.txt (1 fragment): would write")
    assert mixnorm("run", b"\xe9.txt", "--diff", cwd=tmp_path)[1].startswith(b"--- \xe9.txt\n")
    assert mixnorm("explain", b"\xe9.txt:1:5", cwd=tmp_path)[0] == 0
    assert mixnorm("run", b"\xf0.txt", cwd=tmp_path)[2].startswith(b"mixnorm: error: \xf0.txt: there is no such file")


@pytest.mark.parametrize("ending", ["parquet", "arrow"])
def test_tables(tmp_path, ending):
    table = pa.table({"text": ["the 舆论 grew", "plain"]})
    if ending == "parquet":
        parquet.write_table(table, tmp_path / "x")
    else:
        with ipc.new_file(tmp_path / "x", table.schema) as file:
            file.write_table(table)
    name = NAME + b"." + ending.encode()
    (tmp_path / "x").rename(tmp_path / os.fsdecode(name))
    code, _, told = mixnorm("run", name, "-o", b"out" + name, cwd=tmp_path)
    assert (code, b"1 replaced" in told) == (0, True)
    assert mixnorm("restore", b"out" + name, "-o", b"back" + name, cwd=tmp_path)[0] == 0
