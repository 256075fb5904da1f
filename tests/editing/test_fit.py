from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.editing.articles import agree, takes_an
from normalizer.pairing.removal import remove_after, remove_before


@pytest.mark.parametrize(
    "word", ["economic", "hour", "honest", "MRT", "8-point", "X-ray", "umbrella", "unimportant", "old", "“easy”"]
)
def test_an(word):
    assert takes_an(word)


@pytest.mark.parametrize(
    "word", ["plan", "university", "European", "one-off", "NATO", "house", "useful", "unique", "70 percent"]
)
def test_a(word):
    assert not takes_an(word)


def test_agreement_keeps_capital_and_blank():
    assert agree("A  ", "old") == "An  "


SURROUNDINGS = st.text(alphabet="ab ,.()“”\"'*_\n:—", max_size=10)


@given(SURROUNDINGS, SURROUNDINGS)
def test_a_removal_holds_the_fragment_and_never_a_letter(before, after):
    text = before + "舆论" + after
    start, end = len(before), len(before) + 2
    for remove in (remove_after, remove_before):
        span = remove(text, start, end)
        assert span.start <= start
        assert end <= span.end
        assert not any(c.isalnum() for c in text[span.start : start] + text[end : span.end])
