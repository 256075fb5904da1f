"""Runs that are killed, interrupted, or refused something by the system: real processes, real limits."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.crash import JOBS, make_material, try_job
from tests.command import environment, mixnorm

RECORD = '{"text": "the 舆论 and the 经济 of %d years, as 雷军 said"}\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path


def write_articles(folder, count, text="the 舆论 grew\n"):
    for number in range(count):
        (folder / "in" / f"{number:03d}.txt").write_text(f"{number} {text}", encoding="utf-8")


def start(folder, *arguments, **more):
    command = [sys.executable, "-m", "normalizer", "run", *map(str, arguments)]
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, env=environment(), **more)


def wait_for(condition, process):
    while not condition():
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.005)


def list_temporary(folder):
    return list(folder.rglob(".mixnorm-*.tmp"))


def read_clean(folder):
    return {path.name: path.read_bytes() for path in (folder / "out").glob("[!.]*") if path.is_file()}


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
@pytest.mark.parametrize("jobs", [1, 2])
def test_kills_at_random_moments_lose_and_double_nothing(tmp_path, job, jobs):
    make_material(tmp_path, *((40, 3) if jobs == 1 else (20, 1)))
    kills = 5 if jobs == 1 else 2
    trial = try_job(job, tmp_path, kills, random.SystemRandom(), ("--jobs", str(jobs)))
    assert trial.faults == ()
    assert trial.kills == kills


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interruption_ends_clean_and_can_be_taken_up(folder, jobs):
    write_articles(folder, 120)
    (folder / "in" / "x.jsonl").write_text("".join(RECORD % n for n in range(1_000)), encoding="utf-8")
    process = start(folder, "in", "-o", "out", "--jobs", jobs)
    wait_for(lambda: len(list((folder / "out").glob("*.txt"))) > 20, process)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.decode() == "mixnorm: interrupted\n"
    assert not list_temporary(folder)
    done = read_clean(folder)
    ledger = sqlite3.connect(folder / "out/.mixnorm/ledger.sqlite3")
    names = {name for (name,) in ledger.execute("SELECT name FROM documents")}
    ledger.close()
    written = {name for name in done if not name.endswith(".json")}
    assert names >= written
    # What was about to be put in its place may be claimed; nobody believes it without looking.
    assert len(names - written) <= 1
    code, _, told = mixnorm("run", "in", "-o", "out", "--resume", "--jobs", jobs, cwd=folder)
    assert code == 0
    assert re.search(rf"\n  done before +{len(written)}\n", told)
    assert mixnorm("run", "in", "-o", "whole", cwd=folder)[0] == 0
    assert read_clean(folder) == {
        path.name: path.read_bytes() for path in (folder / "whole").glob("[!.]*") if path.is_file()
    }


def test_a_kill_leaves_files_that_the_next_run_takes_away(folder):
    (folder / "in" / "x.jsonl").write_text("".join(RECORD % n for n in range(4_000)), encoding="utf-8")
    process = start(folder, "in", "-o", "out")
    wait_for(lambda: list_temporary(folder), process)
    process.kill()
    process.communicate()
    assert list_temporary(folder)
    (folder / "in" / "x.jsonl").write_text(RECORD % 1, encoding="utf-8")
    assert mixnorm("run", "in", "-o", "out", cwd=folder)[0] == 0
    assert not list_temporary(folder)


def test_workers_of_a_killed_run_end_too(folder):
    (folder / "in" / "x.jsonl").write_text("".join(RECORD % n for n in range(4_000)), encoding="utf-8")
    process = start(folder, "in", "-o", "out", "--jobs", 3)
    wait_for(lambda: list_temporary(folder), process)
    process.kill()
    # They hold the other end of this pipe, which ends with the last of them.
    process.communicate(timeout=60)


def test_a_second_run_over_the_same_state_is_refused_as_long_as_the_first_lives(folder):
    (folder / "in" / "x.jsonl").write_text("".join(RECORD % n for n in range(12_000)), encoding="utf-8")
    process = start(folder, "in", "-o", "out", "--jobs", 2)
    wait_for(lambda: list_temporary(folder), process)
    code, _, told = mixnorm("run", "in", "-o", "out", cwd=folder)
    assert code == 2
    assert f"another run (process {process.pid}) is at work with out/.mixnorm; wait for it" in told
    process.kill()
    process.communicate()
    (folder / "in" / "x.jsonl").write_text(RECORD % 1, encoding="utf-8")
    # At once: workers that live a moment longer hold nothing.
    assert mixnorm("run", "in", "-o", "out", cwd=folder)[0] == 0


def test_a_full_disk_is_told_and_the_rest_goes_on(folder):
    write_articles(folder, 4)
    (folder / "in" / "001.txt").write_text("the 舆论 grew. " * 8_000, encoding="utf-8")
    code = (
        "import resource, signal, sys; from normalizer.cli import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "sys.exit(main(['run', 'in', '-o', 'out', '--no-config']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment(), capture_output=True, check=False)
    assert done.returncode == 1
    told = done.stderr.decode().splitlines()
    assert told[0] == "mixnorm: error: in/001.txt: File too large"
    assert told[1].endswith("; 1 failed")
    assert sorted(name for name in read_clean(folder) if name.endswith(".txt")) == ["000.txt", "002.txt", "003.txt"]
    assert not list_temporary(folder)
    code, _, told = mixnorm("run", "in", "-o", "out", "--retry-failed", cwd=folder)
    assert code == 0
    assert told.endswith("; 3 done before\n")


def test_a_disk_without_any_room_is_told_for_each_document(folder):
    write_articles(folder, 3)
    code = (
        "import resource, signal, sys; from normalizer.cli import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "sys.exit(main(['run', 'in', '-o', 'out', '--no-config']))"
    )
    command = [sys.executable, "-B", "-c", code]
    done = subprocess.run(command, cwd=folder, env=environment(), stderr=subprocess.PIPE, check=False)
    told = done.stderr.decode()
    assert done.returncode == 1
    assert told.count("mixnorm: error: in/") == 3
    assert "Traceback" not in told
    assert "mixnorm: warning: " in told
    assert not list_temporary(folder)


# Nobody may not read where the interpreter lies, perhaps: so all that is needed is imported before.
AS_NOBODY = """
import os, sys
from normalizer.cli import main
main(["run", "in", "-o", "warm", "--no-config", "--quiet"])
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
sys.exit(main(["run", "in", "-o", "out", "--no-config"]))
"""


def test_a_folder_that_nobody_may_write_to_is_told_and_the_rest_goes_on(folder):
    (folder / "in" / "sub").mkdir()
    write_articles(folder, 2)
    (folder / "in" / "sub" / "x.txt").write_text("the 经济\n", encoding="utf-8")
    (folder / "out" / "sub").mkdir(parents=True)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    for path in folder.parents:
        if path.stat().st_uid == os.getuid() and path.parent != path:
            path.chmod(path.stat().st_mode | 0o055)
    (folder / "out" / "sub").chmod(0o555)
    command = [sys.executable, "-c", AS_NOBODY]
    done = subprocess.run(command, cwd=folder, env=environment(), stderr=subprocess.PIPE, check=False)
    told = done.stderr.decode()
    assert done.returncode == 1, told
    assert "mixnorm: error: in/sub/x.txt: Permission denied" in told
    assert "Traceback" not in told
    assert (folder / "out" / "001.txt").exists()
    (folder / "out" / "sub").chmod(0o755)
    assert mixnorm("run", "in", "-o", "out", "--retry-failed", cwd=folder)[0] == 0
    assert (folder / "out" / "sub" / "x.txt").read_text(encoding="utf-8").startswith("the economy")


def test_a_file_that_vanishes_is_told_and_the_rest_goes_on(folder):
    write_articles(folder, 300)
    process = start(folder, "in", "-o", "out")
    wait_for(lambda: list((folder / "out").glob("*.txt")), process)
    (folder / "in" / "299.txt").unlink()
    told = process.communicate()[1].decode()
    assert process.returncode == 1
    assert "mixnorm: error: in/299.txt: No such file or directory" in told
    assert len(list((folder / "out").glob("*.txt"))) == 299


def test_a_large_file_keeps_a_state_without_being_asked(folder):
    from normalizer.batch.state import LARGE

    with Path(folder, "x.jsonl").open("wb") as file:
        file.write((RECORD % 1).encode())
        file.write((b'{"text": "' + b"plain " * 1_000 + b'"}\n') * (LARGE // 6_000))
    assert mixnorm("run", "x.jsonl", "-o", "o/y.jsonl", cwd=folder)[0] == 0
    assert (folder / "o/.mixnorm/ledger.sqlite3").exists()
    code, _, told = mixnorm("run", "x.jsonl", "-o", "o/y.jsonl", "--resume", cwd=folder)
    assert code == 0
    assert told.endswith("; 1 done before\n")
