"""The gloss that stands before the Chinese: ``gloss (中文)``, ``“gloss 中文”``, ``gloss 中文``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from normalizer.detection.codepoints import has_han
from normalizer.pairing.brackets import LANGUAGE_LABEL, plan_removal, read_bracket, share_out
from normalizer.pairing.evidence import NO_MATCH, read_phrase
from normalizer.pairing.notgloss import looks_like_no_gloss
from normalizer.pairing.removal import keep_mark, remove_after, unwrap
from normalizer.pairing.wording import STOPWORDS
from normalizer.types import Pair, Span

if TYPE_CHECKING:
    from normalizer.detection.masking.lookup import MaskLookup
    from normalizer.pairing.brackets import Bracket, Item
    from normalizer.pairing.evidence import EvidenceReader, Match, Phrase
    from normalizer.types import Fragment

_CLAUSE_MARKS = ".,!?;:()[]{}（）【】\n|"
_SKIPPED = " \t\xa0*_~'’\"”“‘「」《》,–—-"
_REACH = 120
_HALF = 0.5
_THIRD = 0.33
_QUARTER = 0.25
_MOSTLY = 0.6
_NUMBERS = frozenset("one two three four five six seven eight nine ten hundred thousand first second third".split())
"""Words that alone prove nothing: they count what the Chinese names."""

_LABELS = frozenset(
    "cantonese mandarin chinese pinyin character characters word words particle particles marker markers suffix prefix"
    " classifier".split()
)
"""Words that label a single character and do not gloss it."""

_READING_ITEM = re.compile(
    r"(?:h[àa]ny[ǔu] )?(?:pinyin|p[īi]ny[īi]n|jyutping|wade[-–]giles|py|pronounced"
    r"|romanized|romanised|yale|pe̍h-ōe-jī|poj)\b.*",
    re.IGNORECASE,
)


def find_bracketed(
    text: str, span: Span, inside: list[Fragment], masks: MaskLookup, reader: EvidenceReader
) -> list[Pair]:
    """Return pairs for the fragments of one bracket whose gloss stands before it."""
    bracket = read_bracket(text, span, inside)
    phrase, _ = read_gloss_before(text, span.start, len(max((f.text for f in inside), key=len)), masks)
    if not phrase.words:
        return []
    matches = {f.start: reader.match(f.text, phrase) for f in inside}
    best = max(matches.values(), key=lambda m: (m.total, m.surname))
    confidence, reason = _judge(text, bracket, phrase, best, reader)
    if confidence == 0.0:
        return []
    emptied = {i for i, item in enumerate(bracket.items) if item.fragments and _says_nothing_else(item)}
    emptied |= {i for i, item in enumerate(bracket.items) if not item.text.strip(" ,;") and emptied}
    ranges = plan_removal(text, bracket, emptied)
    for item in bracket.items:
        if item.fragments and item not in [bracket.items[i] for i in emptied]:
            ranges += _clear_item(text, item)
    edits = share_out(sorted(ranges), bracket.fragments)
    gloss = _locate(phrase, best)
    words = text[gloss.start : gloss.end]
    return [
        Pair(f, "bracket", words, gloss, edits[f.start], "", None, confidence, reason)
        for f in bracket.fragments
        if f.start in edits
    ]


def _judge(text: str, bracket: Bracket, phrase: Phrase, match: Match, reader: EvidenceReader) -> tuple[float, str]:
    """Say how sure it is that the words before a bracket gloss the Chinese in it."""
    if match.total >= _HALF:
        return 0.95, "the words before the brackets mean or spell it"
    if match.surname:
        return 0.9, "the name before the brackets holds its surname"
    last = phrase.words[-1]
    capital = last[:1].isupper()
    others = [item for item in bracket.items if not item.fragments and _says_more(item)]
    mixed = [i for i in bracket.items if i.fragments and not _says_nothing_else(i) and not _label(i)]
    if mixed:
        return 0.0, ""
    if not others and not match.total and all(reader.is_grammatical(f.text) for f in bracket.fragments):
        return 0.0, ""
    if not others:
        if last.lower() in STOPWORDS and not capital:
            return 0.0, ""
        return (0.75 if capital or match.total else 0.65), "brackets that hold nothing but its Chinese"
    if capital or match.total > 0 or any(_label(item) for item in bracket.items):
        return 0.7, "a name or label with its Chinese in brackets"
    following = [read_phrase(text, item.start, item.end) for item in others]
    if any(reader.match(f.text, p).total >= _HALF for f in bracket.fragments for p in following):
        return 0.7, "its meaning stands beside it in the brackets"
    return 0.0, ""


def _says_more(item: Item) -> bool:
    """Tell whether an item without Chinese is prose (no date, number or reading)."""
    text = item.text.strip()
    return bool(text) and not looks_like_no_gloss(text) and not _READING_ITEM.fullmatch(text)


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


def read_gloss_before(text: str, position: int, length: int, masks: MaskLookup) -> tuple[Phrase, Span]:
    """Return the words that may gloss what begins at `position`, and the stretch they stand in.

    Quoted or emphasised words right before it are the stretch; else the clause, cut to a few
    words more than the Chinese has characters.
    """
    end = _skip_back(text, position, masks)
    start = max(0, position - _REACH, masks.find_floor(position))
    quoted = _find_quoted(text, start, position)
    if quoted:
        return read_phrase(text, quoted.start, quoted.end, masks), quoted
    for index in range(end - 1, start - 1, -1):
        if (text[index] in _CLAUSE_MARKS and not _is_abbreviation(text, index)) or has_han(text[index]):
            start = index + 1
            break
    phrase = read_phrase(text, start, end, masks)
    keep = 3 + 2 * length
    if len(phrase.words) > keep:
        phrase = type(phrase)(phrase.words[-keep:], phrase.starts[-keep:], phrase.ends[-keep:])
    if not phrase.words or text[phrase.ends[-1] : end].strip(" \t*_~'’\"”,–—-"):
        return type(phrase)((), (), ()), Span(end, end)
    return phrase, Span(phrase.starts[0], phrase.ends[-1])


def _skip_back(text: str, position: int, masks: MaskLookup) -> int:
    """Move left over blanks, quotes and markup that end right before `position`."""
    moved = True
    while moved:
        before = position
        while position > 0 and text[position - 1] in _SKIPPED:
            position -= 1
        position = masks.skip_markup_back(position)
        moved = position != before
    return position


def _is_abbreviation(text: str, index: int) -> bool:
    """Tell whether a full stop follows a single capital or a title (``J.``, ``Mr.``)."""
    if text[index] != ".":
        return False
    word = re.search(r"[\w.]*$", text[max(0, index - 6) : index])
    return word is not None and (
        len(word.group()) == 1 or word.group() in ("Mr", "Mrs", "Ms", "Dr", "St", "Prof", "Jr", "U.S", "U.K")
    )


_QUOTES = {"”": "“", "’": "‘", '"': '"', "*": "*", "_": "_"}


def _find_quoted(text: str, floor: int, position: int) -> Span | None:
    """Return the inside of quotes or emphasis that end right before `position`."""
    end = position
    while end > floor and text[end - 1] in " \t\xa0,":
        end -= 1
    if end == floor or text[end - 1] not in _QUOTES:
        return None
    close = end - 1
    if text[close - 1].isspace():
        return None
    opening = _QUOTES[text[close]]
    while end > floor and text[end - 1] in '*_”’"':
        end -= 1
    start = text.rfind(opening, floor, end)
    if start < 0 or "\n" in text[start:end] or end - start > 90:  # noqa: PLR2004 - a gloss, not a speech
        return None
    inner = Span(start + 1, end)
    return inner if any(c.isalpha() for c in text[inner.start : inner.end]) else None


def _locate(phrase: Phrase, match: Match) -> Span:
    """Return where the gloss stands: from the first word of a stretch that mostly answers.

    Without an answer the run of capital words at the end is taken, or the last word.
    """
    words = phrase.words
    first = len(words) - 1
    for start in match.answered:
        content = [i for i in range(start, len(words)) if words[i].lower() not in STOPWORDS or i in match.answered]
        if sum(i in match.answered for i in content) >= _MOSTLY * len(content):
            first = start
            break
    while (
        first > 0
        and words[first][:1].isupper()
        and words[first - 1][:1].isupper()
        and words[first - 1].lower() not in STOPWORDS
    ):
        first -= 1
    return Span(phrase.starts[first], phrase.ends[-1])


def find_apposition(text: str, fragment: Fragment, masks: MaskLookup, reader: EvidenceReader) -> Pair | None:
    """Return the pair when the words right before a fragment are its gloss."""
    position = unwrap(text, *fragment.outer).start
    if _opens_quote(text, position):
        return None
    phrase, place = read_gloss_before(text, position, len(fragment.text), masks)
    if not phrase.words:
        return None
    match = reader.match(fragment.text, phrase)
    confidence, reason = _judge_apposition(text, fragment, phrase, place, match)
    if confidence == 0.0 or _answers_by_half(text, fragment, phrase, match, reader):
        return None
    gloss = _locate(phrase, match)
    edit = remove_after(text, *fragment.outer)
    replacement = keep_mark(text, fragment)
    return Pair(
        fragment, "apposition", text[gloss.start : gloss.end], gloss, edit, replacement, None, confidence, reason
    )


def _answers_by_half(text: str, fragment: Fragment, phrase: Phrase, match: Match, reader: EvidenceReader) -> bool:
    """Tell whether one plain word is all that answers, as a part of a longer wording (*worked* of *work hard*)."""
    if match.sound or match.surname or len(match.answered) != 1 or len(fragment.text) == 1:
        return False
    word = phrase.words[match.answered[0]]
    quoted = phrase.starts[0] > 0 and text[phrase.starts[0] - 1] in "“\"‘'"
    return word.islower() and "-" not in word and not quoted and not reader.means_alone(fragment.text, word)


def _opens_quote(text: str, position: int) -> bool:
    """Tell whether a quotation or emphasis that holds more than the fragment opens right before it."""
    before = text[position - 1 : position]
    if before in ("“", "‘", "「", "『", "《"):
        return True
    return before in ('"', "'", "*", "_") and (position < 2 or text[position - 2] in " \n([*_")  # noqa: PLR2004


def _judge_apposition(text: str, fragment: Fragment, phrase: Phrase, place: Span, match: Match) -> tuple[float, str]:
    count = len(phrase.words)
    if match == NO_MATCH:
        return 0.0, ""
    near = match.last >= count - 1
    little = _NUMBERS if len(fragment.text) > 1 else _NUMBERS | _LABELS
    if match.sound < 1.0 and match.answered and all(phrase.words[i].lower() in little for i in match.answered):
        return 0.0, ""
    if match.sound == 1.0 and near:
        return 0.95, "the words before it spell its reading"
    if "," in text[phrase.ends[-1] : fragment.start] and match.total < 1.0:
        return 0.0, ""  # the next of a list, more often than not
    names = all(word[:1].isupper() for word in phrase.words[-2:])
    if (
        match.surname
        and names
        and match.last >= count - 3
        and count > 1
        and place.end == phrase.ends[-1]
        and "," not in text[place.end : fragment.start]
    ):
        return 0.85, "the name before it holds its surname"
    if match.total >= _HALF and near:
        return 0.85 if match.covered >= _HALF else 0.6, "the words before it mean it"
    between = text[place.end : fragment.outer.start].strip()
    marked, capital = bool(between.strip(",")), names and count > 1
    if match.last >= count - 2 and ((marked and match.total >= _QUARTER) or (capital and match.total >= _THIRD)):
        return 0.7, "quoted or capital words before it mean a part of it"
    return 0.0, ""
