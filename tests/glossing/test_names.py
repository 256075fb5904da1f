from __future__ import annotations

import pytest

from normalizer import Normalizer
from normalizer.glossing.cues import is_pinyin

NORMALIZER = Normalizer()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("According to Mr 单国强, it rose.", "According to Mr Shan Guoqiang, it rose."),
        ("The actress 欧阳明华 (born 1970) sang.", "The actress Ouyang Minghua (born 1970) sang."),
        ("CEO 张晓安 denied it.", "CEO Zhang Xiao'an denied it."),
        ("They met 李教授 there.", "They met Professor Li there."),
        ("It was ruled by 齐宣王 then.", "It was ruled by King Xuan of Qi then."),
        ("He became 霍丘王 later.", "He became Prince of Huoqiu later."),
        ("It has the villages of Shutangshan, 何桥, Shizhuhu and Caitaoyuan.", "It has the villages of Shutangshan, Heqiao, Shizhuhu and Caitaoyuan."),
        ("It contains Tonglin’ao and 银星村 villages.", "It contains Tonglin’ao and Yinxing villages."),
        ("It was hung at 司门口 for days.", "It was hung at Simenkou for days."),
        ("She teaches at 复旦大学.", "She teaches at Fudan University."),
        ("He visited 莱西市 in May.", "He visited Laixi in May."),
        ("He read 马里奥·普佐 twice.", "He read Mario Puzuo twice."),
        ("She speaks 葡萄牙语.", "She speaks Portuguese."),
    ],
)  # fmt: skip
def test_names_are_written_as_names(text, wanted):
    assert NORMALIZER.normalize(text).text == wanted


@pytest.mark.parametrize(
    "text", ["We need 马上 help.", "He bought 高粱 there.", "It is 方便 for all.", "The 黄金 price fell."]
)
def test_words_that_begin_like_a_surname_are_words(text):
    (note,) = NORMALIZER.normalize(text).annotations
    assert note.origin == "lexicon"


@pytest.mark.parametrize(("name", "told"), [("Zhao Shangjiao", True), ("Tonglin’ao", True), ("London", False), ("Smith", False)])  # fmt: skip
def test_pinyin_is_known_by_its_syllables(name, told):
    assert is_pinyin(name) is told
