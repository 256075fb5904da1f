from __future__ import annotations

import pytest

from normalizer import Normalizer


@pytest.fixture(scope="module")
def clean(normalizer):
    return lambda text: normalizer.normalize(text).text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It was a 经济 decision.", "It was an economic decision."),
        ("They talked about the 经济.", "They talked about the economy."),
        ("The results 显著 improved.", "The results significantly improved."),
        ("a 显著 rise", "a significant rise"),
        ("Leave the motorway at the next 出口.", "Leave the motorway at the next exit."),
        ("The 出口 of steel and cars fell.", "The export of steel and cars fell."),
    ],
)
def test_the_slot_and_the_words_around_choose_the_sense(clean, text, wanted):
    assert clean(text) == wanted


def test_a_name_that_the_article_writes_is_taken(clean):
    assert clean("Xiaomi grew. Investors like 小米 shares.") == "Xiaomi grew. Investors like Xiaomi shares."
    assert clean("She cooked 小米 for breakfast.") == "She cooked millet for breakfast."
    assert clean("Jack Ma spoke, and 马云 left.") == "Jack Ma spoke, and Jack Ma left."


def test_every_choice_carries_its_score_and_the_alternatives(normalizer):
    (note,) = normalizer.normalize("Leave at the next 出口.").annotations
    senses = note.tokens[0].senses
    assert [sense.score for sense in senses] == sorted((sense.score for sense in senses), reverse=True)
    assert {"exit", "export"} <= {sense.gloss for sense in senses}
    assert note.tokens[0].chosen == senses[0].gloss


@pytest.fixture(scope="module")
def normalizer():
    return Normalizer()
