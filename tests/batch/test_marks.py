from __future__ import annotations

import os
from hashlib import sha256

from normalizer.batch.marks import NO_MARK, Mark, is_unchanged, mark_file


def test_a_file_is_known_by_size_and_time_else_by_hash(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"one")
    mark = mark_file(path.stat(), sha256(b"one").hexdigest())
    assert is_unchanged(str(path), mark)
    # With size and time alike nobody looks inside.
    assert is_unchanged(str(path), mark._replace(sha256="other"))
    os.utime(path, ns=(1, 1))
    assert is_unchanged(str(path), mark)
    assert is_unchanged(str(path), mark._replace(time=0))
    assert not is_unchanged(str(path), mark._replace(sha256="other"))
    path.write_bytes(b"two")
    os.utime(path, ns=(1, 1))
    assert not is_unchanged(str(path), mark)
    path.write_bytes(b"longer")
    os.utime(path, ns=(mark.time, mark.time))
    assert not is_unchanged(str(path), mark)
    path.unlink()
    assert not is_unchanged(str(path), mark)


def test_what_is_no_file_is_never_unchanged(tmp_path):
    assert not is_unchanged(str(tmp_path), Mark(tmp_path.stat().st_size, 0, ""))
    (tmp_path / "empty").write_bytes(b"")
    assert not is_unchanged(str(tmp_path / "empty"), NO_MARK)
