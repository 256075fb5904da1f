from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from normalizer.batch.atomic import AtomicFile, remove_leftovers, tend_folders
from tests.command import environment


def test_a_file_appears_with_commit_alone(tmp_path):
    path = tmp_path / "deep" / "a.txt"
    file = AtomicFile(str(path))
    file.write(b"one")
    assert not path.exists()
    file.finish()
    assert not path.exists()
    file.commit()
    file.abandon()
    assert path.read_bytes() == b"one"
    assert list(path.parent.iterdir()) == [path]


def test_an_abandoned_file_leaves_what_was_there(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    file = AtomicFile(str(path))
    file.write(b"new")
    file.abandon()
    file.abandon()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_permissions_are_those_of_the_file_that_was_there_else_of_the_model(tmp_path, mode):
    path, model = tmp_path / "a.txt", tmp_path / "model.txt"
    model.write_bytes(b"x")
    model.chmod(mode)
    AtomicFile(str(path), str(model)).commit()
    assert mode_of(path) == mode
    path.chmod(0o640)
    AtomicFile(str(path), str(model)).commit()
    assert mode_of(path) == 0o640


def test_without_a_model_they_are_the_usual_ones(tmp_path):
    usual = tmp_path / "usual"
    usual.write_bytes(b"")
    AtomicFile(str(tmp_path / "a.txt")).commit()
    assert mode_of(tmp_path / "a.txt") == mode_of(usual)


def test_two_files_at_once_do_not_meet(tmp_path):
    first, second = AtomicFile(str(tmp_path / "a")), AtomicFile(str(tmp_path / "b"))
    first.write(b"1")
    second.write(b"2")
    second.commit()
    first.commit()
    assert [(tmp_path / name).read_bytes() for name in "ab"] == [b"1", b"2"]


def test_a_name_as_long_as_the_system_allows_is_written(tmp_path):
    path = tmp_path / ("x" * 251 + ".txt")
    AtomicFile(str(path)).commit()
    assert path.exists()


def end_process(folder, name):
    """Begin a file in a process that is killed, and return its temporary file."""
    code = (
        "import os, sys; from normalizer.batch.atomic import AtomicFile\n"
        "AtomicFile(sys.argv[1]).write(b'x'); os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", code, str(folder / name)]
    assert subprocess.run(command, env=environment(), check=False).returncode == -9
    (left,) = folder.glob(".mixnorm-*.tmp")
    return left


def test_what_killed_processes_left_is_taken_away_and_nothing_else(tmp_path):
    left = end_process(tmp_path, "a.txt")
    mine = AtomicFile(str(tmp_path / "b.txt"))
    mine.write(b"mine")
    others = [tmp_path / name for name in ("a.tmp", ".mixnorm-x-1.tmp", f".mixnorm-{os.getppid()}-0.tmp")]
    for path in others:
        path.write_bytes(b"")
    remove_leftovers(tmp_path)
    assert not left.exists()
    assert all(path.exists() for path in others)
    mine.commit()
    assert (tmp_path / "b.txt").read_bytes() == b"mine"
    remove_leftovers(tmp_path / "no such folder")


def test_a_leftover_of_the_same_process_id_is_in_nobodys_way(tmp_path):
    first = AtomicFile(str(tmp_path / "a.txt"))
    (temporary,) = tmp_path.glob(".mixnorm-*.tmp")
    first.abandon()
    process, number = temporary.name.split("-")[1:]
    following = temporary.with_name(f".mixnorm-{process}-{int(number.partition('.')[0]) + 1}.tmp")
    following.write_bytes(b"left by a killed run in another container")
    file = AtomicFile(str(tmp_path / "a.txt"))
    file.write(b"new")
    file.commit()
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    remove_leftovers(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_files_without_an_owner_go_when_the_work_ends(tmp_path):
    files = []

    def work():
        with tend_folders([str(tmp_path / "a.txt"), ""]):
            files.append(AtomicFile(str(tmp_path / "a.txt")))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert not list(tmp_path.iterdir())
    files[0].abandon()
