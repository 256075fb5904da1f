"""A fragment cut into tokens: numbers by rule, words by the segmenter, marks, letters, blanks."""

from __future__ import annotations

import re

from normalizer.detection.codepoints import BOPOMOFO, HAN
from normalizer.detection.marks import halve
from normalizer.glossing.numbers import find_numbers
from normalizer.glossing.persons import TITLES
from normalizer.lexicon.splitting import split_unknown
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from normalizer.lexicon.index import LexiconIndex
    from normalizer.literals import TokenKind
    from normalizer.protocols import Segmenter

_HAN_RUN = precompile(f"[{HAN}{BOPOMOFO}]+")
_PIECE = precompile(
    rf"(?P<word>[{HAN}{BOPOMOFO}]+)|(?P<latin>[A-Za-z0-9]+(?:[.,:/%+\-–][A-Za-z0-9]+)*%?)|(?P<space>\s+)|(?P<mark>.)",
    re.DOTALL,
)


# Numerals that by themselves are adverbs: "by all means", "in case", "very", "one by one".
NOT_NUMBERS = frozenset("千万 万万 万一 十分 一一 百般 十足 万分 千百".split())


class Terms:
    """The words of a user's glossary, found in a text by their lengths."""

    def __init__(self, words: Collection[str]) -> None:
        """Take the words, in both scripts where both are known."""
        self._words = words
        self._lengths = sorted({len(word) for word in words}, reverse=True)

    def find(self, fragment: str, folded: str) -> list[tuple[int, int]]:
        """Return the ranges of the terms in a fragment, left to right, of several that begin together the longest."""
        found: list[tuple[int, int]] = []
        start = 0
        while start < len(fragment):
            ends = (start + length for length in self._lengths if start + length <= len(fragment))
            end = next((e for e in ends if fragment[start:e] in self._words or folded[start:e] in self._words), 0)
            if end:
                found.append((start, end))
            start = end or start + 1
        return found

    def are_part(self, fragment: str, folded: str) -> bool:
        """Tell whether terms are a part of a fragment, and it no name with its title: no name made by rule then."""
        return not (folded[-2:] in TITLES or folded[-3:] in TITLES) and bool(self.find(fragment, folded))


class Piece(NamedTuple):
    """A token before it is glossed: place in the fragment, kind, folded form, English if a rule gave it."""

    start: int
    end: int
    kind: TokenKind
    text: str
    folded: str
    english: str = ""


def cut_fragment(
    fragment: str, folded: str, segmenter: Segmenter, lexicon: LexiconIndex, terms: Terms | None = None
) -> list[Piece]:
    """Return pieces that tile `fragment`; `folded` is the same text in simplified characters.

    The user's `terms` are pieces of their own.
    """
    folded = halve(folded)
    if spans := terms.find(fragment, folded) if terms else []:
        return _cut_between(fragment, folded, spans, segmenter, lexicon)
    pieces: list[Piece] = []
    position = 0
    for number in find_numbers(folded):
        if not _is_number_here(folded, number.start, number.end, lexicon):
            continue
        pieces += _cut(fragment, folded, position, number.start, segmenter, lexicon)
        pieces.append(
            Piece(
                number.start,
                number.end,
                "number",
                fragment[number.start : number.end],
                folded[number.start : number.end],
                number.text,
            )
        )
        position = number.end
    return pieces + _cut(fragment, folded, position, len(fragment), segmenter, lexicon)


def _cut_between(
    fragment: str, folded: str, spans: list[tuple[int, int]], segmenter: Segmenter, lexicon: LexiconIndex
) -> list[Piece]:
    """Return the user's terms as pieces, and the pieces of what stands between them."""
    pieces: list[Piece] = []
    position = 0
    for start, end in (*spans, (len(fragment), len(fragment))):
        between = cut_fragment(fragment[position:start], folded[position:start], segmenter, lexicon)
        pieces += (piece._replace(start=piece.start + position, end=piece.end + position) for piece in between)
        if start < end:
            pieces.append(Piece(start, end, "word", fragment[start:end], folded[start:end]))
        position = end
    return pieces


def _is_number_here(folded: str, start: int, end: int, lexicon: LexiconIndex) -> bool:
    """Refuse a numeral that is a part of a dictionary word (一心一意, 四川, 千万)."""
    if folded[start:end] in NOT_NUMBERS:
        return False
    run = _HAN_RUN.search(folded, start)
    if run is None or run.start() >= end:
        return True
    for left in range(max(0, start - 3), start + 1):
        for right in range(min(len(folded), end + 3), end - 1, -1):
            if (left, right) == (start, end) and right - left > 1 and any(c.isdigit() for c in folded[left:right]):
                continue
            if end - start > 1 and (left > start or right < end):
                continue  # of 二十四史 the word 四史 says nothing
            word = folded[left:right]
            if (left, right) != (start, end) and _HAN_RUN.fullmatch(word) and _is_entry(word, lexicon):
                return False
    return True


def _is_entry(word: str, lexicon: LexiconIndex) -> bool:
    record = lexicon.lookup(word)
    return record is not None and bool(record.entries)


def _cut(fragment: str, folded: str, start: int, end: int, segmenter: Segmenter, lexicon: LexiconIndex) -> list[Piece]:
    pieces: list[Piece] = []
    mixed = _find_mixed(folded, start, end, lexicon)
    for match in _PIECE.finditer(folded, start, end):
        if mixed and mixed[0] <= match.start() < mixed[1]:
            if match.start() == mixed[0]:
                pieces.append(Piece(*mixed, "word", fragment[slice(*mixed)], folded[slice(*mixed)]))
            if match.end() > mixed[1]:
                pieces += _cut(fragment, folded, mixed[1], match.end(), segmenter, lexicon)
            continue
        if match.lastgroup == "word":
            stop = mixed[0] if mixed and match.start() < mixed[0] < match.end() else match.end()
            pieces += _segment(fragment, folded, match.start(), stop, segmenter, lexicon)
            if stop != match.end() and mixed:
                pieces.append(Piece(*mixed, "word", fragment[slice(*mixed)], folded[slice(*mixed)]))
                pieces += _cut(fragment, folded, mixed[1], max(match.end(), mixed[1]), segmenter, lexicon)
        else:
            kind: TokenKind = match.lastgroup  # type: ignore[assignment]
            pieces.append(Piece(match.start(), match.end(), kind, fragment[match.start() : match.end()], match.group()))
    return pieces


def _find_mixed(folded: str, start: int, end: int, lexicon: LexiconIndex) -> tuple[int, int] | None:
    """Return the first dictionary word that mixes letters or digits with Han (A股, 卡拉OK)."""
    for match in precompile(rf"[A-Za-z0-9]+(?=[{HAN}])|(?<=[{HAN}])[A-Za-z0-9]+").finditer(folded[start:end]):
        left, right = start + match.start(), start + match.end()
        for first in range(max(start, left - 3), left + 1):
            for last in range(min(end, right + 3), right - 1, -1):
                if (first, last) != (left, right) and _is_entry(folded[first:last], lexicon):
                    return first, last
    return None


def _part_complement(word: str, lexicon: LexiconIndex) -> list[str]:
    """Cut a verb from the 在 behind it (放在, *put on*), which goes with the place that follows."""
    verb = lexicon.lookup(word[0]) if len(word) == 2 and word[1] == "在" else None  # noqa: PLR2004
    return list(word) if verb is not None and verb.tag[:1] == "v" and word not in _WITH_IN else []


_WITH_IN = frozenset(
    ("存在", "所在", "实在", "现在", "正在", "内在", "潜在", "自在", "健在", "好在", "旨在", "重在", "在在")
)
"""Words in which 在 is no preposition."""


def _segment(
    fragment: str, folded: str, start: int, end: int, segmenter: Segmenter, lexicon: LexiconIndex
) -> list[Piece]:
    pieces = []
    for word in segmenter.segment(folded[start:end]):
        for part in _part_complement(word, lexicon) or split_unknown(word, lexicon):
            pieces.append(Piece(start, start + len(part), "word", fragment[start : start + len(part)], part))
            start += len(part)
    return pieces
