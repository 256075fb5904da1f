"""The command while its workers are killed from outside: real processes, real signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from normalizer.batch.pieces import PIECE_BYTES
from tests.command import environment, mixnorm

FILLER = "x" * 2_000


def make_corpus(records):
    lines = (json.dumps({"id": n, "text": f"the 舆论 of {n}", "more": FILLER}) for n in range(records))
    return "".join(f"{line}\n" for line in lines).encode()


def list_descendants(pid):
    """Return the processes under one, the deepest last: where workers come from a server they are its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [int(child) for child in children] + [n for child in children for n in list_descendants(child)]


def wait_for_worker(pid):
    for _ in range(1_000):
        found = list_descendants(pid)
        if found:
            return found[-1]
        time.sleep(0.01)
    message = "no worker was started"
    raise AssertionError(message)


def test_a_run_whose_workers_are_killed_writes_what_an_undisturbed_one_writes(tmp_path):
    corpus = make_corpus(5 * PIECE_BYTES // len(FILLER))
    _, expected, _ = mixnorm("run", "-", "--from", "jsonl", cwd=tmp_path, stdin=corpus)
    command = [sys.executable, "-m", "normalizer", "run", "-", "--from", "jsonl", "--jobs", "2"]
    with (
        (tmp_path / "out").open("wb") as out,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.PIPE, env=environment()) as run,
    ):
        # It cannot end before its input does, so there is a worker to kill for sure.
        run.stdin.write(corpus[: 3 * PIECE_BYTES])
        run.stdin.flush()
        first = wait_for_worker(run.pid)
        os.kill(first, signal.SIGKILL)
        run.stdin.write(corpus[3 * PIECE_BYTES :])
        run.stdin.close()
        told = run.stderr.read().decode()
    assert run.returncode == 0, told
    assert (tmp_path / "out").read_text(encoding="utf-8") == expected
    assert "舆论" not in json.loads(expected.splitlines()[-1])["text"]


def test_a_document_whose_worker_dies_twice_fails_and_the_others_are_written(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("1.txt", "3.txt"):
        (tmp_path / "in" / name).write_text("the 舆论\n", encoding="utf-8")
    # The system kills a process that takes more than two seconds of CPU; only this document takes that long.
    (tmp_path / "in" / "2.txt").write_text("the 舆论 " * 400_000, encoding="utf-8")
    limited = 'ulimit -t 2 && exec "$0" -m normalizer run in -o out --jobs 2'
    command = ["bash", "-c", limited, sys.executable]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, env=environment(), check=False)
    assert done.returncode == 1, done.stderr.decode()
    told = "mixnorm: error: in/2.txt: its worker process died twice, perhaps for want of memory"
    assert told in done.stderr.decode().splitlines()
    assert sorted(p.name for p in (tmp_path / "out").iterdir() if p.suffix == ".txt") == ["1.txt", "3.txt"]
