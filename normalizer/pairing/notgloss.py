"""What stands in brackets after Chinese and is no gloss: citations, tickers, dates, pages."""

from __future__ import annotations

import re

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
    "link": r".*(?:https?://|www\.).*|link|pdf|video|map|archive|translation|transcript",
    "language": r"(?:in |from )?(?:chinese|mandarin|cantonese|english|simplified|traditional|japanese|korean)(?: only| language| version)?",
    "aside": r"(?:sic|emphasis (?:mine|added)|my emphasis|laughter|laughs|applause|cheers|redacted|unclear|inaudible|n/?a|tbd|left|right|above|below|top|bottom"
    r"|left to right|from left|continued|hereafter .*|hereinafter .*|for example.*|for instance.*|e\.g\..*|which .*|who .*|where .*|when .*|though .*|although .*"
    r"|but .*|because .*|if .*|as (?:of|in|opposed|well|shown|discussed).*|and .*|not .*|more .*|at .*)",
}
"""Patterns that match the whole of such a bracket, by the sort of thing it is."""

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
        _COMPILED.extend(re.compile(rule, flags.get(name, re.IGNORECASE)) for name, rule in RULES.items())
    content = content.strip().rstrip(".;,")
    return not any(c.isalpha() for c in content) or any(rule.fullmatch(content) for rule in _COMPILED)
