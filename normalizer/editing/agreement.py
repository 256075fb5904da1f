"""The form in which a gloss stands in its slot: number, verb form, adverb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizer.glossing.english_grammar import BE
from normalizer.glossing.inflection import inflect, nothing_known, pluralise
from normalizer.glossing.senses import guess_pos

if TYPE_CHECKING:
    from normalizer.glossing.expectation import Expectation
    from normalizer.glossing.inflection import English

_INTRANSITIVE = frozenset(
    "rise fall grow happen occur arrive go come die sleep exist appear disappear emerge arise continue last work live"
    " wait decline".split()
)
_FLAT_ADVERBS = {
    "good": "well",
    "hard": "hard",
    "fast": "fast",
    "early": "early",
    "late": "late",
    "long": "long",
    "high": "high",
}


def fit_form(gloss: str, pos: str, expectation: Expectation, english: English = nothing_known) -> str:
    """Return `gloss`, of part of speech `pos`, in the form that its slot takes.

    >>> from normalizer.glossing.expectation import read_expectation
    >>> from normalizer.types import Slot
    >>> fit_form("order", "noun", read_expectation(Slot("three ", " came")))
    'orders'
    >>> fit_form("avoid", "verb", read_expectation(Slot("By ", " waste")))
    'avoiding'
    """
    if expectation.suffix:
        return inflect(gloss, expectation.suffix, english)
    pos = pos or guess_pos(gloss)
    if pos == "verb":
        form = expectation.verb_form
        # What has no object has no passive: prices are rising, not risen.
        form = "ing" if form == "en" and expectation.before in BE and gloss in _INTRANSITIVE else form
        return inflect(gloss, form, english) if form else gloss
    if expectation.pos[:1] == ("adverb",) and pos == "adjective" and " " not in gloss:
        return _FLAT_ADVERBS.get(gloss) or inflect(gloss, "ly", english)
    if expectation.plural and pos in ("noun", "") and gloss.rpartition(" ")[2].islower():
        return pluralise(gloss, english)
    return gloss
