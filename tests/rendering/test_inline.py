from __future__ import annotations

import pytest

from normalizer import render


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the 舆论 grew", "the public opinion (舆论 yú lùn) grew"),
        ("public opinion (舆论) grew", "public opinion (舆论 yú lùn) grew"),
        ("it 制约s growth", "it restricts (制约 zhì yuē) growth"),
        ("the 舆论, and 東京タワー", "the public opinion (舆论 yú lùn), and 東京タワー"),
    ],
)
def test_the_chinese_stands_behind_the_english(text, wanted, normalizer):
    assert render(normalizer.normalize(text), "inline") == wanted
