"""Leaving single fragments of a result as they are, without asking the engine again."""

from __future__ import annotations

from bisect import bisect_right

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from normalizer.documents.document import Unit
    from normalizer.types import Annotation, NormalizedText

REASON = "it is allowed, or not among the findings that are fixed"


def keep_fragments(result: NormalizedText, numbers: Collection[int]) -> NormalizedText:
    """Return a result in which the annotations of these `numbers` keep their fragments; all rules of offsets hold.

    Edits never share a character, so each can be taken back by itself. What the author's gloss
    beside a kept fragment has taught the rest of the document stays, which a mask would hide.

    >>> from normalizer import normalize
    >>> keep_fragments(normalize("the 舆论 of 经济"), [0]).text
    'the 舆论 of economy'
    """
    if not numbers:
        return result
    source = result.restore()
    pieces: list[str] = []
    notes: list[Annotation] = []
    position = length = 0
    for number, note in enumerate(result.annotations):
        new = _keep(note) if number in numbers else note
        pieces += (source[position : new.start], new.replacement)
        target = length + new.start - position
        length = target + len(new.replacement)
        position = new.end
        notes.append(new._replace(target_start=target, target_end=length))
    moved = _move_anchors(result.annotations, notes, numbers)
    return result._replace(text="".join(pieces) + source[position:], annotations=tuple(moved))


def keep_in_units(
    units: Sequence[Unit], results: Sequence[NormalizedText], kept: Mapping[str, Collection[int]]
) -> list[NormalizedText]:
    """Return the results of units; the `kept` annotations (numbers by name of the unit) keep their fragments."""
    return [keep_fragments(result, kept.get(unit.id, ())) for unit, result in zip(units, results, strict=True)]


def _keep(note: Annotation) -> Annotation:
    return note._replace(
        start=note.fragment_start,
        end=note.fragment_end,
        original=note.fragment,
        replacement=note.fragment,
        gloss=None,
        gloss_start=None,
        gloss_end=None,
        action="keep",
        origin="policy",
        confidence=1.0,
        reason=REASON,
    )


def _move_anchors(old: Sequence[Annotation], new: Sequence[Annotation], kept: Collection[int]) -> list[Annotation]:
    """Return the new annotations with their anchors where these stand in the new clean text."""
    starts = [note.target_start for note in old]

    def move(place: int) -> int:
        index = bisect_right(starts, place) - 1
        if index < 0:
            return place
        before, after = old[index], new[index]
        if place > before.target_end:
            # Beyond the edit: as far behind it as in the source, of which a kept fragment takes less.
            return after.target_end + before.end - after.end + place - before.target_end
        return after.target_start if index in kept else after.target_start + place - before.target_start

    moved = []
    for number, (before, after) in enumerate(zip(old, new, strict=True)):
        start, end = before.anchor_start, before.anchor_end
        if number in kept:
            start, end = after.target_start, after.target_end
        elif before.target_start <= start and end <= before.target_end:
            start, end = (place + after.target_start - before.target_start for place in (start, end))
        else:
            start = move(start)
            end = max(start, move(end))
        moved.append(after._replace(anchor_start=start, anchor_end=end))
    return moved
