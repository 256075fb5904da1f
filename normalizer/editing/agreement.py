"""The form in which a gloss stands in its slot: number, verb form, adverb."""

from __future__ import annotations

from normalizer.glossing.english_grammar import BE, HAVE, MODALS
from normalizer.glossing.inflection import inflect, is_counted, nothing_known, pluralise
from normalizer.glossing.senses import guess_pos
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

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

_SPLIT = precompile(r"[ -]")
_RANKED = precompile(
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|\d+(?:st|nd|rd|th)|most|best|largest|highest) [a-z]"
)
_OF = precompile(r"^[a-z]+ (?:of|for|on|to) [a-z]")
"""A noun with what it is about: *influence of climate change*."""

_LIST = precompile(r"(, | and | or )")


def _pluralise_list(gloss: str, english: English) -> str:
    """Put every counted noun of a list into the plural: *apples, bananas and grapes*."""
    parts = _LIST.split(gloss)
    nouns = (
        part if index % 2 or not is_counted(part, english, rarer=8) else pluralise(part, english)
        for index, part in enumerate(parts)
    )
    return "".join(nouns)


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
        return _fit_verb(gloss, expectation, english)
    if expectation.pos[:1] == ("adverb",) and pos == "adjective" and " " not in gloss:
        return _FLAT_ADVERBS.get(gloss) or inflect(gloss, "ly", english)
    return _fit_noun(gloss, pos, expectation, english)


def _fit_verb(gloss: str, expectation: Expectation, english: English) -> str:
    form = expectation.verb_form
    # What has no object has no passive: prices are rising, not risen.
    form = "ing" if form == "en" and expectation.before in BE and gloss in _INTRANSITIVE else form
    if gloss.startswith("be ") and expectation.before in BE:
        return gloss.removeprefix("be ")
    if gloss.startswith("be ") and expectation.plural_subject and form in ("", "ed"):
        return ("were " if form else "are ") + gloss.removeprefix("be ")
    if gloss.endswith("ing") and "n" in english(gloss.rpartition(" ")[2]).pos:
        return gloss  # DNA sequencing is no verb to be inflected
    return inflect(gloss, form, english) if form else gloss


def _fit_noun(gloss: str, pos: str, expectation: Expectation, english: English) -> str:
    """Set the number and the article that a noun needs where nothing in its slot determines it."""
    subject = expectation.sentence_start and expectation.after in BE | HAVE | MODALS
    about = pos == "noun" and (expectation.bare or subject) and _OF.search(gloss) and not is_counted(gloss, english)
    if about or (expectation.bare and _RANKED.match(gloss)):
        return f"the {gloss}"
    if pos not in ("noun", "") or not _SPLIT.split(gloss)[-1].islower():
        return gloss
    if expectation.bare and _LIST.search(gloss):
        return _pluralise_list(gloss, english)
    counted = expectation.plural or (expectation.bare and pos and is_counted(gloss, english))
    return pluralise(gloss, english) if counted else gloss
