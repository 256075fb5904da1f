"""Halves and offsets of rows."""

from __future__ import annotations

import json
from hashlib import sha1

import pytest

from benchmarks.material import half_of, read_rows

FRAGMENTS = ["舆论", "环境", "民意", "人心", "公道", "恳请大家", "江湖", "面子"]


def write(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_half_is_parity_of_last_hexadecimal_digit(fragment):
    last = sha1(fragment.encode(), usedforsecurity=False).hexdigest()[-1]
    assert half_of(fragment) == ("tune" if last in "02468ace" else "report")


def test_halves_part_the_rows_and_keep_their_order(tmp_path):
    rows = [
        {"id": f, "text": f"so {f} it is", "fragment": f, "start": 3, "end": 3 + len(f), "gloss": None}
        for f in FRAGMENTS
    ]
    path = write(tmp_path / "rows.jsonl", rows)
    tune, report = ([row.id for row in read_rows(path, half)] for half in ("tune", "report"))
    assert tune
    assert report
    assert sorted(tune + report) == sorted(FRAGMENTS)
    assert [row.id for row in read_rows(path)] == FRAGMENTS
    assert tune == [f for f in FRAGMENTS if half_of(f) == "tune"]


def test_rows_are_chosen_by_kind_or_by_kind_of_stray(tmp_path):
    rows = [
        {"id": "a", "text": "舆论", "fragment": "舆论", "start": 0, "end": 2, "kind": "none", "stray": "word"},
        {"id": "b", "text": "环境", "fragment": "环境", "start": 0, "end": 2, "kind": "apposition"},
    ]
    path = write(tmp_path / "rows.jsonl", rows)
    assert [row.id for row in read_rows(path, kind="word")] == ["a"]
    assert [row.id for row in read_rows(path, kind="apposition")] == ["b"]


def test_offsets_that_do_not_hold_are_an_error(tmp_path):
    path = write(tmp_path / "rows.jsonl", [{"id": "a", "text": "x舆论", "fragment": "舆论", "start": 0, "end": 2}])
    with pytest.raises(ValueError, match="row a"):
        read_rows(path)
