"""Hidden glosses: a row with its pair replaced by the bare fragment, so that the author's gloss can be the reference.

The pair is the gloss, the fragment, and what joins them: brackets, quotes, labels, the
fragment's own reading. Other Chinese goes with its brackets.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from benchmarks.material import Omission, Row
from benchmarks.script import HAN, HAN_RUN, OTHER, has_han, is_reading
from benchmarks.windows import CLOSING, OPENING, find_closing, find_opening

_PLACE = "\ue000"
"""Holds the fragment's place while the other Chinese goes; a private character no row has."""

_PARTNERS = {'"': '"', "“": "”", "'": "'", "‘": "’", "_": "_", "*": "*", "`": "`", "《": "》", "「": "」", "[": "]"}
_BRACKETS = dict(zip(OPENING, CLOSING, strict=True))
_LABEL = re.compile(
    r"(?:also |in |or |and |the )*(?:(?:traditional|simplified|modern|old|standard|hanyu)\s+)?"
    r"(?:chinese(?: characters?| language| name)?|mandarin|cantonese|hokkien|hakka|taiwanese|pinyin|py|wade[-–\s]?giles"
    r"|jyutping|yale|tongyong|gwoyeu romatzyh|zhuyin|bopomofo|p[eə]h[- ]?[oō]e[- ]?j[iī]|poj|romanized|romanisation"
    r"|trad|simp|ch|c|t|s|p|lit)\b[\s:.]*",
    re.IGNORECASE,
)
_GLOSS_LABEL = re.compile(
    r"(?:(?:which |that )?(?:literally|lit\b\.?|lit\.|meaning|means|i\.e\.|translat\w+)"
    r"|(?:which|that)\s+(?:literally|means|translates))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^[\s_*]*[\"“'‘].*[\"”'’][\s_*]*$")
_SEPARATOR = re.compile(r"\s*[,;；，、/]\s*|\s+[-–—]\s+")
_URL_BEFORE = re.compile(r"https?://[^\s\[\]]*$|link:[^\s\[\]]*$")
_WORD = r"[^\W\d_]+(?:['’\-·][^\W\d_]+)*"
_WORDS_BEFORE = re.compile(rf"[\"“_*(\[]*{_WORD}(?:[ ]{_WORD}){{0,7}}[\"”_*)\]]*[ ]?[\"“_*(\[]*$")
_BRACKET_AFTER = re.compile(r"[ ]?[(\[（][_*\"“]*([^()\[\]（）\n]*?)[_*\"”]*[)\]）]|[ ]_([^_\n]+)_")
_INNER_BRACKET = re.compile(r"([ \t]*)([(\[（【])([^()\[\]（）【】\n]*)([)\]）】])")
_HAN_MARKS = "·・‧，、。：；！？〈〉《》「」『』"
_BARE = re.compile(
    rf"(?P<before>[ \t]*)(?P<opening>[《「『“\"‘_*]*)"
    rf"(?:[{OTHER}]*[{HAN}])(?:[{HAN}{OTHER}{_HAN_MARKS}]|(?<=[{HAN}])[ \d](?=[{HAN}]))*"
    rf"(?P<closing>[”\"’_*]*)(?P<after>[ \t]*)"
)
_NEIGHBOUR_BEFORE = re.compile(rf"[{HAN}] ?$")
_NEIGHBOUR_AFTER = re.compile(rf" ?[{HAN}]")
_PASSED = ".,;:!?…》」』。，、！？"
"""Marks that may stand between a phrase and the quote that closes it."""

_CONNECTIVE = re.compile(r"(?:or|and|also|aka|a\.k\.a\.?|now|formerly|in|is)?", re.IGNORECASE)


class Hidden(NamedTuple):
    """A text with a bare fragment at ``text[start:end]`` whose gloss is hidden."""

    text: str
    start: int
    end: int


class Hole(NamedTuple):
    """The range of a pair in a row, and what is left of its bracket (``""`` when the bracket goes whole)."""

    start: int
    end: int
    rest: str = ""


def hide_gloss(row: Row) -> Hidden | Omission:
    """Return the row with the bare fragment in the pair's place, or why that cannot be had.

    >>> text = "A 'second city' (第二城; pinyin: dì èr chéng) grew."
    >>> hide_gloss(Row("a", text, "第二城", 17, 20, "paren_before", "second city", 3, 14)).text
    'A 第二城 grew.'
    """
    if has_han(row.gloss):
        return Omission("the gloss holds Chinese itself")
    if _NEIGHBOUR_BEFORE.search(row.text[: row.start]) or _NEIGHBOUR_AFTER.match(row.text, row.end):
        return Omission("the fragment is part of a longer one")
    hole = _take_readings(row, _widen_quotes(row.text, find_pair(row)))
    left, right = row.text[: hole.start], row.text[hole.end :]
    rest = f" ({hole.rest})" if hole.rest else ""
    text = delete_chinese(_join(left, _PLACE, rest + right))
    start = text.index(_PLACE)
    text = text.replace(_PLACE, row.fragment)
    end = start + len(row.fragment)
    if _occurs(row.gloss, text[:start] + "\n" + text[end:]):
        return Omission("the gloss still stands elsewhere")
    return Hidden(text, start, end)


def find_pair(row: Row) -> Hole:
    """Return the range of a row's pair, with what its bracket holds besides."""
    return _pair_before(row) if row.gloss_end <= row.start else _pair_after(row)


def _pair_before(row: Row) -> Hole:
    """`gloss (中文, pinyin)`, `gloss 中文`, `“gloss 中文”`."""
    text = row.text
    start = _widen_left(text, row.gloss_start, text[row.gloss_end : row.start])
    opened = find_opening(text, row.start, row.gloss_end)
    closed = find_closing(text, row.end) if opened is not None else None
    outer = find_opening(text, opened, row.gloss_end) if opened is not None else None
    if outer is not None and closed is not None and text[outer] in "(（":
        # A link's label in brackets of its own: gloss (https://…[中文])
        return Hole(start, (find_closing(text, closed + 1) or closed) + 1)
    if opened is None or closed is None:
        return Hole(start, _close_marks(text, row.end, text[row.gloss_end : row.start]))
    rest = [strip_readings(text[opened + 1 : row.start], row.fragment)]
    rest.append(strip_readings(text[row.end : closed], row.fragment))
    return Hole(start, closed + 1, ", ".join(filter(None, rest)))


def _pair_after(row: Row) -> Hole:
    """`中文 (gloss)`, `中文 “gloss”`, `中文 means gloss`, `reading (中文, gloss)`."""
    text = row.text
    between = text[row.end : row.gloss_start]
    around = find_opening(text, row.start)
    own = find_opening(text, row.gloss_start, row.end)
    if own is None and around is not None and not strip_readings(text[around + 1 : row.start], row.fragment):
        closed = find_closing(text, row.gloss_end)
        if closed is not None:
            parts = (text[row.end : row.gloss_start], text[row.gloss_end : closed])
            rest = [strip_readings(part, row.fragment) for part in parts]
            if row.kind == "paren_before_inner" or not any(rest):
                blank = around - 1 if text[around - 1 : around] == " " else around
                kept = ", ".join(filter(None, rest))
                return Hole(blank, closed + 1, kept) if blank == around else Hole(around, closed + 1, kept)
    start = _widen_left(text, row.start, between)
    closed = find_closing(text, row.gloss_end) if own is not None else None
    if own is None or closed is None:
        return Hole(start, _close_marks(text, row.gloss_end, between))
    rest = [strip_readings(text[own + 1 : row.gloss_start], row.fragment)]
    rest.append(strip_readings(text[row.gloss_end : closed], row.fragment))
    return Hole(start, closed + 1, ", ".join(filter(None, rest)))


def strip_readings(content: str, fragment: str) -> str:
    """Return what a bracket holds besides Chinese, labels, readings of `fragment` and glosses in quotes.

    >>> strip_readings("; pinyin: Sòng Měilíng, 1898–2003", "宋美齡")
    '1898–2003'
    """
    kept = []
    for part in _SEPARATOR.split(content):
        bare = HAN_RUN.sub("", part).strip(" :_*\"“”'‘’.[]《》「」=")
        label = _LABEL.match(bare)
        if (
            _CONNECTIVE.fullmatch(bare)
            or label
            or _GLOSS_LABEL.match(bare)
            or _QUOTED.match(part)
            or is_reading(bare, fragment)
        ):
            continue
        kept.append(part.strip() if not has_han(part) else bare)
    return ", ".join(kept)


def delete_chinese(text: str) -> str:
    """Return `text` without its Chinese, with brackets and quotes that held nothing else gone too.

    >>> delete_chinese("Mao Dun 茅盾, Ding Ling (丁玲) and “民意” (1912, 民國).")
    'Mao Dun, Ding Ling and (1912).'
    """
    text = _INNER_BRACKET.sub(_clean_bracket, text)
    return _BARE.sub(_clean_bare, text) if has_han(text) else text


def _clean_bracket(match: re.Match[str]) -> str:
    blank, opening, content, closing = match.groups()
    if not has_han(content) or _PLACE in content:
        return match[0]
    runs = "".join(run[0] for run in HAN_RUN.finditer(content))
    rest = strip_readings(content, runs)
    return f"{blank}{opening}{rest}{closing}" if rest else ""


def _clean_bare(match: re.Match[str]) -> str:
    """Return what stays of a bare run with its quotes and blanks: quotes without their partner, one blank or none."""
    opening, closing = match["opening"].rstrip("《「『"), match["closing"]
    while opening and closing and _PARTNERS.get(opening[-1]) == closing[0]:
        opening, closing = opening[:-1], closing[1:]
    marks = opening + closing
    leader = match.string[match.start() - 1 : match.start()]
    follower = match.string[match.end() : match.end() + 1]
    at_edge = leader in ("", "\n") or follower in ("", "\n")
    if marks:
        return marks + match["after"] if closing else match["before"] + marks
    if at_edge or follower in tuple(",.;:!?)]}”"):
        return ""
    if (match["before"] or match["after"]) and leader not in tuple("([“"):
        return " "
    return " " if leader.isalnum() and follower.isalnum() else ""


def _widen_left(text: str, start: int, between: str) -> int:
    """Return `start` moved over the marks that open what the beginning of `between` closes."""
    for mark in between.lstrip(_PASSED):
        opening = text[start - 1 : start]
        if not opening or _PARTNERS.get(opening) != mark:
            break
        start = _step_out(text, start)
    return start


def _step_out(text: str, start: int) -> int:
    """Return `start` moved over the opening mark before it; before the bracket of a link's label, over the link too."""
    link = _URL_BEFORE.search(text[: start - 1]) if text[start - 1] == "[" else None
    return link.start() if link else start - 1


def _close_marks(text: str, end: int, between: str) -> int:
    """Return `end` moved over the marks that close what the end of `between` opens."""
    for mark in reversed(between):
        if not text[end : end + 1] or _PARTNERS.get(mark, _BRACKETS.get(mark)) != text[end : end + 1]:
            break
        end += 1
    # An American author's full stop stands before the quote that it closes: 中文 “gloss.”
    if between[-1:] in ("“", '"') and text[end : end + 1] in (".", ",") and text[end + 1 : end + 2] in ("”", '"'):
        end += 2
    return end


def _widen_quotes(text: str, hole: Hole) -> Hole:
    """Return the hole widened over quotes and markup that hold the pair and nothing else."""
    start, end = hole.start, hole.end
    while start and end < len(text) and _PARTNERS.get(text[start - 1]) == text[end]:
        start, end = _step_out(text, start), end + 1
    return hole._replace(start=start, end=end)


def _take_readings(row: Row, hole: Hole) -> Hole:
    """Return the hole widened over the fragment's own reading directly before or after it."""
    start, end = hole.start, hole.end
    before = _WORDS_BEFORE.search(row.text[:start])
    if before:
        words = list(re.finditer(r"\S+", row.text[before.start() : start]))
        for first in range(len(words)):
            at = before.start() + words[first].start()
            if is_reading(row.text[at:start], row.fragment):
                start = at
                break
    after = _BRACKET_AFTER.match(row.text, end)
    if after and is_reading(after[1] or after[2] or "", row.fragment):
        end = after.end()
    return hole._replace(start=start, end=end)


def _join(left: str, middle: str, right: str) -> str:
    """Join with blanks where a human would set them: between words, not beside marks, never two."""
    if left[-1:].isspace() and right[:1] == " " and right[1:2] in ",.;:":
        right = right[1:]
    before = " " if left[-1:].isalnum() or left[-1:] in tuple(",;:.!?)]”") else ""
    after = " " if right[:1].isalnum() or right[:1] in tuple("(“") else ""
    return left + before + middle + after + right


def _occurs(gloss: str, text: str) -> bool:
    """Tell whether `gloss` stands in `text` as whole words, capitals apart."""
    return re.search(rf"(?<!\w){re.escape(gloss.casefold())}(?!\w)", text.casefold()) is not None
