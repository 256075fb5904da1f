from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.detection.codepoints import find_runs, has_cjk
from normalizer.detection.fragments import find_fragments
from normalizer.detection.masking import find_masks
from normalizer.types import Mask
from tests.conftest import read_cases


@pytest.mark.parametrize("case", read_cases("detection"), ids=lambda c: c["label"])
def test_fragments_are_found(case):
    text = case["text"]
    found = find_fragments(text, find_masks(text, "text")[0])
    assert [f.text for f in found] == case["fragments"]
    assert all(text[f.start : f.end] == f.text for f in found)
    if "outer" in case:
        assert [text[f.outer.start : f.outer.end] for f in found] == case["outer"]


PIECES = [
    "舆论",
    "好",
    "々",
    "〇",
    "ア",
    "한",
    "，",
    "。",
    "《",
    "》",
    "（",
    "）",
    " ",
    "a",
    "A",
    "5",
    "年",
    "\n",
    "“",
    "”",
    "-",
    "𠀀",
    "word ",
    "3.5",
    "%",
]


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_fragments_cover_every_run_and_never_overlap(text):
    found = find_fragments(text)
    position = 0
    for fragment in found:
        assert position <= fragment.outer.start <= fragment.start < fragment.end <= fragment.outer.end
        assert "\n" not in fragment.text
        position = fragment.outer.end
    covered = {i for f in found for i in range(f.start, f.end)}
    assert all(i in covered for m in find_runs(text) for i in range(*m.span()))


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join), st.integers(0, 20), st.integers(1, 12))
def test_no_fragment_crosses_the_edge_of_a_mask(text, start, size):
    masks = [Mask(start, min(len(text), start + size), "code")] if start < len(text) else []
    for fragment in find_fragments(text, masks):
        for mask in masks:
            inside = mask.start <= fragment.start and fragment.end <= mask.end
            outside = fragment.outer.end <= mask.start or mask.end <= fragment.outer.start
            assert inside if fragment.mask else outside


@pytest.mark.parametrize(
    "character", ["⺀", "⿕", "々", "〇", "㐀", "䶿", "一", "鿿", "豈", "𠀀", "𪉖", "ㄅ", "あ", "ー", "가", "ﾊ"]
)
def test_every_plane_and_script_is_seen(character):
    assert has_cjk(f"a {character} b")


@pytest.mark.parametrize("character", ["é", "“", "…", "│", "Ω", "🙂", "—", "￥", "，", "　", "€"])
def test_marks_and_other_scripts_are_not(character):
    assert not has_cjk(f"a {character} b")
