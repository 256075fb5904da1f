"""What a run would change, word for word: ``[-中文-]{+gloss+}`` in the lines that it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.types import NormalizedText

_LINES = 60


def show_difference(name: str, results: list[tuple[str, NormalizedText]]) -> str:
    r"""Return the touched lines of an article with their edits marked; ``""`` when there are none.

    >>> from normalizer.pipeline import normalize
    >>> print(show_difference("a.txt", [("", normalize("one\na 经济 decision"))]), end="")
    --- a.txt
    2: [-a 经济-]{+an economic+} decision
    """
    lines = [f"{unit + ', ' if unit else ''}{line}" for unit, result in results for line in _mark(result)]
    return "\n".join([f"--- {name}", *lines]) + "\n" if lines else ""


def _mark(result: NormalizedText) -> list[str]:
    source = result.restore()
    pieces: list[str] = []
    position = 0
    for note in result.annotations:
        if note.action != "keep":
            pieces += (source[position : note.start], f"\x00-{note.original}\x01", f"\x00+{note.replacement}\x01")
            position = note.end
    pieces.append(source[position:])
    numbered = enumerate("".join(pieces).split("\n"), 1)
    return [f"{number}: {_write(line)}" for number, line in numbered if "\x00" in line]


def _write(line: str) -> str:
    """Turn the inner marks into the ones that are shown; an empty insertion is left out."""
    line = line.rstrip("\r").replace("\x00+\x01", "")
    pieces = line.split("\x00")
    shown = [pieces[0]]
    for piece in pieces[1:]:
        body, _, rest = piece[1:].partition("\x01")
        shown += ("[-" if piece[0] == "-" else "{+", body, "-]" if piece[0] == "-" else "+}", rest)
    return "".join(shown)


def colour(difference: str) -> str:
    """Return a difference with deletions in red and insertions in green, for a terminal."""
    for sign, code in (("[-", "\x1b[31m[-"), ("-]", "-]\x1b[0m"), ("{+", "\x1b[32m{+"), ("+}", "+}\x1b[0m")):
        difference = difference.replace(sign, code)
    return difference
