"""English made hard: characters that programs stumble over, put between and into its words."""

from __future__ import annotations

import random
import re
from collections import Counter

WORDS = {
    "curly quotes": ("“so it is”", "‘now’", "it’s", "’tis", "rock ’n’ roll"),
    "accents": ("café", "naïve", "Ångström", "Łódź", "Việt"),
    "emoji": ("😀", "❤️", "👍🏽", "☂", "1️⃣"),
    "emoji joined": ("👩‍👩‍👧‍👦", "🏴‍☠️", "👨🏿‍🚀"),
    "flags": ("🇫🇷", "🇨🇳🇬🇧", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"),
    "box drawing": ("│", "├──", "┌─┐", "═══", "▓▒░"),
    "Greek": ("λόγος", "Δx", "µm", "π"),
    "Cyrillic": ("слово", "Чехов", "Ёж"),
    "mathematics": ("∑", "x² ≤ ∞", "𝑥 ∈ ℝ", "½", "a ≠ b", "±3"),
    "dashes": ("—", "–", "‒", "―", "−5"),
    "ellipses": ("…", "so…", "... and"),
    "marks of print": ("§ 4", "†", "¶", "№ 5", "™", "ﬁne", "€5", "½"),
}
"""What is put between two words, by kind."""

BLANKS = {
    "non-breaking space": "\xa0",
    "thin space": "\u2009",
    "narrow space": "\u202f",
    "em space": "\u2003",
    "zero-width space": "\u200b",
    "tab": "\t",
    "two blanks": "  ",
    "line separator": "\u2028",
    "carriage return": "\r\n",
}
"""What is put in the place of a blank."""

MARKS = {
    "soft hyphen": "\xad",
    "combining mark": "\u0301",
    "combining marks": "\u0323\u0302",
    "zero-width joiner": "\u200d",
    "word joiner": "\u2060",
    "bidi mark": "\u200e",
    "bidi embedding": "\u202b\u202c",
    "byte-order mark": "\ufeff",
    "variation selector": "\ufe0f",
}
"""What is put behind the first letter of a word."""

_KINDS = tuple((kind, table) for table in (WORDS, BLANKS, MARKS) for kind in table)
_BLANK = re.compile(" ")
_SHARE = 0.12


def salt(text: str, seed: int) -> tuple[str, Counter[str]]:
    """Return `text` with about one blank in eight salted, the same for the same seed, and how often each kind was.

    >>> salt("plain words", 1)[0].replace("plain", "").endswith("ords")
    True
    """
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    counts: Counter[str] = Counter()
    pieces: list[str] = []
    position = 0
    for match in _BLANK.finditer(text):
        if chance.random() >= _SHARE:
            continue
        kind, table = chance.choice(_KINDS)
        start, end = match.span()
        if table is WORDS:
            put = f" {chance.choice(WORDS[kind])} "
        elif table is BLANKS:
            put = BLANKS[kind]
        elif text[end : end + 2].isascii() and text[end : end + 2].isalpha():
            end += 1
            put = text[start:end] + MARKS[kind]
        else:
            continue
        counts[kind] += 1
        pieces += (text[position:start], put)
        position = end
    return "".join(pieces) + text[position:], counts
