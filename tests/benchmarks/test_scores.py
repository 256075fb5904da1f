"""Folding and scores."""

from __future__ import annotations

import pytest

from benchmarks.scores import fold, score_characters, score_phrase, score_tokens


@pytest.mark.parametrize(
    ("phrase", "joined", "folded"),
    [
        ("The Public Opinion.", False, "public opinion"),
        ("“an élite”", False, "elite"),
        ("theatre", False, "theatre"),
        ("A", False, "a"),
        ("*the “Iron Rooster*”", False, "iron rooster"),
        ("Chiang Kai-shek", True, "chiangkaishek"),
        ("Xī'ān Shì", True, "xianshi"),
        ("Chiang Kai-shek", False, "chiang kai-shek"),
        ("", False, ""),
    ],
)
def test_phrases_are_folded(phrase, joined, folded):
    assert fold(phrase, joined=joined) == folded


def test_token_f1_counts_words_as_a_multiset():
    assert score_tokens("rain rain", "rain") == pytest.approx(2 / 3)
    assert score_tokens("iron rooster", "rooster iron") == 1
    assert score_tokens("iron", "rooster") == 0
    assert score_tokens("", "") == 0


def test_character_score_orders_phrases_by_nearness():
    assert score_phrase("public opinion", "public opinion") == pytest.approx(100)
    assert 0 < score_phrase("public opinions", "public opinion") < 100
    assert score_phrase("xyz", "public opinion") == 0
    assert score_characters([], []) == 0


def test_corpus_score_weighs_long_phrases_more_than_the_mean_does():
    answers, references = ["ox", "the department of public works"], ["qu", "the department of public works"]
    mean = sum(map(score_phrase, answers, references)) / 2
    assert score_characters(answers, references) > mean
