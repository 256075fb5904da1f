"""Brackets that hold Chinese, read as a list of items: labels, readings, Chinese, English."""

from __future__ import annotations

import re

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.types import Span

if TYPE_CHECKING:
    from normalizer.types import Fragment

BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］"}
_CLOSERS = {")", "）", "]", "］"}
_REACH = 160

LANGUAGE_LABEL = precompile(
    r"(?:(?:also |in |known in |written |the )?"
    r"(?:(?:simplified|traditional|modern|standard|mandarin|classical|literary|literal)[ ])?"
    r"(?:chinese|mandarin|cantonese|hanzi|han character|simplified|traditional|jiantizi|fantizi|zh(?:-\w+)?(?=[ :：]))"
    r"(?:[ ](?:name|title|characters?|term|text|script|literally|form))?(?![A-Za-z])"
    r"|(?:simp|trad|chin|ch|cn|tw|s|t|c)[.:：])\s*[:：=]?\s*",
    re.IGNORECASE,
)
_SEPARATOR = precompile(r"\s*(?:[;；，、/|]|,(?!\d)|\s(?:or|and)(?=\s)|\s[–—-](?=\s))\s*")
_WRAPPERS = "“”\"'‘’「」『』《》〈〉【】*_ \t"


class Item(NamedTuple):
    """One item of a bracket: its place, its text, and the fragments in it."""

    start: int
    end: int
    text: str
    fragments: tuple[Fragment, ...]

    def strip_chinese(self) -> str:
        """Return what the item says besides its Chinese, labels and wrappers apart."""
        rest, base = self.text, self.start
        for fragment in reversed(self.fragments):
            rest = rest[: fragment.outer.start - base] + " " + rest[fragment.outer.end - base :]
        label = LANGUAGE_LABEL.match(rest.lstrip(_WRAPPERS))
        rest = rest.lstrip(_WRAPPERS)
        return (rest[label.end() :] if label and self.fragments else rest).strip(_WRAPPERS + ":：")


class Bracket(NamedTuple):
    """A pair of brackets around one fragment or more, mismatched kinds included."""

    span: Span
    items: tuple[Item, ...]

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        """All fragments inside, in reading order."""
        return tuple(f for item in self.items for f in item.fragments)


def find_bracket(text: str, fragment: Fragment) -> Span | None:
    """Return the innermost brackets around `fragment` on its line, kinds may be mismatched.

    >>> from normalizer.types import Fragment
    >>> find_bracket("a (舆论）.", Fragment(3, 5, "舆论", Span(3, 5)))
    Span(start=2, end=6)
    """
    depth, start = 0, -1
    low = max(0, fragment.outer.start - _REACH + 1)
    if all(text.find(opening, low, fragment.outer.start) < 0 for opening in BRACKETS):
        return None
    for index in range(fragment.outer.start - 1, low - 1, -1):
        character = text[index]
        if character == "\n":
            break
        if character in _CLOSERS:
            depth += 1
        elif character in BRACKETS:
            if depth == 0:
                start = index
                break
            depth -= 1
    if start >= 0 and text[start] == "[" and text.startswith("](", fragment.outer.end):
        return None  # the words of a link
    return None if start < 0 else _close(text, start, fragment.outer.end)


def _close(text: str, start: int, position: int) -> Span | None:
    """Find the closing bracket; a bracket that its line or the text leaves open ends there."""
    depth = 0
    for index in range(position, min(len(text), position + 2 * _REACH)):
        character = text[index]
        if character == "\n":
            return Span(start, index)
        if character in BRACKETS:
            depth += 1
        elif character in _CLOSERS:
            if depth == 0:
                return Span(start, index + 1)
            depth -= 1
    return Span(start, len(text)) if len(text) < position + 2 * _REACH else None


def read_bracket(text: str, span: Span, fragments: list[Fragment]) -> Bracket:
    """Cut the inside of a bracket into items at separators that stand outside its fragments."""
    inside = [f for f in fragments if span.start < f.start and f.end <= span.end]
    cuts = [span.start + 1]
    inner_end = span.end - 1 if text[span.end - 1] in _CLOSERS else span.end
    for match in _SEPARATOR.finditer(text, span.start + 1, inner_end):
        if not any(f.start < match.end() and match.start() < f.end for f in inside):
            cuts += match.span()
    cuts.append(inner_end)
    items = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        held = tuple(f for f in inside if start <= f.start and f.end <= end)
        items.append(Item(start, end, text[start:end], held))
    return Bracket(span, tuple(items))


def plan_removal(text: str, bracket: Bracket, emptied: set[int]) -> list[Span]:
    """Return the ranges to remove so that the items `emptied` go and the rest reads on.

    With every item gone the brackets go too, and the blank before them.
    """
    kept = [i for i, item in enumerate(bracket.items) if i not in emptied and item.text.strip()]
    if not kept:
        start = bracket.span.start
        while start > 0 and text[start - 1] in " \t\u3000\xa0":
            start -= 1
        return [Span(start, bracket.span.end)]
    ranges = []
    for index in sorted(emptied):
        item = bracket.items[index]
        if index < kept[0]:
            ranges.append(Span(item.start, bracket.items[index + 1].start))
        else:
            ranges.append(Span(bracket.items[index - 1].end, item.end))
    return _join(ranges)


def _join(ranges: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(ranges):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def share_out(ranges: list[Span], fragments: tuple[Fragment, ...]) -> dict[int, Span]:
    """Divide removed ranges among the fragments in them: each starts where its fragment does.

    Returns the edit of each fragment by the fragment's start; the first in a range also
    gets what stands before it.
    """
    edits: dict[int, Span] = {}
    for span in ranges:
        inside = [f for f in fragments if span.start <= f.start and f.end <= span.end]
        for number, fragment in enumerate(inside):
            start = span.start if number == 0 else fragment.start
            end = inside[number + 1].start if number + 1 < len(inside) else span.end
            edits[fragment.start] = Span(start, end)
    return edits
