"""What the words around a fragment are about: word vectors choose between senses that are nearly level."""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from operator import add, mul

from normalizer.pairing.wording import STOPWORDS
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.lexicon.index import LexiconIndex
    from normalizer.types import SenseChoice, Slot

_WORD = precompile(r"[a-z]+")
_MARGIN = 1.0
"""Senses whose score is further from the best are left alone, whatever the context."""

_WEIGHT = 1.0
_COMMONEST = 75
_SPREAD = 40
_LEAST = 0.2


class ContextReader:
    """Compares senses with the English around them, by the vectors of the lexicon; knows nothing without them.

    A text is the mean of its words' vectors, rare words weighing more. Source of the vectors:
    GloVe 6B, 50 dimensions, centred, in whole numbers from -127 to 127.
    """

    def __init__(self, lexicon: LexiconIndex) -> None:
        """Take the lexicon that holds the vectors."""
        self._lexicon = lexicon
        self.sum_up = lru_cache(maxsize=1024)(self._sum_up)

    def rank(self, senses: Sequence[SenseChoice], slot: Slot) -> tuple[SenseChoice, ...]:
        """Return the senses with the context counted into the scores of those near the best, best first.

        >>> from normalizer.lexicon.index import open_lexicon
        >>> from normalizer.types import SenseChoice, Slot
        >>> senses = (SenseChoice("export", 1.0), SenseChoice("exit", 0.9))
        >>> ContextReader(open_lexicon()).rank(senses, Slot("Leave the motorway at the next ", "."))[0].gloss
        'exit'
        """
        if len(senses) < 2 or senses[1].score < senses[0].score - _MARGIN:  # noqa: PLR2004 - nothing to choose from
            return tuple(senses)
        around = self.sum_up(slot.before + " " + slot.after)
        if not around:
            return tuple(senses)
        ranked = [
            sense._replace(score=round(sense.score + _WEIGHT * self._compare(sense, around), 3))
            if sense.score >= senses[0].score - _MARGIN
            else sense
            for sense in senses
        ]
        return tuple(sorted(ranked, key=lambda sense: -sense.score))

    def _compare(self, sense: SenseChoice, around: tuple[float, ...]) -> float:
        """Return the cosine of a sense, in the dictionary's own words, and the context."""
        meaning = self.sum_up(
            sense.raw if sense.raw and sense.gloss in sense.raw and ";" not in sense.raw else sense.gloss
        )
        return sum(map(mul, meaning, around)) if meaning else 0.0

    def _sum_up(self, text: str) -> tuple[float, ...]:
        """Return the unit vector of a text, nothing when none of its words has one."""
        total: list[float] = []
        for word in _WORD.findall(text.lower()):
            vector = () if word in STOPWORDS else self._lexicon.vector(word)
            if vector:
                common = self._lexicon.english(word).commonness
                weight = max(_LEAST, (_COMMONEST - common) / _SPREAD)
                scaled = [weight * number for number in vector]
                total = list(map(add, total, scaled)) if total else scaled
        length = sqrt(sum(map(mul, total, total)))
        return tuple(number / length for number in total) if length else ()
