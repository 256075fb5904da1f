"""Where the English meets the sentence: blanks, marks, capitals, articles."""

from __future__ import annotations

from normalizer.detection.codepoints import has_cjk
from normalizer.detection.marks import ENGLISH_MARKS, halve
from normalizer.editing.agreement import fit_form
from normalizer.editing.articles import agree, drop_own_article, find_article, find_determiner
from normalizer.editing.style import set_quotes
from normalizer.glossing.expectation import read_expectation
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.types import Span

if TYPE_CHECKING:
    from normalizer.detection.masking.lookup import MaskLookup
    from normalizer.editing.style import Style
    from normalizer.glossing.inflection import English
    from normalizer.types import Fragment, Gloss, Slot

_OPENERS = {"《": "“", "〈": "“", "「": "“", "『": "‘", "【": "[", "〔": "[", "〖": "["}
_CLOSERS = {"》": "”", "〉": "”", "」": "”", "』": "’", "】": "]", "〕": "]", "〗": "]"}
_NEEDS_BLANK_AFTER = ",.;:!?)]}”’%"
_LOOK = 40
_EMPHASIS = precompile(r"[*_~]+")
# Signs between two blanks are no emphasis: a bullet, a break, a product.
_SIGNS = precompile(r"(?<!\S)[*_~]+(?=\S)|(?<=\S)[*_~]+")


_NEEDS_THE = precompile(
    r"(?:University|Ministry|Department|Bureau|Academy|Institute|Republic|Kingdom|Museum"
    r"|Battle|Treaty|Gulf|Bank|Palace|House|Temple) of [A-Z]"
    r"|(?:[A-Z][\w’'-]+ )+(?:[Dd]ynasty|River|Party|Council|Committee|Commission|Congress|Army"
    r"|Republic|Revolution|War|Wall|Museum|Empire)$"
    r"|Forbidden City$|Summer Palace$|Silk Road$|Long March$"
)
"""Names of bodies and places that stand with *the*."""


class Fitted(NamedTuple):
    """An edit of the input: its range, what is written, and where the gloss stands in that."""

    start: int
    end: int
    replacement: str
    anchor: Span


def fit_gloss(
    text: str, fragment: Fragment, gloss: Gloss, slot: Slot, style: Style, masks: MaskLookup, lexicon: English
) -> Fitted:
    """Return the edit that puts `gloss` in the place of `fragment` and the marks that touch it."""
    start, end = fragment.outer
    expectation = read_expectation(slot, lexicon)
    english = set_quotes(gloss.text, style)
    if expectation.suffix or _may_inflect(gloss):
        english = fit_form(english, gloss.pos, expectation, lexicon)
    if expectation.suffix:
        end = fragment.end + len(_read_suffix(text, fragment.end))
    if not gloss.tokens or gloss.tokens[0].kind != "latin":
        english = drop_own_article(english, text[max(0, start - _LOOK) : start])
    if (
        gloss.origin in ("name", "lexicon")
        and _NEEDS_THE.match(english)
        and not find_determiner(text[max(0, start - _LOOK) : start])
    ):
        english = f"the {english}"
    if expectation.sentence_start and not text[fragment.outer.start : fragment.start].strip("　"):
        english = capitalise(english)
    opening = set_quotes(_write_marks(text[start : fragment.start]), style)
    closing = (
        set_quotes(_write_marks(text[fragment.end : max(end, fragment.outer.end)]), style)
        if not expectation.suffix
        else ""
    )
    body = opening + english + closing
    start, body = _agree_before(text, start, body)
    return _join_edges(text, start, end, body, len(body) - len(english) - len(closing), len(english), masks)


def _may_inflect(gloss: Gloss) -> bool:
    """Tell whether a gloss takes the form of its slot: one word, or a phrase whose head is known."""
    composed = len(gloss.tokens) != 1 and gloss.pos not in ("noun", "verb", "adjective")
    if gloss.origin == "glossary":
        return gloss.pos in ("noun", "verb", "adjective")
    return gloss.origin in ("lexicon", "translator") and not composed and gloss.pos != "finite"


def fit_marks(text: str, fragment: Fragment, style: Style, masks: MaskLookup) -> Fitted:
    """Return the edit that writes full-width marks and forms standing by themselves as English ones."""
    body = set_quotes(_write_marks(halve(fragment.text)), style)
    lead = len(body) - len(body.lstrip())
    return _join_edges(text, fragment.start, fragment.end, body, lead, len(body.strip()), masks)


def _agree_before(text: str, start: int, body: str) -> tuple[int, str]:
    """Take ``a`` or ``an`` before an edit into it, also over emphasis that opens between, and make it agree."""
    before = text[max(0, start - 12) : start]
    plain = before.rstrip("*_")
    emphasis = before[len(plain) :]
    article = find_article(plain)
    if not article or (emphasis and not article[1].endswith((" ", "\t", "\xa0"))):
        return start, body
    return start - article[0] - len(emphasis), agree(article[1].rstrip() + " ", body) + emphasis + body


def _read_suffix(text: str, position: int) -> str:
    match = precompile(r"[A-Za-z]+").match(text, position)
    return match.group() if match else ""


def _write_marks(marks: str) -> str:
    """Return Chinese marks as English ones, with the blanks that English sets around them."""
    if not marks:
        return ""
    table = {**ENGLISH_MARKS, **_OPENERS, **_CLOSERS}
    written = "".join(table.get(mark, mark) for mark in marks)
    return precompile(r"\s+([,.;:!?)\]”’])").sub(r"\1", precompile(r"\s+").sub(" ", written))


def _join_edges(text: str, start: int, end: int, body: str, offset: int, length: int, masks: MaskLookup) -> Fitted:
    """Add the blanks that the edges need, and take the ones they do not."""
    before = visible_before(text, start, masks)
    after = visible_after(text, end, masks)
    stripped = body.lstrip()
    offset -= len(body) - len(stripped)
    body = stripped
    lead = ""
    if needs_blank(before, body[:1], text, start):
        # A blank inside emphasis would end it or keep it from beginning, so it goes before what opens here.
        opening = read_emphasis(text, start, back=True)
        start, lead = start - len(opening), " " + opening
    if body[:1] in _NEEDS_BLANK_AFTER and body[:1] not in "”’":
        while start > 0 and text[start - 1] in " \t\xa0" and text[start - 2 : start - 1] != "\n":
            start -= 1
    trimmed = body.rstrip()
    wants = bool(after) and (
        after.isalnum()
        or (after in "#@" and masks.starts(end))
        or after in "“‘(["
        or (after in "\"'" and opens_quote(text, end))
    )
    closing = read_emphasis(text, end) if wants else ""
    # Chinese behind emphasis brings the blank before it along.
    wants = wants and not (visible_run(text, end) and has_cjk(after))
    tail = closing + " " if wants and trimmed[-1:] not in "“‘([" else ""
    end += len(tail) - 1 if tail else 0
    if trimmed != body and after and not after.isspace() and after not in _NEEDS_BLANK_AFTER + "\"'*_":
        tail = " "
    return Fitted(start, end, lead + trimmed + tail, Span(len(lead) + offset, len(lead) + offset + length))


def visible_before(text: str, position: int, masks: MaskLookup) -> str:
    """Return the character a reader sees before `position`: markup is looked through."""
    position = masks.skip_markup_back(position)
    while position > 0 and text[position - 1] in "*_~":
        run = position
        while run > 0 and text[run - 1] in "*_~":
            run -= 1
        # Emphasis that opens here belongs to the fragment's side: nothing to part from.
        return text[run - 1] if run > 0 and not text[run - 1].isspace() and text[run - 1] not in "([“‘" else ""
    return text[position - 1 : position]


def visible_after(text: str, position: int, masks: MaskLookup) -> str:
    """Return the character a reader sees after `position`: markup is looked through."""
    position = masks.skip_markup(position)
    while position < len(text) and text[position] in "*_~":
        position += 1
    return text[position : position + 1]


def visible_run(text: str, position: int) -> str:
    """Return the signs of emphasis that stand from `position` on."""
    match = _EMPHASIS.match(text, position)
    return match.group() if match else ""


def read_emphasis(text: str, position: int, *, back: bool = False) -> str:
    """Return the signs of emphasis that close at `position`, or with `back` those before it that open.

    Of signs that pair, every second one in a paragraph closes.

    >>> read_emphasis("the **舆论**环境", 8), read_emphasis("the **舆论**环境", 6, back=True)
    ('**', '**')
    >>> read_emphasis("the 舆论**环境**", 6), read_emphasis("the **舆论**环境", 10, back=True)
    ('', '')
    """
    start = position
    while back and start > 0 and text[start - 1] in "*_~":
        start -= 1
    run = text[start:position] if back else visible_run(text, position)
    if not run:
        return ""
    paragraph = text[text.rfind("\n\n", 0, start) + 1 : start]
    closes = sum(match.group() == run for match in _SIGNS.finditer(paragraph)) % 2 == 1
    return run if closes is not back else ""


def needs_blank(before: str, first: str, text: str, position: int) -> bool:
    """Tell whether a blank must part the character `before` from the gloss's `first`."""
    if not before or not first or before.isspace():
        return False
    if not (first.isalnum() or first in "“‘([\"'"):
        return False
    if before in "\"'":
        return not opens_quote(text, position - 1)
    return before.isalnum() or before in _NEEDS_BLANK_AFTER


def opens_quote(text: str, position: int) -> bool:
    """Tell whether the straight quote at `position` opens: it does after a blank, a bracket or nothing."""
    before = text[position - 1 : position] if position > 0 else ""
    return not before or before.isspace() or before in "([{“‘—–-/="


def capitalise(english: str) -> str:
    """Return `english` with its first letter in upper case.

    >>> capitalise("“public opinion”")
    '“Public opinion”'
    """
    for index, character in enumerate(english):
        if character.isalpha():
            return english[:index] + character.upper() + english[index + 1 :]
        if character.isdigit():
            break
    return english


def mend_removal(text: str, start: int, end: int, replacement: str) -> tuple[int, int, str]:
    """Return a removal adjusted so that nothing is left glued, doubled or orphaned, and ``a``/``an`` agrees."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if not replacement:
        if before.isalnum() and after and (after.isalnum() or after in "#@"):
            replacement = " "
        elif (not before or before in " \n\t") and after in " \t" and after:
            end += 1
            after = text[end : end + 1]
        elif before in " \t" and before and after and after in ",.;:!?)]}”’" and text[start - 2 : start - 1].strip():
            start -= 1
    elif not after or after in " \n":
        replacement = replacement.rstrip()
    elif after.isalnum() and replacement[-1:] in ",.;:!?":
        replacement += " "
    article = find_article(text[max(0, start - 8) : start])
    if article and not replacement.strip():
        following = text[end : end + _LOOK].lstrip()
        fixed = agree(article[1], following)
        if following[:1].isalpha() and fixed.strip() != article[1].strip():
            return start - article[0], end, fixed + replacement
    return start, end, replacement
