"""What is Chinese in a text, judged without the package that is being measured.

The ranges are those of Unicode 16.0 ``Scripts.txt`` for Han; kana and Hangul are told apart
because a run that mixes them with Han is Japanese or Korean.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

HAN = "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
OTHER = "\u3041-\u309f\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9f\u1100-\u11ff\uac00-\ud7ff"
HAN_RUN = re.compile(f"[{OTHER}]*[{HAN}][{HAN}{OTHER}]*")
_HAN = re.compile(f"[{HAN}]")


def has_han(text: str) -> bool:
    """Tell whether `text` holds a Han character."""
    return _HAN.search(text) is not None


def count_han(text: str) -> int:
    """Count the Han characters of `text`.

    >>> count_han("舆论 and 〇")
    3
    """
    return len(_HAN.findall(text))


def strip_accents(text: str) -> str:
    """Return `text` without combining marks.

    >>> strip_accents("Yúlùn, lǜ")
    'Yulun, lu'
    """
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def read_character(character: str) -> tuple[str, ...]:
    """Return every Mandarin reading of one character, without tones, longest first.

    >>> sorted(read_character("行"))
    ['hang', 'heng', 'xing']
    """
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    readings = {strip_accents(reading).replace("ü", "u").replace("v", "u") for reading in found}
    order = {reading: rank for rank, reading in enumerate(found)}
    return tuple(sorted(readings, key=lambda r: (-len(r), order.get(r, 9), r)))


def spell_letters(text: str) -> str:
    """Return the bare small letters of a romanization, the form in which readings are compared."""
    return "".join(c for c in strip_accents(text).casefold().replace("v", "u") if c.isalpha())


def is_reading(words: str, fragment: str) -> bool:
    """Tell whether `words` read `fragment` out in pinyin, tones and spaces apart.

    >>> is_reading("_Běijīng kǎoyā_", "北京烤鴨"), is_reading("Peking duck", "北京烤鴨")
    (True, False)
    """
    pattern = "r?".join(f"(?:{'|'.join(read_character(c))})" for c in _HAN.findall(fragment))
    return bool(pattern) and re.fullmatch(f"{pattern}r?", spell_letters(words)) is not None


def is_of_reading(word: str, fragment: str) -> bool:
    """Tell whether `word` is made of syllables of `fragment` alone, in any order.

    >>> is_of_reading("Běijīng", "北京烤鴨"), is_of_reading("duck", "北京烤鴨")
    (True, False)
    """
    syllables = {reading for c in _HAN.findall(fragment) for reading in read_character(c)}
    return bool(syllables) and re.fullmatch(f"(?:{'|'.join(sorted(syllables))})+", spell_letters(word)) is not None
