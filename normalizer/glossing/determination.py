"""Whether a noun in a slot would stand without anything that determines it, as only a plural can."""

from __future__ import annotations

from normalizer.glossing.english_grammar import DETERMINERS, HAVE, LINKING, MODALS, PREPOSITIONS
from normalizer.glossing.verb_forms import is_grammar
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.glossing.clause import Clause
    from normalizer.glossing.inflection import English

_NO_OBJECT = frozenset("as by per via than like".split())
"""Prepositions behind which a noun often stands alone: *by bus*, *as president*."""

_OPEN_QUANTITY = frozenset("more most fewer other some enough such".split())
_AFTER_NOUN = frozenset("worth all last next today yesterday tomorrow who which that".split())
_ONE = frozenset("a an one each every another".split())
"""Words that further to the left speak of one thing: *a kind of*, *a so-called*."""

_SELVES = frozenset("themselves ourselves yourselves".split())


def is_bare(clause: Clause, english: English) -> bool:
    """Tell whether a noun would be an object without a word that determines it: *submit … online*, *more …*."""
    after = clause.after_word.pos
    if not (
        clause.ends or is_grammar(clause.after) or ("r" in after and "n" not in after) or clause.after in _AFTER_NOUN
    ):
        return False
    determined = clause.earlier[-1:] != () and (
        clause.earlier[-1] in DETERMINERS or clause.earlier[-1].endswith(("'s", "’s"))
    )
    if not _ONE.isdisjoint(clause.earlier) or (determined and clause.before not in PREPOSITIONS):
        return False
    if clause.before in _OPEN_QUANTITY | _SELVES:
        return True
    if clause.before_word.pos == "a" and clause.earlier:
        # Behind an adjective what stands before that decides: *disrupted global …*.
        governor = english(clause.earlier[-1])
        return clause.earlier[-1] in PREPOSITIONS - _NO_OBJECT or bool(governor.inflected.strip("s"))
    if clause.before in PREPOSITIONS:
        return clause.before not in _NO_OBJECT
    word = clause.before_word
    acts = "v" in word.pos and ("n" not in word.pos or "d" in word.inflected or clause.earlier[-1:] == ("to",))
    return (acts or bool(word.inflected.strip("s"))) and clause.before not in LINKING | HAVE | MODALS
