"""Which spelling of names an article follows: pinyin, Wade–Giles as in Taiwan, or Hong Kong's."""

from __future__ import annotations

from functools import lru_cache

from normalizer.glossing.cues import is_pinyin
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.literals import Tradition
    from normalizer.types import Slot


_CANTONESE_SYLLABLE = precompile(
    r"(?:ts|ch|sh|kw|gw|ng|[ptkbdgfhjlmnswyz])?"
    r"(?:eung|euk|uen|uet|ung|uk|oon|oong|ong|oi|ok|ot|on|iu|im|ip|ik|it|ing|in|am|ap|ak|at|au|ai|an|ang|ei|eng|ek|ee|un|ut|ui|o|a|i|u|e)"
)
_WADE_SYLLABLE = precompile(
    r"(?:ch|hs|ts|tz|sz|sh|[pmftnlkhjsyw])?"
    r"(?:iang|iung|uang|ieh|ien|iao|uai|uan|uei|ueh|ung|ang|eng|ing|erh|ih|ia|iu|in|ai|an|ao|ei|en|ou|ua|ui|un|uo|a|e|i|o|u)"
)
_CANTONESE_ENDS = precompile(r"(?:[ptk]|m|eung|uen|oi|iu|oon|ee)$")
_WADE_STARTS = precompile(r"hs|ts|tz|sz|.*(?:ieh|ien|ih|erh|ueh|iung)$")
"""What only one of the two has."""

_CANTONESE_NAMES = frozenset(
    "Cheung Leung Kwok Yeung Tsang Tsui Kwan Mak Yip Szeto Poon Ng Tse Lau Chow Cheuk Siu Kwong Tsz Yuen Chiu Mui Lok Fok Fung".split()
)
_WADE_NAMES = frozenset(
    "Hsu Hsieh Hsiao Hsiung Hsueh Tsai Tseng Tsao Kuo Chiang Chiu-liu Chien Chou Kung Tuan Hsing".split()
)
_TAIWANESE = precompile(r"\b(?:Taiwan|Taiwanese|Taipei|Kaohsiung|Taichung|Hsinchu|Kuomintang)\b")
_HONG_KONG = precompile(r"\b(?:Hong Kong|Hongkonger|Cantonese|TVB|Kowloon)\b")
_FEWEST = 2


def read_tradition(named: frozenset[str], slot: Slot) -> Tradition:
    """Return the spelling that the names of an article follow, pinyin where nothing says otherwise.

    `named` are its capitalised words: hyphenated given names and surnames that only one of the
    spellings has count, and so does a word about Taiwan in the sentence of the fragment.

    >>> from normalizer.types import Slot
    >>> read_tradition(frozenset(("Lam", "Kim-fung", "Cheung")), Slot("", ""))
    'cantonese'
    >>> read_tradition(frozenset(), Slot("", " (born 1995) is a Taiwanese badminton player"))
    'wade-giles'
    """
    cantonese, wade, pinyin = _count_names(named)
    beside = f"{slot.before[-90:]} {slot.after[:120]}"
    cantonese += bool(_HONG_KONG.search(beside))
    taiwanese = bool(_TAIWANESE.search(beside))
    if cantonese >= _FEWEST and cantonese > wade and cantonese > pinyin:
        return "cantonese"
    if (wade + taiwanese >= _FEWEST or (taiwanese and not pinyin)) and wade + taiwanese > pinyin:
        return "wade-giles"
    return "pinyin"


@lru_cache(maxsize=256)
def _count_names(named: frozenset[str]) -> tuple[float, float, float]:
    """Count the names that are spelled as in Hong Kong, in Wade–Giles and in pinyin."""
    cantonese = wade = pinyin = 0.0
    for word in named:
        first, hyphen, second = word.partition("-")
        if hyphen and second.islower():
            south, west = _judge_given(first.lower(), second)
            cantonese, wade = cantonese + south, wade + west
        elif not hyphen:
            cantonese += word in _CANTONESE_NAMES
            wade += word in _WADE_NAMES
            pinyin += _is_plainly_pinyin(word)
    return cantonese, wade, pinyin


def _judge_given(first: str, second: str) -> tuple[float, float]:
    """Return how much a hyphenated given name speaks for Hong Kong and for Wade–Giles."""
    south = bool(_CANTONESE_SYLLABLE.fullmatch(first) and _CANTONESE_SYLLABLE.fullmatch(second))
    west = bool(_WADE_SYLLABLE.fullmatch(first) and _WADE_SYLLABLE.fullmatch(second))
    if south and west:
        return (1.0, 0.0) if _CANTONESE_ENDS.search(first) or _CANTONESE_ENDS.search(second) else (0.5, 0.7)
    if west and not (_WADE_STARTS.match(first) or _WADE_STARTS.match(second)):
        return 0.0, 0.8
    return float(south), float(west)


def _is_plainly_pinyin(word: str) -> bool:
    """Tell whether a word has a letter or syllable that of the three spellings only pinyin has."""
    return bool(precompile(r"(?:Zh|X|Q)[aeiou]").match(word)) and is_pinyin(word)
