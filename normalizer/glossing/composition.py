"""Glossed words put together as English: grammar words dropped or turned, marks and order set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from normalizer.detection.marks import ENGLISH_MARKS
from normalizer.glossing.function_words import FUNCTION_WORDS, LOCATIVES, MEASURE_WORDS, POSSESSIVES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.types import TokenKind

_QUOTES = {
    "《": "“",
    "》": "”",
    "〈": "“",
    "〉": "”",
    "「": "“",
    "」": "”",
    "『": "‘",
    "』": "’",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
}
_COUNTING = frozenset("这那每各某哪几")
_TIDY = (
    (re.compile(r"\s+"), " "),
    (re.compile(r"\s+([,.;:!?)\]”’])"), r"\1"),
    (re.compile(r"([(\[“‘])\s+"), r"\1"),
    (re.compile(r"([,;:])\s*(?=[,;:.!?])"), ""),
    (re.compile(r"\b(a|an|the|and|of|in) (?=\1\b)"), ""),
)


class Part(NamedTuple):
    """A token with the English chosen for it."""

    folded: str
    kind: TokenKind
    english: str
    tag: str = ""


def compose(parts: Sequence[Part]) -> str:
    """Return one English phrase for the parts of a fragment.

    >>> compose([Part("舆论", "word", "public opinion"), Part("的", "word", ""), Part("环境", "word", "environment")])
    'public opinion environment'
    >>> compose([Part("我", "word", "I"), Part("的", "word", ""), Part("书", "word", "book")])
    'my book'
    """
    pieces: list[str] = []
    for index, part in enumerate(parts):
        pieces.append(_write(parts, index, pieces))
        del part
    text = "".join(_space(pieces))
    for pattern, replacement in _TIDY:
        text = pattern.sub(replacement, text)
    return _capitalise_sentences(text.strip().strip(",;: "))


def _write(parts: Sequence[Part], index: int, written: list[str]) -> str:
    part = parts[index]
    following = parts[index + 1].folded if index + 1 < len(parts) else ""
    previous = parts[index - 1] if index else None
    if part.kind == "mark":
        return _QUOTES.get(part.folded, ENGLISH_MARKS.get(part.folded, part.folded))
    if part.kind in ("number", "latin", "space"):
        return part.english or part.folded
    if following == "的" and part.folded in POSSESSIVES:
        return POSSESSIVES[part.folded]
    if previous and part.folded in MEASURE_WORDS and (previous.kind == "number" or previous.folded[-1:] in _COUNTING):
        return ""
    if part.folded in LOCATIVES and previous and previous.kind == "word" and previous.folded not in FUNCTION_WORDS:
        return _turn_locative(parts, index, written)
    if part.folded in FUNCTION_WORDS:
        return FUNCTION_WORDS[part.folded][0]
    return part.english


def _turn_locative(parts: Sequence[Part], index: int, written: list[str]) -> str:
    """Put the preposition before the noun phrase, unless 在 or the like already stands there."""
    first = index
    while first > 0 and parts[first - 1].kind == "word" and parts[first - 1].folded not in FUNCTION_WORDS:
        first -= 1
    before = parts[first - 1].folded if first else ""
    preposition = LOCATIVES[parts[index].folded]
    if before in ("在", "于", "从", "到", "由", "对"):
        if preposition != "in" and before == "在":
            written[first - 1] = preposition
        return ""
    written[first] = f"{preposition} {written[first]}"
    return ""


def _space(pieces: list[str]) -> list[str]:
    """Put a blank between pieces; tidying takes out the ones that marks do not want."""
    spaced: list[str] = []
    for piece in pieces:
        if piece:
            spaced += (piece, " ")
    return spaced


def _capitalise_sentences(text: str) -> str:
    return re.sub(r"(?<=[.!?] )([a-z])", lambda m: m.group().upper(), text)
