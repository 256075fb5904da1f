"""What a translation engine is asked, and its answers in the place of the lexicon's.

The plan is made offline first: it tells which fragments neither the author nor the glossary nor
a rule for names and numbers has English for. Only those are asked for, all of a document at once.
"""

from __future__ import annotations

from normalizer.patterns import precompile
from normalizer.protocols import TranslationRequest
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from normalizer.editing.edit import Edit
    from normalizer.glossing.glosser import LexicalGlosser
    from normalizer.glossing.inflection import English
    from normalizer.glossing.learned import LearnedGlosser
    from normalizer.lexicon.terms import GlossaryTerm
    from normalizer.protocols import Translation, Translator
    from normalizer.types import Gloss, Pair, Slot

REACH = 300
"""Code points of its sentence that a request carries on each side at most."""

_ASKED = frozenset(("lexicon", "romanization"))
_GLOSSARY = "glossary"
"""Where it is only a part of a fragment, an engine may put the rest around it."""

_SPOKEN_OF = "mention"
_BOUND = precompile(r"\n|[.!?][\"'”’)\]]*\s|[。！？][”’」』）]*")


def ask(translator: Translator, text: str, edits: Sequence[Edit], pairs: Mapping[int, Pair]) -> dict[int, Translation]:
    """Return what `translator` says, by the place of the fragment; what it has nothing for is left out."""
    asked = [edit for edit in edits if _is_open(edit)]
    if not asked:
        return {}
    glosses = _list_settled(edits, pairs)
    requests = [make_request(text, edit.fragment.start, edit.fragment.end, glosses) for edit in asked]
    answers = translator.translate(requests)
    return {edit.fragment.start: answer for edit, answer in zip(asked, answers, strict=True) if answer.text}


def _list_settled(edits: Sequence[Edit], pairs: Mapping[int, Pair]) -> tuple[tuple[str, str], ...]:
    """Return Chinese with the English that it has whatever an engine says: the author's and the user's glossary's."""
    tokens = (token for edit in edits for token in edit.tokens if token.origin == _GLOSSARY)
    settled = {token.text: token.chosen for token in tokens if token.chosen}
    # Of several glosses of one word the first serves, and the user's before the author's.
    for _, pair in sorted(pairs.items()):
        settled.setdefault(pair.fragment.text, pair.text)
    return tuple(settled.items())


def _is_open(edit: Edit) -> bool:
    """Tell whether an engine may say better than what is planned."""
    if edit.action not in ("replace", "romanize") or edit.context == _SPOKEN_OF:
        return False
    return edit.origin in _ASKED or (edit.origin == _GLOSSARY and any(t.origin in _ASKED for t in edit.tokens))


def make_request(text: str, start: int, end: int, glosses: tuple[tuple[str, str], ...] = ()) -> TranslationRequest:
    """Return the request for ``text[start:end]``: it and its sentence.

    >>> make_request("It grew. The critical舆论 fell. So", 21, 23)
    TranslationRequest(fragment='舆论', before='The critical', after=' fell.', glosses=())
    """
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    begun = max((match.end() for match in _BOUND.finditer(before)), default=0)
    bound = _BOUND.search(after)
    return TranslationRequest(
        text[start:end], before[begun:], after[: bound.end()].rstrip() if bound else after, glosses
    )


class AnsweredGlosser:
    """A glosser that puts an engine's English in the place of the lexicon's, where it was asked and answered."""

    def __init__(
        self, glosser: LexicalGlosser | LearnedGlosser | AnsweredGlosser, answers: Mapping[int, Translation]
    ) -> None:
        """Take the offline glosser, and the answers by the place of their fragments."""
        self._glosser = glosser
        self._answers = answers
        self.english: English = glosser.english

    def gloss(
        self,
        fragment: str,
        start: int,
        slot: Slot,
        apostrophe: str = "’",
        named: frozenset[str] = frozenset(),
    ) -> Gloss:
        """Return English for `fragment` as the offline glosser does, or the engine's."""
        gloss = self._glosser.gloss(fragment, start, slot, apostrophe, named)
        answer = self._answers.get(start)
        if answer is None or gloss.origin not in (*_ASKED, _GLOSSARY):
            return gloss
        # The engine has read the sentence: its form is not changed to fit the slot once more.
        return gloss._replace(
            text=answer.text,
            origin="translator",
            confidence=answer.confidence,
            reason=answer.reason,
            engine=answer.engine,
            pos="finite",
        )

    def romanize(self, fragment: str, apostrophe: str = "’", *, tones: bool = False) -> str:
        """Return the reading, as the offline glosser does."""
        return self._glosser.romanize(fragment, apostrophe, tones=tones)

    def find_term(self, fragment: str) -> GlossaryTerm | None:
        """Return the user's term for exactly this fragment."""
        return self._glosser.find_term(fragment)
