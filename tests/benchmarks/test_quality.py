"""The command, on rows of our own."""

from __future__ import annotations

import json
import re

import pytest

from benchmarks.quality import main
from benchmarks.tables import format_table

TEXT = "The mood (人心) turned."
AUTHOR = {
    "id": "own-1",
    "text": TEXT,
    "fragment": "人心",
    "start": 10,
    "end": 12,
    "kind": "paren_before",
    "gloss": "mood",
    "gloss_start": 4,
    "gloss_end": 8,
    "gloss_type": "translation",
    "conf": "high",
}
HARD = {
    "id": "own-2",
    "text": "run `人心` now",
    "fragment": "人心",
    "start": 5,
    "end": 7,
    "kind": "code",
    "expected": "keep",
}
STRAY = {
    "id": "own-3",
    "text": "the人心 won",
    "fragment": "人心",
    "start": 3,
    "end": 5,
    "kind": "none",
    "stray": "word",
}


@pytest.fixture
def folder(tmp_path):
    for name, row in (("author", AUTHOR), ("hard", HARD), ("stray", STRAY)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return tmp_path


def test_four_tables_are_printed_and_written(folder, tmp_path, capsys):
    figures = tmp_path / "figures.json"
    assert main([str(folder), "--half", "all", "--engine", "delete", "--misses", "5", "--json", str(figures)]) == 0
    printed = capsys.readouterr().out
    verdicts = json.loads(figures.read_text(encoding="utf-8"))
    assert [[v["right"] for v in verdicts[t]] for t in ("hard", "pair", "hidden", "stray")] == [
        [False],
        [False],
        [False],
        [True],
    ]
    assert "not kept: drop" in printed
    assert "empty bracket" in printed
    assert "The ⟦人心⟧ turned." in printed


def test_one_table_of_one_kind(folder, capsys):
    assert main([str(folder), "--half", "all", "--engine", "delete", "--only", "pair", "--kind", "apposition"]) == 0
    printed = capsys.readouterr().out
    assert "hidden" not in printed
    assert re.search(r"^all +0 ", printed, re.MULTILINE)
    assert "paren_before" not in printed


def test_misses_are_chosen_by_flag(folder, capsys):
    call = [str(folder), "--half", "all", "--engine", "delete", "--misses", "5", "--only", "pair", "--flag"]
    main([*call, "doubled"])
    assert "own-1" not in capsys.readouterr().out
    main([*call, "empty"])
    assert "own-1" in capsys.readouterr().out


def test_table_is_aligned():
    assert format_table(("a", "n"), [("long", 1), ("b", 22)]) == "a      n\nlong   1\nb     22"
