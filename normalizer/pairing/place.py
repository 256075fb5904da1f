"""Where the gloss before a fragment stands: the stretch that is read, and where the gloss in it begins."""

from __future__ import annotations

import re

from normalizer.detection.codepoints import BOPOMOFO, HAN
from normalizer.pairing.wording import STOPWORDS, Phrase, read_phrase
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.types import Span

if TYPE_CHECKING:
    from normalizer.detection.masking.lookup import MaskLookup
    from normalizer.pairing.match import Match

_CLAUSE_MARKS = ".,!?;:()[]{}（）【】\n|"
_BREAK = precompile(rf"[{re.escape(_CLAUSE_MARKS)}{HAN}{BOPOMOFO}]")
_SKIPPED = " \t\xa0*_~'’\"”“‘「」《》,–—-/="
_REACH = 120
_LONGEST_LINK = 100
_HALF = 0.5
_MOSTLY = 0.6
_FOOTNOTE = precompile(r"(?<=[\w”’\"'*_)\]])\[(?:\^[\w-]{1,8}|\d{1,3}|[a-z])\]$")
_TONE = precompile(r"^[1-6¹²³⁴⁵⁶]")
_NUMBERED = precompile(r"[A-Z][\w'’\-]*[^\W\d_](?:-?\d{1,8}| \d{1,2}(?!\d))|[A-Z]\d{1,3}(?!\d)")
"""A name that ends in a number: *COVID-19*, *Chang'e 5*, *G20*."""

_LINK = precompile(r"(?:https?://|link:|xref:)[^\s\[\]]*\[(?P<words>[^\[\]\n]+?)\^?\]$")
_REFERENCE = precompile(r"<<[\w-]+,\s*(?P<words>[^<>\n]+)>>$")
_TITLES = frozenset(
    "president general chairman chairwoman premier minister secretary governor mayor emperor empress king queen"
    " prince princess marshal colonel captain lieutenant major admiral mr mrs ms miss dr prof professor sir lady"
    " comrade director actor actress singer writer poet novelist painter filmmaker engineer judge lawyer senator"
    " ambassador author".split()
)
"""Words before a name that are no part of it."""


class Place(NamedTuple):
    """The words that may gloss, the stretch they stand in, and whether quotes or markup set that stretch apart."""

    phrase: Phrase
    span: Span
    set_apart: bool = False


def read_gloss_before(text: str, position: int, length: int, masks: MaskLookup) -> Place:
    """Return the words that may gloss what begins at `position`.

    Quoted, emphasised or linked words right before it are the stretch; else the clause, cut to a few
    words more than the Chinese has characters.
    """
    end = _skip_back(text, position, masks)
    start = max(0, position - _REACH, masks.find_floor(position))
    linked = _find_linked(text, start, position)
    if linked:
        return Place(read_phrase(text, *linked), linked, set_apart=True)
    quoted = _find_quoted(text, start, position)
    if quoted:
        return Place(read_phrase(text, *quoted, masks), quoted, set_apart=True)
    for match in reversed(list(_BREAK.finditer(text, start, end))):
        if match.group() not in _CLAUSE_MARKS or not _is_abbreviation(text, match.start()):
            start = match.end()
            break
    phrase = read_phrase(text, start, end, masks)
    keep = 3 + 2 * length
    if len(phrase.words) > keep:
        phrase = Phrase(phrase.words[-keep:], phrase.starts[-keep:], phrase.ends[-keep:])
    if phrase.words and (found := _NUMBERED.match(text, phrase.starts[-1], end)):
        phrase = phrase._replace(ends=(*phrase.ends[:-1], found.end()))
    if not phrase.words or _TONE.sub("", text[phrase.ends[-1] : end]).strip(" \t*_~'’\"”,–—-/="):
        return Place(Phrase((), (), ()), Span(end, end))
    return Place(phrase, Span(phrase.starts[0], phrase.ends[-1]))


def _skip_back(text: str, position: int, masks: MaskLookup) -> int:
    """Move left over blanks, quotes and markup that end right before `position`."""
    moved = True
    while moved:
        before = position
        while position > 0 and text[position - 1] in _SKIPPED:
            position -= 1
        position = _skip_footnotes(text, position)
        position = masks.skip_markup_back(position)
        moved = position != before
    return position


def _skip_footnotes(text: str, position: int) -> int:
    """Move left over the marks of footnotes that end right before `position` (``[3]``, ``[^note]``)."""
    while text[position - 1 : position] == "]" and (found := _FOOTNOTE.search(text, max(0, position - 12), position)):
        position = found.start()
    return position


def _is_abbreviation(text: str, index: int) -> bool:
    """Tell whether a full stop follows a single capital or a title (``J.``, ``Mr.``)."""
    if text[index] != ".":
        return False
    word = precompile(r"[\w.]*$").search(text[max(0, index - 6) : index])
    return word is not None and (
        len(word.group()) == 1 or word.group() in ("Mr", "Mrs", "Ms", "Dr", "St", "Prof", "Jr", "U.S", "U.K")
    )


_QUOTES = {"”": "“", "’": "‘", '"': '"', "*": "*", "_": "_"}


def _find_quoted(text: str, floor: int, position: int) -> Span | None:
    """Return the inside of quotes or emphasis that end right before `position`."""
    end = _skip_footnotes(text, position)
    while end > floor and text[end - 1] in " \t\xa0,":
        end = _skip_footnotes(text, end - 1)
    if text.endswith("''", floor, end) and (start := text.rfind("''", floor, end - 2)) >= 0:
        return Span(start + 2, end - 2)
    if end == floor or text[end - 1] not in _QUOTES:
        return None
    close = end - 1
    if text[close - 1].isspace():
        return None
    if text[close - 1] in ":*" and text[:close].rstrip("*_").endswith(":"):
        return None  # a heading: what follows is said of it
    opening = _QUOTES[text[close]]
    while end > floor and text[end - 1] in '*_”’"':
        end -= 1
    start = text.rfind(opening, floor, end)
    if start < 0 or "\n" in text[start:end] or end - start > 90:  # noqa: PLR2004 - a gloss, not a speech
        return None
    inner = Span(start + 1, end)
    return inner if any(c.isalpha() for c in text[inner.start : inner.end]) else None


def cut_place(place: Place, floor: int) -> Place:
    """Return `place` without the words that stand before `floor`."""
    first = sum(start < floor for start in place.phrase.starts)
    if not first:
        return place
    words, starts, ends = place.phrase
    phrase = Phrase(words[first:], starts[first:], ends[first:])
    return place._replace(phrase=phrase, span=Span(max(place.span.start, floor), place.span.end))


def read_shared_quote(text: str, start: int, end: int) -> Place | None:
    """Return what stands in one pair of quotes with the fragment ``text[start:end]``, before it (``“gloss 中文”``)."""
    opening = _QUOTES.get(text[end : end + 1]) if text[end : end + 1] not in ("*", "_", "’") else None
    if not opening:
        return None
    begun = text.rfind(opening, max(0, start - _REACH), start)
    if begun < 0 or "\n" in text[begun:start] or (begun and text[begun - 1].isalnum()):
        return None
    phrase = read_phrase(text, begun + 1, start)
    return Place(phrase, Span(begun + 1, phrase.ends[-1]), set_apart=True) if phrase.words else None


def _find_linked(text: str, floor: int, position: int) -> Span | None:
    """Return the words of an AsciiDoc link or cross-reference that ends right before `position`.

    ``link:https://example.org[words]``, ``https://example.org[words]``, ``<<id,words>>``.
    """
    end = position
    while end > floor and text[end - 1] in " \t\xa0":
        end -= 1
    if text[end - 1 : end] == "]":
        found = _LINK.search(text, max(0, end - _LONGEST_LINK), end)
    elif text[end - 2 : end] == ">>":
        found = _REFERENCE.search(text, max(0, end - _LONGEST_LINK), end)
    else:
        return None
    return Span(*found.span("words")) if found else None


def locate_gloss(place: Place, match: Match) -> Span:
    """Return where the gloss stands: from the first word of a stretch that mostly answers.

    What is set apart is the gloss as a whole, unless it is much longer than what answers. A name
    reaches back over its capital words, one that is spelled out not over a title. Without an answer the run of
    capital words at the end is taken, or the last word.
    """
    phrase = place.phrase
    words = phrase.words
    if place.set_apart and (
        not match.answered
        or _is_mostly(range(len(words)), words, match, _HALF)
        or all(word[:1].isupper() for word in words if word.lower() not in STOPWORDS)
    ):
        return Span(phrase.starts[0], phrase.ends[-1])
    first = len(words) - 1
    for start in match.answered:
        if _is_mostly(range(start, len(words)), words, match, _MOSTLY):
            first = start
            break
    while (
        first > 0
        and words[first][:1].isupper()
        and words[first - 1][:1].isupper()
        and words[first - 1].lower() not in STOPWORDS
        and not (match.sound == 1.0 and words[first - 1].lower() in _TITLES)
    ):
        first -= 1
    return Span(phrase.starts[first], phrase.ends[-1])


def cover_tones(text: str, span: Span) -> Span:
    """Return a gloss with the number of the tone that is written behind it (``gan3qing2``)."""
    return Span(span.start, span.end + 1) if _TONE.match(text[span.end : span.end + 1]) else span


def _is_mostly(places: range, words: tuple[str, ...], match: Match, least: float) -> bool:
    """Tell whether the share `least` of the content words at `places` answers."""
    content = [i for i in places if words[i].lower() not in STOPWORDS or i in match.answered]
    return sum(i in match.answered for i in content) >= least * len(content)
