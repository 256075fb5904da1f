"""Fragments: runs of CJK joined across what belongs to them, as spans of the input."""

from __future__ import annotations

import re

from normalizer.detection.codepoints import PAIRED, SPACES, STOPS, find_runs
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING
from normalizer.types import Fragment, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.types import Mask

# Characters that make a number before them Chinese: units of time, count, money, measure.
UNITS = (
    "年月日号號点點分秒时時岁歲周週个個位名家人次种種项項条條倍成层層楼樓级級届屆期代世万萬亿億"
    "千百十兆元块塊角圆圓美欧英港澳余餘多几幾平米公里吨噸克斤度篇本部台辆輛架艘只隻头頭张張所座"
    "股線线路集章节節回場场天小"
)

_OPEN = "".join(PAIRED)
_CLOSE = "".join(PAIRED.values())
_DIGITS = r"[0-9０-９]+(?:[.,:：．/\-–~～][0-9０-９]+)*[%％]?"
# What may stand between two runs of one fragment. Blanks join nothing but a number to its unit.
_GAP = precompile(
    rf"""
      [{STOPS}{_OPEN}{_CLOSE}·・•“”‘’（）—–…～-]{{1,4}}     # Chinese marks, also in groups
    | [,;:!?·/%+&-]                                         # one half-width mark, without blanks
    | {_DIGITS}                                             # 第3季度
    | [A-Z][A-Za-z]{{0,2}}[0-9]{{0,3}} | [0-9]{{1,2}}[A-Z]{{1,2}} | [A-Z]{{2,6}}[0-9]{{0,3}}  # 卡拉OK机, 用AI做
    | [—–…]{{2,6}}
    """,
    re.VERBOSE,
)
_NUMBER_GAP = precompile(rf"[ ]?(?:{_DIGITS})[ ]?")
_LEAD_NUMBER = precompile(rf"(?:[¥￥＄]\s?)?(?<![\w.,])(?:{_DIGITS})(?P<blank>[ ]?)\Z")
_LEAD_LETTERS = precompile(
    r"(?<=[a-z])[A-Z]{2,5}\Z"  # an acronym glued on both sides: a negativePCR检测
    r"|(?<![A-Za-z0-9Ａ-Ｚａ-ｚ０-９])(?:[A-Z]{1,2}|[0-9]{1,2}[A-Z]{1,2}|[A-Z][0-9]|[Ａ-Ｚａ-ｚ０-９]{1,8})\Z"
)
_TAIL = precompile(r"(?:[A-Z]{1,3}|[0-9]+(?:\.[0-9]+)?[%％]?|[Ａ-Ｚａ-ｚ０-９]{1,8})(?![A-Za-z0-9])")
_LOOK_BACK = 24


def find_fragments(text: str, masks: Sequence[Mask] = ()) -> list[Fragment]:
    """Return every CJK fragment of `text` in reading order; those in a mask carry its rule.

    Fragments never share a character, never cross a mask's edge, and hold no newline.

    >>> [f.text for f in find_fragments("the critical舆论环境, in 2023年9月1日 a 5G网络")]
    ['舆论环境', '2023年9月1日', '5G网络']
    >>> [f.text for f in find_fragments("《论语》的思想 and 卡拉OK")]
    ['《论语》的思想', '卡拉OK']
    """
    spans: list[tuple[int, int, str]] = []
    walk = _MaskWalk(masks)
    for match in find_runs(text):
        start, end = match.span()
        # A run may cross the edge of a mask (a URL glued to prose): cut it there.
        for piece_start, piece_end, rule in walk.split(start, end):
            previous = spans[-1] if spans else None
            if previous and not rule and not previous[2] and _joins(text, previous[1], piece_start, walk):
                spans[-1] = (previous[0], piece_end, rule)
            else:
                spans.append((piece_start, piece_end, rule))
    return _finish(text, spans, masks)


class _MaskWalk:
    """Walks sorted masks alongside rising positions."""

    def __init__(self, masks: Sequence[Mask]) -> None:
        self.masks = masks
        self.index = 0

    def split(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Cut a range at mask edges; each piece with the rule it lies in, or ``""``."""
        while self.index < len(self.masks) and self.masks[self.index].end <= start:
            self.index += 1
        pieces, index = [], self.index
        while start < end:
            mask = self.masks[index] if index < len(self.masks) else None
            if mask is None or mask.start >= end:
                pieces.append((start, end, ""))
                break
            if mask.start > start:
                pieces.append((start, mask.start, ""))
                start = mask.start
            stop = min(end, mask.end)
            pieces.append((start, stop, mask.rule))
            start, index = stop, index + 1
        return pieces

    def touches(self, start: int, end: int) -> bool:
        """Tell whether a mask at or just before the walk's place overlaps a range."""
        for index in (self.index - 1, self.index):
            if 0 <= index < len(self.masks) and self.masks[index].start < end and start < self.masks[index].end:
                return True
        return False


def _joins(text: str, left_end: int, right_start: int, walk: _MaskWalk) -> bool:
    gap = text[left_end:right_start]
    if not gap:
        return not walk.touches(left_end, right_start)
    if len(gap) > _LOOK_BACK or "\n" in gap or walk.touches(left_end, right_start):
        return False
    if _GAP.fullmatch(gap):
        return True
    return bool(_NUMBER_GAP.fullmatch(gap)) and text[right_start] in UNITS


def _finish(text: str, spans: list[tuple[int, int, str]], masks: Sequence[Mask]) -> list[Fragment]:
    """Extend each joined run over the letters, digits and marks that belong to it."""
    fragments: list[Fragment] = []
    mask_edges = sorted({edge for mask in masks for edge in (mask.start, mask.end)})
    for index, (first, last, rule) in enumerate(spans):
        start, end = first, last
        outer = Span(start, end)
        if not rule:
            floor = spans[index - 1][1] if index else 0
            ceiling = spans[index + 1][0] if index + 1 < len(spans) else len(text)
            floor = max(floor, fragments[-1].end) if fragments else floor
            floor, ceiling = _narrow(mask_edges, start, end, floor, ceiling)
            start, end = _extend(text, start, end, floor, ceiling)
            if fragments and not fragments[-1].mask:
                floor = max(floor, fragments[-1].outer.end)
            outer = _find_outer(text, start, end, floor, ceiling)
        fragments.append(Fragment(start, end, text[start:end], outer, mask=rule))
    return fragments


def _narrow(edges: list[int], start: int, end: int, floor: int, ceiling: int) -> tuple[int, int]:
    """Keep the room around a fragment clear of masks."""
    from bisect import bisect_left, bisect_right

    before = bisect_right(edges, start)
    after = bisect_left(edges, end)
    if before:
        floor = max(floor, edges[before - 1])
    if after < len(edges):
        ceiling = min(ceiling, edges[after])
    return floor, ceiling


def _extend(text: str, start: int, end: int, floor: int, ceiling: int) -> tuple[int, int]:
    lead = text[max(floor, start - _LOOK_BACK) : start]
    number = _LEAD_NUMBER.search(lead) if text[start] in UNITS else None
    letters = None if number else _LEAD_LETTERS.search(lead)
    if number and (not number["blank"] or text[start] in "年月日万萬亿億元岁歲"):
        start -= len(number.group())
    elif letters:
        start -= len(letters.group())
    tail = _TAIL.match(text, end, ceiling)
    if tail:
        end = tail.end()
    return _balance(text, start, end, floor, ceiling)


def _balance(text: str, start: int, end: int, floor: int, ceiling: int) -> tuple[int, int]:
    """Take in a bracket that touches the fragment when its partner lies inside."""
    inside = text[start:end]
    for opening, closing in (*PAIRED.items(), ("（", "）")):
        excess = inside.count(closing) - inside.count(opening)
        if excess > 0 and start > floor and text[start - 1] == opening:
            start -= 1
        elif excess < 0 and end < ceiling and text[end] == closing:
            end += 1
        inside = text[start:end]
    return start, end


def _find_outer(text: str, start: int, end: int, floor: int, ceiling: int) -> Span:
    """Return the fragment with the Chinese marks and brackets that touch it.

    A full-width parenthesis is left out: what stands in it may be the author's gloss.
    """
    while start > floor and end < ceiling and PAIRED.get(text[start - 1]) == text[end]:
        start, end = start - 1, end + 1
    while start > floor and text[start - 1] in STOPS + SPACES and text[start - 1] != "…":
        start -= 1
    while end < ceiling and text[end] in STOPS + SPACES and text[end] != "…":
        end += 1
    return Span(start, end)
