"""Fragments that stay Chinese for what stands around them, and what becomes of them in the clean text."""

from __future__ import annotations

from normalizer.config import POLICIES
from normalizer.detection.language import DECLARED, INTRINSIC
from normalizer.detection.masking.drawing import SEPARATOR
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.types import Annotation


_BY_NEIGHBOURS = (*POLICIES, SEPARATOR)
"""Contexts that other words around can change: a stroke parts nothing once one side is gone."""


def find_doubtful(annotations: Sequence[Annotation]) -> list[Annotation]:
    """Return the fragments that stay in the clean text and could be taken otherwise there, if any changed."""
    if all(note.action == "keep" for note in annotations):
        return []
    return [note for note in annotations if _may_change(note)]


def _may_change(note: Annotation) -> bool:
    """Tell whether Chinese stays by the words around it, as a stroke between them, or by the policy of its context."""
    if note.action == "keep" and note.context == "language":
        return note.reason not in INTRINSIC and not note.reason.startswith(DECLARED)
    if note.action == "keep":
        return note.context in _BY_NEIGHBOURS
    return note.fragment in note.replacement


def find_unsettled(doubtful: Sequence[Annotation], again: Sequence[Annotation]) -> list[Annotation]:
    """Return those of `doubtful` whose Chinese is changed when the clean text is normalized `again`."""
    changed = sorted(note.fragment_start for note in again if note.action != "keep")
    unsettled, index = [], 0
    for note in doubtful:
        while index < len(changed) and changed[index] < note.target_start:
            index += 1
        if index < len(changed) and changed[index] < note.target_end:
            unsettled.append(note)
    return unsettled
