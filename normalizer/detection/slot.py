"""The slot: the English on both sides of a fragment."""

from __future__ import annotations

from normalizer.types import Slot

WIDTH = 160
"""Code points looked at on each side; a bound keeps the work linear in the text."""


def read_slot(text: str, start: int, end: int) -> Slot:
    """Return the slot of ``text[start:end]``: its line's text on both sides, bounded.

    >>> read_slot("the critical舆论环境.", 12, 16)
    Slot(before='the critical', after='.', glued_before=True, glued_after=False)
    """
    before = text[max(0, start - WIDTH) : start]
    after = text[end : end + WIDTH]
    before = before[before.rfind("\n") + 1 :]
    after = after.partition("\n")[0]
    return Slot(before, after, before[-1:].isalnum(), after[:1].isalnum())
