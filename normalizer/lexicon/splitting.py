"""Words that the segmenter knows and the dictionary does not, cut into words that it knows."""

from __future__ import annotations

from functools import lru_cache

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.protocols import Lexicon

NAME_TAGS = frozenset({"nr", "ns", "nrt", "nrfg"})
"""jieba's tags of persons and places, which stay whole to be read out."""

_LONGEST_PART = 4
_LONGEST_PERSON = 2
_NEVER_FIRST = frozenset("太很更最不没也都就")
"""Adverbs, which begin no name."""

_NUMERALS = frozenset("一二三四五六七八九十百千两")
"""Before a word of its own they count: 七大洲 are seven continents."""


def split_unknown(word: str, lexicon: Lexicon) -> list[str]:
    """Return `word` itself when the dictionary explains it or it is a name, else its longest known parts.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> split_unknown("第一书记", open_lexicon())
    ['第一', '书记']
    """
    return list(_split(word, lexicon))


@lru_cache(maxsize=4096)
def _split(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    record = lexicon.lookup(word)
    if record and record.tag in NAME_TAGS and not record.entries and not _may_be_name(word, lexicon):
        record = None
    if len(word) == 1 or (record and (record.entries or record.tag in NAME_TAGS)):
        return (word,)
    parts: list[str] = []
    position = 0
    while position < len(word):
        longest = min(len(word) - position, _LONGEST_PART, len(word) - 1)
        for size in range(longest, 0, -1):
            if size == 1 or _is_entry(word[position : position + size], lexicon):
                parts.append(word[position : position + size])
                position += size
                break
    return tuple(parts)


def _may_be_name(word: str, lexicon: Lexicon) -> bool:
    """Doubt a short word that jieba takes for a person though it begins with no surname (太冷), and what counts."""
    record = lexicon.lookup(word)
    if word[0] in _NEVER_FIRST or (word[0] in _NUMERALS and _is_entry(word[1:], lexicon)):
        return False
    if record is None or not record.tag.startswith("nr") or len(word) > _LONGEST_PERSON:
        return True
    surname = lexicon.lookup(word[0])
    return surname is not None and any(s.kind == "surname" for e in surname.entries for s in e.senses)


def _is_entry(word: str, lexicon: Lexicon) -> bool:
    record = lexicon.lookup(word)
    return record is not None and bool(record.entries)
