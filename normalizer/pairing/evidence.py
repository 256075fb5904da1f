"""How well a stretch of English fits a fragment: by meaning and by sound."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from normalizer.lexicon.readings import plain_syllables
from normalizer.lexicon.splitting import split_unknown
from normalizer.pairing.wording import STOPWORDS, WORD, fold_letters, stem, stem_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from normalizer.detection.masking.lookup import MaskLookup
    from normalizer.lexicon.index import LexiconIndex
    from normalizer.protocols import Segmenter

_MAX_WORDS_FOR_READING = 6
_PART_WEIGHT = 0.5
_GRAMMAR_TAGS = frozenset("cdpury")
# Characters that Chinese writes the sounds of foreign names with: a word of these alone is no Japanese or Korean one.
_SOUNDS = frozenset(
    "亚阿比赞甘冈加萨撒桑那娜利丽里苏珊赛西哈纽几内拉马玛林巴布奥米伽丹旦沙莎尼基姆斯克尔特德伊维托多蒙卡路罗卢伦门诺恩帕笼吨咪土"
    "埃艾安昂博达代顿法菲弗福盖戈格古汉赫胡吉杰金科库莱兰勒雷列隆洛曼梅莫穆纳欧皮普奇乔切塞史塔泰汤图瓦威韦温沃乌希夏谢休雅叶耶约泽扎佐"
)
_REMARK = re.compile(r"\([^()]*\)")


class Phrase(NamedTuple):
    """English words with their places in the input (code points)."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class Match(NamedTuple):
    """How a phrase fits a fragment.

    ``meaning`` and ``sound`` are the shares of the fragment's characters that are answered
    by a sense or by a reading; ``first`` and ``last`` the indexes of the outermost words that
    answer (-1: none); ``covered`` the share of content words between them that answer;
    ``answered`` the indexes of all words that do; ``surname`` whether a capital word is its surname.
    """

    meaning: float
    sound: float
    first: int
    last: int
    covered: float
    surname: bool = False
    answered: tuple[int, ...] = ()

    @property
    def total(self) -> float:
        """The share of the fragment that is answered at all."""
        return min(1.0, self.meaning + self.sound)


NO_MATCH = Match(0.0, 0.0, -1, -1, 0.0)


def read_phrase(text: str, start: int, end: int, masks: MaskLookup | None = None) -> Phrase:
    """Return the words of ``text[start:end]`` with their places, those in `masks` left out."""
    found = [m for m in WORD.finditer(text, start, end) if masks is None or not masks.overlaps(*m.span())]
    return Phrase(tuple(m.group() for m in found), tuple(m.start() for m in found), tuple(m.end() for m in found))


class EvidenceReader:
    """Compares English with Chinese through the lexicon; thread-safe, caches bounded."""

    def __init__(self, lexicon: LexiconIndex, segmenter: Segmenter, fold: Callable[[str], str]) -> None:
        """Take the lexicon, the segmenter and the folding to simplified characters."""
        self._lexicon = lexicon
        self._segmenter = segmenter
        self._fold = fold
        self.words_of = lru_cache(maxsize=8192)(self._words_of)
        self.stems_of = lru_cache(maxsize=16384)(self._stems_of)
        self.syllables_of = lru_cache(maxsize=16384)(self._syllables_of)

    def _words_of(self, fragment: str) -> tuple[str, ...]:
        folded = self._fold(fragment)
        words = (word for word in self._segmenter.segment(folded) if not word.isspace())
        return tuple(part for word in words for part in split_unknown(word, self._lexicon))

    def _stems_of(self, word: str) -> frozenset[str]:
        """Stems of everything the dictionary says of a word, remarks in brackets apart."""
        record = self._lexicon.lookup(word)
        if record is None:
            return frozenset()
        stems: set[str] = set()
        for entry in record.entries:
            for sense in entry.senses:
                if sense.kind not in ("classifier", "surname"):
                    # What defines a name (“student of Confucius”) does not mean it; nor do labels.
                    stems |= stem_words("" if sense.pos == "name" else _REMARK.sub(" ", sense.raw).partition(", ")[0])
                    for wording in (sense.gloss, *sense.alternatives):
                        stems |= stem_words(wording)
        return frozenset(stems)

    def means_alone(self, fragment: str, word: str) -> bool:
        """Tell whether an English word is or ends a wording of `fragment`: *phone* of 手机, not *worked* of 努力.

        A fragment that the dictionary lacks must be answered in all its words.
        """
        record = self._lexicon.lookup(self._fold(fragment))
        if record is None or not record.entries:
            return self.match(fragment, read_phrase(word, 0, len(word))).total == 1.0
        wordings = (w for e in record.entries for s in e.senses for w in (s.gloss, *s.alternatives) if w)
        content = ([stem(part) for part in w.split(" ") if part.lower() not in STOPWORDS] for w in wordings)
        return any(parts[-1:] == [stem(word)] for parts in content)

    def _syllables_of(self, word: str) -> tuple[tuple[str, ...], ...]:
        """Possible plain syllables of each character of a word."""
        return tuple(self._syllables_of_character(character) for character in word)

    def _syllables_of_character(self, character: str) -> tuple[str, ...]:
        record = self._lexicon.lookup(character)
        readings = [entry.pinyin for entry in record.entries] if record else []
        readings += self._lexicon.reading(character)
        return tuple(dict.fromkeys(s for r in readings for s in plain_syllables(r)))

    def spells(self, english: str, fragment: str) -> bool:
        """Tell whether neighbouring words of `english` spell the Mandarin reading of `fragment`."""
        return bool(self._find_reading(self._fold(fragment), read_phrase(english, 0, len(english))))

    def reads_beside(self, before: str, after: str, fragment: str) -> bool:
        """Tell whether the words right before or right after a fragment spell its Mandarin reading."""
        syllables = self.syllables_of(self._fold(fragment))
        if not syllables or not all(syllables):
            return False
        left = [fold_letters(word) for word in WORD.findall(before)[-_MAX_WORDS_FOR_READING:]]
        right = [fold_letters(word) for word in WORD.findall(after)[:_MAX_WORDS_FOR_READING]]
        chains = [left[-size:] for size in range(1, len(left) + 1)] + [
            right[:size] for size in range(1, len(right) + 1)
        ]
        return any(_spells("".join(chain), syllables) for chain in chains)

    def names_abroad(self, english: str, fragment: str) -> bool:
        """Tell whether `fragment` writes out the sound of `english` in Chinese: a name or a loan from far away.

        甘比亞 is Gambia and 撒旦 is Satan, though Japanese readings of the characters happen to spell them.
        """
        folded = self._fold(fragment)
        record = self._lexicon.lookup(folded)
        if record is None or sum(c not in _SOUNDS for c in folded) > (len(folded) > 2):  # noqa: PLR2004 - one may be a kind: 馬里島
            return False
        word = english.lower()
        return any(word in s.raw.lower() and "Japan" not in s.raw for e in record.entries for s in e.senses)

    def is_grammatical(self, fragment: str) -> bool:
        """Tell whether a fragment is a conjunction, adverb, preposition or particle by jieba's tag."""
        record = self._lexicon.lookup(self._fold(fragment))
        return record is not None and record.tag[:1] in _GRAMMAR_TAGS

    def match(self, fragment: str, phrase: Phrase) -> Match:
        """Return how `phrase` fits `fragment`, by the best account of each of its words."""
        words = self.words_of(fragment)
        total = sum(len(word) for word in words) or 1
        stems = [frozenset(map(stem, (word, *word.split("-")))) for word in phrase.words]
        answered: set[int] = set()
        meaning, whole = 0.0, self.stems_of(self._fold(fragment))
        hits = {i for i, s in enumerate(stems) if s & whole and phrase.words[i].lower() not in STOPWORDS}
        if hits:
            answered |= hits
            meaning = 1.0
        sound, surname = self._match_sound(fragment, phrase, answered)
        if meaning == 0.0 and sound < 1.0:
            meaning, by_parts = self._match_words(words, phrase, stems, total)
            answered |= by_parts
        return _summarise(phrase, answered, meaning, sound, surname=surname)

    def _match_words(
        self, words: tuple[str, ...], phrase: Phrase, stems: list[frozenset[str]], total: int
    ) -> tuple[float, set[int]]:
        """Match word by word, a word's characters as a weaker account of it."""
        answered: set[int] = set()
        share = 0.0
        content = [i for i, word in enumerate(phrase.words) if word.lower() not in STOPWORDS]
        for word in words:
            hits = {i for i in content if stems[i] & self.stems_of(word)}
            weight = 1.0
            if not hits:
                hits = self._find_reading(word, phrase)
            if not hits and len(word) > 1:
                found = [{i for i in content if stems[i] & self.stems_of(c)} for c in word]
                hits = set().union(*found)
                # A character of a known word says little: all of them must speak to count for half.
                weight = _PART_WEIGHT * (sum(map(bool, found)) / len(word) if self.stems_of(word) else 1.0)
            if hits:
                answered |= hits
                share += weight * len(word) / total
        return share, answered

    def _match_sound(self, fragment: str, phrase: Phrase, answered: set[int]) -> tuple[float, bool]:
        """Match the reading of the whole fragment, or of its surname beside capitals."""
        han = "".join(c for c in self._fold(fragment) if c not in "·•・ ")
        hits = self._find_reading(han, phrase)
        if hits:
            answered |= hits
            return 1.0, False
        if 2 <= len(han) <= 4:  # noqa: PLR2004 - personal names
            surname = self._find_reading(han[:1], phrase) or self._find_reading(han[:2], phrase)
            names = {i for i in surname if phrase.words[i][:1].isupper()}
            if names:
                answered |= names
                return 0.0, True
        return 0.0, False

    def _find_reading(self, word: str, phrase: Phrase) -> set[int]:
        """Return the indexes of neighbouring words that together spell a word's reading."""
        syllables = self.syllables_of(word)
        if not syllables or not all(syllables):
            return set()
        letters = [fold_letters(w) for w in phrase.words]
        longest = sum(max(map(len, options)) for options in syllables)
        for first in range(len(letters)):
            joined = ""
            if not letters[first].startswith(syllables[0]) and letters[first]:
                continue
            for last in range(first, min(first + _MAX_WORDS_FOR_READING, len(letters))):
                joined += letters[last]
                if len(joined) > longest:
                    break
                if _spells(joined, syllables):
                    return set(range(first, last + 1))
        return set()


def _spells(letters: str, syllables: tuple[tuple[str, ...], ...]) -> bool:
    """Tell whether `letters` is a chain of one reading of each character.

    >>> _spells("xian", (("xi",), ("an", "yan")))
    True
    """
    places = {0}
    for options in syllables:
        places = {p + len(o) for p in places for o in options if letters.startswith(o, p)}
        if not places:
            return False
    return len(letters) in places


def _summarise(phrase: Phrase, answered: set[int], meaning: float, sound: float, *, surname: bool) -> Match:
    if not answered:
        return NO_MATCH._replace(surname=surname)
    first, last = min(answered), max(answered)
    content = [i for i in range(first, last + 1) if phrase.words[i].lower() not in STOPWORDS or i in answered]
    covered = sum(i in answered for i in content) / len(content)
    return Match(min(1.0, meaning), sound, first, last, covered, surname, tuple(sorted(answered)))
