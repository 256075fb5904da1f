"""The clause around a fragment, word by word, with what the lexicon knows of the words beside it."""

from __future__ import annotations

from normalizer.lexicon.english import UNKNOWN, EnglishWord
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from normalizer.glossing.inflection import English
    from normalizer.types import Slot

_WORD = precompile(r"[A-Za-zÀ-ɏ]+(?:-[a-z]+)*(?:[’'][a-z]+)?")
_CLAUSE_ENDS = ".!?;:"
_ENDS = ("", ".", ",", ";", ":", "!", "?", ")", "”", "。", "，")
_BREAKS = '.!?,;:)”"'
_ADVERBS = frozenset(
    "not never always often also again soon perhaps together almost nearly quite really already just still usually sometimes rarely once then now thus even only yet ever".split()
)
_AUXILIARY_PAST = frozenset("was were had did wasn’t wasn't weren’t weren't didn’t didn't".split())
_AUXILIARY_PRESENT = frozenset("is are has have am do does".split())
_TO_NOUN = frozenset(
    "according due thanks owing related similar compared contrary prior access key subject next close".split()
)
"""Words whose *to* takes a noun."""

_SHORT_LEAD = 16
"""Code points; what is shorter before a comma is a lead such as *In short*, not a clause."""

_PAST_TIME = precompile(r"\b(?:in 1[0-9]{3}|in 20[01][0-9]|ago|yesterday|last (?:week|month|year|night|century))\b")
_CLAUSE_STARTS = frozenset("that which who and but or because when while if where so then although though".split())


class Clause(NamedTuple):
    """The words beside a fragment, in lower case, empty where a mark or the end stands.

    ``before`` is the nearest word, ``previous`` the nearest that is no adverb; ``second`` is the word behind ``after``; ``partner``
    the word on the other side of an ``and`` or ``or`` before the fragment; ``past`` tells
    whether the sentence is told in the past; ``after_comma`` whether a comma behind a clause stands right before.
    """

    before: str = ""
    previous: str = ""
    after: str = ""
    partner: str = ""
    before_word: EnglishWord = UNKNOWN
    previous_word: EnglishWord = UNKNOWN
    after_word: EnglishWord = UNKNOWN
    partner_word: EnglishWord = UNKNOWN
    before_is_name: bool = False
    after_is_name: bool = False
    previous_is_subject: bool = False
    has_adverb: bool = False
    comma_after: bool = False
    at_start: bool = False
    past: bool = False
    after_comma: bool = False
    ends: bool = False
    earlier: tuple[str, ...] = ()
    second_word: EnglishWord = UNKNOWN
    second: str = ""


def read_clause(slot: Slot, english: English) -> Clause:
    """Return the clause around a slot.

    >>> from normalizer.types import Slot
    >>> from normalizer.lexicon.index import open_lexicon
    >>> clause = read_clause(Slot("The team has already ", " the budget."), open_lexicon().english)
    >>> clause.before, clause.previous, clause.after
    ('already', 'has', 'the')
    """
    before = slot.before.rstrip("*_")
    broken = before.rstrip()[-1:] in _BREAKS
    written = [] if broken else _WORD.findall(_cut_clause(before))
    words = [word.lower() for word in written]
    adverbs = 0
    while adverbs < len(words) - 1 and _is_adverb(words[-1 - adverbs], english):
        adverbs += 1
    following = precompile(r"[ *_]*(?P<word>[A-Za-zÀ-ɏ]+(?:-[a-z]+)*(?:[’'][a-z]+)?)").match(slot.after)
    after = following["word"] if following else ""
    further = _WORD.match(slot.after[following.end() :].lstrip(" ")) if following else None
    second = further.group().lower() if further and slot.after[following.end() : following.end() + 1] == " " else ""  # type: ignore[union-attr]
    nearest, previous = words[-1] if words else "", words[-1 - adverbs] if words else ""
    if nearest == previous == "to" and len(words) > 1 and words[-2] in _TO_NOUN:
        nearest = previous = "toward"
    partner = words[-2] if len(words) > 1 and nearest in ("and", "or") else ""
    return Clause(
        before=nearest,
        previous=previous,
        after=after.lower(),
        partner=partner,
        before_word=english(nearest) if nearest else UNKNOWN,
        previous_word=english(previous) if previous else UNKNOWN,
        after_word=english(after.lower()) if after else UNKNOWN,
        partner_word=english(partner) if partner else UNKNOWN,
        before_is_name=len(written) > 1 and written[-1][:1].isupper(),
        after_is_name=after[:1].isupper(),
        previous_is_subject=_is_subject(words[: len(words) - 1 - adverbs], english),
        has_adverb=adverbs > 0,
        comma_after=slot.after.lstrip("*_ ")[:1] == ",",
        at_start=not words and not before.rstrip(" “\"‘'(*_").endswith((",", ";", ":")),
        past=_is_past(slot, english),
        after_comma=broken and before.rstrip()[-1:] == "," and len(before) > _SHORT_LEAD,
        second=second,
        second_word=english(second) if second else UNKNOWN,
        earlier=tuple(words[-3:-1]),
        ends=not after and slot.after.lstrip("*_ ")[:1] in _ENDS,
    )


def _cut_clause(before: str) -> str:
    """Return what follows the last mark that ends a clause."""
    start = max(before.rfind(mark + " ") for mark in _CLAUSE_ENDS)
    return before[start + 1 :]


def _is_adverb(word: str, english: English) -> bool:
    return word in _ADVERBS or (english(word).pos == "r" and word.endswith("ly"))


def _is_subject(earlier: list[str], english: English) -> bool:
    """Tell whether a pronoun after these words begins a clause, as it does at the start or after a conjunction."""
    return not earlier or earlier[-1] in _CLAUSE_STARTS or english(earlier[-1]).pos == "n"


def _is_past(slot: Slot, english: English) -> bool:
    """Tell whether the sentence around has more verbs in the past than in the present."""
    words = [
        w.lower()
        for w in _WORD.findall(_cut_clause(slot.before))
        + _WORD.findall(precompile(r"[.!?;:](?= |$)").split(slot.after)[0])
    ]
    past = present = 0
    for word, earlier in zip(words, ["", *words], strict=False):
        known = english(word)
        inflected = "" if known.lemma else known.inflected
        past += word in _AUXILIARY_PAST or ("d" in inflected and earlier not in _AUXILIARY_PRESENT | _AUXILIARY_PAST)
        present += word in _AUXILIARY_PRESENT or inflected == "z"
    return past > present or (past == present and _PAST_TIME.search(slot.before[-60:] + slot.after[:60]) is not None)
