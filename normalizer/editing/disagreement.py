"""Where the author's gloss and the lexicon plainly contradict each other: the author is followed, the reader told."""

from __future__ import annotations

from operator import mul

from normalizer.editing.exclusion import exclude_each_other
from normalizer.pairing.wording import STOPWORDS, read_phrase
from normalizer.records import TYPE_CHECKING
from normalizer.types import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from normalizer.editing.edit import Edit
    from normalizer.glossing.context import ContextReader
    from normalizer.lexicon.index import LexiconIndex
    from normalizer.lexicon.terms import GlossaryTerm
    from normalizer.pairing.evidence import EvidenceReader
    from normalizer.types import Pair, WordRecord

_KINDS = frozenset(("bracket", "brackets after", "quotes after", "mention"))
"""Forms in which the text itself says that the words gloss the Chinese; other pairs rest on their meaning."""

_SURE = 0.8
"""Confidence from which on a pair in brackets rests on more than its form."""

_MOST_WORDS = 3
_MOST_SENSES = 12
_LEAST_FREQUENCY = 100
"""Occurrences in jieba's counts; of rarer words the lexicon does not know every use."""

_LEAST_COMMONNESS = 33
"""Ten times the Zipf frequency; of rarer English words the vectors say little."""

_NEAR, _NEAR_OF_MANY = 0.38, 0.3
"""Cosine from which on two wordings are near enough for a free translation, by written cases and real pairs."""

_LITTLE = 0.25
"""What one of the two characters of a word answers: *fought* for 战争 is no gloss of it."""

_FEW = 3
"""Wordings; a fragment with more of them has uses that lie further apart, and the second cosine counts."""


_LOOK_BACK = 60
_NO_TRANSLATIONS = frozenset(
    "radical character characters word words term name title series novel work book film song album pattern form"
    " version text original pinyin chinese mandarin cantonese style type kind way thing person people place member"
    " members".split()
)
"""Words before brackets that say what sort of thing the Chinese is."""


class DisagreementFinder:
    """Compares what authors say with what the lexicon knows well; thread-safe."""

    def __init__(self, lexicon: LexiconIndex, reader: EvidenceReader, context: ContextReader) -> None:
        """Take the lexicon, the evidence of meaning and sound, and the English word vectors."""
        self._lexicon = lexicon
        self._reader = reader
        self._context = context

    def find(
        self,
        text: str,
        edits: Iterable[Edit],
        pairs: Mapping[int, Pair],
        find_term: Callable[[str], GlossaryTerm | None],
    ) -> tuple[list[Edit], list[Notice]]:
        """Return the edits with what speaks against a gloss in their reasons, and a notice for each such gloss.

        A fragment that the user's glossary has is that glossary's matter.
        """
        told, notices = [], []
        for edit in edits:
            pair = pairs.get(edit.fragment.start) if edit.origin == "author" or edit.context == "mention" else None
            known = self.contradict(text, pair) if pair and not find_term(edit.fragment.text) else ""
            if pair and known:
                said = f"the author glosses {edit.fragment.text} as “{pair.text}”, the lexicon knows it as “{known}”"
                notices.append(Notice("gloss-disagrees", said, edit.fragment.start, edit.fragment.end))
                told.append(edit._replace(reason=f"{edit.reason}; the lexicon says “{known}”"))
            else:
                told.append(edit)
        return told, notices

    def contradict(self, text: str, pair: Pair) -> str:
        """Return what the lexicon knows the fragment of `pair` as, where the gloss cannot mean that; else nothing."""
        if pair.kind not in _KINDS or (pair.kind in ("bracket", "brackets after") and pair.confidence >= _SURE):
            return ""
        words = self._read_plain(pair.text)
        senses = self._read_senses(pair.fragment.text) if words else []
        if not senses:
            return ""
        start = max(0, pair.gloss.start - _LOOK_BACK)
        match = self._reader.match(pair.fragment.text, read_phrase(text, start, pair.gloss.end))
        if match.total > _LITTLE or match.surname:
            return ""
        head, single = self._lemma(words[-1]), len(pair.fragment.text) == 1
        if any(exclude_each_other(head, self._lemma(sense.rsplit(" ", 1)[-1])) for sense in senses):
            return senses[0]
        near = _NEAR if len(senses) <= _FEW else _NEAR_OF_MANY
        return "" if single or any(self._is_near(pair.text, sense, words, near) for sense in senses) else senses[0]

    def _read_plain(self, gloss: str) -> list[str]:
        """Return the words of a gloss that is a plain translation by a common noun or two, else nothing."""
        words = gloss.split(" ")
        if not 1 <= len(words) <= _MOST_WORDS or words[0].lower() in STOPWORDS:
            return []
        known = [self._lexicon.english(word) for word in words]
        if not all(word.isascii() and word.isalpha() and word.islower() for word in words):
            return []
        if (
            not ("n" in known[-1].pos or "g" in known[-1].inflected)
            or words[-1] in _NO_TRANSLATIONS
            or words[-1] in STOPWORDS
        ):
            return []
        return words if all(word.commonness >= _LEAST_COMMONNESS for word in known) else []

    def _read_senses(self, fragment: str) -> list[str]:
        """Return all English of a fragment that is one common word and no name; nothing for others."""
        record = self._reader.find_record(fragment)
        if record is None or record.frequency < _LEAST_FREQUENCY or record.tag.startswith(("nr", "ns", "nt", "nz")):
            return []
        senses = _list_wordings(record)
        return senses if 0 < len(senses) <= _MOST_SENSES else []

    def _is_near(self, gloss: str, sense: str, words: list[str], near: float) -> bool:
        """Tell whether a gloss or its last word is near a sense; what has no vector may be."""
        meaning = self._context.sum_up(sense)
        found = [self._context.sum_up(part) for part in {gloss, words[-1]}]
        return not meaning or not all(found) or max(sum(map(mul, meaning, part)) for part in found) >= near

    def _lemma(self, noun: str) -> str:
        """Return a plural without its ending."""
        lower = noun.lower()
        for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
            stem = lower.removesuffix(ending) + instead
            if lower.endswith(ending) and self._lexicon.english(stem).plural == lower:
                return stem
        return lower


def _list_wordings(record: WordRecord) -> list[str]:
    """Return the wordings of every sense; nothing when one of them is a name or stays unsaid."""
    senses = [s for e in record.entries for s in e.senses if s.kind not in ("classifier", "surname")]
    if any(s.pos == "name" or s.kind not in ("gloss", "own", "note") for s in senses):
        return []
    return list(dict.fromkeys(wording for s in senses for wording in (s.gloss, *s.alternatives) if wording))
