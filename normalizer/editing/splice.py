"""The last step: all edits in one pass from left to right, with the record of each."""

from __future__ import annotations

from bisect import bisect_right

from normalizer.records import TYPE_CHECKING
from normalizer.types import Annotation, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.editing.edit import Edit


def splice(text: str, edits: Sequence[Edit]) -> tuple[str, tuple[Annotation, ...]]:
    """Return the clean text and the annotation of every edit.

    `edits` are sorted and disjoint. The work is one join, linear in text and edits.
    """
    pieces: list[str] = []
    position = written = 0
    targets: list[Span] = []
    for edit in edits:
        pieces += (text[position : edit.start], edit.replacement)
        written += edit.start - position
        targets.append(Span(written, written + len(edit.replacement)))
        written += len(edit.replacement)
        position = edit.end
    pieces.append(text[position:])
    starts = [edit.start for edit in edits]
    annotations = tuple(
        _annotate(text, edit, target, _find_anchor(edit, target, edits, starts, targets))
        for edit, target in zip(edits, targets, strict=True)
    )
    return "".join(pieces), annotations


def _find_anchor(edit: Edit, target: Span, edits: Sequence[Edit], starts: list[int], targets: list[Span]) -> Span:
    """Return where in the clean text the English for the fragment stands."""
    if edit.source_anchor is not None:
        start = _map(edit.source_anchor.start, edits, starts, targets)
        return Span(start, max(start, _map(edit.source_anchor.end, edits, starts, targets)))
    anchor = edit.anchor or Span(0, len(edit.replacement))
    return Span(target.start + anchor.start, target.start + anchor.end)


def _map(position: int, edits: Sequence[Edit], starts: list[int], targets: list[Span]) -> int:
    """Map a position of the input to the clean text; inside an edit, to its replacement's end."""
    index = bisect_right(starts, position) - 1
    if index < 0:
        return position
    edit, target = edits[index], targets[index]
    if position >= edit.end:
        return target.end + position - edit.end
    return target.start if position == edit.start else target.end


def _annotate(text: str, edit: Edit, target: Span, anchor: Span) -> Annotation:
    span = edit.gloss_span
    return Annotation(
        start=edit.start,
        end=edit.end,
        original=text[edit.start : edit.end],
        target_start=target.start,
        target_end=target.end,
        replacement=edit.replacement,
        fragment=edit.fragment.text,
        fragment_start=edit.fragment.start,
        fragment_end=edit.fragment.end,
        gloss=edit.gloss,
        gloss_start=span.start if span else None,
        gloss_end=span.end if span else None,
        anchor_start=anchor.start,
        anchor_end=anchor.end,
        action=edit.action,
        origin=edit.origin,
        context=edit.context,
        language=edit.fragment.language,
        script=edit.fragment.script,
        confidence=round(edit.confidence, 3),
        reason=edit.reason,
        engine=edit.engine,
        pinyin=edit.pinyin,
        tokens=edit.tokens,
    )
