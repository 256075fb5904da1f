from __future__ import annotations

import math
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.lexicon.index import open_lexicon
from normalizer.lexicon.japanese import read_japanese, weigh_japanese

LEXICON = open_lexicon()
KANJI = st.text(st.sampled_from("取締役立入禁止経済国際関係学校年功序列環境問題"), min_size=1, max_size=9)

STORED = LEXICON.japanese_words()


def weigh(run):
    return weigh_japanese(LEXICON, run, run.translate(LEXICON.fold_table))


@pytest.mark.parametrize("run", ["取締役", "年功序列", "立入禁止", "直木賞", "弁当", "関係者以外立入禁止"])
def test_words_of_japanese(run):
    reading = weigh(run)
    assert reading.odds > 8
    assert "".join(reading.words) == run


@pytest.mark.parametrize(
    "run", ["環境影響評估", "國會議員", "不公平", "創傷後遺症", "地方法院", "舆论环境", "發展中國家"]
)
def test_words_of_chinese(run):
    assert weigh(run).odds < 4


@given(KANJI)
def test_the_words_are_the_run(run):
    assert "".join(weigh(run).words) == run


@given(KANJI)
def test_the_odds_are_those_of_the_likeliest_cuts(run):
    """Against every cut there is, each scored word by word."""
    total = math.log(LEXICON.total)

    def score_japanese(word):
        rarity = STORED.get(word)
        return -rarity[0] / 10 * math.log(10) if rarity else -20.0 if len(word) == 1 else -math.inf

    def score_chinese(word):
        frequency = LEXICON.frequency(word)
        return math.log(frequency) - total if frequency else -18.0 if len(word) == 1 else -math.inf

    folded = run.translate(LEXICON.fold_table)
    japanese = max(sum(map(score_japanese, words)) for words in cut_every_way(run))
    chinese = max(sum(map(score_chinese, words)) for words in cut_every_way(folded))
    assert weigh(run).odds == pytest.approx(japanese - chinese)


def cut_every_way(run):
    for cuts in product((False, True), repeat=len(run) - 1):
        ends = [place for place, cut in enumerate(cuts, 1) if cut]
        yield [run[start:end] for start, end in pairwise((0, *ends, len(run)))]


def test_the_words_are_those_of_the_package():
    assert read_japanese() == STORED
    assert len(STORED) > 60_000
