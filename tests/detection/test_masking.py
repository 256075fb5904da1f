from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer import Normalizer, NormalizerConfig
from normalizer.config import MASKS
from normalizer.detection.masking import find_masks, merge_masks
from normalizer.detection.masking.lookup import MaskLookup
from normalizer.detection.masking.opening import OPENED
from normalizer.detection.masking.text import RULES
from normalizer.errors import ConfigError, UsageError
from normalizer.types import Mask
from tests.conftest import read_cases

CASES = read_cases("masks")


@pytest.mark.parametrize("case", [c for c in CASES if "masked" in c], ids=lambda c: c["label"])
def test_masks_are_found(case):
    masks, _ = find_masks(case["text"], case.get("format", "text"))
    assert [case["text"][m.start : m.end] for m in masks] == case["masked"]


@pytest.mark.parametrize("case", [c for c in CASES if "kept" in c], ids=lambda c: c["label"])
def test_what_a_mask_holds_is_kept_and_prose_beside_it_is_not(case):
    normalizer = Normalizer(NormalizerConfig(unmask=tuple(case.get("unmask", ()))))
    form = case.get("format", "text")
    result = normalizer.normalize(case["text"], form)
    notes = result.annotations
    assert [[n.fragment, n.context] for n in notes if n.action == "keep"] == case["kept"]
    assert [n.fragment for n in notes if n.action != "keep"] == case["glossed"]
    assert result.restore() == case["text"]
    assert normalizer.normalize(result.text, form).text == result.text


def test_every_mask_is_met_by_a_case_and_every_rule_has_a_name_in_the_table():
    met = {rule for case in CASES for _, rule in case.get("kept", ())}
    assert met - {"tag"} == set(MASKS)
    assert {rule.name for rule in RULES} - set(MASKS) == {"notes", "markup"}


def test_the_readme_tells_what_each_mask_keeps():
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `([a-z-]+)` \| (.*) \|$", readme.partition("| mask |")[2].partition("Never lifted")[0], re.MULTILINE
    )
    assert dict(rows) == MASKS


@pytest.mark.parametrize("name", MASKS)
def test_a_mask_is_lifted_by_its_name_alone(name):
    """What the rule kept is glossed, and what others keep stays."""
    cases = [c for c in CASES if "unmask" not in c and {rule for _, rule in c.get("kept", ())} == {name}]
    assert cases
    for case in cases:
        masks, _ = find_masks(case["text"], case.get("format", "text"), unmask=[name])
        assert name not in {mask.rule for mask in masks} or name in OPENED
        before, _ = find_masks(case["text"], case.get("format", "text"))
        assert name in {mask.rule for mask in before}


def test_what_the_caller_and_the_text_mask_is_never_lifted():
    text = "舆论 # mixnorm: ignore (so)\n环境"
    given = Mask(text.index("环"), len(text), "code")
    masks, _ = find_masks(text, "text", [given], unmask=list(MASKS))
    assert [m.rule for m in masks] == ["off", "code"]


def test_an_unknown_mask_is_an_error_that_names_the_nearest():
    with pytest.raises(ConfigError, match="there is no mask 'hashtags'; did you mean 'hashtag'"):
        Normalizer(NormalizerConfig(unmask=("hashtags",)))


@pytest.mark.parametrize(
    "sign",
    [
        "`",
        "``",
        "```a b\n",
        "~~~\n",
        "<code>",
        "$",
        "$$",
        "\\(",
        "\\[",
        "\\begin{math}",
        "@a{b,{",
        "(^",
        "一 ",
        "a_中",
        "{{",
    ],
)
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_marks_that_are_never_closed_cost_work_in_proportion(sign, form):
    """A quadratic search over these would take minutes."""
    text = sign * (100_000 // len(sign))
    masks, _ = find_masks(text, form)
    assert all(0 <= m.start < m.end <= len(text) for m in masks)


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


LISTS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda t: Mask(t[0], t[0] + t[1], "code")), max_size=8
)


@given(LISTS)
def test_merged_masks_are_sorted_disjoint_and_lose_nothing(masks):
    merged = merge_masks(masks)
    assert all(a.end <= b.start for a, b in pairwise(merged))
    assert {i for m in merged for i in range(m.start, m.end)} == {i for m in masks for i in range(m.start, m.end)}


@given(LISTS, st.integers(0, 50), st.integers(1, 10))
def test_lookup_agrees_with_a_plain_search(masks, start, size):
    merged = merge_masks(masks)
    wanted = any(m.start < start + size and start < m.end for m in merged)
    assert MaskLookup(merged).overlaps(start, start + size) == wanted
