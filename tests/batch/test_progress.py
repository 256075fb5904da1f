"""Progress on real terminals (pseudo ones, which the system makes) and where there is none."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
import sys
import termios
from contextlib import ExitStack

import pytest

from normalizer.batch import progress
from normalizer.batch.account import Account
from normalizer.batch.ledger import Entry
from normalizer.batch.marks import Mark
from normalizer.batch.progress import Bar, Lines, Silence, describe_state, find_part, guess_rest, measure
from normalizer.batch.tally import Tally
from normalizer.patterns import precompile
from tests.command import environment

_CONTROL = precompile(r"\x1b\[[0-9;?]*[a-zA-Z]|\r")
WIDTH = 90


def run_on_terminal(*arguments, cwd, output=None, **more):
    """Run the command with standard error on a terminal, and standard output in `output` or there too."""
    here, there = os.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 24, WIDTH, 0, 0))
    command = [sys.executable, "-m", "normalizer", *arguments]
    ways = {"stdin": subprocess.DEVNULL, "stdout": there, "stderr": there}
    with ExitStack() as stack:
        if output:
            ways["stdout"] = stack.enter_context(output.open("wb"))
        process = subprocess.Popen(command, cwd=cwd, env=environment(**{"TERM": "xterm-256color", **more}), **ways)
    os.close(there)
    seen = b""
    while True:
        try:
            data = os.read(here, 1 << 16)
        except OSError:  # Linux says so when nobody holds the other end any more
            break
        if not data:
            break
        seen += data
    os.close(here)
    return process.wait(), seen.decode()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    for n in range(30):
        (tmp_path / "in" / f"{n:02}.txt").write_text(f"{n}: the 舆论 grew\n", encoding="utf-8")
    (tmp_path / "in" / "[b].jsonl").write_text('{"text": "舆论\n', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_many_files_have_a_bar_that_goes_away(folder, jobs):
    code, seen = run_on_terminal("run", "in", "-o", "out", "--jobs", jobs, cwd=folder)
    assert code == 1
    bars, _, after = seen.rpartition("\x1b[2K")
    plain = _CONTROL.sub("", bars)
    assert plain.count("normalizing ━") >= 2
    assert "0 of 31 files, 0 bytes of " in plain
    assert "31 of 31 files, " in plain
    assert "30 fragments" in plain
    assert ", 1 failed" in plain
    assert "mixnorm: error: in/[b].jsonl: line 1 is no JSON object" in plain
    table = [line.split() for line in _CONTROL.sub("", after).splitlines()]
    assert ["files", "31"] in table
    assert ["failed", "1"] in table
    assert "normalizing" not in after
    assert all(len(line) <= WIDTH for line in _CONTROL.sub("", after).splitlines())


def test_one_large_file_has_a_bar_and_the_summary_stays_a_line(folder):
    line = '{"text": "' + "plain words of no importance " * 40 + '"}\n'
    (folder / "large.jsonl").write_text(line * 2_000 + '{"text": "the 舆论"}\n', encoding="utf-8")
    code, seen = run_on_terminal("run", "large.jsonl", "-o", "o.jsonl", cwd=folder)
    assert code == 0
    plain = _CONTROL.sub("", seen)
    assert "0 bytes of 2.3 MB, 0 fragments" in plain
    assert "100%" in plain
    assert plain.splitlines()[-1] == "mixnorm: 1 file, 1 changed; 1 fragment: 1 replaced (lexicon 1)"


@pytest.mark.parametrize(
    ("arguments", "terminal"),
    [
        (("run", "in/01.txt", "-o", "o.txt"), "xterm"),
        (("run", "in", "-o", "out", "--quiet"), "xterm"),
        (("run", "in", "-o", "out"), "dumb"),
        (("check", "in"), "xterm"),
    ],
    ids=["few", "quiet", "dumb", "crowded"],
)
def test_nothing_is_drawn_where_it_would_disturb(folder, arguments, terminal):
    _, seen = run_on_terminal(*arguments, cwd=folder, TERM=terminal)
    assert "normalizing" not in seen
    assert "\x1b[2K" not in seen


def test_findings_go_to_standard_output_although_a_bar_is_drawn(folder):
    code, seen = run_on_terminal("check", "in", cwd=folder, output=folder / "findings")
    assert code == 1
    assert "normalizing" in seen
    assert "would be replaced" not in seen
    findings = (folder / "findings").read_text(encoding="utf-8").splitlines()
    assert len(findings) == 30
    assert findings[0] == "in/00.txt:1:8: 舆论 would be replaced by “public opinion” (leak, lexicon)"


def advance(account, *, size, fragments=0, changed=True):
    account.advance(size, fragments)
    account.finish(Tally(), 0, changed=changed)


def test_lines_are_written_now_and_then(tmp_path, capsys, monkeypatch):
    files = [tmp_path / str(n) for n in range(4)]
    for file in files:
        file.write_bytes(b"x" * 1_000)
    paths = [str(file) for file in files]
    account = Account(4, {})
    monkeypatch.setattr(progress, "LINE_SECONDS", 0.0)
    lines = Lines(paths)
    advance(account, size=1_000, fragments=1_234)
    lines.show(account)
    account.advance(1_000, 6)
    account.fail(paths[1], "reason")
    lines.show(account)
    monkeypatch.setattr(progress, "LINE_SECONDS", 1e9)
    lines.show(account)
    lines.show(account)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3
    assert told[0].startswith("mixnorm: 1 of 4 files, 1.0 kB of 4.0 kB, 1,234 fragments, ")
    assert told[0].endswith("/s, about 5 s left")
    assert told[1].startswith("mixnorm: 2 of 4 files, 2.0 kB of 4.0 kB, 1,240 fragments, ")
    assert "/s, 1 failed, about" in told[1]


def test_short_runs_without_a_terminal_write_no_line(capsys):
    lines = Lines(["a"] * 50)
    account = Account(50, {})
    for _ in range(50):
        advance(account, size=10)
        lines.show(account)
    lines.stop(account)
    assert capsys.readouterr().err == ""


def test_the_rest_is_guessed_by_bytes_then_by_files():
    account = Account(10, {})
    assert (find_part(account, 0), guess_rest(account, 0)) == (0.0, "")
    for _ in range(5):
        advance(account, size=100)
    assert (find_part(account, 2_000), find_part(account, 0)) == (0.25, 0.5)
    assert guess_rest(account, 2_000)
    account.left = 5
    assert (find_part(account, 2_000), guess_rest(account, 2_000)) == (1.0, "")
    resumed = Account(10, {})
    resumed.recount([Entry(str(n), str(n), source=Mark(50)) for n in range(6)])
    advance(resumed, size=100)
    assert (find_part(resumed, 400), find_part(resumed, 0)) == (0.25, 0.25)
    assert describe_state(resumed, 400)[:2] == ["7 of 10 files", "100 bytes of 400 bytes"]
    assert find_part(Account(1, {}), 0) is None


def test_of_a_stream_the_size_is_not_known(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert measure([str(tmp_path / "a"), str(tmp_path / "gone")]) == 3
    assert measure([str(tmp_path / "a"), "-"]) == 0
    account = Account(1, {})
    account.advance(5_000, 2)
    assert describe_state(account, 0)[:2] == ["5.0 kB", "2 fragments"]


def test_nobody_is_told_of_a_stream_until_it_is_long(monkeypatch, capsys):
    bar, account = Bar(["-"]), Account(1, {})
    bar.show(account)
    bar.tell("message")
    bar.stop(account)
    assert capsys.readouterr().err == "message\n"
    assert isinstance(progress.choose_progress(["-"] * 99, quiet=True, crowded=False), Silence)
