"""The author's gloss for each fragment: every form is tried, the best supported one is taken."""

from __future__ import annotations

from normalizer.pairing.after import FORMS_AFTER
from normalizer.pairing.apposition import find_apposition
from normalizer.pairing.before import find_bracketed
from normalizer.pairing.brackets import find_bracket
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.detection.masking.lookup import MaskLookup
    from normalizer.pairing.evidence import EvidenceReader
    from normalizer.types import Fragment, Pair, Span


def find_pairs(text: str, fragments: Sequence[Fragment], masks: MaskLookup, reader: EvidenceReader) -> dict[int, Pair]:
    """Return the author's gloss of each fragment that has one, by the fragment's start.

    `fragments` are the Chinese ones that no mask covers. Work is bounded for each fragment,
    so it grows with their number alone.
    """
    found: dict[int, Pair] = {}
    brackets: dict[Span, list[Fragment]] = {}
    for fragment in fragments:
        span = find_bracket(text, fragment)
        if span:
            brackets.setdefault(span, []).append(fragment)
    for span, inside in brackets.items():
        for pair in find_bracketed(text, span, inside, masks, reader):
            found[pair.fragment.start] = pair
    for fragment in fragments:
        candidates = [found[fragment.start]] if fragment.start in found else []
        if not candidates or candidates[0].confidence < _CERTAIN:
            candidates += [c for c in (find_apposition(text, fragment, masks, reader),) if c]
            candidates += [c for form in FORMS_AFTER if (c := form(text, fragment, reader))]
        candidates = [c for c in candidates if _spares(masks, c)]
        if candidates:
            found[fragment.start] = max(candidates, key=lambda pair: pair.confidence)
        else:
            found.pop(fragment.start, None)
    return _drop_overlaps(found)


_CERTAIN = 0.9


def _spares(masks: MaskLookup, pair: Pair) -> bool:
    """Tell whether an edit leaves what is masked as it is: outside of it, or in the author's words that it writes."""
    start, end = pair.edit
    first, last = (min(end, max(start, place)) for place in pair.gloss)
    return not masks.overlaps(start, first) and not masks.overlaps(last, end)


def _drop_overlaps(found: dict[int, Pair]) -> dict[int, Pair]:
    """Keep pairs whose edits do not overlap; of two that do, the better supported one."""
    kept: list[Pair] = []
    for _, pair in sorted(found.items()):
        if kept and pair.edit.start < kept[-1].edit.end:
            if pair.confidence <= kept[-1].confidence:
                continue
            kept.pop()
        kept.append(pair)
    return {pair.fragment.start: pair for pair in kept}
