"""The form in which a gloss stands in its slot: number, verb form, adverb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizer.editing.inflection import inflect, pluralise
from normalizer.glossing.senses import guess_pos

if TYPE_CHECKING:
    from normalizer.glossing.expectation import Expectation

VERB_FORMS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset("by without of from after before while when about through for in into on despite".split()), "ing"),
    (frozenset("have has had having been".split()), "ed"),
    (frozenset("is are was were be am keep keeps kept".split()), "ing"),
    (frozenset("he she it that which who this".split()), "s"),
)
"""The form of a verb after the words before it, the first that holds."""


def fit_form(english: str, pos: str, expectation: Expectation) -> str:
    """Return `english`, a gloss of part of speech `pos`, in the form that its slot takes.

    >>> from normalizer.glossing.expectation import read_expectation
    >>> from normalizer.types import Slot
    >>> fit_form("order", "noun", read_expectation(Slot("three ", " came")))
    'orders'
    >>> fit_form("avoid", "verb", read_expectation(Slot("By ", " waste")))
    'avoiding'
    """
    if expectation.suffix:
        return inflect(english, expectation.suffix)
    pos = pos or guess_pos(english)
    if pos == "verb":
        form = next((form for words, form in VERB_FORMS if expectation.before in words), "")
        return inflect(english, form) if form else english
    if "adverb" in expectation.pos and pos == "adjective":
        return inflect(english, "ly")
    if expectation.plural and pos in ("noun", "") and english.islower():
        return pluralise(english)
    return english
