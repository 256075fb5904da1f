"""What became of a fragment, read from a result: where it stands, what stands for it, what was only romanized."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.script import count_han

if TYPE_CHECKING:
    from benchmarks.material import Row
    from normalizer.types import Annotation, NormalizedText

OTHER_LANGUAGES = ("ja", "ko", "vi")
NOT_MASKS = ("leak", "pair", "quotation", "name", "title", "mention", "language", "matrix")
"""Contexts of a kept fragment that no mask explains; every other context is a mask's rule."""


class Verdict(NamedTuple):
    """What became of a row. ``flags`` say what was wrong, ``remarks`` what was not nice but is not counted.

    ``before`` and ``after`` are the texts; ``span`` is the fragment in ``before``, ``target`` the same
    place in ``after``; ``answer`` and ``reference`` are the two phrases that are compared, ``f1`` and
    ``chrf`` (0 to 100) how near they are.
    """

    row: Row
    right: bool
    flags: tuple[str, ...]
    before: str
    after: str
    span: tuple[int, int]
    notes: tuple[Annotation, ...] = ()
    target: tuple[int, int] = (0, 0)
    remarks: tuple[str, ...] = ()
    group: str = ""
    answer: str = ""
    reference: str = ""
    f1: float = 0.0
    chrf: float = 0.0


class Romanized(NamedTuple):
    """Han characters of a stray row: all, left in the output against the rule, names, and romanized only."""

    han: int
    left: int
    names: int
    romanized: int


def find_notes(result: NormalizedText, start: int, end: int) -> tuple[Annotation, ...]:
    """Return the annotations whose fragment or edit overlaps ``[start, end)`` of the input.

    An edit reaches past its fragment, so one that only touches the range with its English
    (an article, a bracket) is left out when another has its fragment there.
    """
    own = [n for n in result.annotations if n.fragment_start < end and start < n.fragment_end]
    return tuple(own or [n for n in result.annotations if n.start < end and start < n.end])


def locate(result: NormalizedText, start: int, end: int) -> tuple[int, int]:
    """Return where ``[start, end)`` of the input, or what replaced it, stands in the output."""

    def move(position: int, *, last: bool) -> int:
        shift = 0
        for note in result.annotations:
            if note.end <= position and not (last and note.start == position):
                shift = note.target_end - note.end
            elif note.start < position or (last and note.start < position) or (not last and note.start == position):
                return note.target_end if last else note.target_start
        return position + shift

    return move(start, last=False), max(move(start, last=False), move(end, last=True))


def read_slot(result: NormalizedText, notes: tuple[Annotation, ...]) -> str:
    """Return the English that stands for a fragment: from its first anchor to its last, else its replacements."""
    standing = [n for n in notes if n.anchor_end > n.anchor_start]
    if not standing:
        return " ".join(n.replacement.strip() for n in notes).strip()
    low, high = min(n.anchor_start for n in standing), max(n.anchor_end for n in standing)
    return result.text[low:high].strip()


def count_romanized(text: str, result: NormalizedText) -> Romanized:
    """Count the Han characters of `text` that `result` treats, by what became of them.

    Han in a mask or in another language is left out. A fragment of origin author or glossary
    is answered whole, one of origin name is a name whole; else each token counts for itself.
    """
    excused = [n for n in result.annotations if _is_excused(n)]
    left = count_han(result.text) - sum(count_han(n.replacement) for n in excused)
    han = count_han(text) - sum(count_han(n.original) for n in excused)
    names = romanized = 0
    for note in result.annotations:
        if note.action == "keep":
            continue
        if note.origin in ("name", "romanization") or not note.tokens:
            count = count_han(note.fragment)
            names += count * (note.origin == "name")
            romanized += count * (note.origin == "romanization")
        elif note.origin not in ("author", "glossary", "translator"):
            names += sum(count_han(t.text) for t in note.tokens if t.origin == "name")
            romanized += sum(count_han(t.text) for t in note.tokens if t.origin == "romanization")
    return Romanized(han, left, names, romanized)


def _is_excused(note: Annotation) -> bool:
    return note.action == "keep" and (note.language in OTHER_LANGUAGES or note.context not in NOT_MASKS)
