"""The engines that are compared."""

from __future__ import annotations

import pytest

from benchmarks.engines import delete_runs, make_engine

NAIVE = """
import re
def normalize(text):
    notes = [{"start": m.start(), "end": m.end(), "gloss": "will"} for m in re.finditer("民意", text)]
    return re.sub("民意", "will[1]", text), notes
"""


def test_deletion_takes_the_runs_and_nothing_else():
    result = delete_runs("the民意 won, カラオケ too, 東京タワー")
    assert result.text == "the won, カラオケ too, "
    assert result.restore() == "the民意 won, カラオケ too, 東京タワー"


def test_naive_script_is_run_without_its_note_marks(tmp_path):
    script = tmp_path / "naive.py"
    script.write_text(NAIVE, encoding="utf-8")
    engine = make_engine("naive", script)
    result = engine("the民意won 民意")
    assert result.text == "the will won will"
    assert result.restore() == "the民意won 民意"
    assert [result.text[n.anchor_start : n.anchor_end] for n in result.annotations] == ["will", "will"]


def test_naive_engine_needs_its_script():
    with pytest.raises(ValueError, match="--naive"):
        make_engine("naive")


def test_own_engine_is_the_package():
    assert make_engine("ours")("plain English").text == "plain English"
