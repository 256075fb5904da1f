from __future__ import annotations

import os
import sqlite3
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from normalizer.batch.ledger import Entry, Ledger
from normalizer.batch.marks import Mark
from normalizer.batch.tally import Tally
from normalizer.errors import InputError
from tests.command import environment

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1) | st.just("a\udcff.txt")
MARKS = st.builds(Mark, st.integers(0, 2**40), st.integers(0, 2**62), st.sampled_from(["", "ab" * 32]))


def make_tally(count=2):
    tally = Tally()
    tally.actions["replace", "lexicon"] += count
    return tally


ENTRIES = st.builds(
    Entry,
    NAMES,
    NAMES,
    st.sampled_from(["", "line 6 is no JSON object", "舆"]),
    st.just("run"),
    MARKS,
    MARKS,
    MARKS,
    st.booleans(),
    st.integers(0, 9),
    st.none() | st.integers(1, 9).map(make_tally),
)


@given(st.lists(ENTRIES, unique_by=lambda entry: entry.name, max_size=5))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_entries_are_read_as_they_were_written(tmp_path, entries):
    path = tmp_path / "ledger"
    path.unlink(missing_ok=True)
    ledger = Ledger(path)
    for entry in entries:
        ledger.put(entry._replace(run="old"))
        ledger.put(entry)
    ledger.close()
    ledger = Ledger(path)
    assert [ledger.find(entry.name) for entry in entries] == entries
    assert sorted(ledger.list_failed()) == sorted(entry for entry in entries if entry.failure)
    assert ledger.find("another") is None
    ledger.close()


def test_pieces_are_kept_until_they_are_dropped_and_the_space_comes_back(tmp_path):
    path = tmp_path / "ledger"
    ledger = Ledger(path)
    for number in range(200):
        ledger.keep_piece("a", b"%d" % number, os.urandom(10_000))
    ledger.keep_piece("b", b"1", b"one")
    ledger.flush()
    assert ledger.find_piece("b", b"1") == b"one"
    assert ledger.find_piece("b", b"2") is None
    assert ledger.list_divided() == {"a", "b"}
    ledger.drop_pieces("a")
    ledger.close()
    assert path.stat().st_size < 100_000
    ledger = Ledger(path)
    assert ledger.list_divided() == {"b"}
    ledger.close()


def test_a_kill_loses_nothing_that_was_brought_to_the_file(tmp_path):
    code = (
        "import os, sys; from pathlib import Path; from normalizer.batch.ledger import Entry, Ledger\n"
        "ledger = Ledger(Path(sys.argv[1])); ledger.put(Entry('a', 'a')); ledger.flush()\n"
        "ledger.put(Entry('b', 'b')); os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "ledger")]
    assert subprocess.run(command, env=environment(), check=False).returncode == -9
    ledger = Ledger(tmp_path / "ledger")
    assert ledger.find("a") == Entry("a", "a")
    assert ledger.find("b") is None
    ledger.close()


def test_what_a_full_disk_refuses_is_told_and_written_later(tmp_path):
    code = (
        "import resource, signal, sys; from pathlib import Path; from normalizer.batch.ledger import Entry, Ledger\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "path = Path(sys.argv[1]); ledger = Ledger(path)\n"
        "ledger._connection.execute('PRAGMA wal_checkpoint(TRUNCATE)')\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))\n"
        "ledger.keep_piece('a', b'1', b'x' * 9000); ledger.put(Entry('a', 'a', 'failed')); ledger.flush()\n"
        "assert ledger.fault, 'nothing was refused'\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n"
        "ledger.close()\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "ledger")], env=environment(), check=True)
    ledger = Ledger(tmp_path / "ledger")
    assert ledger.list_failed() == [Entry("a", "a", "failed")]
    assert ledger.find_piece("a", b"1") is None
    ledger.close()


def test_what_is_no_ledger_is_an_error_or_made_anew(tmp_path):
    path = tmp_path / "ledger"
    path.write_bytes(b"no database at all, and quite some bytes of it" * 100)
    with pytest.raises(InputError, match="ledger: this ledger cannot be used: file is not a database"):
        Ledger(path)
    ledger = Ledger(path, anew=True)
    ledger.put(Entry("a", "a"))
    ledger.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(InputError, match="it is of version 99, this program reads 1"):
        Ledger(path)
    with pytest.raises(InputError, match="unable to open database file"):
        Ledger(tmp_path / "no folder" / "ledger", anew=True)


def test_a_ledger_that_is_damaged_inside_is_told(tmp_path):
    path = tmp_path / "ledger"
    ledger = Ledger(path)
    for number in range(300):
        ledger.put(Entry(f"{number:04d}", "x" * 100))
    ledger.close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    ledger = Ledger(path)
    with pytest.raises(InputError, match="the ledger cannot be read"):
        ledger.find("0007")
    ledger.close()
