from __future__ import annotations

import pytest

from normalizer.pairing.content import judge_content


@pytest.mark.parametrize(
    ("fragment", "content"),
    [
        ("舆论", "public opinion"),
        ("震撼", "shook"),
        ("陈水扁", "Chen Shui-bian"),
        ("春季", "in spring"),
        ("你似乎来到了荒原", "you seem to have come to a wasteland"),
    ],
)
def test_a_gloss_is_known(fragment, content, resources):
    assert judge_content(fragment, content, resources.evidence)[0] >= 0.6


@pytest.mark.parametrize(
    ("fragment", "content"),
    [
        ("老师", "whom nobody liked"),
        ("工厂", "owned by the state"),
        ("市长", "Mr Wang"),
        ("城市", "the largest in the country"),
        ("报告", "available online"),
        ("李文达", "a friend of mine"),
    ],
)
def test_an_aside_is_none(fragment, content, resources):
    assert judge_content(fragment, content, resources.evidence)[0] == 0.0


def test_quotes_of_its_own_ask_for_a_translation(resources):
    assert judge_content("都对", "all of them", resources.evidence)[0] == 0.0
    assert judge_content("都对", "all of them", resources.evidence, set_apart=True)[0] > 0.0
