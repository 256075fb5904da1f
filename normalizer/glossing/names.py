"""Names read out: surnames with their own readings, given names and words in one piece."""

from __future__ import annotations

from normalizer.lexicon.readings import join_name, plain_syllables
from normalizer.lexicon.spellings import HONG_KONG_SURNAMES, TAIWAN_SURNAMES, spell_hong_kong, spell_wade_giles
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.lexicon.index import LexiconIndex
    from normalizer.literals import Tradition

COMPOUND_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 东方 独孤 南宫 万俟 闻人 夏侯 公孙 尉迟 澹台 皇甫 宗政 濮阳 公冶 太史 申屠 慕容 令狐 钟离 宇文 长孙 "
    "鲜于 闾丘 司徒 司空 端木 西门 呼延 百里 东郭 南门 羊舌 微生 梁丘 左丘 第五 拓跋 完颜 耶律 叶赫 爱新".split()
)
SURNAME_READINGS = {
    "单": "Shan",
    "解": "Xie",
    "仇": "Qiu",
    "曾": "Zeng",
    "区": "Ou",
    "查": "Zha",
    "盖": "Ge",
    "翟": "Zhai",
    "任": "Ren",
}
SURNAME_READINGS |= {
    "华": "Hua",
    "朴": "Piao",
    "尉": "Wei",
    "乐": "Yue",
    "覃": "Qin",
    "宁": "Ning",
    "缪": "Miao",
    "折": "She",
    "黑": "He",
}
"""Characters that are read otherwise as a surname."""


def is_surname(text: str, lexicon: LexiconIndex) -> bool:
    """Tell whether the dictionary or the table of compound surnames knows `text` as a surname."""
    if text in COMPOUND_SURNAMES:
        return True
    record = lexicon.lookup(text)
    return record is not None and any(s.kind == "surname" for e in record.entries for s in e.senses)


def read_syllables(word: str, lexicon: LexiconIndex) -> list[str]:
    """Return the plain syllables of a word: the dictionary's reading of it, else of each character."""
    record = lexicon.lookup(word)
    if record and record.entries:
        syllables = plain_syllables(record.entries[0].pinyin)
        if len(syllables) == len(word):
            return syllables
    return [_read_character(character, lexicon) for character in word]


def _read_character(character: str, lexicon: LexiconIndex) -> str:
    known = lexicon.reading(character)
    if known:
        return plain_syllables(known[0])[0]
    record = lexicon.lookup(character)
    if record and record.entries:
        return (plain_syllables(record.entries[0].pinyin) or [character])[0]
    return ""


def romanize_person(
    surname: str, given: str, lexicon: LexiconIndex, apostrophe: str, tradition: Tradition = "pinyin"
) -> str:
    """Return a name as China spells it, or as Taiwan or Hong Kong do.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> [romanize_person("张", "志伟", open_lexicon(), "’", t) for t in ("pinyin", "wade-giles", "cantonese")]
    ['Zhang Zhiwei', 'Chang Chih-wei', 'Cheung Chi-wai']
    """
    if tradition != "pinyin":
        return f"{_spell_surname(surname, lexicon, tradition)} {_spell_given(given, lexicon, tradition)}".strip()
    return f"{_read_surname(surname, lexicon, apostrophe)} {_read_given(given, lexicon, apostrophe)}".rstrip()


def romanize_given(given: str, lexicon: LexiconIndex, apostrophe: str, tradition: Tradition = "pinyin") -> str:
    """Return a given name by itself."""
    return _read_given(given, lexicon, apostrophe) if tradition == "pinyin" else _spell_given(given, lexicon, tradition)


def _read_given(given: str, lexicon: LexiconIndex, apostrophe: str) -> str:
    return join_name(read_syllables(given, lexicon), apostrophe)


def _read_surname(surname: str, lexicon: LexiconIndex, apostrophe: str) -> str:
    if surname in SURNAME_READINGS:
        return SURNAME_READINGS[surname]
    record = lexicon.lookup(surname)
    entries = [e for e in record.entries if any(s.kind == "surname" for s in e.senses)] if record else []
    syllables = plain_syllables(entries[0].pinyin) if entries else read_syllables(surname, lexicon)
    return join_name(syllables, apostrophe)


def _spell_surname(surname: str, lexicon: LexiconIndex, tradition: Tradition) -> str:
    usual = HONG_KONG_SURNAMES if tradition == "cantonese" else TAIWAN_SURNAMES
    if surname in usual:
        return usual[surname]
    if tradition == "wade-giles":
        read = _read_surname(surname, lexicon, "").lower()
        return join_name([spell_wade_giles(read)] if len(surname) == 1 else _spell(surname, lexicon, tradition), "")
    return "-".join(_spell(surname, lexicon, tradition)).capitalize()


def _spell_given(given: str, lexicon: LexiconIndex, tradition: Tradition) -> str:
    """Return a given name with a hyphen between its syllables, as both traditions have it."""
    return "-".join(_spell(given, lexicon, tradition)).capitalize()


def _spell(word: str, lexicon: LexiconIndex, tradition: Tradition) -> list[str]:
    if tradition == "cantonese":
        return [_spell_character(character, lexicon) for character in word]
    return [spell_wade_giles(syllable) for syllable in read_syllables(word, lexicon)]


def _spell_character(character: str, lexicon: LexiconIndex) -> str:
    known = lexicon.cantonese_reading(character)
    return spell_hong_kong(known[0]) if known else _read_character(character, lexicon)


def romanize_word(word: str, lexicon: LexiconIndex, apostrophe: str, *, capital: bool) -> str:
    """Return the reading of a word in one piece, without tones."""
    joined = join_name([s for s in read_syllables(word, lexicon) if s], apostrophe)
    return joined if capital else joined.lower()
