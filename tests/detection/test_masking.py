from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.detection.masking import find_masks, merge_masks
from normalizer.detection.masking.lookup import MaskLookup
from normalizer.errors import UsageError
from normalizer.types import Mask
from tests.conftest import read_cases


@pytest.mark.parametrize("case", read_cases("masks"), ids=lambda c: c["label"])
def test_masks_are_found(case):
    masks, _ = find_masks(case["text"], case.get("format", "text"))
    assert [case["text"][m.start : m.end] for m in masks] == case["masked"]


def test_unknown_format_is_an_error():
    with pytest.raises(UsageError, match="expected one of text, markdown, html"):
        find_masks("舆论", "docx")


def test_pragma_without_reason_is_reported():
    _, notices = find_masks("舆论 # mixnorm: ignore", "text")
    assert [n.code for n in notices] == ["pragma-without-reason"]


def test_switch_left_off_is_reported_and_masks_to_the_end():
    text = "a 舆论 # mixnorm: off\n环境"
    masks, notices = find_masks(text, "text")
    assert masks[-1].end == len(text)
    assert [n.code for n in notices] == ["switch-left-off"]


MASKS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda t: Mask(t[0], t[0] + t[1], "code")), max_size=8
)


@given(MASKS)
def test_merged_masks_are_sorted_disjoint_and_lose_nothing(masks):
    merged = merge_masks(masks)
    assert all(a.end <= b.start for a, b in pairwise(merged))
    assert {i for m in merged for i in range(m.start, m.end)} == {i for m in masks for i in range(m.start, m.end)}


@given(MASKS, st.integers(0, 50), st.integers(1, 10))
def test_lookup_agrees_with_a_plain_search(masks, start, size):
    merged = merge_masks(masks)
    wanted = any(m.start < start + size and start < m.end for m in merged)
    assert MaskLookup(merged).overlaps(start, start + size) == wanted
