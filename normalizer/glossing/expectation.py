"""What the slot expects: the part of speech and the form that English wants where the fragment stands."""

from __future__ import annotations

import re
from functools import lru_cache

from normalizer.glossing.clause import Clause, read_clause
from normalizer.glossing.determination import is_bare
from normalizer.glossing.english_grammar import (
    BASE_BEFORE,
    BE,
    CONNECTIVES,
    DEGREES,
    DETERMINERS,
    HAVE,
    LINKING,
    MODALS,
    PLURAL_SUBJECTS,
    PREPOSITIONS,
    PROGRESSIVE,
    SINGULAR_SUBJECTS,
)
from normalizer.glossing.inflection import nothing_known
from normalizer.glossing.verb_forms import STARTS_OBJECT, TAKES_TO, choose_form, is_grammar
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from normalizer.glossing.inflection import English
    from normalizer.types import Slot

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
    "y": "y",
}
"""English suffixes that models glue to a Chinese word, with the form they ask for."""


class Expectation(NamedTuple):
    """Parts of speech wanted, best first, and the words beside the fragment (lower case).

    ``suffix`` is the form that a glued suffix asks for, ``plural`` whether the words around
    speak of several things, ``verb_form`` the form in which a verb would stand (empty: bare),
    ``bare`` whether a noun would stand behind a verb or preposition with nothing to determine it,
    ``plural_subject`` whether several are spoken of before.
    """

    pos: tuple[str, ...]
    before: str
    after: str
    sentence_start: bool
    suffix: str
    plural: bool = False
    verb_form: str = ""
    bare: bool = False
    plural_subject: bool = False


@lru_cache(maxsize=1024)
def read_expectation(slot: Slot, english: English = nothing_known) -> Expectation:
    """Return what the English around a fragment wants there.

    >>> from normalizer.types import Slot
    >>> read_expectation(Slot("decided to ", " the plan")).pos
    ('verb',)
    """
    clause = read_clause(slot, english)
    suffix = SUFFIXES.get(clause.after, "") if slot.glued_after else ""
    start = starts_sentence(slot.before)
    if _TICKER_AFTER.match(slot.after) or _NAMED_BEFORE.search(slot.before[-40:]):
        return Expectation(("name", "noun"), clause.before, clause.after, start, suffix)
    several = _SEVERAL_BEFORE.search(slot.before[-40:]) is not None
    joined = clause.before in ("and", "or") and "s" in clause.partner_word.inflected
    plural = several or (_PLURAL_VERB.match(slot.after) is not None and clause.before not in _JOINING)
    pos = _want_for_suffix(suffix) or next((want for rule in _RULES if (want := rule(clause))), ())
    pos = pos or (("noun",) if several else ())
    subjects = clause.previous in PLURAL_SUBJECTS or "s" in clause.previous_word.inflected
    # What stands in brackets or quotes is set apart from the sentence.
    bare = slot.before.rstrip()[-1:] not in _SETS_APART and (joined or is_bare(clause, english))
    return Expectation(pos, clause.before, clause.after, start, suffix, plural, choose_form(clause), bare, subjects)


_SEVERAL_BEFORE = precompile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|hundred|thousand|dozens of|hundreds of|thousands of|many|several|few|these|those|various"
    r"|numerous|both|multiple|many of the|most of the|some of the|(?:kinds|types|lists?|sets?|number|range|series|groups?|variety|pairs?|lots?|couple|collection) of|[2-9]|[1-9][\d,.]*\d)(?: [a-z]+(?:er|est|al|ic|ive|ous|old|new|big))?\s*$",
    re.IGNORECASE,
)
_SETS_APART = tuple("[(“‘\"'*_")
_TICKER_AFTER = precompile(r"[ ]*[(（][A-Z]{2,6}(?:\.[A-Z]{1,3})?[:：] ?[A-Z0-9]")
_NAMED_BEFORE = precompile(r"(?:founder|chairman|CEO|shares|boss|headquarters|customers) of\s*$", re.IGNORECASE)
_PLURAL_VERB = precompile(r" (?:are|were|have|do)\b")
_JOINING = frozenset("and or there you we they".split())


def _want_for_suffix(suffix: str) -> tuple[str, ...]:
    if suffix == "s":
        return ("verb", "noun")
    if suffix in ("ed", "ing"):
        return ("verb",)
    if suffix == "y":
        return ("noun",)
    return ("adjective",) if suffix in ("ity", "ness", "ly", "er") else ()


def _after_verb_marker(clause: Clause) -> tuple[str, ...]:
    if clause.previous not in BASE_BEFORE:
        return ()
    known = clause.after_word
    if "v" in known.pos and known.lemma and clause.after not in STARTS_OBJECT | PREPOSITIONS | CONNECTIVES:
        return ("adverb", "adjective", "verb")
    return ("verb", "noun") if clause.previous == "to" and _is_end(clause) else ("verb",)


def _after_subject(clause: Clause) -> tuple[str, ...]:
    if clause.previous not in SINGULAR_SUBJECTS | PLURAL_SUBJECTS or not clause.previous_is_subject:
        return ()
    if _is_verb_next(clause):
        points = clause.before in DETERMINERS
        return ("noun", "adverb") if points else ("adverb", "adjective", "verb")
    return ("verb", "adjective")


def _after_plan(clause: Clause) -> tuple[str, ...]:
    """Want a verb behind *decided* and the like, where its object follows or nothing."""
    return ("verb", "noun") if clause.previous in TAKES_TO else ()


def _after_have(clause: Clause) -> tuple[str, ...]:
    if clause.previous not in HAVE:
        return ()
    if "e" in clause.after_word.inflected:
        return ("adverb", "adjective", "verb")
    return ("verb", "noun") if clause.after in STARTS_OBJECT or clause.has_adverb else ("noun", "verb")


def _after_be(clause: Clause) -> tuple[str, ...]:
    if clause.previous not in LINKING:
        return ()
    after = clause.after_word
    describes = after.pos == "a" or ("a" in after.pos and "v" in after.pos and is_grammar(clause.second))
    if not {"e", "g", "d"}.isdisjoint(after.inflected) or (describes and not is_grammar(clause.after)):
        return ("adverb", "adjective")
    if clause.after in STARTS_OBJECT:
        return ("verb", "adjective", "noun")
    return ("adjective", "verb", "noun")


def _after_degree(clause: Clause) -> tuple[str, ...]:
    return ("adjective", "adverb") if clause.before in DEGREES else ()


def _inside_noun_phrase(clause: Clause) -> tuple[str, ...]:
    open_phrase = clause.before in DETERMINERS or clause.before_word.pos == "a" or clause.before.endswith(("'s", "’s"))
    if not open_phrase or (clause.previous_is_subject and clause.before in SINGULAR_SUBJECTS):
        return ()
    return _want_in_noun_phrase(clause)


def _after_preposition(clause: Clause) -> tuple[str, ...]:
    if clause.before not in PREPOSITIONS:
        return ()
    if clause.after in STARTS_OBJECT:
        return ("verb", "noun")
    if clause.before == "of" and "z" in clause.after_word.inflected:
        return ("noun", "adjective")
    if clause.before in _BY_DOING and "n" in clause.after_word.pos and not is_grammar(clause.after):
        return ("adjective", "verb", "noun")
    return _want_in_noun_phrase(clause)


_BY_DOING = frozenset("by without before after while when through".split())
"""Prepositions behind which a verb takes the noun that follows as its object: *by reducing waste*."""


def _after_verb_of_doing(clause: Clause) -> tuple[str, ...]:
    """Want a verb behind *enjoy* and the like, where something follows that it could act on."""
    acts_on = not {"a", "n"}.isdisjoint(clause.after_word.pos) or clause.after in STARTS_OBJECT
    return ("verb", "noun") if clause.before in PROGRESSIVE and acts_on else ()


def _want_in_noun_phrase(clause: Clause) -> tuple[str, ...]:
    after = clause.after_word
    if is_grammar(clause.after) or not after.pos or ("d" in after.inflected and "e" not in after.inflected):
        return ("noun",)
    if after.pos == "a":
        return ("adverb", "adjective", "noun")
    return ("adjective", "noun") if "n" in after.pos or "a" in after.pos or "s" in after.inflected else ("noun",)


def _coordinated(clause: Clause) -> tuple[str, ...]:
    """Want what stands on the other side of ``and`` or ``or``."""
    if clause.before not in ("and", "or") or not clause.partner:
        return ()
    partner = clause.partner_word
    if partner.pos in ("a", "r"):
        return ("adjective", "adverb") if partner.pos == "a" else ("adverb",)
    if partner.inflected and "n" not in partner.pos:
        return ("verb",)
    return ("noun",) if "n" in partner.pos and "v" not in partner.pos else ()


def _between_words(clause: Clause) -> tuple[str, ...]:
    """Read a place that only nouns and verbs surround."""
    before, after = clause.before_word, clause.after_word
    noun_before = bool(clause.before) and ("n" in before.pos or "s" in before.inflected or clause.before_is_name)
    counted = bool(clause.earlier) and clause.earlier[-1] in DETERMINERS
    only_verb = "v" in before.pos and "n" not in before.pos
    verb_before = (bool(before.inflected.strip("s")) or only_verb) and not (noun_before and counted)
    if noun_before and not verb_before:
        if clause.after in STARTS_OBJECT:
            return ("verb",)
        if "d" in after.inflected or (clause.before_is_name and "z" in after.inflected):
            return ("adverb", "adjective", "noun")
    if verb_before and clause.after in ("and", "or"):
        return ("noun", "adverb")
    if verb_before and (clause.after in PREPOSITIONS or _is_end(clause)):
        return ("adverb", "noun")
    if verb_before and "n" in after.pos and not is_grammar(clause.after):
        return ("adjective", "noun")
    return ()


def _ends_noun_phrase(clause: Clause) -> tuple[str, ...]:
    """Read the end of a phrase that a determiner opened a word or two before: *at the second …*."""
    opened = any(word in DETERMINERS or word.endswith(("'s", "’s")) for word in clause.earlier)
    return ("noun",) if opened and (_is_end(clause) or is_grammar(clause.after)) else ()


def _at_start(clause: Clause) -> tuple[str, ...]:
    if clause.before:
        return ()
    if clause.comma_after and clause.at_start:
        return ("adverb", "conjunction", "phrase")
    after = clause.after_word
    if clause.after in BE | HAVE | MODALS or "d" in after.inflected:
        return ("noun",)
    if "n" in after.pos and not is_grammar(clause.after) and clause.at_start:
        return ("adjective", "adverb", "noun")
    return ()


_RULES: tuple[Callable[[Clause], tuple[str, ...]], ...] = (
    _after_verb_marker, _after_plan, _after_have, _after_be, _after_degree, _after_subject, _after_verb_of_doing, _inside_noun_phrase, _after_preposition,
    _coordinated, _between_words, _ends_noun_phrase, _at_start,
)  # fmt: skip
"""The first rule that has an answer decides."""


def _is_verb_next(clause: Clause) -> bool:
    after = clause.after_word
    return (
        bool(after.inflected.strip("gs"))
        or ("v" in after.pos and "n" not in after.pos)
        or clause.after in BE | HAVE | MODALS
    )


def _is_end(clause: Clause) -> bool:
    return clause.ends


_STARTS = precompile(r"(?:^|[.!?。！？][”’\"')\]]*\s|\n)[\s“\"‘'(\[*_#>\-–—•]*$")
_NUMBERED = precompile(r"^\s*(?:\d+[.)]|[-*•#>]+)\s*[*_]*$")


def starts_sentence(before: str) -> bool:
    """Tell whether what follows `before` (a line's text so far) begins a sentence.

    >>> starts_sentence(""), starts_sentence("So. “"), starts_sentence("the ")
    (True, True, False)
    """
    return bool(_STARTS.search(before[-40:]) or _NUMBERED.match(before[-12:] if len(before) <= 12 else "x"))  # noqa: PLR2004
