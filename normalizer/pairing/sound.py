"""Whether English words spell a fragment: in pinyin, in the spellings of Taiwan, in those of Hong Kong."""

from __future__ import annotations

from functools import lru_cache

from normalizer.lexicon.readings import plain_syllables
from normalizer.lexicon.spellings import spell_cantonese, spell_mandarin
from normalizer.pairing.wording import STOPWORDS, fold_letters
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from normalizer.lexicon.index import LexiconIndex
    from normalizer.pairing.wording import Phrase

    Syllables = tuple[tuple[str, ...], ...]
    Reader = Callable[[str], tuple[str, ...]]

_MAX_WORDS = 6
_SHORTEST_NAME = 2
_LONGEST_NAME = 4
_RARE = 40
"""Commonness (an English word's, out of 80) under which small letters may still spell a name."""


# Characters that Chinese writes the sounds of foreign names with: a word of these alone is no Japanese or Korean one.
_SOUNDS = frozenset(
    "亚阿比赞甘冈加萨撒桑那娜利丽里苏珊赛西哈纽几内拉马玛林巴布奥米伽丹旦沙莎尼基姆斯克尔特德伊维托多蒙卡路罗卢伦门诺恩帕笼吨咪土"
    "埃艾安昂博达代顿法菲弗福盖戈格古汉赫胡吉杰金科库莱兰勒雷列隆洛曼梅莫穆纳欧皮普奇乔切塞史塔泰汤图瓦威韦温沃乌希夏谢休雅叶耶约泽扎佐"
)


class SoundReader:
    """Compares the letters of English words with the readings of characters; thread-safe, caches bounded."""

    def __init__(self, lexicon: LexiconIndex) -> None:
        """Take the lexicon that holds the readings."""
        self._lexicon = lexicon
        self._read = lru_cache(maxsize=16384)(self._read_character)
        self._read_in_taiwan = lru_cache(maxsize=8192)(self._read_character_in_taiwan)
        self._read_cantonese = lru_cache(maxsize=8192)(self._read_character_in_cantonese)

    def _read_character(self, character: str) -> tuple[str, ...]:
        """Return the plain syllables that a character can be, in pinyin."""
        record = self._lexicon.lookup(character)
        readings = [entry.pinyin for entry in record.entries] if record else []
        readings += self._lexicon.reading(character)
        return tuple(dict.fromkeys(s for r in readings for s in plain_syllables(r)))

    def _read_character_in_taiwan(self, character: str) -> tuple[str, ...]:
        return _add_spellings(self._read(character))

    def _read_character_in_cantonese(self, character: str) -> tuple[str, ...]:
        readings = self._lexicon.cantonese_reading(character)
        return tuple(dict.fromkeys(s for reading in readings for s in spell_cantonese(reading)))

    def find_reading(self, word: str, phrase: Phrase) -> set[int]:
        """Return the indexes of neighbouring words that together spell a word's reading in pinyin."""
        return _find_chain(word, self._read, phrase, range(len(phrase.words)))

    def spells_beside(self, word: str, before: Sequence[str], after: Sequence[str]) -> bool:
        """Tell whether the last words before or the first words after a word spell its reading in pinyin."""
        first = self._read(word[0]) if word else ()
        if not first:
            return False
        left = [fold_letters(part) for part in before[-_MAX_WORDS:]]
        chains = ["".join(left[start:]) for start, letters in enumerate(left) if letters.startswith(first)]
        if after and fold_letters(after[0]).startswith(first):
            right = [fold_letters(part) for part in after[:_MAX_WORDS]]
            chains += ["".join(right[:size]) for size in range(1, len(right) + 1)]
        syllables = tuple(map(self._read, word)) if chains else ()
        return all(syllables) and any(spells(chain, syllables) for chain in chains)

    def find_name(self, word: str, phrase: Phrase) -> set[int]:
        """Return the indexes of the words that spell a name as Taiwan or Hong Kong writes it.

        Such spellings are many, so that common words in small letters may not take part,
        and one character is only answered by a rare word that stands alone (*tao* in brackets).
        """
        if len(word) < _SHORTEST_NAME and (len(phrase.words) != 1 or self._is_common(phrase.words[0])):
            return set()
        every = range(len(phrase.words))
        heard = [
            read for read in (self._read_in_taiwan, self._read_cantonese) if _find_firsts(word, read, phrase, every)
        ]
        allowed = [i for i, w in enumerate(phrase.words) if not w.islower() or not self._is_common(w)] if heard else []
        return next((found for read in heard if (found := _find_chain(word, read, phrase, allowed))), set())

    def find_surname(self, word: str, phrase: Phrase) -> set[int]:
        """Return the indexes of the capital words that spell the surname of `word`, if it can be a person's name."""
        if not _SHORTEST_NAME <= len(word) <= _LONGEST_NAME:
            return set()
        capital = [
            i
            for i, w in enumerate(phrase.words)
            if w[:1].isupper() and (w.lower() not in STOPWORDS or (i and phrase.words[i - 1][:1].isupper()))
        ]
        if not capital:
            return set()
        for surname in (word[:1], word[:2]):
            for read in (self._read, self._read_in_taiwan, self._read_cantonese):
                found = _find_chain(surname, read, phrase, capital)
                if found:
                    return found
        return set()

    def _is_common(self, word: str) -> bool:
        return self._lexicon.english(word.lower()).commonness >= _RARE


@lru_cache(maxsize=4096)
def _add_spellings(syllables: tuple[str, ...]) -> tuple[str, ...]:
    """Return the syllables of a character in pinyin with Taiwan's spellings of them."""
    return (*syllables, *(other for one in syllables for other in spell_mandarin(one)))


class _Letters(NamedTuple):
    """The letters of each of some words, and what they begin with."""

    words: tuple[str, ...]
    initials: frozenset[str]


@lru_cache(maxsize=256)
def _fold_words(words: tuple[str, ...]) -> _Letters:
    folded = tuple(map(fold_letters, words))
    return _Letters(folded, frozenset(letters[:1] for letters in folded))


def _find_firsts(word: str, read: Reader, phrase: Phrase, allowed: Sequence[int]) -> list[int]:
    """Return the indexes among `allowed` of the words that begin with a reading of the first character."""
    letters, initials = _fold_words(phrase.words)
    opening = [reading for reading in read(word[0]) if reading[0] in initials] if word else []
    return [first for first in allowed if letters[first].startswith(tuple(opening))] if opening else []


def _find_chain(word: str, read: Reader, phrase: Phrase, allowed: Sequence[int]) -> set[int]:
    """Return the first run of neighbouring words among `allowed` that is a chain of one reading of each character.

    Most words begin with no reading of the first character, so that the others are not read.
    """
    firsts = _find_firsts(word, read, phrase, allowed)
    syllables = tuple(map(read, word)) if firsts else ()
    if not all(syllables):
        return set()
    letters = _fold_words(phrase.words).words
    for first in firsts:
        longest = sum(max(map(len, options)) for options in syllables)
        usable, joined = set(allowed), ""
        for last in range(first, min(first + _MAX_WORDS, len(phrase.words))):
            joined += letters[last]
            if last not in usable or len(joined) > longest:
                break
            if spells(joined, syllables):
                return set(range(first, last + 1))
    return set()


def spells(letters: str, syllables: Syllables) -> bool:
    """Tell whether `letters` is a chain of one reading of each character.

    >>> spells("xian", (("xi",), ("an", "yan")))
    True
    """
    places = {0}
    for options in syllables:
        places = {p + len(o) for p in places for o in options if letters.startswith(o, p)}
        if not places:
            return False
    return len(letters) in places


def may_transcribe(folded: str) -> bool:
    """Tell whether characters can write out the sound of a foreign word; one of three may be a kind (馬里島).

    >>> may_transcribe("撒旦"), may_transcribe("经济")
    (True, False)
    """
    return sum(c not in _SOUNDS for c in folded) <= (len(folded) > _SHORTEST_NAME)
