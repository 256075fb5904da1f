"""Numbered notes at the end: plain ones in a marked block, or Markdown footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from normalizer.markers import FOOTNOTE_LABEL, NOTES_BEGIN, NOTES_END
from normalizer.rendering.insertion import find_changed, insert

if TYPE_CHECKING:
    from normalizer.types import Annotation, NormalizedText

_SPOKEN = {
    "author": "the author’s words",
    "glossary": "the user’s glossary",
    "name": "a name",
    "number": "by rule",
    "lexicon": "from the dictionary",
    "translator": "translated",
    "romanization": "read out",
    "policy": "by the settings",
}
_LABEL = re.compile(rf"\[\^{FOOTNOTE_LABEL}(\d+)\]")


def render_notes(result: NormalizedText) -> str:
    """Return the text with ``[1]`` behind each anchor and the notes in a marked block at the end."""
    numbered = _number(result, 1)
    if not numbered:
        return result.text
    text = insert(result.text, ((note.anchor_end, f"[{number}]") for note, number in numbered))
    lines = [f"[{number}] {describe(note)}" for note, number in _first_of_each(numbered)]
    gap = "\n" if text.endswith("\n") else "\n\n"
    return "\n".join([f"{text}{gap}{NOTES_BEGIN}", *lines, NOTES_END]) + "\n"


def render_footnotes(result: NormalizedText) -> str:
    """Return Markdown with a footnote for each changed fragment; labels never clash with those already there."""
    taken = max((int(n) for n in _LABEL.findall(result.text)), default=0)
    numbered = _number(result, taken + 1)
    if not numbered:
        return result.text
    text = insert(result.text, ((note.anchor_end, f"[^{FOOTNOTE_LABEL}{number}]") for note, number in numbered))
    lines = [f"[^{FOOTNOTE_LABEL}{number}]: {describe(note)}" for note, number in _first_of_each(numbered)]
    gap = "\n" if text.endswith("\n") else "\n\n"
    return f"{text}{gap}" + "\n".join(lines) + "\n"


def describe(note: Annotation) -> str:
    """Return one line about a fragment: reading, gloss, where that came from, word by word.

    The line begins with the fragment itself.
    """
    reading = f" ({note.pinyin})" if note.pinyin else ""
    gloss = f": {note.gloss}" if note.gloss else ""
    words = [f"{t.text} {t.chosen}" for t in note.tokens if t.kind == "word" and t.chosen]
    detail = f" = {' + '.join(words)}" if len(words) > 1 else ""
    line = f"{note.fragment}{reading}{gloss} [{_SPOKEN[note.origin]}]{detail}"
    return " ".join(line.split())


def _number(result: NormalizedText, first: int) -> list[tuple[Annotation, int]]:
    """Return the changed fragments with numbers; the same fragment with the same gloss shares a number."""
    numbers: dict[tuple[str, str | None], int] = {}
    return [
        (note, numbers.setdefault((note.fragment, note.gloss), first + len(numbers))) for note in find_changed(result)
    ]


def _first_of_each(numbered: list[tuple[Annotation, int]]) -> list[tuple[Annotation, int]]:
    seen: set[int] = set()
    return [(note, number) for note, number in numbered if not (number in seen or seen.add(number))]  # type: ignore[func-returns-value]
