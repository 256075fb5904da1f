"""Which answers are not believed, and why: a wrong answer is worse than the dictionary's."""

from __future__ import annotations

from html import unescape

from normalizer.detection.codepoints import has_cjk
from normalizer.patterns import precompile

NOTHING = "no answer"
NOTICE = "a notice of the service"
PAGE = "a web page"
CHINESE = "still Chinese"
LONG = "too long"
SHORT = "too short"
ECHO = "the same text"
MARKUP = "markup in it"
CONTROLS = "control characters"
LINES = "several lines"
WORDLESS = "no word in it"
ENGLISH = "its English changed"

LONGEST_PER_CHARACTER, LONGEST_AT_LEAST = 15, 40
"""How many code points of English a character of Chinese may come to, beyond what any answer may be long.

The longest wordings of the lexicon come to 12 for a character (idioms that are explained).
"""
_FEWEST = 3
"""An answer has at least one code point for so many characters."""

_NOTICES = (
    r"mymemory warning",
    r"you used all available free translations",
    r"query length limit exceeded",
    r"(?:no|invalid) (?:query|content|language pair|api.?key|auth.?key|target language|source language)\b.*",
    r"please select two distinct languages",
    r"(?:quota|usage|rate|request|character)s? (?:limit|quota)?\s*(?:exceeded|reached)",
    r"too many requests",
    r"(?:daily|monthly|hourly) (?:request|usage|quota|limit)",
    r"(?:service|server) (?:is )?(?:temporarily )?(?:unavailable|error|overloaded)",
    r"(?:access|permission) denied|unauthori[sz]ed|forbidden$",
    r"internal server error|bad gateway|gateway time-?out",
    r"next available in .* hours",
    r"visit https?://\S+ to translate more",
    r"as an ai\b.*|i(?:['’]m| am) sorry, but .*|i can(?:not|['’]t) (?:translate|assist|help) .*",
    r"(?:sure|certainly|of course)[,!.] .*|here(?:['’]s| is) (?:the|a|your) translation.*",
    r"(?:the )?(?:english )?translation(?: is)?:.*",
)
"""What services and models write in the place of a translation (MyMemory, LibreTranslate, DeepL, chat models)."""

_NOTICE = precompile("(?i)" + "|".join(f"(?:{notice})" for notice in _NOTICES))
_PAGE = precompile(r"(?i)<!doctype|<html|<head|<body|<title")
_MARKUP = precompile(r"</?[A-Za-z][^>]*>|&#?\w+;|```|\[\[|\]\]|\{\{|\}\}|⟦|⟧")
_CONTROL = precompile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd\ud800-\udfff]"
)
_LEFT = precompile(r"[\u3000-\u303f\u31c0-\u31ef\uff00-\uffef]")
_WORD = precompile(r"[^\W_]")
_LATIN = precompile(r"[A-Za-z]{2,}")
_BLANKS = precompile(r"[ \t\xa0\u2002-\u200a\u202f]+")
_MARKS = str.maketrans(
    {
        "，": ", ",
        "。": ". ",
        "、": ", ",
        "；": "; ",
        "：": ": ",
        "？": "? ",
        "！": "! ",
        "（": " (",
        "）": ") ",
        "　": " ",
    }
)
_QUOTES = (('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’"), ("«", "»"), ("「", "」"), ("`", "`"))
_ENDS = ".。!！?？…"


def tidy(source: str, answer: str) -> str:
    r"""Return an answer without what engines put around it: blanks, quotes, a full stop that the source has not.

    >>> tidy("舆论", ' "Public opinion&#39;s".\n')
    "Public opinion's"
    """
    text = answer if "&" in source else unescape(answer)
    text = _BLANKS.sub(" ", text.translate(_MARKS)).strip()
    for _ in range(2):
        if text.endswith(".") and not text.endswith("..") and text.count(".") == 1 and source[-1:] not in _ENDS:
            text = text[:-1].rstrip()
        for opening, closing in _QUOTES:
            inside = text[1:-1]
            wrapped = len(text) > len(opening + closing) and text[0] == opening and text[-1] == closing
            if wrapped and source[:1] not in "\"'“‘「『《" and opening not in inside and closing not in inside:
                text = inside.strip()
    return text


def refuse(source: str, answer: str | None) -> str:
    """Return why `answer` is not believed as English for `source`; empty when it is.

    >>> refuse("舆论环境", "public opinion"), refuse("舆论环境", "public 舆论")
    ('', 'still Chinese')
    """
    if answer is None or not answer.strip():
        return NOTHING
    if _PAGE.search(answer):
        return PAGE
    if len(answer) > LONGEST_AT_LEAST + LONGEST_PER_CHARACTER * len(source):
        # A notice is long as well; which it is tells the person more.
        return NOTICE if _NOTICE.search(answer[:500]) else LONG
    tests = (
        (NOTICE, _NOTICE.match(answer) and not _NOTICE.match(source)),
        (CONTROLS, _CONTROL.search(answer)),
        (LINES, "\n" in answer.replace("\r", "\n") and "\n" not in source),
        (ECHO, answer.casefold() == source.casefold()),
        (CHINESE, has_cjk(answer) or _LEFT.search(answer)),
        (MARKUP, _MARKUP.search(answer) and not _MARKUP.search(source)),
        (WORDLESS, not _WORD.search(answer)),
        (SHORT, len(answer) * _FEWEST < len(source)),
        (ENGLISH, not _keeps_english(source, answer)),
    )
    return next((reason for reason, holds in tests if holds), "")


def _keeps_english(source: str, answer: str) -> bool:
    folded = answer.casefold()
    return all(word.casefold() in folded for word in _LATIN.findall(source))
