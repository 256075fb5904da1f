r"""What in the English around tells the language of a Han run: tables of cues with weights.

A *label* names the language of what follows it (``Japanese: 東京``, ``the kanji 漢``). A
*subject* tells what the passage is about (Tokyo, the Joseon court). A *reading* is a
spelling that only one language uses. Weights are in thirds of a label; they were set on
the tuning half of the real rows that ``benchmarks/quality.py`` reads.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS: dict[str, str] = {
    "zh": r"(?:(?:simplified|traditional|mandarin|standard|modern|classical|literary)\s+)?chinese(?:\s+(?:characters?|name|as))?"
    r"|mandarin|cantonese|hanzi|h[àa]nz[ìi]|pinyin|putonghua|shanghainese|hokkien|taiwanese|hakka|minnan|teochew",
    "ja": r"japanese|kanji|ky[ūu]jitai|shinjitai|hiragana|katakana|r[ōo]maji|hepburn|on'?yomi|kun'?yomi|nihongo",
    "ko": r"korean|hanja|hangul|hangeul|hanmun|revised\s+romani[sz]ation|mccune[–\-]reischauer",
    "vi": r"vietnamese|ch[ữu]\s+h[áa]n|ch[ữu]\s+n[ôo]m|h[áa]n\s+t[ựu]|sino-vietnamese|qu[ốo]c\s+ng[ữu]",
}

SUBJECTS: dict[str, str] = {
    "zh": r"china|beijing|peking|shanghai|hong\s*kong|taiwan|taipei|macau|guangdong|sichuan|(?:ming|qing|tang|song|han|yuan|zhou)\s+dynasty"
    r"|confuci\w+|tao(?:ism|ist)|dao(?:ism|ist)|kuomintang|prc|ccp|chinese",
    "ja": r"japan|haiku|yakuza|tokyo|t[ōo]ky[ōo]|kyoto|osaka|[ōo]saka|hokkaido|okinawa|shogun(?:ate)?|samurai|shogi|sumo|manga|anime|kabuki|ikebana|shint[ōo]"
    r"|tokugawa|meiji|edo|heian|kamakura|muromachi|sh[ōo]wa|taish[ōo]|aikido|judo|karate|ninja|daimyo|tenn[ōo]|ryukyu|niigata|nagoya|\w+-(?:ku|shi|ken|gun|ji)",
    "ko": r"korea|seoul|joseon|goryeo|silla|baekje|goguryeo|busan|gyeongju|yangban|taekwondo|kim\s+il-?sung|pyongyang|juche|balhae",
    "vi": r"vietnam|viet\s+nam|hanoi|h[àa]\s+n[ộo]i|saigon|hu[ếe]|annam|dai\s+viet|đại\s+việt|nguy[ễe]n|tr[ầa]n|[lL]ê\s+d\w+|tonkin|cochinchina",
}

READINGS: dict[str, str] = {
    # Letters of quốc ngữ that pinyin never uses.
    "vi": r"\b\w*[ơưđăĐƠƯĂạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỊỈĨỌỎỐỒỔỖỘỚỜỞỠỢỤỦŨỨỪỬỮỰỲỴỶỸẠẢ]\w*",
    # Long vowels of Hepburn on syllables that pinyin does not have, and what only a Japanese word ends in.
    "ja": r"\b[a-zōū]*(?:(?:[kgsztdnhr]|ch|sh|j|y|[kgnhbpmr]y)ō|(?:[kgnhbpmr]y|ch)ū|tsū|kyou|ryou)[a-zōū]*\b"
    r"|\b[a-z]+-(?:sama|sensei|hito|maru)\b",
    "ko": r"\b(?:(?=\w*-[a-z])\w*(?:eo|yeo)\w*-\w+|\w+-(?:dong|myeon|eup)|\w{2,}(?:gung|saeng\w*|ryeong|jeong|seong))\b",
}

# Three syllables or more of plain rōmaji; also English words fall into it, so it only tips a balance.
ROMAJI: dict[str, str] = {
    "ja": r"\b(?:(?:[kgsztdnhbpmyrw]?[aiueo]|j[auio]|sh[aiuo]|ch[aiuo]|tsu|fu|[kgnhbpmr]y[auo])n?(?:(?<=[aiueo])(?:kk|tt|ss|pp|tch)(?=[aiueo]))?){3,}\b"
}

WEIGHTS = {"label": 3.0, "subject": 1.0, "reading": 2.0, "romaji": 0.3}

_GROUPS = {"label": LABELS, "subject": SUBJECTS, "reading": READINGS, "romaji": ROMAJI}

FIRST_WORDS: dict[tuple[str, str], str] = {
    ("zh", "subject"): r"hong|dynasty",
    ("ko", "label"): r"revised|mccune",
    ("ko", "subject"): r"kim",
    ("vi", "label"): r"ch[ữu]|h[áa]n|qu[ốo]c",
    ("vi", "subject"): r"viet|h[àa]|dai|đại|lê",
}
"""A word of each cue that is more than one word: where none stands, neither does the cue."""

_SINGLE = frozenset({"reading", "romaji"})
"""The sorts whose cues hold no blank, and are found in what stands between blanks alone."""

_MOST_TOKENS = 65_536
_LONGEST_TOKEN = 64
"""Code points of what stands between blanks, beyond which nothing is remembered of it."""

Table = tuple[str, str]
_PATTERNS: dict[Table, re.Pattern[str]] = {}
_FIRST: dict[Table, re.Pattern[str]] = {}
_telling: dict[str, frozenset[Table]] = {}
_silent: set[str] = set()
"""The tokens met so far, by whether a table may have them; another thread may clear both at any time."""


def find_cues(text: str) -> list[tuple[int, int, str, str]]:
    """Return ``(start, end, language, sort)`` of every cue in `text`, sorted by place.

    What stands between blanks is asked once and remembered, for English says the same words
    again and again; only a table that has a word of the text is searched with.

    >>> find_cues("the kanji 漢")
    [(4, 9, 'ja', 'label')]
    """
    telling = _ask(set(text.split()))
    tables = frozenset[Table]().union(*telling.values())
    found = [
        (match.start(), match.end(), language, sort)
        for language, sort in tables
        if sort not in _SINGLE
        for match in _PATTERNS[language, sort].finditer(text)
    ]
    found += (
        (match.start(), match.end(), language, sort)
        for token, own in telling.items()
        for language, sort in own
        if sort in _SINGLE
        for start in _find_places(text, token)
        for match in _PATTERNS[language, sort].finditer(text, start, start + len(token))
    )
    return sorted(found)


def _find_places(text: str, token: str) -> Iterator[int]:
    """Yield where `token` stands between blanks or the ends of `text`."""
    start = text.find(token)
    while start >= 0:
        end = start + len(token)
        if (not start or text[start - 1].isspace()) and (end == len(text) or text[end].isspace()):
            yield start
        start = text.find(token, end)


def _ask(tokens: set[str]) -> dict[str, frozenset[Table]]:
    """Return the tokens that may hold a cue or begin one, each with the tables that it may be in."""
    if not _PATTERNS:
        _compile()
    silent, telling = _silent, _telling
    found = {token: tables for token in tokens & telling.keys() if (tables := telling.get(token))}
    # What has no letters of two cases holds no cue: Chinese alone, numbers, marks.
    new = [token for token in tokens - silent - found.keys() if token.lower() != token.upper()]
    if new:
        learned = _learn(new)
        found.update((token, tables) for token, tables in learned.items() if tables)
        if len(silent) + len(telling) > _MOST_TOKENS:
            silent.clear()
            telling.clear()
        short = {token: tables for token, tables in learned.items() if len(token) <= _LONGEST_TOKEN}
        telling.update((token, tables) for token, tables in short.items() if tables)
        silent.update(token for token, tables in short.items() if not tables)
    return found


def _learn(tokens: list[str]) -> dict[str, frozenset[Table]]:
    """Search all tokens at once, with a character between them that no cue runs across."""
    places = list(accumulate((len(token) + 1 for token in tokens), initial=0))
    joined = "\0".join(tokens)
    found: list[set[Table]] = [set() for _ in tokens]
    for table, patterns in _PATTERNS.items():
        for pattern in (patterns, *([_FIRST[table]] if table in _FIRST else [])):
            for match in pattern.finditer(joined):
                found[bisect_right(places, match.start()) - 1].add(table)
    return dict(zip(tokens, map(frozenset, found), strict=True))


def _compile() -> None:
    _FIRST.update((table, precompile(rf"\b(?:{words})\b", re.IGNORECASE)) for table, words in FIRST_WORDS.items())
    # At once and last, for another thread takes it for the sign that all is compiled.
    _PATTERNS.update(
        {
            (language, sort): precompile(pattern if sort in _SINGLE else rf"\b(?:{pattern})\b", re.IGNORECASE)
            for sort, tables in _GROUPS.items()
            for language, pattern in tables.items()
        }
    )
