"""The form ``footnotes``: Markdown footnotes with labels of our own, ``[^mixnorm-1]``."""

from __future__ import annotations

from normalizer.markers import FOOTNOTE_LABEL
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING
from normalizer.rendering.markdown import find_barriers
from normalizer.rendering.placement import Insertion, find_place, insert, list_changed, make_block
from normalizer.rendering.wording import number_notes

if TYPE_CHECKING:
    import re

    from normalizer.types import NormalizedText

_USED = precompile(rf"\[\^{FOOTNOTE_LABEL}(\d+)\]")
_WORDY = precompile(r"\w")
_SPECIAL = precompile(r"([\\`*_\[\]<>|~$])")


def render(result: NormalizedText) -> str:
    """Return the clean Markdown with a label after the English of each changed fragment, and the footnotes.

    A label that would fall into a link, code or emphasis stands behind it.
    """
    return insert(result.text, list_insertions(result))


def list_insertions(result: NormalizedText) -> list[Insertion]:
    """Return what is put into the clean text, and where: the labels, and the footnotes at its end."""
    changed = list_changed(result)
    if not changed:
        return []
    text = result.text
    first = max((int(number) for number in _USED.findall(text)), default=0) + 1
    numbers, notes = number_notes(changed, first)
    barriers = find_barriers(text)
    places = (find_place(text, note.anchor_end, barriers) for note in changed)
    marks = dict.fromkeys(zip(places, numbers, strict=True))
    lines = [f"[^{FOOTNOTE_LABEL}{note.number}]: {_SPECIAL.sub(_escape, note.text)}" for note in notes]
    return [*(Insertion(place, _label(text, place, number)) for place, number in marks), make_block(text, lines)]


def _label(text: str, place: int, number: int) -> str:
    """Return the label, set apart from marks that would make it an image, a link or a definition."""
    before = " " if text[place - 1 : place] in ("!", "^", "\\") else ""
    opens = text[place : place + 1] in ("(", "[") or (text[place : place + 1] == ":" and _starts_line(text, place))
    after = " " if opens else ""
    return f"{before}[^{FOOTNOTE_LABEL}{number}]{after}"


def _starts_line(text: str, place: int) -> bool:
    """Tell whether nothing but markup stands before `place` in its line."""
    start = max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1
    return not _WORDY.search(text, start, place)


def _escape(match: re.Match[str]) -> str:
    return "\\" + match.group()
