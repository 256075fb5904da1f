from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("- 舆论 — public opinion\n", "- Yulun — public opinion\n"),
        ("public opinion: 舆论\n", "public opinion\n"),
        ("| public opinion | 舆论 |\n", "| public opinion | yulun |\n"),
        ("舆论\tpublic opinion\n", "Yulun\tpublic opinion\n"),
    ],
)
def test_the_chinese_head_is_read_out(text, clean, normalizer):
    result = normalizer.normalize(text)
    assert result.text == clean
    assert [note.gloss for note in result.annotations] == ["public opinion"]


@pytest.mark.parametrize("text", ["北京: closed on Mondays\n", "| 上海 | twenty million |\n", "Note: 经济 is slow.\n"])
def test_a_line_about_it_is_no_gloss(text, normalizer):
    assert all(note.gloss_start is None for note in normalizer.normalize(text).annotations)
