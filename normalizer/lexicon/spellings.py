"""How names are spelled besides pinyin: Wade-Giles and the spellings of Taiwan, and those of Hong Kong.

Both follow from the reading by rule; several spellings of one reading are usual. Only whether English
words *can* spell a name is asked here: nothing is written by these rules.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

_WADE_GILES: tuple[tuple[str, str], ...] = (
    (r"^(?:zhi|chi)$", "chih"),
    (r"^shi$", "shih"),
    (r"^zi$", "tzu"),
    (r"^ci$", "tzu"),
    (r"^si$", "ssu"),
    (r"^er$", "erh"),
    (r"^(?:zh|q|j)", "ch"),
    (r"^[zc](?!h)", "ts"),
    (r"^x", "hs"),
    (r"^ri$", "jih"),
    (r"^r", "j"),
    (r"^b", "p"),
    (r"^d", "t"),
    (r"^g", "k"),
    (r"^you$", "yu"),
    (r"^yi$", "i"),
    (r"^yan$", "yen"),
    (r"ong$", "ung"),
    (r"^(ch|hs|[ptklmny])ian$", r"\1ien"),
    (r"ie$", "ieh"),
    (r"^([kh])e$", r"\1o"),
    (r"^(te|tse|che|she|je|le|me)$", r"\1"),
    (r"^([nltjs]|ch|sh|ts)uo$", r"\1o"),
    (r"^(k|h)ui$", r"\1ui"),
    (r"^kui$", "kuei"),
    (r"ue$", "ueh"),
)
"""What pinyin becomes in Wade-Giles without its marks, each rule applied once, in this order."""

_TAIWAN = {
    "li": ("lee",),
    "ying": ("ing",),
    "song": ("soong",),
    "gu": ("koo",),
    "wu": ("woo",),
    "hu": ("hoo",),
    "xu": ("shu", "hsu"),
    "zhao": ("chao",),
    "sun": ("suen",),
    "yuan": ("yuen",),
    "jiang": ("chiang", "kiang"),
    "zi": ("tze", "tse"),
    "si": ("sze", "szu"),
    "ci": ("tze", "tse"),
    "zhu": ("choo",),
    "fu": ("foo",),
    "cui": ("tsui",),
    "xi": ("shi", "si"),
    "xiao": ("siao", "shiao"),
    "xin": ("shin", "sin"),
    "xing": ("shing",),
    "ming": ("min",),
    "hui": ("huei", "hwei"),
    "wen": ("weng",),
    "luo": ("loh",),
    "guo": ("kuo", "kwok"),
    "gong": ("kong",),
    "jing": ("king",),
    "bei": ("pe",),
}
"""Spellings that people in Taiwan and of older days chose for their names against the rule."""

_INITIALS: dict[str, tuple[str, ...]] = {
    "b": ("p", "b"),
    "d": ("t", "d"),
    "g": ("k", "g"),
    "gw": ("kw", "gw", "qu"),
    "ng": ("ng", ""),
    "z": ("ch", "ts", "j"),
    "c": ("ch", "ts"),
    "s": ("s", "sh"),
    "j": ("y", ""),
    "": ("", "ng"),
}
_FINALS: dict[str, tuple[str, ...]] = {
    "aa": ("a", "ah"),
    "aai": ("ai",),
    "aau": ("au",),
    "aam": ("am",),
    "aan": ("an",),
    "aang": ("ang",),
    "aap": ("ap",),
    "aat": ("at",),
    "aak": ("ak",),
    "au": ("au", "ow"),
    "am": ("am", "um"),
    "an": ("an", "un"),
    "ap": ("ap", "up"),
    "at": ("at", "ut"),
    "e": ("e", "eh"),
    "ei": ("ei", "i", "ee", "ay", "ey"),
    "i": ("i", "ee", "ze", "z", "e"),
    "iu": ("iu", "ew", "iew"),
    "im": ("im",),
    "o": ("o", "oh", "aw", "or"),
    "oi": ("oi", "oy"),
    "ou": ("o", "ou", "oo", "ow"),
    "ok": ("ok", "ock"),
    "u": ("u", "oo"),
    "un": ("un", "oon"),
    "oeng": ("eung", "eong", "ong"),
    "oek": ("euk", "eok"),
    "eoi": ("ui", "eui", "oi"),
    "eon": ("un", "eun", "on"),
    "eot": ("ut", "eut"),
    "yu": ("yu", "u", "ue", "ee"),
    "yun": ("un", "uen"),
    "yut": ("ut", "uet"),
    "ng": ("ng",),
    "m": ("m", "ng"),
}
_JYUTPING = re.compile(r"(gw|kw|ng(?=[aeiou])|[bpmfdtnlgkhwzcsj](?=[aeiouy])|)([a-z]+)[1-6]?$")


@lru_cache(maxsize=2048)
def spell_mandarin(syllable: str) -> tuple[str, ...]:
    """Return the spellings of a plain pinyin syllable besides itself: Wade-Giles, and those usual in Taiwan.

    >>> spell_mandarin("zhong"), spell_mandarin("xue"), spell_mandarin("cao")
    (('chung',), ('hsueh',), ('tsao',))
    """
    spelled = syllable
    for pattern, replacement in _WADE_GILES:
        spelled = re.sub(pattern, replacement, spelled)
    found = (spelled, *_TAIWAN.get(syllable, ()))
    return tuple(dict.fromkeys(word for word in found if word != syllable))


@lru_cache(maxsize=4096)
def spell_cantonese(jyutping: str) -> tuple[str, ...]:
    """Return the spellings under which a Cantonese reading stands in the names of Hong Kong.

    >>> spell_cantonese("can4")[:2], "lee" in spell_cantonese("lei5"), "yuen" in spell_cantonese("jyun4")
    (('chan', 'chun'), True, True)
    """
    match = _JYUTPING.match(jyutping)
    if not match:
        return ()
    initial, final = match.groups()
    initials = _INITIALS.get(initial, (initial,)) if final not in ("m", "ng") else ("",)
    finals = _FINALS.get(final, (final,))
    if initial == "j":
        finals = tuple(f.removeprefix("y") for f in finals)
    return tuple(dict.fromkeys(a + b for a, b in product(initials, finals)))
