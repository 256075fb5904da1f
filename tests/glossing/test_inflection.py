from __future__ import annotations

import pytest

from normalizer.glossing.inflection import compare, inflect, pluralise
from normalizer.lexicon.index import open_lexicon

ENGLISH = open_lexicon().english


@pytest.mark.parametrize(
    ("word", "form", "wanted"),
    [("restrict", "s", "restricts"), ("carry", "s", "carries"), ("push", "s", "pushes"), ("dominate", "ed", "dominated"), ("plan", "ed", "planned"), ("carry out", "ed", "carried out"), ("tie", "ing", "tying"), ("run", "ing", "running"), ("agree", "ing", "agreeing"), ("happy", "ly", "happily"), ("simple", "ly", "simply"), ("economic", "ly", "economically"), ("happy", "ness", "happiness"), ("anonymous", "ity", "anonymity"), ("googlify", "ed", "googlified")],
)  # fmt: skip
def test_regular_forms_come_by_rule_and_by_table_alike(word, form, wanted):
    assert inflect(word, form) == inflect(word, form, ENGLISH) == wanted


@pytest.mark.parametrize(
    ("word", "form", "wanted"),
    [("go", "ed", "went"), ("write", "en", "written"), ("understand", "en", "understood"), ("earnestly ask", "ed", "earnestly asked"), ("give up", "en", "given up"), ("refer", "ed", "referred"), ("visit", "ing", "visiting"), ("be", "ed", "was"), ("choose", "s", "chooses")],
)  # fmt: skip
def test_irregular_forms_come_from_the_table(word, form, wanted):
    assert inflect(word, form, ENGLISH) == wanted


@pytest.mark.parametrize(("word", "wanted"), [("main reason", "main reasons"), ("city", "cities"), ("point of view", "points of view"), ("child", "children"), ("advice", "advice"), ("boss", "bosses"), ("person", "people"), ("news", "news")])  # fmt: skip
def test_plurals(word, wanted):
    assert pluralise(word, ENGLISH) == wanted


@pytest.mark.parametrize(("word", "degree", "wanted"), [("good", "er", "better"), ("big", "est", "biggest"), ("important", "er", "more important"), ("easy", "er", "easier"), ("complex", "est", "most complex")])  # fmt: skip
def test_degrees(word, degree, wanted):
    assert compare(word, degree, ENGLISH) == wanted
