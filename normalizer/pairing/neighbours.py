"""Whether the English beside a Han run, and the words of the run itself, speak for Chinese."""

from __future__ import annotations

from normalizer.pairing.sound import SoundReader, may_transcribe
from normalizer.pairing.wording import WORD
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from normalizer.lexicon.index import LexiconIndex


class LexicalNeighbours:
    """The protocol `Neighbours`, answered by the lexicon."""

    def __init__(self, lexicon: LexiconIndex, fold: Callable[[str], str]) -> None:
        """Take the lexicon and the folding to simplified characters."""
        self._lexicon = lexicon
        self._fold = fold
        self._sound = SoundReader(lexicon)

    def reads_beside(self, before: str, after: str, fragment: str) -> bool:
        """Tell whether the words right before or right after a fragment spell its Mandarin reading."""
        return self._sound.spells_beside(self._fold(fragment), WORD.findall(before), WORD.findall(after))

    def readings_abroad(self, character: str) -> tuple[list[str], list[str]]:
        """Return the Japanese and the Korean readings of a character."""
        return self._lexicon.readings_abroad(character)

    def weigh_japanese(self, fragment: str) -> tuple[float, list[str]]:
        """Return how much likelier words of Japanese make a fragment than Chinese ones, and the words.

        A word of the dictionary of Chinese gets no words: 新幹線 and 横綱 have their English there, which serves
        a reader more than the characters do.
        """
        from normalizer.lexicon.japanese import weigh_japanese

        folded = self._fold(fragment)
        record = self._lexicon.lookup(folded)
        known = record is not None and any(sense.gloss for entry in record.entries for sense in entry.senses)
        odds, words = weigh_japanese(self._lexicon, fragment, folded)
        return odds, [] if known else words

    def names_abroad(self, english: str, fragment: str) -> bool:
        """Tell whether `fragment` writes out the sound of `english` in Chinese: a name or a loan from far away.

        甘比亞 is Gambia and 撒旦 is Satan, though Japanese readings of the characters happen to spell them.
        """
        folded = self._fold(fragment)
        record = self._lexicon.lookup(folded)
        if record is None or not may_transcribe(folded):
            return False
        word = english.lower()
        return any(word in s.raw.lower() and "Japan" not in s.raw for e in record.entries for s in e.senses)
