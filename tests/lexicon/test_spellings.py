"""Spellings of names besides pinyin: the usual one is written, all usual ones are heard."""

import pytest

from normalizer.lexicon.spellings import spell_cantonese, spell_hong_kong, spell_mandarin, spell_wade_giles


@pytest.mark.parametrize(
    ("pinyin", "wade"),
    [
        ("cai", "tsai"), ("xu", "hsu"), ("xie", "hsieh"), ("zhong", "chung"), ("jing", "ching"), ("ri", "jih"), ("guang", "kuang"),
        ("duo", "to"), ("luo", "lo"), ("ge", "ko"), ("zhuo", "cho"), ("jian", "chien"), ("yan", "yen"), ("ye", "yeh"), ("shi", "shih"),
        ("rong", "jung"), ("ying", "ying"), ("wen", "wen"), ("er", "erh"), ("quan", "chuan"), ("tai", "tai"), ("si", "szu"),
    ],
)  # fmt: skip
def test_wade_giles(pinyin, wade):
    assert spell_wade_giles(pinyin) == wade
    assert pinyin == wade or wade in spell_mandarin(pinyin)


@pytest.mark.parametrize(
    ("jyutping", "spelled"),
    [
        ("can4", "chan"), ("man4", "man"), ("fai1", "fai"), ("zi3", "chi"), ("keung4", "keung"), ("koeng4", "keung"), ("mei5", "mei"),
        ("jan4", "yan"), ("wing6", "wing"), ("syut3", "suet"), ("waa4", "wa"), ("bou2", "po"), ("gwai3", "kwai"), ("loeng4", "leung"),
    ],
)  # fmt: skip
def test_hong_kong(jyutping, spelled):
    assert spell_hong_kong(jyutping) == spelled
    assert spell_cantonese(jyutping)[:1] in ((), (spelled,))
