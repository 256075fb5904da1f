"""Names that the document itself teaches, inside longer fragments and before titles."""

from __future__ import annotations

from normalizer.glossing.names import COMPOUND_SURNAMES
from normalizer.glossing.persons import TITLES
from normalizer.glossing.tokens import Terms
from normalizer.records import TYPE_CHECKING
from normalizer.types import Gloss, Token

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from normalizer.glossing.glosser import LexicalGlosser
    from normalizer.lexicon.terms import GlossaryTerm
    from normalizer.types import Slot

_TITLES = {**TITLES, "总": "Mr."}
"""Titles behind a name that is known; 总 is too common a character to be one behind others."""

_CONFIDENCE = 0.75
_GIVEN = 2
_WORDS_OF_NAME = 3


class LearnedGlosser:
    """A glosser that knows the names which the author has glossed: 雷军接受采访 after ``Lei Jun (雷军)``."""

    def __init__(
        self,
        glosser: LexicalGlosser,
        widened: LexicalGlosser,
        names: Mapping[str, str],
        unknown: Collection[str],
        fold: Callable[[str], str],
        spells: Callable[[str, str], bool],
    ) -> None:
        """Take the usual glosser, the same with `unknown` names among its terms, and all names by folded fragment.

        Names that the lexicon has itself are put into phrases by the usual glosser (Chinese, not *China*, government).
        """
        self._glosser = glosser
        self._widened = widened
        self._fold = fold
        self._terms = Terms(unknown)
        surnames = {name: read_surname(name, english, spells) for name, english in names.items()}
        self._persons = {name: names[name] for name, surname in surnames.items() if surname}
        self._surnames = dict(filter(None, surnames.values()))
        self.english = glosser.english

    def gloss(
        self,
        fragment: str,
        start: int,
        slot: Slot,
        apostrophe: str = "’",
        named: frozenset[str] = frozenset(),
    ) -> Gloss:
        """Return English for `fragment` as `LexicalGlosser.gloss` does, with the author's names in it."""
        usual = self._glosser.gloss(fragment, start, slot, apostrophe, named)
        if usual.origin == "glossary" or (usual.origin == "lexicon" and len(usual.tokens) == 1):
            return usual
        folded = self._fold(fragment)
        titled = self._write_titled(folded)
        if titled:
            token = Token(fragment, start, start + len(fragment), "word", usual.pinyin, "nr", (), titled, "author")
            return Gloss(titled, "name", _CONFIDENCE, "the author’s name with its title", (token,), usual.pinyin)
        found = self._terms.find(fragment, folded)
        if not found or found[0] == (0, len(fragment)):
            return usual
        held = [fragment[a:b] for a, b in found]
        gloss = self._widened.gloss(fragment, start, slot, apostrophe, named)
        if gloss.origin != "glossary":
            return usual
        tokens = tuple(t._replace(origin="author") if t.text in held else t for t in gloss.tokens)
        reason = f"{gloss.reason}, with the author’s name for {', '.join(dict.fromkeys(held))}"
        return gloss._replace(tokens=tokens, origin="lexicon", reason=reason)

    def find_term(self, fragment: str) -> GlossaryTerm | None:
        """Return the user's term for exactly this fragment."""
        return self._glosser.find_term(fragment)

    def romanize(self, fragment: str, apostrophe: str = "’", *, tones: bool = False) -> str:
        """Return the fragment read out."""
        return self._glosser.romanize(fragment, apostrophe, tones=tones)

    def _write_titled(self, folded: str) -> str:
        """Return a known name or surname with the title behind it in English order; else nothing."""
        for size in (3, 2, 1):
            name, title = folded[:-size], _TITLES.get(folded[-size:], "")
            english = self._persons.get(name) or self._surnames.get(name) if title and name else ""
            if english:
                return f"{title} {english}"
        return ""


def read_surname(name: str, english: str, spells: Callable[[str, str], bool]) -> tuple[str, str] | None:
    """Return the surname of a Chinese personal name and how the author's English spells it; None where that is unclear.

    `spells` tells whether English spells the reading of a fragment.

    >>> def spells(english, fragment):
    ...     return (english, fragment) in (("Ma", "马"), ("Lei", "雷"))
    >>> read_surname("李光耀", "Lee Kuan Yew", spells), read_surname("董建华", "Tung Chee-hwa", spells)
    (('李', 'Lee'), ('董', 'Tung'))
    >>> read_surname("马云", "Jack Ma", spells), read_surname("雷军", "Lei Jun", spells)
    (('马', 'Ma'), ('雷', 'Lei'))
    >>> read_surname("小米公司", "Xiaomi", spells)
    """
    size = 2 if name[:2] in COMPOUND_SURNAMES else 1
    surname, given, words = name[:size], len(name) - size, english.split(" ")
    if given not in (1, _GIVEN) or len(words) == 1 or not all(word.isalpha() or "-" in word for word in words):
        return None
    hyphenated = len(words) == _GIVEN and "-" in words[1] and "-" not in words[0]
    a_word_each = len(words) == _WORDS_OF_NAME and given == _GIVEN
    if hyphenated or a_word_each or spells(words[0], surname):
        return surname, words[0]
    return (surname, words[-1]) if spells(words[-1], surname) else None
