"""How edits that come near each other share the text: none reaches into another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from normalizer.detection.codepoints import has_cjk
from normalizer.records import TYPE_CHECKING
from normalizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from normalizer.editing.edit import Edit
    from normalizer.types import Fragment, Pair


def disjoin(fragments: Sequence[Fragment], pairs: Mapping[int, Pair]) -> dict[int, Pair]:
    """Leave out pairs whose edit reaches over another Chinese fragment, which would be lost or edited twice."""
    own = [f for f in fragments if has_cjk(f.text)]
    starts = [f.start for f in own]
    kept = {}
    for start, pair in pairs.items():
        first = max(0, bisect_right(starts, pair.edit.start) - 1)
        last = bisect_left(starts, pair.edit.end)
        if not any(f.start != start and f.end > pair.edit.start for f in own[first:last]):
            kept[start] = pair
    return kept


def chain(removals: Sequence[Span]) -> dict[int, Span]:
    """Map the start of each removal to the whole of the removals that touch it."""
    groups: list[list[Span]] = []
    for span in removals:
        if groups and groups[-1][-1].end == span.start:
            groups[-1].append(span)
        else:
            groups.append([span])
    return {span.start: Span(group[0].start, group[-1].end) for group in groups for span in group}


def part(text: str, floor: int, edit: Edit) -> Edit:
    """Keep neighbouring edits disjoint: an edit begins at `floor`, where the one before it ends, at the earliest."""
    if edit.start >= floor:
        return edit
    cut = floor - edit.start
    lost = text[edit.start : floor]
    shared = edit.replacement.startswith(lost)
    replacement = edit.replacement[cut:] if shared else edit.replacement
    shift = cut if shared else 0
    anchor = Span(max(0, edit.anchor.start - shift), max(0, edit.anchor.end - shift)) if edit.anchor else None
    return edit._replace(start=floor, replacement=replacement, anchor=anchor)


def part_all(text: str, floor: int, edits: Sequence[Edit]) -> list[Edit]:
    """Keep all edits disjoint, none beginning before `floor`."""
    parted: list[Edit] = []
    for edit in edits:
        parted.append(part(text, parted[-1].end if parted else floor, edit))
    return parted
