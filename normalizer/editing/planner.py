"""The plan: one edit for each fragment, from what the author, the policy and the glosser say."""

from __future__ import annotations

from normalizer.config import AT_FIRST
from normalizer.detection.fullwidth import find_forms
from normalizer.detection.slot import read_slot
from normalizer.editing.arrangement import chain, disjoin, part_all
from normalizer.editing.dropping import is_dropped, widen_drops
from normalizer.editing.edit import Edit, drop_fragment, keep_fragment
from normalizer.editing.mentions import Mentions, set_behind, stands_behind_english, writes_brackets
from normalizer.editing.policy import Ruling, is_mention, rule_on, speaks_of_name
from normalizer.editing.seams import capitalise, fit_gloss, fit_marks, mend_removal, needs_blank, visible_before
from normalizer.editing.style import set_quotes
from normalizer.glossing.expectation import read_expectation, starts_sentence
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING
from normalizer.types import Gloss, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from normalizer.config import NormalizerConfig
    from normalizer.detection.masking.lookup import MaskLookup
    from normalizer.editing.asking import AnsweredGlosser
    from normalizer.editing.style import Style
    from normalizer.glossing.glosser import LexicalGlosser
    from normalizer.glossing.learned import LearnedGlosser
    from normalizer.literals import Action, Treatment
    from normalizer.pairing.memory import DocumentMemory
    from normalizer.protocols import Translation
    from normalizer.types import Fragment, Pair, Slot


# What begins with a class of letters is found faster than what begins with the edge of a word.
_CAPITALISED = precompile(r"[A-Z](?<!\w[A-Z])[A-Za-z-]*(?:(?:[’'][a-z]+)?(?=[’']s\b)|(?:[’'](?!s\b)[a-z]+)?)")
_TRANSLATED = ("lexicon", "glossary", "translator")
_LOOK_BACK = 40
_LONGEST_MENTION = 4
"""Code points: a longer fragment that the author translates is quoted, not mentioned."""


class Planner:
    """Plans the edits of one document."""

    def __init__(
        self,
        text: str,
        masks: MaskLookup,
        style: Style,
        glosser: LexicalGlosser | LearnedGlosser | AnsweredGlosser,
        memory: DocumentMemory,
        config: NormalizerConfig,
        plain: frozenset[int] = frozenset(),
    ) -> None:
        """Take the document with what is known about it; in place of fragments at `plain` no Chinese may be written."""
        self.text = text
        self._masks = masks
        self._style = style
        self._glosser = glosser
        self._memory = memory
        self._config = config
        self.find_term = glosser.find_term
        self._chains: dict[int, Span] = {}
        self._named = read_named(text)
        self._plain = plain
        self._mentions = Mentions(memory.fold, memory.mentioned)
        self._brackets = writes_brackets(config)

    def plan(
        self, fragments: Sequence[Fragment], pairs: Mapping[int, Pair], *, keep_all: str = "", start: int = 0
    ) -> list[Edit]:
        """Return one edit for each fragment, sorted and disjoint; `keep_all` names a reason to touch none.

        Fragments before `start` are only looked at, and no edit reaches back over it.
        """
        pairs = disjoin(fragments, pairs)
        for fragment in fragments:
            if fragment.start < start and fragment.language == "zh" and not fragment.mask:
                self._mentions.add(fragment.text)
        fragments = [f for f in fragments if f.start >= start]
        self._chains = chain([pair.edit for _, pair in sorted(pairs.items()) if pair.anchor is None])
        edits = [self._plan_one(fragment, pairs.get(fragment.start), keep_all) for fragment in fragments]
        if any(map(is_dropped, edits)):
            edits = widen_drops(self.text, edits, self._masks)
        if self._config.fullwidth == "all" and not keep_all:
            edits = sorted([*edits, *self._plan_forms(edits, start)], key=lambda edit: (edit.start, edit.end))
        return part_all(self.text, start, edits)

    def take(self, answers: Mapping[int, Translation]) -> Planner:
        """Return a planner of the same document that knows what an engine says, by the place of the fragment."""
        from normalizer.editing.asking import AnsweredGlosser

        glosser = AnsweredGlosser(self._glosser, answers)
        return Planner(self.text, self._masks, self._style, glosser, self._memory, self._config, self._plain)

    def _plan_forms(self, edits: Sequence[Edit], start: int) -> list[Edit]:
        """Plan an edit for the full-width forms from `start` on that `edits` leave; the marks of kept Chinese stay."""
        taken = [
            e.fragment.outer if e.action == "keep" and not e.fragment.mask else Span(e.start, e.end) for e in edits
        ]
        return [
            Edit(form, *fitted[:3], "replace", "policy", "fullwidth", None, 1.0, form.reason, fitted.anchor)
            for form in find_forms(self.text, [Span(0, start), *taken], self._masks)
            for fitted in (fit_marks(self.text, form, self._style, self._masks),)
        ]

    def _plan_one(self, fragment: Fragment, pair: Pair | None, keep_all: str) -> Edit:
        if fragment.mask:
            return keep_fragment(fragment, fragment.mask, f"masked: {fragment.mask}")
        if fragment.language != "zh":
            if self._config.language == "drop" and not keep_all:
                return drop_fragment(fragment, "language", None)
            return keep_fragment(fragment, "language", fragment.reason)
        if keep_all:
            return keep_fragment(fragment, "matrix", keep_all)
        if self._stays(fragment, pair):
            return keep_fragment(fragment, "pair", "the settings keep it beside its English")._replace(
                gloss=pair.text if pair else None,
                gloss_span=pair.gloss if pair else None,
                origin="author" if pair else "policy",
            )
        slot = read_slot(self.text, fragment.start, fragment.end)
        if pair and pair.kind != "mention" and not self._mentions_word(pair, slot):
            return self._follow_author(pair)
        gloss = self._glosser.gloss(fragment.text, fragment.start, slot, self._style.apostrophe, self._named)
        if pair:
            said = self._config.mention if self._config.mention in ("keep", AT_FIRST) else "romanize"
            return self._treat(fragment, gloss, Ruling(said, "mention"), pair)
        return self._treat(fragment, gloss, rule_on(self.text, fragment, gloss, slot, self._config), None)

    def _mentions_word(self, pair: Pair, slot: Slot) -> bool:
        """Tell whether the author speaks of a short fragment as a word, and glosses it behind it."""
        glossed = pair.anchor is not None and pair.kind != "reading in brackets"
        length = len(pair.fragment.text)
        return glossed and length <= _LONGEST_MENTION and is_mention(slot, length)

    def _stays(self, fragment: Fragment, pair: Pair | None) -> bool:
        """Tell whether a fragment is left beside its English: an author's pair, or the form that is written here."""
        if fragment.start in self._plain:
            return False
        if pair and self._config.pair == "keep":
            return True
        own = self._brackets and stands_behind_english(self.text, fragment)
        return (own or (pair is not None and self._config.pair == AT_FIRST)) and self._mentions.is_first(fragment.text)

    def _follow_author(self, pair: Pair) -> Edit:
        """Plan the edit of a pair: the Chinese goes, the author's words stay, once."""
        fragment, text = pair.fragment, self.text
        start, end, replacement = pair.edit.start, pair.edit.end, pair.replacement
        tokens = self._describe(fragment)
        anchor = pair.anchor
        if anchor is None:
            start, end, replacement = self._mend(pair)
            action: Action = "drop"
        else:
            action = "replace"
            if starts_sentence(text[max(0, start - 40) : start]):
                replacement = capitalise(replacement)
            if needs_blank(visible_before(text, start, self._masks), replacement[:1], text, start):
                replacement = " " + replacement
                anchor = Span(anchor.start + 1, anchor.end + 1)
            parted = text[end : end + 1].isalnum() or (text[end : end + 1] in ("#", "@") and self._masks.starts(end))
            if parted and replacement[-1:] not in "([":
                replacement += " "
        return Edit(
            fragment=fragment,
            start=start,
            end=end,
            replacement=replacement,
            action=action,
            origin="author",
            context="pair",
            gloss=pair.text,
            confidence=pair.confidence,
            reason=pair.reason,
            anchor=anchor,
            source_anchor=pair.gloss if anchor is None else None,
            gloss_span=pair.gloss,
            pinyin=tokens.pinyin,
            tokens=tokens.tokens,
        )

    def _mend(self, pair: Pair) -> tuple[int, int, str]:
        """Mend the seam of a removal; of removals that touch each other, the seam of them all."""
        start, end = self._chains.get(pair.edit.start, pair.edit)
        mended = mend_removal(self.text, start, end, pair.replacement)
        if self._masks.overlaps(mended[0], mended[1]):
            mended = (start, end, pair.replacement)
        first, last = pair.edit.start == start, pair.edit.end == end
        return (
            mended[0] if first else pair.edit.start,
            mended[1] if last else pair.edit.end,
            mended[2] if first else "",
        )

    def _describe(self, fragment: Fragment) -> Gloss:
        """Gloss a fragment for its annotation only, where the author's words are what is written."""
        if not self._config.tokens:
            return Gloss("", "author", 1.0, "")
        return self._glosser.gloss(fragment.text, fragment.start, read_slot("", 0, 0), self._style.apostrophe)

    def _treat(self, fragment: Fragment, gloss: Gloss, ruling: Ruling, pair: Pair | None) -> Edit:
        term = self._glosser.find_term(fragment.text)
        if term and term.keep:
            return keep_fragment(fragment, ruling.context, gloss.reason)._replace(
                gloss=gloss.text or None, pinyin=gloss.pinyin, origin="glossary"
            )
        treatment = ruling.treatment
        if fragment.start in self._plain and treatment in ("keep", AT_FIRST):
            treatment = "romanize" if ruling.context == "mention" else "replace"
        if treatment == "keep":
            return keep_fragment(fragment, ruling.context, "the settings keep it")._replace(
                gloss=gloss.text, pinyin=gloss.pinyin
            )
        if treatment == "drop":
            suffix = read_expectation(read_slot(self.text, fragment.start, fragment.end), self._glosser.english).suffix
            return drop_fragment(fragment, ruling.context, gloss, len(suffix))
        if treatment in ("romanize", "both"):
            return self._romanize(fragment, gloss, ruling, pair)
        if treatment == AT_FIRST:
            said: Treatment = "romanize" if ruling.context == "mention" else "replace"
            edit = self._treat(fragment, gloss, Ruling(said, ruling.context), pair)
            return set_behind(edit, fragment.text) if self._mentions.is_first(fragment.text) else edit
        lesson = self._memory.recall(fragment.text, fragment.start)
        if lesson and gloss.origin != "glossary":
            learned = gloss._replace(text=lesson.text, origin="author", confidence=lesson.confidence * 0.95)
            return self._write(
                fragment, learned._replace(reason="the author glosses it elsewhere"), ruling, lesson.span
            )
        return self._write(fragment, gloss, ruling, None)

    def _write(self, fragment: Fragment, gloss: Gloss, ruling: Ruling, gloss_span: Span | None) -> Edit:
        slot = read_slot(self.text, fragment.start, fragment.end)
        fitted = fit_gloss(self.text, fragment, gloss, slot, self._style, self._masks, self._glosser.english)
        action: Action = "romanize" if gloss.origin == "romanization" else "replace"
        written = fitted.replacement[slice(*fitted.anchor)]
        fits = written.casefold() in (gloss.text.casefold(), set_quotes(gloss.text, self._style).casefold())
        reason = gloss.reason if fits else f"{gloss.reason}; “{gloss.text}” in the form of its slot"
        return Edit(
            fragment=fragment,
            start=fitted.start,
            end=fitted.end,
            replacement=fitted.replacement,
            action=action,
            origin=gloss.origin,
            context=ruling.context,
            gloss=gloss.text,
            confidence=gloss.confidence,
            reason=reason,
            anchor=fitted.anchor,
            gloss_span=gloss_span,
            pinyin=gloss.pinyin,
            engine=gloss.engine,
            tokens=gloss.tokens if self._config.tokens else (),
        )

    def _romanize(self, fragment: Fragment, gloss: Gloss, ruling: Ruling, pair: Pair | None) -> Edit:
        """Write the reading, if wanted with the English behind it once; the gloss is kept in the annotation."""
        reading = self._glosser.romanize(fragment.text, self._style.apostrophe, tones=self._config.tones)
        if speaks_of_name(self.text[max(0, fragment.start - _LOOK_BACK) : fragment.start]):
            reading = capitalise(reading)
        if ruling.treatment == "both" and gloss.origin in _TRANSLATED and self._mentions.is_first(fragment.text):
            reading = f"{reading} ({set_quotes(f'“{gloss.text}”', self._style)})"
        romanized = gloss._replace(text=reading, origin="romanization")
        edit = self._write(fragment, romanized, ruling, pair.gloss if pair else None)
        return edit._replace(
            gloss=pair.text if pair else gloss.text, reason=f"{ruling.context}: read out, not translated"
        )


def read_named(text: str) -> frozenset[str]:
    """Return the capitalised words of a text: the names that it writes itself are among them.

    >>> sorted(read_named("Jack Ma met 马云’s friends in Hangzhou."))
    ['Hangzhou', 'Jack', 'Ma']
    """
    return frozenset(_CAPITALISED.findall(text))
