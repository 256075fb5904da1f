from __future__ import annotations

import io
from pathlib import Path

from normalizer.batch.spooling import Spool


def test_files_are_there_until_the_context_ends():
    with Spool() as spool:
        first, second = Path(spool.hold(io.BytesIO(b"one"))), Path(spool.hold(io.BytesIO(b"two")))
        assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert not first.parent.exists()


def test_a_context_without_a_file_makes_no_folder():
    with Spool() as spool:
        pass
    assert spool._folder is None  # noqa: SLF001
