"""Marks put into the clean text behind the anchors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from normalizer.types import Annotation, NormalizedText


def find_changed(result: NormalizedText) -> list[Annotation]:
    """Return the annotations of fragments that did not stay as they were, in reading order."""
    return [note for note in result.annotations if note.action != "keep"]


def insert(text: str, marks: Iterable[tuple[int, str]]) -> str:
    """Return `text` with each mark at its place (code points); marks at one place keep their order.

    >>> insert("public opinion, they", [(14, "[1]")])
    'public opinion[1], they'
    """
    pieces: list[str] = []
    position = 0
    for place, mark in sorted(marks, key=lambda item: item[0]):
        pieces += (text[position:place], mark)
        position = place
    return "".join(pieces) + text[position:]
