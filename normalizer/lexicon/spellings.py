"""How names are spelled besides pinyin: Wade–Giles as Taiwan writes names, and Hong Kong's.

Both follow from the reading by rule, from pinyin and from Jyutping. One spelling is the usual one, which is
written; several more are met, and heard when names are compared. The rules are common knowledge of the two
systems; Hong Kong has no official table, so the commonest spelling of each sound comes first.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from normalizer.patterns import precompile

_WADE_INITIALS = (
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("p", "p"), ("d", "t"), ("t", "t"), ("g", "k"), ("k", "k"),
    ("j", "ch"), ("q", "ch"), ("x", "hs"), ("r", "j"), ("z", "ts"), ("c", "ts"),
)  # fmt: skip
"""Pinyin's initials in Wade–Giles without its apostrophes, which names leave out."""

_WADE_FINALS = {
    "ian": "ien", "ie": "ieh", "ue": "ueh", "ong": "ung", "iong": "iung", "uo": "o", "ui": "ui", "e": "e", "er": "erh",
}  # fmt: skip

_WADE_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "szu", "er": "erh",
    "ye": "yeh", "yan": "yen", "yue": "yueh", "yong": "yung", "you": "yu", "ge": "ko", "ke": "ko", "he": "ho", "e": "o",
    "gui": "kuei", "kui": "kuei", "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo", "xu": "hsu", "xue": "hsueh",
    "xun": "hsun", "xuan": "hsuan", "ju": "chu", "qu": "chu", "jue": "chueh", "que": "chueh", "jun": "chun",
    "qun": "chun", "juan": "chuan", "quan": "chuan", "lue": "lueh", "nue": "nueh", "rong": "jung",
}  # fmt: skip
"""Syllables that no pair of initial and final gives."""

_HONG_KONG_INITIALS = (
    ("gw", "kw"), ("kw", "kw"), ("ng", "ng"), ("b", "p"), ("p", "p"), ("d", "t"), ("t", "t"), ("g", "k"), ("k", "k"),
    ("z", "ch"), ("c", "ch"), ("j", "y"),
)  # fmt: skip
_HONG_KONG_FINALS = {
    "aa": "a", "aai": "ai", "aau": "au", "aam": "am", "aan": "an", "aang": "ang", "aap": "ap", "aat": "at", "aak": "ak",
    "ou": "o", "oeng": "eung", "oek": "euk", "oe": "eu", "eoi": "ui", "eon": "un", "eot": "ut", "yu": "u",
    "yun": "uen", "yut": "uet",
}  # fmt: skip
_HONG_KONG_WHOLE = {
    "jyu": "yu", "jyun": "yuen", "jyut": "yuet", "ji": "yee", "jik": "yik", "seoi": "shui", "seon": "shun", "sing": "shing",
    "saan": "shan", "syun": "suen", "syut": "suet", "si": "sze", "gun": "koon", "fun": "foon", "pun": "poon", "gam": "kam",
    "zan": "chun", "zam": "sum", "sam": "sum", "ling": "ling", "hei": "hei", "keoi": "kui", "ng": "ng", "m": "m",
    "zang": "tsang", "zo": "cho", "zoi": "choi", "gwok": "kwok", "gwong": "kwong", "wu": "wu", "jau": "yau",
}  # fmt: skip

HONG_KONG_SURNAMES = dict(
    pair.split(":")
    for pair in (
        "陈:Chan 李:Lee 黄:Wong 王:Wong 汪:Wong 张:Cheung 章:Cheung 蒋:Cheung 梁:Leung 刘:Lau 柳:Lau 林:Lam 吴:Ng 伍:Ng 何:Ho 贺:Ho"
        " 郑:Cheng 曾:Tsang 谢:Tse 罗:Law 郭:Kwok 叶:Yip 蔡:Choi 杨:Yeung 邓:Tang 许:Hui 冯:Fung 周:Chow 朱:Chu 徐:Tsui 苏:So 潘:Poon"
        " 马:Ma 卢:Lo 鲁:Lo 麦:Mak 余:Yu 袁:Yuen 阮:Yuen 高:Ko 赵:Chiu 萧:Siu 邵:Siu 关:Kwan 钟:Chung 方:Fong 温:Wan 尹:Wan 洪:Hung"
        " 孔:Hung 熊:Hung 胡:Wu 唐:Tong 汤:Tong 江:Kong 孙:Suen 霍:Fok 区:Au 欧:Au 欧阳:Au-yeung 司徒:Szeto 莫:Mok 邱:Yau 丘:Yau 游:Yau"
        " 尤:Yau 沈:Sum 岑:Shum 石:Shek 简:Kan 甘:Kam 金:Kam 龙:Lung 韩:Hon 黎:Lai 赖:Lai 廖:Liu 雷:Lui 吕:Lui 姚:Yiu 傅:Fu 倪:Ngai 魏:Ngai"
        " 侯:Hau 彭:Pang 谭:Tam 凌:Ling 严:Yim 任:Yam 文:Man 白:Pak 殷:Yan 古:Koo 顾:Koo 梅:Mui 翁:Yung 容:Yung 施:Sze 史:Sze 易:Yick"
        " 卓:Cheuk 颜:Ngan 陆:Luk 陶:To 田:Tin 丁:Ting 于:Yu 成:Shing 程:Ching 夏:Ha 毛:Mo 向:Heung 秦:Chun 葛:Kot 聂:Nip 庄:Chong 戴:Tai"
        " 薛:Sit 宋:Sung 童:Tung 董:Tung 曹:Tso 池:Chi 鲍:Pau 苗:Miu 万:Man 布:Po 甄:Yan 蓝:Lam 利:Lee 骆:Lok 闵:Man 包:Pao 范:Fan 詹:Chim"
    ).split()
)
"""The usual spelling of a surname in Hong Kong, by its simplified character."""

TAIWAN_SURNAMES = {"李": "Lee", "吕": "Lu", "许": "Hsu", "徐": "Hsu"}
"""Surnames that Taiwan does not spell by the rule, or spells by two."""


_TAIWAN = {
    "yi": ("i",),
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
_JYUTPING = precompile(r"(gw|kw|ng(?=[aeiou])|[bpmfdtnlgkhwzcsj](?=[aeiouy])|)([a-z]+)[1-6]?$")


@lru_cache(maxsize=1024)
def spell_wade_giles(syllable: str) -> str:
    """Return a plain pinyin syllable in Wade–Giles as names in Taiwan have it, without apostrophes.

    >>> [spell_wade_giles(s) for s in ("zi", "wei", "xin", "yi", "chang", "guo", "xiong", "qian")]
    ['tzu', 'wei', 'hsin', 'yi', 'chang', 'kuo', 'hsiung', 'chien']
    """
    if syllable in _WADE_WHOLE:
        return _WADE_WHOLE[syllable]
    for pinyin, wade in _WADE_INITIALS:
        if syllable.startswith(pinyin):
            final = syllable[len(pinyin) :]
            return wade + _WADE_FINALS.get(final, final)
    for length in (0, 1):
        if syllable[length:] in _WADE_FINALS:
            return syllable[:length] + _WADE_FINALS[syllable[length:]]
    return syllable


@lru_cache(maxsize=1024)
def spell_hong_kong(jyutping: str) -> str:
    """Return a Jyutping syllable as Hong Kong spells it in names.

    >>> [spell_hong_kong(s) for s in ("zoeng1", "wai5", "gin6", "hoi2", "jyut6", "kwan4", "ziu6", "ming4")]
    ['cheung', 'wai', 'kin', 'hoi', 'yuet', 'kwan', 'chiu', 'ming']
    """
    syllable = jyutping.rstrip("123456")
    if syllable in _HONG_KONG_WHOLE:
        return _HONG_KONG_WHOLE[syllable]
    for own, spelled in _HONG_KONG_INITIALS:
        if syllable.startswith(own):
            return spelled + _HONG_KONG_FINALS.get(syllable[len(own) :], syllable[len(own) :])
    for length in (0, 1):
        if syllable[length:] in _HONG_KONG_FINALS:
            return syllable[:length] + _HONG_KONG_FINALS[syllable[length:]]
    return syllable


@lru_cache(maxsize=2048)
def spell_mandarin(syllable: str) -> tuple[str, ...]:
    """Return the spellings of a plain pinyin syllable besides itself: Wade-Giles, and those usual in Taiwan.

    >>> spell_mandarin("zhong"), spell_mandarin("xue"), spell_mandarin("cao")
    (('chung',), ('hsueh',), ('tsao',))
    """
    found = (spell_wade_giles(syllable), *_TAIWAN.get(syllable, ()))
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
    met = (a + b for a, b in product(initials, finals))
    return tuple(dict.fromkeys((spell_hong_kong(jyutping), *met)))
