"""English words made comparable: without accents, case, inflection and derivation."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from normalizer.detection.codepoints import CJK
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from normalizer.detection.masking.lookup import MaskLookup

_LETTER = rf"[^\W\d_{CJK}]"
WORD = precompile(rf"{_LETTER}+(?:[’'ʼ‘`\-]{_LETTER}+)*")
"""An English word: letters of any script but Chinese, Japanese and Korean, with inner apostrophes and hyphens."""

_ASCII_WORD = precompile(r"[A-Za-z]+(?:['`\-][A-Za-z]+)*")
"""The same in a text of ASCII, found twice as fast."""

STOPWORDS = frozenset(
    "a an the of to in on at by for from with and or as is are was were be been being it its this that these those he she "
    "they his her their i my we our you your not no do does did has have had will would can could may might shall should "
    "sb sth one's oneself someone something etc also e.g i.e esp cf used see variant abbr lit fig literally into onto up out "
    "about after before over under which who what when where while so such than then there here but if".split()
)

PARTICLES = frozenset("up out off down away over back".split())
"""Words that end a verb's wording (*give up*) and mean nothing by themselves."""

# The longest that fits is cut; a stem keeps three letters or more. Derivation counts too: economy, economic.
_ENDINGS = (
    "ically isations izations ations ation itions ition ilities ibility ability ities ity fulness ousness iveness ness "
    "ements ement ments ment ings ing edly ied ies ers ors er or ists ist isms ism als ally ial al ics ic ious "
    "ous ives ive ances ance ences ence ants ant ents ent ishes ish ables able ibles ible ed es en ly ful less s y e"
).split()
_SHORTEST = 3
_BY_LETTER = {
    letter: tuple(sorted({len(e) for e in _ENDINGS if e[-1] == letter}, reverse=True))
    for letter in sorted({e[-1] for e in _ENDINGS})
}
"""The lengths of the endings by their last letter, the longest first, so that a word is asked for few."""

_ALL_ENDINGS = frozenset(_ENDINGS)


def strip_accents(text: str) -> str:
    """Return `text` without diacritics.

    >>> strip_accents("Lǜ Xùn")
    'Lu Xun'
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=16384)
def fold_letters(text: str) -> str:
    """Return only the letters of `text`, lower case, without accents: how readings are compared.

    >>> fold_letters("Xī’ān")
    'xian'
    """
    return "".join(c for c in strip_accents(text).lower() if c.isalpha())


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return a rough stem that inflected and derived forms share.

    >>> stem("economies") == stem("economic") == stem("economy"), stem("virtue")
    (True, 'virtu')
    """
    word = strip_accents(word).lower().replace("’", "'").removesuffix("'s").strip("'-")
    for _ in range(2):
        for size in _BY_LETTER.get(word[-1:], ()):
            ending = word[-size:]
            # Of *topic* nothing is left that means it: *top*.
            if ending in _ALL_ENDINGS and len(word) - size >= _SHORTEST + (ending[:2] == "ic"):
                word = word[:-size]
                break
    if len(word) > _SHORTEST and word[-1] == word[-2]:
        word = word[:-1]
    return word[:-1] + "y" if word.endswith("i") and len(word) > _SHORTEST else word


@lru_cache(maxsize=4096)
def stem_parts(word: str) -> frozenset[str]:
    """Return the stems of a word and of the parts that hyphens join."""
    return frozenset(map(stem, (word, *word.split("-"))))


def stem_words(text: str) -> frozenset[str]:
    """Return the stems of the content words in `text`."""
    words = (_ASCII_WORD if text.isascii() else WORD).findall(text)
    if "-" in text:
        words += [part for word in words if "-" in word for part in (word.replace("-", ""), *word.split("-"))]
    return frozenset([stem(word) for word in set(words) if word.lower() not in STOPWORDS])


class Phrase(NamedTuple):
    """English words with their places in the input (code points)."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def read_phrase(text: str, start: int, end: int, masks: MaskLookup | None = None) -> Phrase:
    """Return the words of ``text[start:end]`` with their places, those in `masks` left out."""
    pattern = _ASCII_WORD if text[start:end].isascii() else WORD
    found = [m for m in pattern.finditer(text, start, end) if masks is None or not masks.overlaps(*m.span())]
    return Phrase(tuple(m.group() for m in found), tuple(m.start() for m in found), tuple(m.end() for m in found))
