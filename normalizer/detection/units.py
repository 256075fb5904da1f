"""Text cut into units that can be treated one after the other: paragraphs, or the pieces of a stream.

Where a unit ends depends only on the text up to the character after it, so any chunking of a
stream gives the same units. Joined they are the text again.
"""

from __future__ import annotations

import re

from normalizer.patterns import precompile

_LONG = 200
"""Code points after which the end of a sentence may end a unit."""

_LIMIT = 8_000
"""Code points after which any blank ends a unit, even where a fence stands open."""

_HARD_LIMIT = 16_000
"""Code points after which a unit ends wherever it is."""

_PARAGRAPH = precompile(r"\n[ \t\r]*\n\s*(?=\S)|\s(?=\S)")
_WINDOW = precompile(r"\n\s*(?=\S)|[.!?。！？][”’\"')\]]*[ \t]+(?=\S)|\s(?=\S)")
_FENCE = precompile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)
_SWITCH = precompile(r"mixnorm:[ \t]*(off|on)\b")


def is_open(unit: str) -> bool:
    r"""Tell whether a fence or an off switch stands open at the end of `unit`.

    >>> is_open("```py\ncode"), is_open("`code` and text")
    (True, False)
    """
    fences = len(_FENCE.findall(unit)) if "```" in unit or "~~~" in unit else 0
    switches = _SWITCH.findall(unit) if "mixnorm:" in unit else []
    return fences % 2 == 1 or switches[-1:] == ["off"]


class UnitSplitter:
    r"""Cuts text that arrives in chunks into units.

    >>> splitter = UnitSplitter()
    >>> splitter.feed("one 舆论\ntw"), splitter.feed("o"), splitter.finish()
    (['one 舆论\n'], [], ['two'])
    """

    def __init__(self, *, paragraphs: bool = False) -> None:
        """Cut at blank lines when `paragraphs`, else at line ends and, in long lines, at sentence ends."""
        self._paragraphs = paragraphs
        self._pattern = _PARAGRAPH if paragraphs else _WINDOW
        self._buffer = ""

    def feed(self, chunk: str) -> list[str]:
        """Take a chunk and return the units that are complete with it."""
        self._buffer += chunk
        units = []
        while end := self._find_end():
            units.append(self._buffer[:end])
            self._buffer = self._buffer[end:]
        return units

    def finish(self) -> list[str]:
        """Return what is left when the text has ended."""
        left, self._buffer = self._buffer, ""
        return [left] if left else []

    def _find_end(self) -> int:
        """Return where the first unit of the buffer ends, 0 while that is not known."""
        for match in self._pattern.finditer(self._buffer[: _HARD_LIMIT + 1]):
            if self._ends(match):
                return match.end()
        return _HARD_LIMIT if len(self._buffer) > _HARD_LIMIT else 0

    def _ends(self, match: re.Match[str]) -> bool:
        found, end = match.group(), match.end()
        if end > _LIMIT:
            return True
        line = found[0] == "\n" and (found.count("\n") > 1 or not self._paragraphs)
        sentence = not self._paragraphs and not found[0].isspace() and end > _LONG
        return (line or sentence) and not is_open(self._buffer[:end])
