from __future__ import annotations

import pytest

from normalizer.detection.spelling import spells_japanese, spells_korean
from normalizer.lexicon.index import open_lexicon

READ = open_lexicon().readings_abroad


@pytest.mark.parametrize(
    ("words", "han"),
    [
        ("Ōsaka", "大阪"),
        ("Matsumoto", "松本"),
        ("mizuhiki", "水引"),
        ("Nippon", "日本"),
        ("Sapporo", "札幌"),
        ("shimbun", "新聞"),
        ("otona", "乙名"),
        ("Itō Hirobumi", "伊藤博文"),
    ],
)
def test_japanese_readings_are_found(words, han):
    assert spells_japanese(words, han, READ)


@pytest.mark.parametrize(
    ("words", "han"), [("Beijing", "北京"), ("Osaka", "東京"), ("Matsu", "松本"), ("", "松本"), ("Lu Xun", "魯迅")]
)
def test_other_words_are_no_japanese_reading(words, han):
    assert not spells_japanese(words, han, READ)


@pytest.mark.parametrize(
    ("words", "han"),
    [
        ("Joseon", "朝鮮"),
        ("Chosŏn", "朝鮮"),
        ("Park Chung-hee", "朴正熙"),
        ("Yi Sun-sin", "李舜臣"),
        ("Gyeongbokgung", "景福宮"),
    ],
)
def test_korean_readings_are_found_in_each_romanization(words, han):
    assert spells_korean(words, han, READ)


@pytest.mark.parametrize(("words", "han"), [("Beijing", "北京"), ("Seoul", "漢城"), ("", "朝鮮")])
def test_other_words_are_no_korean_reading(words, han):
    assert not spells_korean(words, han, READ)


def test_a_character_that_no_table_has_has_no_reading():
    assert not spells_japanese("ka", "𡨸", READ)
    assert not spells_korean("ka", "𡨸", READ)
