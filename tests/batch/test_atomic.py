from __future__ import annotations

import stat

import pytest

from normalizer.batch.atomic import AtomicFile


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
