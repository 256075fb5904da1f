"""The gloss that stands before Chinese in brackets: ``gloss (中文)``, ``gloss (Chinese: 中文; pinyin: …)``."""

from __future__ import annotations

import re

from normalizer.pairing.brackets import LANGUAGE_LABEL, plan_removal, read_bracket, share_out
from normalizer.pairing.notgloss import looks_like_no_gloss
from normalizer.pairing.place import locate_gloss, read_gloss_before
from normalizer.pairing.removal import remove_after
from normalizer.pairing.wording import STOPWORDS, read_phrase
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING
from normalizer.types import Pair, Span

if TYPE_CHECKING:
    from normalizer.detection.masking.lookup import MaskLookup
    from normalizer.pairing.brackets import Bracket, Item
    from normalizer.pairing.evidence import EvidenceReader
    from normalizer.pairing.match import Match
    from normalizer.pairing.place import Place
    from normalizer.types import Fragment

_HALF = 0.5
_MOSTLY = 0.6
_SCRIPTS = 2
"""Chinese items that can be one thing, in its two scripts; more that nothing answers are a list of their own."""

_FEW = 4
"""Items of a bracket; more of them are prose, not a gloss with its reading."""

_EARLIER = 80
_TELLING = 3
"""Characters that a fragment needs for its gloss to be sought a sentence earlier."""

_READINGS = (
    r"(?:h[àa]ny[ǔu] )?(?:pinyin|p[īi]ny[īi]n|jyutping|wade[-–]giles|py|pronounced"
    r"|romanized|romanised|yale|pe̍h-ōe-jī|poj)\b"
)
_LONGEST_MARK = 4
_MARK = precompile(r"(?<=[^\W_])[.!?]+[ \t\xa0]?$")
_GOES_ON = precompile(r",|[ \t\xa0][a-z]")
"""What follows brackets in the middle of a sentence."""

_READING_ITEM = precompile(_READINGS + ".*", re.IGNORECASE)
_EMPTY_ITEM = precompile(rf"[\s,;]*(?:{_READINGS}\s*:?)?[\s,;]*", re.IGNORECASE)
_WORD_BEFORE = precompile(r"[a-z]{2}[ \t]*$")
_WORD_BEHIND = precompile(r"[ \t]*[a-z]{2,}\b")
_ALIAS = precompile(r"(?:\w+ )?(?:known|called|named|written|spelled|referred to)\b", re.IGNORECASE)
"""Openings of an item that gives another name, which is no translation unless it means or spells the same."""


def find_bracketed(
    text: str, span: Span, inside: list[Fragment], masks: MaskLookup, reader: EvidenceReader
) -> list[Pair]:
    """Return pairs for the fragments of one bracket whose gloss stands before it."""
    bracket = read_bracket(text, span, inside)
    end = _pass_mark(text, span)
    place = read_gloss_before(text, end, len(max((f.text for f in inside), key=len)), masks)
    if not place.phrase.words:
        return []
    best = _find_best(inside, place, reader)
    if not best.total and not best.surname:
        place, best = _look_earlier(text, place, best, inside, masks, reader)
    confidence, reason = _judge(text, bracket, place, best, reader)
    if confidence == 0.0:
        return []
    emptied = {i for i, item in enumerate(bracket.items) if item.fragments and _says_nothing_else(item)}
    emptied |= {i for i, item in enumerate(bracket.items) if emptied and _is_empty(item.text)}
    ranges = plan_removal(text, bracket, emptied)
    for item in bracket.items:
        if item.fragments and item not in [bracket.items[i] for i in emptied]:
            ranges += _clear_item(text, item)
    edits = share_out(sorted(ranges), bracket.fragments)
    gloss = locate_gloss(place, best)
    words = text[gloss.start : gloss.end]
    return [
        Pair(f, "bracket", words, gloss, edits[f.start], "", None, confidence, reason)
        for f in bracket.fragments
        if f.start in edits
    ]


def _pass_mark(text: str, span: Span) -> int:
    """Return where the words before a bracket end: a mark of theirs that ends no sentence is passed (*Ltd.*, *Go!*)."""
    found = _MARK.search(text, max(0, span.start - _LONGEST_MARK), span.start)
    return found.start() if found and _GOES_ON.match(text, span.end) else span.start


def _is_empty(item: str) -> bool:
    """Tell whether an item is a label alone: its value was Chinese, or is missing."""
    return _EMPTY_ITEM.fullmatch(item) is not None or LANGUAGE_LABEL.fullmatch(item.strip()) is not None


def _find_best(inside: list[Fragment], place: Place, reader: EvidenceReader) -> Match:
    return max((reader.match(f.text, place.phrase) for f in inside), key=lambda m: (m.total, m.surname))


def _look_earlier(
    text: str, place: Place, match: Match, inside: list[Fragment], masks: MaskLookup, reader: EvidenceReader
) -> tuple[Place, Match]:
    """Return the end of the sentence before, with its match, when that means the Chinese."""
    before = max(text.rfind(mark, max(0, place.span.start - _EARLIER), place.span.start) for mark in (". ", "! ", "? "))
    if before < 0 or len(max((f.text for f in inside), key=len)) < _TELLING:
        return place, match
    earlier = read_gloss_before(text, before, len(max((f.text for f in inside), key=len)), masks)
    if not earlier.phrase.words:
        return place, match
    found = _find_best(inside, earlier, reader)
    near = found.last >= len(earlier.phrase.words) - 1
    return (earlier, found) if found.total >= _MOSTLY and near else (place, match)


def _judge(text: str, bracket: Bracket, place: Place, match: Match, reader: EvidenceReader) -> tuple[float, str]:
    """Say how sure it is that the words before a bracket gloss the Chinese in it."""
    if any(_is_embedded(item) for item in bracket.items):
        return 0.0, ""
    if match.total >= _HALF:
        return 0.95, "the words before the brackets mean or spell it"
    alias = any(_ALIAS.match(item.text.strip(" ,;")) for item in bracket.items if item.fragments)
    if match.surname or alias:
        return (0.0, "") if alias else (0.9, "the name before the brackets holds its surname")
    last = place.phrase.words[-1]
    capital = last[:1].isupper()
    others = [item for item in bracket.items if not item.fragments and _says_more(item)]
    grammatical = all(reader.is_grammatical(f.text) for f in bracket.fragments) and not place.set_apart
    plain = not match.total and not any(_label(item) for item in bracket.items)
    listed = plain and len(bracket.fragments) > _SCRIPTS
    if listed or any(_is_mixed(i, reader) for i in bracket.items) or (not others and not match.total and grammatical):
        return 0.0, ""
    if not others:
        if last.lower() in STOPWORDS and not capital:
            return 0.0, ""
        return (0.75 if capital or match.total else 0.65), "brackets that hold nothing but its Chinese"
    if not plain or (capital and bracket.items[0].fragments):
        return 0.7, "a name or label with its Chinese in brackets"
    following = [read_phrase(text, item.start, item.end) for item in others if len(bracket.items) <= _FEW]
    if any(reader.match(f.text, p).total >= _HALF for f in bracket.fragments for p in following):
        return 0.7, "its meaning stands beside it in the brackets"
    return 0.0, ""


def _says_more(item: Item) -> bool:
    """Tell whether an item without Chinese is prose (no date, number or reading)."""
    text = item.text.strip()
    return bool(text) and not looks_like_no_gloss(text) and not _READING_ITEM.fullmatch(text)


def _is_mixed(item: Item, reader: EvidenceReader) -> bool:
    """Tell whether an item says more than its Chinese, a label or its reading."""
    if not item.fragments or _says_nothing_else(item) or _label(item):
        return False
    return not any(reader.spells(item.strip_chinese(), fragment.text) for fragment in item.fragments)


def _is_embedded(item: Item) -> bool:
    """Tell whether Chinese is a word of a sentence in brackets, which would not read on without it.

    That is so with an English word before it that is no label and one right behind it.
    """
    if not item.fragments or _label(item):
        return False
    before = item.text[: item.fragments[0].outer.start - item.start]
    behind = item.text[item.fragments[-1].outer.end - item.start :]
    return _WORD_BEFORE.search(before) is not None and _WORD_BEHIND.match(behind) is not None


def _label(item: Item) -> bool:
    return bool(item.fragments) and LANGUAGE_LABEL.match(item.text.strip()) is not None


def _says_nothing_else(item: Item) -> bool:
    return not any(c.isalnum() for c in item.strip_chinese())


def _clear_item(text: str, item: Item) -> list[Span]:
    """Cut the Chinese and its label out of an item that says more (``中文 pinyin``)."""
    first, last = item.fragments[0], item.fragments[-1]
    start, end = first.outer.start, last.outer.end
    label = LANGUAGE_LABEL.match(text, item.start, item.end)
    if label and label.end() >= start - 2:
        start = item.start
    if text[item.start : start].strip(" “”\"'‘’*_"):
        return [remove_after(text, start, end)]
    while end < item.end and text[end] in " \t,:;，：；":
        end += 1
    return [Span(item.start, end)]
