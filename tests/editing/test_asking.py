from __future__ import annotations

import pickle

import pytest

from normalizer import Normalizer, NormalizerConfig
from normalizer.editing.asking import make_request
from normalizer.protocols import Translation


class Table:
    """A translator that knows what a table says, and remembers what it was asked."""

    def __init__(self, **table):
        self.table = table
        self.asked = []

    def translate(self, requests):
        self.asked += requests
        return [
            Translation(self.table[request.fragment], "table", 0.9, "the table")
            if request.fragment in self.table
            else Translation()
            for request in requests
        ]


def test_the_engine_speaks_where_nobody_before_it_does():
    table = Table(舆论环境="climate of opinion", 恳请大家="beg you all")
    text = "The critical舆论环境 grew. I 恳请大家 to buy 三亿元 of stock from 雷军, said market (市场)."
    result = Normalizer(translator=table).normalize(text)
    assert result.text == (
        "The critical climate of opinion grew. I beg you all to buy 300 million yuan of stock from Lei Jun, said market."
    )
    note = result.annotations[0]
    assert (note.origin, note.engine, note.gloss, note.confidence) == ("translator", "table", "climate of opinion", 0.9)
    assert result.restore() == text
    assert [request.fragment for request in table.asked] == ["舆论环境", "恳请大家"]
    assert table.asked[0].before == "The critical"
    assert table.asked[0].after == " grew."
    assert table.asked[0].glosses == (("市场", "market"),)


def test_the_lexicon_speaks_where_the_engine_has_nothing():
    result = Normalizer(translator=Table()).normalize("The critical舆论环境 grew.")
    assert result.text == "The critical public opinion environment grew."
    assert result.annotations[0].origin == "lexicon"


@pytest.mark.parametrize(
    ("text", "config"),
    [
        ("the market (市场) grew", NormalizerConfig()),
        ("`代码` and https://a.cn/舆论", NormalizerConfig()),
        ("東京タワー is tall", NormalizerConfig()),
        ("the character 好 is old", NormalizerConfig()),
        ("the 舆论 grew", NormalizerConfig(leak="keep")),
        ("the 舆论 grew", NormalizerConfig(leak="drop")),
        ("plain English", NormalizerConfig()),
    ],
)
def test_an_engine_is_not_asked_without_need(text, config):
    table = Table()
    assert Normalizer(config, table).normalize(text).text == Normalizer(config).normalize(text).text
    assert table.asked == []


def test_english_of_an_engine_has_its_blanks_its_capital_and_its_article():
    table = Table(舆论="opinion", 经济="economic")
    normalizer = Normalizer(translator=table)
    assert normalizer.normalize("舆论 grew.").text == "Opinion grew."
    assert normalizer.normalize("it made a 经济decision").text == "it made an economic decision"


def test_a_request_holds_the_sentence_of_its_fragment():
    text = "It grew. “The critical舆论 fell.” So it was."
    start = text.index("舆论")
    request = make_request(text, start, start + 2)
    assert (request.before, request.after) == ("“The critical", " fell.”")


def test_a_normalizer_is_pickled_with_its_translator():
    normalizer = pickle.loads(pickle.dumps(Normalizer(translator=Table(舆论="opinion"))))  # noqa: S301 - our own
    assert normalizer.normalize("the 舆论 grew").text == "the opinion grew"


def test_the_glossary_of_the_user_is_told_where_it_is_a_part_of_a_fragment(tmp_path):
    (tmp_path / "own.tsv").write_text("内卷\trat race\n", encoding="utf-8")
    table = Table(严重内卷问题="severe rat race")
    config = NormalizerConfig(glossary=(str(tmp_path / "own.tsv"),))
    result = Normalizer(config, table).normalize("The 严重内卷问题 hurts, the 内卷 (rivalry) too.")
    assert [(request.fragment, request.glosses) for request in table.asked] == [
        ("严重内卷问题", (("内卷", "rat race"),))
    ]
    assert "severe rat race" in result.text
