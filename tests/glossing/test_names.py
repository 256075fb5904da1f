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
    ("text", "wanted"),
    [
        ("The mayor 任命 him to the post.", "The mayor appoints him to the post."),
        ("The king 高兴地 smiled.", "The king happily smiled."),
        ("The teacher 马上 left.", "The teacher immediately left."),
        ("The president 宣布了 it.", "The president announced it."),
        ("The coach 安排 the team.", "The coach arranges the team."),
        ("The model 平均 accuracy rose.", "The model average accuracy rose."),
        ("It was this model 和平 treaty.", "It was this model peace treaty."),
        ("She saw two 更大 cities.", "She saw two bigger cities."),
        ("The European Union plays 关键 role.", "The European Union plays key role."),
        ("It was led by 安全 concerns.", "It was led by safe concerns."),
        ("According to the 官方统计 of May, it fell.", "According to the official statistics of May, it fell."),
        ("The 新老师 says so.", "The new teacher says so."),
    ],
)
def test_a_trade_beside_a_word_makes_it_no_name(text, wanted):
    assert NORMALIZER.normalize(text).text == wanted


@pytest.mark.parametrize("text", ["The text 需要修改 now.", "The album 非常好听 today.", "The 客服人员 said no."])
def test_words_behind_a_book_or_before_a_verb_of_saying_are_glossed(text):
    (note,) = NORMALIZER.normalize(text).annotations
    assert note.origin == "lexicon"


@pytest.mark.parametrize(
    "text", ["We need 马上 help.", "He bought 高粱 there.", "It is 方便 for all.", "The 黄金 price fell."]
)
def test_words_that_begin_like_a_surname_are_words(text):
    (note,) = NORMALIZER.normalize(text).annotations
    assert note.origin == "lexicon"


@pytest.mark.parametrize(("name", "told"), [("Zhao Shangjiao", True), ("Tonglin’ao", True), ("London", False), ("Smith", False)])  # fmt: skip
def test_pinyin_is_known_by_its_syllables(name, told):
    assert is_pinyin(name) is told
