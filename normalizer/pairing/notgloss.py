"""What stands in brackets after Chinese and is no gloss: citations, tickers, dates, pages."""

from __future__ import annotations

import re

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from normalizer.lexicon.english import EnglishWord

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"

RULES: dict[str, str] = {
    "reference": r"(?:see|cf\.?|compare|ibid\.?|op\. cit\.?|vide|per|via|source|photo|image|pictured|credit)\b.*",
    "place in a work": r"(?:p|pp|pg|ch|chap|vol|no|nos|fig|figs|tab|sec|art|eq|app|ed|line|page|pages|chapter|volume|figure|table|section|article"
    r"|appendix|part|book|verse|issue|note|notes|footnote|episode|act|scene|item|step|question|exhibit)\b\.?\s*(?:\d|§|[ivxlc]+\b).*",
    "ticker": r"[A-Z]{2,8}(?:\.[A-Z]{1,3})?\s?[:：]\s?[A-Z0-9.\-]+.*|\d{4,6}\.[A-Z]{2}|[A-Z]{1,5}\.(?:N|O|HK|SS|SZ)",
    "date": rf"(?:(?:c|ca|circa|since|until|in|on|from|by|b|d|born|died|r|reigned|fl|est|founded|published|updated)\.?\s+)?"
    rf"(?:(?:\d{{1,2}}\s+)?{_MONTH}\s*(?:\d{{1,2}})?(?:,?\s*\d{{4}})?|(?:early|mid|late)?[\s\-]?\d{{1,4}}s?)"
    rf"(?:\s?(?:BC|BCE|AD|CE))?(?:\s*[–—\-/]\s*(?:\d{{1,2}}\s+)?(?:{_MONTH}\s*)?(?:\d{{1,4}}|present|now)?(?:,\s*\d{{4}})?)?(?:\s?(?:BC|BCE|AD|CE))?",
    "author and year": r"[A-Z][\w’'\-]+(?:(?:,| and| &| et al\.?)\s?(?:[A-Z][\w’'\-]+)?)*,?\s+(?:c\.\s*)?\d{4}[a-z]?(?:[:,].*)?",
    "age or number": r"(?:aged?\s+)?[\d.,%°$€£¥+\-–\s]+(?:%|percent|years?(?:\s+old)?|km|kg|m|million|billion|rmb|yuan|usd|points?)?",
    "place or time": r"(?:headquartered|based|located|situated|(?:now )?(?:in|near|part of) (?:modern|present|today|what is now)|in modern|present-day|modern-day"
    r"|modern|formerly|seat of|capital of|around|circa|absorbed|homophone|born|died|posthumous name|courtesy name)\b.*|(?:early|mid|late|later|earlier|then|now|TV|film|novel|album|song|series|book)"
    r"|\d{1,2}(?:st|nd|rd|th)[\s\-]?(?:c\.?|century|cent\.?)?\s?(?:BCE?|CE|AD)?|\d+ stor(?:y|ies)\b.*|or .*|also known as .*|(?:sometimes|often) .*|and,? .*"
    r"|(?:manchu|mongol(?:ian)?|tibetan|uyghur|latin|sanskrit|pali|english|french): .*",
    "link": r".*(?:https?://|www\.|\w@\w).*|link|pdf|video|map|archive|translation|transcript",
    "language": r"(?:in |from )?(?:chinese|mandarin|cantonese|english|simplified|traditional|japanese|korean)(?: only| language| version)?",
    "aside": r"(?:sic|emphasis (?:mine|added)|my emphasis|laughter|laughs|applause|cheers|redacted|unclear|inaudible|n/?a|tbd|left|right|above|below|top|bottom"
    r"|left to right|from left|continued|hereafter .*|hereinafter .*|for example.*|for instance.*|e\.g\..*|which .*|who .*|where .*|when .*|though .*|although .*"
    r"|but .*|because .*|if .*|as (?:of|in|opposed|well|shown|discussed).*|and .*|not .*|more .*|at .*)",
}
"""Patterns that match the whole of such a bracket, by the sort of thing it is."""

_OPENERS = frozenset(
    "in on at by for from with without of near under over between among since until till during before after behind beside"
    " against along across through throughout towards toward unlike like than as per via within outside inside around about"
    " above below beyond despite except including excluding following regarding concerning facing opposite roughly nearly"
    " almost approximately again already also always only just even still yet now then today tomorrow yesterday tonight"
    " here once twice never ever sometimes usually mostly mainly partly largely perhaps probably possibly apparently"
    " allegedly reportedly actually really indeed currently recently formerly previously originally later soon nominally"
    " too very quite rather so such more less fewer least my his her its our their your all both each every some any many"
    " most few several none no not one two three four five six seven eight nine ten half another other others is are was"
    " were has have had can could should would will may might must there here this that these those next last first"
    " see sic courtesy thanks note cf say says said please make ask don't never about maybe and or nor plus".split()
)
"""Words with which an aside begins and a gloss seldom does."""

_CLAUSES = frozenset(
    "who whom whose which where when while because although though whereas unless if but since he she it they we you i"
    " what why how whatever".split()
)
"""Words that open a clause about what was named, which is no name of it."""

_PARTICLES = frozenset(
    "by in on at from with to since as for of about after before during near under over again".split()
)
_FIRST = precompile(r"[“\"‘']?([A-Za-z’']+)(?:[ -]([A-Za-z0-9]+))?")
_COMPILED: list[re.Pattern[str]] = []


def looks_like_no_gloss(content: str) -> bool:
    """Tell whether the content of a bracket is of a sort that never glosses the word before it.

    >>> [looks_like_no_gloss(c) for c in ("see page 3", "HKEX: 1810", "June 2023", "Smith 2019")]
    [True, True, True, True]
    >>> looks_like_no_gloss("public opinion environment")
    False
    """
    if not _COMPILED:
        flags = {"ticker": 0, "author and year": 0}
        _COMPILED.extend(precompile(rule, flags.get(name, re.IGNORECASE)) for name, rule in RULES.items())
    content = content.strip().rstrip(".;,")
    return not any(c.isalpha() for c in content) or any(rule.fullmatch(content) for rule in _COMPILED)


def opens_clause(content: str) -> bool:
    """Tell whether the content of a bracket opens like a clause about what stands before it.

    >>> opens_clause("whom nobody liked"), opens_clause("a teacher")
    (True, False)
    """
    found = _FIRST.match(content.strip())
    return found is not None and found[1].lower() in _CLAUSES


def opens_aside(content: str, english: Callable[[str], EnglishWord]) -> bool:
    """Tell whether the content of a bracket opens like an aside: *of course*, *about forty*, *owned by the state*.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> [opens_aside(c, open_lexicon().english) for c in ("about forty", "owned by the state", "used car")]
    [True, True, False]
    """
    found = _FIRST.match(content.strip())
    if not found:
        return False
    first, second = found[1].lower(), (found[2] or "").lower()
    if first in _OPENERS:
        return True
    return (second in _PARTICLES or second.isdigit()) and bool(set(english(first).inflected) & set("de"))
