"""The original in brackets behind its English: ``gloss (中文 zhōng wén)``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizer.rendering.insertion import find_changed, insert

if TYPE_CHECKING:
    from normalizer.types import NormalizedText


def render_inline(result: NormalizedText) -> str:
    """Return the text with each changed fragment and its reading in brackets behind its anchor."""
    marks = []
    for note in find_changed(result):
        reading = f" {note.pinyin}" if note.pinyin else ""
        marks.append((note.anchor_end, f" ({' '.join(note.fragment.split())}{reading})"))
    return insert(result.text, marks)
