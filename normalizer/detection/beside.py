"""What stands right beside a Han run and names its language: a label, a reading, a text of the same line.

The words of a passage (Tokyo, Korea) only say what it is about; what is looked for here
speaks of the run itself, so that a person who checks a kept run can point at it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from normalizer.detection.codepoints import CJK, has_cjk
from normalizer.detection.spelling import spells_japanese, spells_korean
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from normalizer.protocols import Neighbours
    from normalizer.types import Fragment

_WINDOW = 90
_NAMES = {"zh": "Chinese", "ja": "Japanese", "ko": "Korean", "vi": "Vietnamese"}
_LANGUAGES = {
    "chinese": "zh", "mandarin": "zh", "cantonese": "zh", "putonghua": "zh", "shanghainese": "zh", "hokkien": "zh",
    "taiwanese": "zh", "hakka": "zh", "teochew": "zh", "hanzi": "zh", "pinyin": "zh", "zh": "zh",
    "japanese": "ja", "kanji": "ja", "kyūjitai": "ja", "kyujitai": "ja", "shinjitai": "ja", "hiragana": "ja",
    "romaji": "ja", "rōmaji": "ja", "ja": "ja",
    "korean": "ko", "hanja": "ko", "hangul": "ko", "hangeul": "ko", "ko": "ko",
    "vietnamese": "vi", "hán": "vi", "nôm": "vi", "vi": "vi",
}  # fmt: skip
_ABOUT_WRITING = frozenset(
    "hanzi pinyin kanji kyūjitai kyujitai shinjitai hiragana romaji rōmaji hanja hangul hangeul hán nôm".split()
)
_CODES = frozenset(("zh", "ja", "ko", "vi"))
_LABEL = precompile(rf"\b(?:{'|'.join(_LANGUAGES)})\b", re.IGNORECASE)
_WORD_FOR = (
    r"words?|terms?|names?|characters?|symbols?|phrases?|titles?|spellings?|readings?|forms?|surnames?|expressions?"
    r"|originals?|articles?|idioms?|proverbs?|abbreviations?|writing|transcriptions?|translations?|equivalents?|pronunciations?"
)
_MARKS = r"[\s:：=,|“”\"‘’'(\[_*/–—-]*"
_BY_MARK = precompile(r"\s*[:：=(\[“\"‘_*|/]" + _MARKS)
_BY_NOUN = precompile(
    rf"\s+(?:{_WORD_FOR})\b(?:(?![.;!?\n()])[^{CJK}]){{0,60}}?(?:[:：=(“\"‘_*\s]|\bis |\bwas )" + _MARKS, re.IGNORECASE
)
_BARE = precompile(r"[\s,]*(?:(?:it|this|that) )?(?:is |was |as |for |means |called |read )?" + _MARKS)
_KIND = r"(?:(?:modern|old|classical|simplified|traditional|standard)\s+)*$"
_SPOKEN_OF = precompile(rf"\b(?:{_WORD_FOR})[\s“\"‘'(*_]*$", re.IGNORECASE)
_SPEAKS_IN = precompile(rf"(?:\bin|\bfrom|\bis|[(\[;,:/|]|^|\n)\s*(?:the\s+)?{_KIND}", re.IGNORECASE)
_AFTER = precompile(rf"[\s”\"’'_*)\]]*(?:\(|,? (?:in|is) (?:the )?|,? from )?{_KIND}", re.IGNORECASE)
_ENDS = precompile(r"\s*(?:[).,;:!?”\"\]|]|$|\n|and\b|but\b|while\b|or\b|is\b|as\b|it\b|means\b)", re.IGNORECASE)

_LETTER = rf"[^\W\d_{CJK}]"
_WORD = precompile(rf"{_LETTER}+(?:['’ʼ‘\-]{_LETTER}+)*")
_ROMAJI = precompile(
    r"(?:(?:[kgsztdnhbpmyrw]?[aiueo]|j[aiuo]|sh[aiuo]|ch[aiuo]|tsu|fu|[kgnhbpmr]y[auo])(?:n(?![aiueoy])|m(?=[bp])|n['’-]|(?:kk|tt|ss|pp|tch)(?=[aiueoyh])"
    r"|(?:(?<=[aeiou])(?P<double>[kstp])(?=(?P=double))))?[-’']?)+",
)
# What a romanized Korean word may look like: with a capital much of it, with a small letter only what English seldom has.
_KOREAN = precompile(
    r"[ŏŭ]|eo|eu|ae|[A-Za-z]-[a-z]"
    r"|\b[A-Z][a-z]*?(?:[aeiou](?:k|ng|n|m|l)?\b|oo|yu|wo|wa|hy|ky|gy|gu|ju|je|jo|ja|se|ye|yo)"
)
_ENGLISH_TOO = frozenset(
    "a i o do go he me no so to an in on are ate same come home name made make take here there one some sure these those"
    " more were wane hate mine mane kite site bite nine note wake tone shone been june shine machine tie die use one age tofu"
    " you we too she hi".split()
)
"""English words that are also written like romaji: by themselves they are no reading."""

_CAPITAL = frozenset(("zen",))
"""Japanese readings of one character that English writes with a capital and that no surname is."""

_CAMEL = precompile(r"[a-z][A-Z]")
"""What brands and handles are written like (*MeToo*), and no reading."""

_MARKED = precompile(r"[āīūēō]", re.IGNORECASE)
_LONG_VOWELS = precompile(r"(?<![bpmfwu])ō(?!ng|u)|[kgnhbpmr]yū|tsū", re.IGNORECASE)
"""Long vowels of Hepburn on syllables that pinyin does not have."""

_QUOC_NGU = precompile(r"[ơưđăạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]", re.IGNORECASE)
_CARON = precompile(r"[ǎěǐǒǔǚ]")
_BRACKET = 160
_FEW = 4
_SHORT_WORD = 4
_LONGEST_NAME = 5
_QUOTES = "“\"‘'_*「『《〈"


class Evidence(NamedTuple):
    """A language, what speaks for it in words, and how loudly."""

    language: str
    reason: str
    strength: float


def find_label(text: str, start: int, end: int) -> Evidence | None:
    """Return the language that a label beside ``text[start:end]`` gives it.

    >>> find_label("the kanji 東 means", 10, 11).language
    'ja'
    >>> find_label("the Japanese cabinet 批准 the plan", 21, 23) is None
    True
    """
    found: list[tuple[int, Evidence]] = []
    left = text[max(0, start - _WINDOW) : start]
    for match in _LABEL.finditer(left):
        word, between = match.group().casefold(), left[match.end() :]
        if _governs(word, left[: match.start()], between):
            found.append((len(between), _name_label(word, f"{match.group()}{between}".strip())))
    right = text[end : end + 40]
    label = _LABEL.search(right)
    if label and label.group().casefold() not in _CODES and _AFTER.fullmatch(right[: label.start()]):
        own = right[: label.start()].strip(" \"”’'")
        if own and _ENDS.match(right, label.end()):
            found.append(
                (label.start() + 1, _name_label(label.group().casefold(), right[: label.end()].strip(" )]”\"'")))
            )
    return min(found)[1] if found else None


def _name_label(word: str, shown: str) -> Evidence:
    return Evidence(_LANGUAGES[word], f"the label beside it: {shown[-40:]}", 4.0)


def _governs(word: str, before: str, between: str) -> bool:
    if word in _CODES:
        return bool(precompile(r"\s*[:=|]\s*").fullmatch(between))
    if word in _ABOUT_WRITING and _BARE.fullmatch(between):
        return True
    if _BY_MARK.fullmatch(between) or _BY_NOUN.fullmatch(between):
        return True
    return bool(_SPEAKS_IN.search(before) and _BARE.fullmatch(between))


def is_spoken_of(before: str) -> bool:
    """Tell whether the text right before a run calls it a word, a term and the like.

    >>> is_spoken_of("in Japan the word “"), is_spoken_of("in Japan the ")
    (True, False)
    """
    return _SPOKEN_OF.search(before) is not None


def is_set_apart(text: str, start: int, end: int) -> bool:
    """Tell whether ``text[start:end]`` stands in brackets, in marks or beside other Han, not in an English slot.

    >>> is_set_apart("the kami (神) came", 10, 11), is_set_apart("Japan's 出口 rose", 8, 10)
    (True, False)
    """
    before = text[max(0, start - _BRACKET) : start]
    if before[-1:].isascii() and before[-1:].isalpha():  # a word glued to English is a stray one
        return False
    line = before[before.rfind("\n") + 1 :]
    if not line.strip(" -*•\t#>|0123456789.[]"):
        return True
    if line.rstrip()[-1:] in _QUOTES + ":：=|" or has_cjk(line.rstrip()[-1:]):
        return True
    if max(map(line.rfind, "(（[")) > max(map(line.rfind, ")）]")):
        return True
    return text[end : end + 2].lstrip()[:1] in ("(", "（")


def find_reading(neighbours: Neighbours, text: str, fragment: Fragment, speaks_of: str) -> Evidence | None:
    """Return the language whose reading of a fragment stands right before or behind it.

    ``speaks_of`` is the language that the passage speaks of; a single character's reading and a
    surname of Cantonese look alike, so one character needs that too, or a small letter. Of a
    longer run a part may be the name, if Mandarin does not read it so too.
    """
    start, end, han = fragment.start, fragment.end, fragment.text
    left = [m.group() for m in _WORD.finditer(text[max(0, start - _WINDOW) : start].rpartition("\n")[2])][-_FEW - 1 :]
    right = [m.group() for m in _WORD.finditer(text[end : end + 60].partition("\n")[0])][:_FEW]
    chains = [left[-n:] for n in range(1, _FEW)] + [right[:n] for n in range(1, _FEW)]
    for words in (" ".join(chain) for chain in chains if chain):
        found = _read(neighbours, words, han, speaks_of)
        if found and not neighbours.names_abroad(words, han):
            return found
    shortest = _SHORT_WORD + (speaks_of not in ("ja", "ko"))
    names = (w for w in left + right if len(w) >= shortest and (w[:1].isupper() or _MARKED.search(w)))
    return next(filter(None, (_read_part(neighbours, word, han, speaks_of) for word in names)), None)


def _read_part(neighbours: Neighbours, word: str, han: str, speaks_of: str) -> Evidence | None:
    """Return the language that reads `word` from the beginning or end of a run, where Chinese does not."""
    if speaks_of != "ko" and not _is_romaji(word.lower()):
        return None
    for part in _ends(han):
        found = _read(neighbours, word, part, speaks_of)
        if found and (found.language == "ja" or speaks_of == "ko"):
            chinese = neighbours.reads_beside(word, "", part)
            return None if chinese or any(neighbours.names_abroad(word, name) for name in (part, han)) else found
    return None


def _ends(han: str) -> list[str]:
    """Return what of a longer run may be a name: 三菱 of 三菱重工業."""
    sizes = range(2, min(len(han), _LONGEST_NAME) + 1)
    return [han[:size] for size in sizes] + [han[-size:] for size in sizes if size < len(han)]


@lru_cache(maxsize=4096)
def _is_romaji(words: str) -> bool:
    return all(map(_ROMAJI.fullmatch, words.translate(_PLAIN_VOWELS).split()))


def _read(neighbours: Neighbours, words: str, han: str, speaks_of: str) -> Evidence | None:
    lower, read = words.lower(), neighbours.readings_abroad
    if _ENGLISH_TOO.issuperset(lower.split()) or len(lower) < 2 or len(han) > len(lower) or _CAMEL.search(words):  # noqa: PLR2004 - a letter is no reading
        return None
    single = len(han) == 1
    small = words[:1].islower() and len(words) > 2  # noqa: PLR2004 - no surname
    sure = not single or small or _LONG_VOWELS.search(words) is not None
    sure = lower in _CAPITAL or (sure and (speaks_of != "zh" or len(lower) > _SHORT_WORD))
    if (sure or speaks_of == "ja") and _is_romaji(lower) and spells_japanese(words, han, read):
        return Evidence("ja", f"its Japanese reading beside it: {words}", 3.0)
    if speaks_of != "ko" and (single or speaks_of == "zh" or not _KOREAN.search(words)):
        return None
    if spells_korean(words, han, read):
        return Evidence("ko", f"its Korean reading beside it: {words}", 3.0)
    return None


_PLAIN_VOWELS = str.maketrans("āīūēōâîûêô", "aiueoaiueo")


def find_spelling(text: str, start: int, end: int) -> Evidence | None:
    """Return the language of a word right beside ``text[start:end]`` that is spelled as only one language does.

    >>> find_spelling("the Later Lê Thái Tổ (黎太祖) ruled", 21, 24).language
    'vi'
    """
    left = [m.group() for m in _WORD.finditer(text[max(0, start - 48) : start].rpartition("\n")[2])][-3:]
    right = [m.group() for m in _WORD.finditer(text[end : end + 32].partition("\n")[0])][:2]
    for word in (*reversed(left), *right):
        if word.isascii():
            continue
        for language, pattern in (("vi", _QUOC_NGU), ("zh", _CARON), ("ja", _LONG_VOWELS)):
            if pattern.search(word):
                return Evidence(language, f"the word beside it is {_NAMES[language]}: {word}", 2.5)
    return None
