"""Ruby: Chinese with its reading above it, or with a gloss.

A reading is no part of the sentence: it goes with its Chinese and stays with it. A gloss is read as
one in brackets behind the Chinese, so that the author's words are used.
"""

from __future__ import annotations

import re

from normalizer.detection.codepoints import has_cjk, has_hangul, has_kana
from normalizer.detection.elements import OpenElements
from normalizer.detection.tags import read_tokens
from normalizer.documents.nodes import Node
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizer.detection.tags import Place
    from normalizer.documents.passage_parts import PassageParts

_ZHUYIN = r"[\u02ca\u02cb\u02c7\u02d9\u3105-\u312f\u31a0-\u31bf]"
_HAN = r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]"
_VOWELS = r"[aeiouüv]+"
# What may stand between two vowels of pinyin without tones.
_BETWEEN = r"(?:ng?|r)?[1-5]?(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
_BRACKET_BEFORE = r"<rp\b[^<>]*>(?P<text>[^<>]+)(?:</rp\s*>)?\s*<rt\b[^<>]*>\s*\Z"
_BRACKET_BEHIND = r"\s*(?:</rt\s*>)?\s*<rp\b[^<>]*>(?P<text>[^<>]+)"
_NEAR, _LONG = 200, 2000


class Base(Node):
    """Chinese that has a reading above it."""

    __slots__ = ()


class Gloss(Node):
    """What stands above a base and is no reading."""

    __slots__ = ()


class Ruby:
    """An open ``ruby``: where its base begins among the parts, and what stands above it."""

    def __init__(self, first: int) -> None:
        """Begin at the part with this number."""
        self.first = first
        self.count = 0
        self.above: list[Place] = []

    def finish(self, parts: PassageParts, text: str) -> list[Place]:
        """Mark the base where what stands above is its reading; else return where that stands."""
        if not self.above:
            return []
        said = [text[start:end] for start, end in self.above]
        length = len(re.findall(_HAN, parts.read(self.first)))
        han = any(re.search(_HAN, above) and not has_kana(above) for above in said)
        if han or (self.count == 1 and not is_reading("".join(said), length)):
            return self.above
        language = _find_language("".join(said))
        for index in range(self.first, len(parts)):
            part = parts.parts[index]
            if isinstance(part, Node) and has_cjk(part.text):
                parts.replace(index, Base(*part), language)
        return []


def is_reading(said: str, length: int) -> bool:
    """Tell whether words above `length` Chinese characters are their reading.

    >>> is_reading("yúlùn", 2), is_reading("yulun", 2), is_reading("opinion", 2), is_reading("とう", 1)
    (True, True, False, True)
    """
    if has_cjk(said) or any(c.isalpha() and not c.isascii() for c in said):
        return True
    pieces = re.split(_VOWELS, "".join(c for c in said.lower() if c.isalnum()))
    return len(pieces) - 1 == length and all(precompile(_BETWEEN).fullmatch(piece) for piece in pieces)


def _find_language(said: str) -> str:
    """Return the language whose script a reading has."""
    if precompile(_ZHUYIN).search(said):
        return "zh"
    return "ja" if has_kana(said) else "ko" if has_hangul(said) else ""


def find_readings(text: str, position: int) -> Iterator[Place]:
    """Yield where the readings stand, and their brackets, of a base that ends at a place of the source.

    >>> list(find_readings("<ruby>舆<rp>(</rp><rt>yú</rt><rp>)</rp>论<rt>lùn</rt></ruby>", 7))
    [(11, 12), (21, 23), (32, 33)]
    """
    elements = OpenElements()
    near = text[position : position + _LONG]
    for token in read_tokens(near, elements):
        if (token.kind == "end" and token.name == "ruby") or token.end == _LONG:
            return
        if token.kind == "text":
            place = (token.start + position, token.end + position)
            if elements.has_open("rt") or elements.has_open("rp"):
                yield place
            elif not text[place[0] : place[1]].isspace():
                return


def find_brackets(text: str, node: Gloss) -> Iterator[Place]:
    """Yield where the brackets stand that browsers without ruby show around a gloss."""
    before = text[max(0, node.start - _NEAR) : node.start]
    if match := precompile(_BRACKET_BEFORE, re.IGNORECASE).search(before):
        shift = node.start - len(before)
        yield match.start("text") + shift, match.end("text") + shift
    if match := precompile(_BRACKET_BEHIND, re.IGNORECASE).match(text, node.end, node.end + _NEAR):
        yield match.span("text")
