"""How a phrase fits a fragment, and which of its words answer."""

from __future__ import annotations

from normalizer.pairing.wording import STOPWORDS
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from normalizer.pairing.wording import Phrase


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


def find_answered(stems: list[frozenset[str]], content: list[int], meant: frozenset[str]) -> set[int]:
    """Return the indexes of the content words that share a stem with what is meant."""
    return {i for i in content if not stems[i].isdisjoint(meant)}


def summarise(phrase: Phrase, answered: set[int], meaning: float, sound: float, *, surname: bool) -> Match:
    """Return the match of the words that answer, by their indexes."""
    if not answered:
        return NO_MATCH._replace(surname=surname)
    first, last = min(answered), max(answered)
    content = [i for i in range(first, last + 1) if phrase.words[i].lower() not in STOPWORDS or i in answered]
    covered = sum(i in answered for i in content) / len(content)
    return Match(min(1.0, meaning), sound, first, last, covered, surname, tuple(sorted(answered)))
