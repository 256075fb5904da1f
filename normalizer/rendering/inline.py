"""The form ``inline``: ``gloss (中文 pīnyīn)``, for readers who want the Chinese at hand."""

from __future__ import annotations

from normalizer.detection.masking import find_masks
from normalizer.records import TYPE_CHECKING
from normalizer.rendering.placement import Insertion, find_place, insert, list_changed, merge_barriers

if TYPE_CHECKING:
    from normalizer.types import NormalizedText


def render(result: NormalizedText) -> str:
    """Return the clean text with each changed fragment and its pinyin behind the English for it.

    >>> from normalizer import normalize
    >>> render(normalize("a 经济 decision"))
    'an economic (经济 jīng jì) decision'
    """
    return insert(result.text, list_insertions(result))


def list_insertions(result: NormalizedText) -> list[Insertion]:
    """Return what is put into the clean text, and where."""
    changed = list_changed(result)
    if not changed:
        return []
    barriers = merge_barriers((mask.start, mask.end) for mask in find_masks(result.text, "text")[0])
    insertions = []
    for note in changed:
        place = find_place(result.text, note.anchor_end, barriers)
        blank = "" if place == 0 or result.text[place - 1].isspace() else " "
        insertions.append(Insertion(place, f"{blank}({f'{note.fragment} {note.pinyin}'.rstrip()})"))
    return insertions
