"""What the slot expects: the part of speech that English wants where the fragment stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from normalizer.types import Slot

_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:[’'][a-z]+)?")

VERB_BEFORE = frozenset(
    "to will would can could may might must shall should don’t don't doesn’t doesn't didn’t didn't won’t won't can’t can't cannot "
    "let let’s let's please not never they we you i who and helps help".split()
)
MODALS = frozenset("will would can could may might must should shall".split())
SUBJECTS = frozenset("he she it this that which who".split())
DETERMINERS = frozenset(
    "the a an this that these those my your his her its our their some any no every each such of in on for with by from at into "
    "about through under over between among against during without within toward towards across before after".split()
)
BE = frozenset(
    "is are was were be been being am isn’t isn't aren’t aren't feel feels seem seems become becomes remain remains very more most so too".split()
)
CONNECTIVES = frozenset("and or but when while because if as than that which who to so".split())
SUFFIXES = {
    "s": "s",
    "es": "s",
    "ed": "ed",
    "d": "ed",
    "ing": "ing",
    "ly": "ly",
    "ity": "ity",
    "ness": "ness",
    "er": "er",
}
"""English suffixes that models glue to a Chinese word, with the form they ask for."""


class Expectation(NamedTuple):
    """Parts of speech wanted, best first, and the words beside the fragment (lower case).

    ``suffix`` is the form that a glued suffix asks for, ``plural`` whether the words around
    speak of several things.
    """

    pos: tuple[str, ...]
    before: str
    after: str
    sentence_start: bool
    suffix: str
    plural: bool = False


def read_expectation(slot: Slot) -> Expectation:
    """Return what the English around a fragment wants there.

    >>> from normalizer.types import Slot
    >>> read_expectation(Slot("decided to ", " the plan")).pos
    ('verb',)
    """
    words = _WORD.findall(slot.before[-40:])
    before = words[-1].lower() if words else ""
    if slot.before.rstrip()[-1:] in '.!?,;:)”"':
        before = ""
    following = _WORD.match(slot.after.lstrip(" *_"))
    after = following.group().lower() if following else ""
    suffix = SUFFIXES.get(after, "") if slot.glued_after else ""
    if _TICKER_AFTER.match(slot.after) or _NAMED_BEFORE.search(slot.before[-40:]):
        return Expectation(("name", "noun"), before, after, starts_sentence(slot.before), suffix)
    several = _SEVERAL_BEFORE.search(slot.before[-40:]) is not None
    plural = several or (_PLURAL_VERB.match(slot.after) is not None and before not in _JOINING)
    return Expectation(_want(before, after, suffix), before, after, starts_sentence(slot.before), suffix, plural)


_SEVERAL_BEFORE = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|hundreds of|thousands of|many|several|few|these|those|various"
    r"|numerous|both|multiple|many of the|most of the|some of the|kinds of|[2-9]|[1-9]\d+)(?: [a-z]+(?:er|est|al|ic|ive|ous|old|new|big))?\s*$",
    re.IGNORECASE,
)
_TICKER_AFTER = re.compile(r"[ ]*[(（][A-Z]{2,6}(?:\.[A-Z]{1,3})?[:：] ?[A-Z0-9]")
_NAMED_BEFORE = re.compile(r"(?:founder|chairman|CEO|shares|boss|headquarters|customers) of\s*$", re.IGNORECASE)
_PLURAL_VERB = re.compile(r" (?:are|were|have|do)\b")
_JOINING = frozenset("and or there you we they".split())


def _want(before: str, after: str, suffix: str) -> tuple[str, ...]:
    if suffix in ("ed", "ing"):
        return ("verb",)
    if suffix in ("ity", "ness", "ly", "er"):
        return ("adjective",)
    if before in MODALS and _says_something(after):
        return ("verb", "adverb")
    if before in VERB_BEFORE:
        return ("verb",)
    if before in SUBJECTS:
        return ("verb", "adjective")
    if before in BE and _says_something(after):
        return ("adverb", "adjective")
    if before in BE:
        return ("adjective", "verb", "noun")
    if before in DETERMINERS:
        return ("adjective", "noun") if after and after not in DETERMINERS and after not in BE else ("noun",)
    return ()


def _says_something(word: str) -> bool:
    """Tell whether a word is a content word, one that an adverb could stand before."""
    return bool(word) and word not in DETERMINERS and word not in BE and word not in CONNECTIVES


_STARTS = re.compile(r"(?:^|[.!?。！？][”’\"')\]]*\s|\n)[\s“\"‘'(\[*_#>\-–—•]*$")
_NUMBERED = re.compile(r"^\s*(?:\d+[.)]|[-*•#>]+)\s*[*_]*$")


def starts_sentence(before: str) -> bool:
    """Tell whether what follows `before` (a line's text so far) begins a sentence.

    >>> starts_sentence(""), starts_sentence("So. “"), starts_sentence("the ")
    (True, True, False)
    """
    return bool(_STARTS.search(before[-40:]) or _NUMBERED.match(before[-12:] if len(before) <= 12 else "x"))  # noqa: PLR2004
