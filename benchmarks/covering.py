"""What English an edit covers beside its fragment, and whether the edit needed to."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.script import HAN, OTHER

if TYPE_CHECKING:
    from normalizer.types import Annotation

COVERS = {
    "none": "no letter beside the Chinese",
    "gloss": "the author's own words, which stay",
    "article": "a or an before it",
    "ending": "an English ending glued to it: 制约s",
    "label": "a label of its language or reading (Chinese:), or the conjunction of two Chinese words",
    "kept": "other words, all of which stand in the replacement",
    "lost": "other words, some of which are gone",
}
"""The kinds of edits by what they cover, with a word about each."""

_LETTERS = re.compile(rf"[^\W\d_{HAN}{OTHER}]+(?:[’'][^\W\d_{HAN}{OTHER}]+)*")
_ARTICLE = re.compile(r"(?:an?|the)", re.IGNORECASE)
_ENDING = re.compile(r"(?:e?s|e?d|ing|ly|[’']s?|er|est|y)(?![^\W\d_])")
_LABELS = frozenset(
    "chinese simplified traditional mandarin cantonese pinyin in lit literally pronounced name the zh zho chi hanzi "
    "characters character script or and".split()
)


def name_cover(note: Annotation) -> str:
    """Return the kind of an edit by the English letters in it.

    >>> from normalizer import normalize
    >>> [name_cover(n) for n in normalize("a 经济 plan, 舆论 (public opinion), 制约s growth").annotations]
    ['article', 'gloss', 'ending']
    """
    lead = note.original[: note.fragment_start - note.start]
    tail = note.original[note.fragment_end - note.start :]
    before, after = _LETTERS.findall(lead), _LETTERS.findall(tail)
    if not before and not after:
        return "none"
    if not after and len(before) == 1 and _ARTICLE.fullmatch(before[0]):
        return "article"
    if not before and _ENDING.match(tail) and len(after) == 1:
        return "ending"
    lost = _list_lost(before + after, _LETTERS.findall(note.replacement))
    gloss = [word.casefold() for word in _LETTERS.findall(note.gloss or "")]
    lost = [word for word in lost if word.casefold() not in gloss]
    others = [word for word in before + after if word.casefold() not in gloss and not _ARTICLE.fullmatch(word)]
    if not lost and not others:
        return "gloss"
    if all(word.casefold() in _LABELS for word in others) and all(word.casefold() in _LABELS for word in lost):
        return "label"
    return "lost" if lost else "kept"


def count_lost_marks(note: Annotation) -> Counter[str]:
    """Count the characters beside the Chinese in an edit that are no letters and that the replacement lacks.

    >>> from normalizer import normalize
    >>> sorted(count_lost_marks(normalize("public opinion (舆论) grew").annotations[0]))
    [' ', '(', ')']
    """
    sides = note.original[: note.fragment_start - note.start] + note.original[note.fragment_end - note.start :]
    return Counter(c for c in sides if not c.isalnum()) - Counter(note.replacement)


def _list_lost(words: list[str], written: list[str]) -> list[str]:
    """Return the words that the replacement does not hold, in whatever case, as often as they stood."""
    left = [word.casefold() for word in written]
    lost = []
    for word in words:
        if word.casefold() in left:
            left.remove(word.casefold())
        elif not _ARTICLE.fullmatch(word):
            lost.append(word)
    return lost
