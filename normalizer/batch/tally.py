"""What a run counts of the fragments it met, in the workers and bounded, so that it can be kept and put together."""

from __future__ import annotations

from collections import Counter

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from normalizer.documents.document import Document
    from normalizer.types import Annotation, NormalizedText

PAIRS = 2_000
"""How many pairs of fragment and gloss are told; up to four times as many are held while a run goes on."""

DOUBTS = 50
"""How many of the least sure fragments are told."""

CONTEXT = 60
"""How many code points of the source are told on either side of a doubt."""

STEPS = 20
"""Into how many equal steps the confidences from 0 to 1 are sorted."""

_LONGEST = 120
_HELD = 4 * PAIRS
_NEWLINES = r"[\r\n]"


class Pair(NamedTuple):
    """A fragment as it stood, what stands for it now (empty: nothing, or itself), how, and its language."""

    fragment: str
    gloss: str
    origin: str
    action: str
    language: str


class Doubt(NamedTuple):
    """The least sure occurrence of a pair: its confidence, its place and what stands around it.

    ``line`` and ``column`` count as `Document.locate` does; ``before`` and ``after`` are up to
    `CONTEXT` code points of the source; ``reason`` is the annotation's.
    """

    confidence: float
    path: str
    line: int
    column: int
    before: str
    after: str
    reason: str


_SURE = Doubt(2.0, "", 0, 0, "", "", "")
"""Surer than any."""


class Tally:
    """Counts of fragments, which add up: the order in which tallies are merged does not matter.

    That holds exactly as long as there are no more different pairs than `PAIRS`. Of more than
    are held the rarest go, and ``cut`` tells that what is left may count too few.
    """

    __slots__ = ("actions", "confidences", "contexts", "cut", "doubts", "languages", "pairs", "warnings")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.actions: Counter[tuple[str, str]] = Counter()
        self.contexts: Counter[str] = Counter()
        self.languages: Counter[str] = Counter()
        self.confidences: Counter[int] = Counter()
        self.warnings: Counter[str] = Counter()
        self.pairs: Counter[Pair] = Counter()
        self.doubts: dict[Pair, Doubt] = {}
        self.cut = False

    def __eq__(self, other: object) -> bool:
        """Tell whether both count the same."""
        return isinstance(other, Tally) and all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    __hash__ = None  # type: ignore[assignment]

    @property
    def fragments(self) -> int:
        """Return how many fragments were met, kept ones too."""
        return self.actions.total()

    def add(self, path: str, document: Document, results: Sequence[NormalizedText]) -> None:
        """Count the accepted `results` of a document or of a part of it."""
        lowest: dict[Pair, tuple[float, int, int, Annotation]] = {}
        for index, result in enumerate(results):
            self.warnings.update(notice.code for notice in result.warnings)
            for note in result.annotations:
                pair = self._count(note)
                found = (note.confidence, index, note.fragment_start, note)
                if note.action != "keep" and (pair not in lowest or found < lowest[pair]):
                    lowest[pair] = found
        for pair, (_, index, start, note) in sorted(lowest.items(), key=lambda item: item[1])[:DOUBTS]:
            place = (path, *document.locate(index, start))
            self.doubts[pair] = min(_describe(note, results[index], place), self.doubts.get(pair, _SURE))
        self._bound()

    def _count(self, note: Annotation) -> Pair:
        self.actions[note.action, note.origin] += 1
        self.contexts[note.context] += 1
        self.languages[note.language] += 1
        if note.action != "keep":
            self.confidences[min(round(note.confidence * 100) * STEPS // 100, STEPS - 1)] += 1
        written = {"keep": "", "romanize": note.replacement}.get(note.action, note.gloss or note.replacement)
        pair = Pair(_shorten(note.fragment), _shorten(written), note.origin, note.action, note.language)
        self.pairs[pair] += 1
        return pair

    def merge(self, other: Tally) -> None:
        """Add what `other` counted."""
        for name in ("actions", "contexts", "languages", "confidences", "warnings", "pairs"):
            getattr(self, name).update(getattr(other, name))
        self.cut = self.cut or other.cut
        for pair, doubt in other.doubts.items():
            self.doubts[pair] = min(doubt, self.doubts.get(pair, doubt))
        self._bound()

    def _bound(self) -> None:
        if len(self.pairs) > _HELD:
            self.pairs = Counter(dict(self.list_pairs()))
            self.cut = True
        if len(self.doubts) > DOUBTS:
            self.doubts = dict(self.list_doubts())

    def list_pairs(self) -> list[tuple[Pair, int]]:
        """Return the most frequent pairs, `PAIRS` at most, with their counts."""
        return sorted(self.pairs.items(), key=lambda item: (-item[1], item[0]))[:PAIRS]

    def list_doubts(self) -> list[tuple[Pair, Doubt]]:
        """Return the least sure occurrences, `DOUBTS` at most and one for each pair, the least sure first."""
        return sorted(self.doubts.items(), key=lambda item: (item[1], item[0]))[:DOUBTS]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON, in one order whatever was counted first."""
        told = self.list_pairs()
        return {
            "fragments": self.fragments,
            "actions": [{"action": a, "origin": o, "count": n} for (a, o), n in sorted(self.actions.items())],
            "contexts": dict(sorted(self.contexts.items())),
            "languages": dict(sorted(self.languages.items())),
            "confidences": [self.confidences[step] for step in range(STEPS)],
            "warnings": dict(sorted(self.warnings.items())),
            "pairs": [{**pair._asdict(), "count": n} for pair, n in told],
            "pairs_cut": self.cut or len(told) < len(self.pairs),
            "doubts": [{**pair._asdict(), **doubt._asdict()} for pair, doubt in self.list_doubts()],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Tally:
        """Read the form that `to_dict` writes; raise `KeyError` or `TypeError` when it is none."""
        tally = cls()
        tally.actions.update({(row["action"], row["origin"]): row["count"] for row in data["actions"]})
        tally.contexts.update(data["contexts"])
        tally.languages.update(data["languages"])
        tally.confidences.update({step: n for step, n in enumerate(data["confidences"]) if n})
        tally.warnings.update(data["warnings"])
        tally.pairs.update({_read(Pair, row): row["count"] for row in data["pairs"]})
        tally.doubts.update({_read(Pair, row): _read(Doubt, row) for row in data["doubts"]})
        tally.cut = data["pairs_cut"]
        return tally


def _read(record: Any, row: Mapping[str, Any]) -> Any:
    return record(**{name: row[name] for name in record._fields})


def _describe(note: Annotation, result: NormalizedText, place: tuple[str, int, int]) -> Doubt:
    text = result.restore()
    before = text[max(note.fragment_start - CONTEXT, 0) : note.fragment_start]
    after = text[note.fragment_end : note.fragment_end + CONTEXT]
    before, after = (precompile(_NEWLINES).sub(" ", part) for part in (before, after))
    return Doubt(note.confidence, *place, before, after, note.reason)


def _shorten(text: str) -> str:
    from normalizer.batch.checking import show_fragment

    text = show_fragment(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
