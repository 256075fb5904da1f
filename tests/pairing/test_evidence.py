from __future__ import annotations

import pytest

from normalizer.pairing.wording import fold_letters, read_phrase, stem


def match(resources, fragment, english):
    return resources.evidence.match(fragment, read_phrase(english, 0, len(english)))


@pytest.mark.parametrize(
    ("fragment", "english"),
    [
        ("舆论", "shape public opinion"),
        ("經濟", "an economic plan"),
        ("土地流转", "a land-transfer contract"),
        ("舆论环境", "environment of opinion"),
    ],
)
def test_meaning_is_found(fragment, english, resources):
    assert match(resources, fragment, english).total >= 0.5


@pytest.mark.parametrize(
    ("fragment", "english"), [("舆论", "the red car"), ("经济", "he said in"), ("北京", "the village of")]
)
def test_chance_words_are_no_evidence(fragment, english, resources):
    assert match(resources, fragment, english).total < 0.5


@pytest.mark.parametrize(
    ("fragment", "english"),
    [("关系", "the guānxi"), ("雷军", "Mr Lei Jun"), ("西安", "to Xi’an"), ("毛泽东", "Mao Zedong"), ("女儿", "nǚ’ér")],
)
def test_readings_are_heard(fragment, english, resources):
    assert match(resources, fragment, english).sound == 1.0


def test_a_surname_is_heard_in_another_order(resources):
    assert match(resources, "應天華", "Jeffrey Ying").surname


def test_stems_join_what_belongs_together():
    assert stem("economies") == stem("economic")
    assert stem("policies") == stem("policy")
    assert stem("running") == stem("runs")
    assert fold_letters("Lǜ-xùn’s") == "luxuns"
