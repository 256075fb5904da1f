"""Pinyin: numbered to tone marks, to plain letters, and joined into names."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from normalizer.patterns import precompile

_TONES = {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "ü": "ǖǘǚǜ", "m": "m̄ḿm̌m̀", "n": "n̄ńňǹ"}
_SYLLABLE = precompile(r"([A-Za-zü:·]+?)([1-5])$")
_TONE = precompile(r"[1-5]$")
_NEUTRAL = 5


def mark_tones(pinyin: str) -> str:
    """Return numbered pinyin with tone marks.

    >>> mark_tones("Bei3 jing1"), mark_tones("nu:3 de5"), mark_tones("lu:4")
    ('Běi jīng', 'nǚ de', 'lǜ')
    """
    return " ".join(map(_mark_syllable, pinyin.split()))


# Mandarin has some 1,300 syllables with their tones, so that the caches soon hold all.
@lru_cache(maxsize=4096)
def _mark_syllable(syllable: str) -> str:
    match = _SYLLABLE.match(syllable.replace("u:", "ü").replace("U:", "Ü").replace("v", "ü"))
    if not match:
        return syllable
    letters, tone = match.group(1), int(match.group(2))
    place = _find_vowel(letters.lower())
    if tone == _NEUTRAL or place < 0:
        return letters
    vowel = letters[place]
    marked = _TONES[vowel.lower()][tone - 1]
    return letters[:place] + (marked.upper() if vowel.isupper() else marked) + letters[place + 1 :]


def _find_vowel(letters: str) -> int:
    """Return the place of the letter that carries the tone: a or e, the o of ou, else the last vowel."""
    for sign in ("a", "e", "ou"):
        if sign in letters:
            return letters.index(sign)
    return max((letters.rfind(vowel) for vowel in "aeiouü"), default=-1)


def plain_syllables(pinyin: str) -> list[str]:
    """Return lower-case syllables without tones; ``ü`` as ``u``, marks and digits left out.

    >>> plain_syllables("Xi1 an1"), plain_syllables("nu:3 er2"), plain_syllables("shan3 liang4 r5")
    (['xi', 'an'], ['nu', 'er'], ['shan', 'liang', 'r'])
    """
    return [plain for syllable in pinyin.split() if (plain := _strip_tone(syllable)).isalpha()]


@lru_cache(maxsize=4096)
def _strip_tone(syllable: str) -> str:
    return _TONE.sub("", syllable).lower().replace("u:", "u").replace("ü", "u")


def join_toned(syllables: list[str], apostrophe: str = "’") -> str:
    """Join syllables that have tone marks into one word.

    >>> join_toned(["guān", "xi"]), join_toned(["Xī", "ān"])
    ('guānxi', 'Xī’ān')
    """
    joined = ""
    for syllable in syllables:
        first = unicodedata.normalize("NFD", syllable[:1].lower())[:1]
        joined += (apostrophe if joined and first in ("a", "e", "o") else "") + syllable
    return joined


def join_name(syllables: list[str], apostrophe: str = "’") -> str:
    """Join the syllables of one name with a capital, an apostrophe before a, e or o.

    >>> join_name(["xi", "an"]), join_name(["lei"])
    ('Xi’an', 'Lei')
    """
    joined = ""
    for syllable in syllables:
        joined += (apostrophe if joined and syllable[:1] in "aeo" else "") + syllable.lower()
    return joined[:1].upper() + joined[1:]
