from __future__ import annotations

import pytest

from normalizer import Normalizer

NORMALIZER = Normalizer()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He feared an 能源危机.", "He feared an energy crisis."),
        ("This is my 朋友的书.", "This is my friend's book."),
        ("We need 更多的时间.", "We need more time."),
        ("It shows 中国的经济发展.", "It shows China's economic development."),
        ("They bought 三个苹果.", "They bought three apples."),
        ("He 不知道 why.", "He does not know why."),
        ("He 打开了 the door.", "He opened the door."),
        ("The bridge 被摧毁 by a flood.", "The bridge is destroyed by a flood."),
        ("It lay 桌子上.", "It lay on the table."),
        ("They met 在北京.", "They met in Beijing."),
        ("I 恳请大家 to stay.", "I earnestly ask everyone to stay."),
        ("They sell 石油和天然气.", "They sell oil and natural gas."),
        ("He said: 我不同意。", "He said: I do not agree."),
        ("He asked: 你是谁？", "He asked: who are you?"),
        ("Costs 主要包括 rent.", "Costs mainly include rent."),
    ],
)
def test_a_fragment_of_several_words_becomes_one_phrase(text, wanted):
    assert NORMALIZER.normalize(text).text == wanted


def test_a_clause_says_that_it_is_less_sure():
    (note,) = NORMALIZER.normalize("He wrote 因为天气太冷所以我们没有去公园 there.").annotations
    (word,) = NORMALIZER.normalize("He wrote 公园 there.").annotations
    assert note.confidence < word.confidence
    assert all(ord(c) < 0x2E80 for c in note.replacement)
