"""The form in which a verb would stand in a slot."""

from __future__ import annotations

from normalizer.glossing.english_grammar import (
    ARTICLES,
    BASE_BEFORE,
    BE,
    CONNECTIVES,
    DETERMINERS,
    HAVE,
    MODALS,
    OBJECTS,
    PLURAL_SUBJECTS,
    PREPOSITIONS,
    PROGRESSIVE,
    SINGULAR_SUBJECTS,
)
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.glossing.clause import Clause

_FORM_AFTER = (
    dict.fromkeys(PREPOSITIONS | PROGRESSIVE, "ing") | dict.fromkeys(HAVE, "en") | dict.fromkeys(BASE_BEFORE, "")
)
"""The form that a verb has behind a word that allows only one."""

TAKES_TO = frozenset(
    "decided decides decide plans planned hopes hoped wants wanted agreed agrees refused refuses promised promises"
    " intends intended hesitated attempted attempts tends tended expects expected managed manages chose chooses".split()
)
"""Verbs behind which another verb has *to*."""

STARTS_OBJECT = DETERMINERS | OBJECTS


def choose_form(clause: Clause) -> str:
    """Return the form in which a verb would stand: bare, ``s``, ``ed``, ``en`` or ``ing``."""
    previous = clause.previous
    if clause.after_comma and (clause.after in STARTS_OBJECT or not is_grammar(clause.after)):
        return "ing"  # The dam broke, causing a flood.
    if previous in TAKES_TO:
        return "to"
    marked = _FORM_AFTER.get(previous)
    if marked is not None:
        return marked
    if previous in BE:
        return _choose_after_be(clause)
    if previous in DETERMINERS and (previous in ARTICLES or not clause.previous_is_subject):
        return "ing"
    if previous in ("and", "or") and clause.partner:
        inflected = clause.partner_word.inflected
        return next((form for letter, form in (("d", "ed"), ("z", "s"), ("g", "ing")) if letter in inflected), "")
    return _agree_with_subject(clause)


def _agree_with_subject(clause: Clause) -> str:
    """Return the form of a finite verb: past where the sentence is, else by the subject before it."""
    previous = clause.previous
    if not previous or previous in CONNECTIVES - SINGULAR_SUBJECTS:
        return ""
    if previous in OBJECTS | PLURAL_SUBJECTS and not clause.previous_is_subject:
        return ""
    if clause.past:
        return "ed"
    plural = previous in PLURAL_SUBJECTS or "s" in clause.previous_word.inflected or previous in ("people", "police")
    return "" if plural else "s"


def _choose_after_be(clause: Clause) -> str:
    """Tell *are discussing a treaty* from *are misunderstood by newcomers* by the object behind."""
    if clause.after in STARTS_OBJECT or clause.after_is_name:
        return "ing"
    after = clause.after_word
    noun = "n" in after.pos or "s" in after.inflected or after.pos == "a"
    return "ing" if noun and not is_grammar(clause.after) else "en"


def is_grammar(word: str) -> bool:
    """Tell whether a word only joins or points, or is none at all."""
    return not word or word in PREPOSITIONS | CONNECTIVES | DETERMINERS | BE | HAVE | MODALS
