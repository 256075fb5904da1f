"""Whether Latin letters spell the Japanese or Korean reading of Han characters.

The readings of single characters are those of the Unihan database, which a `Reader` looks up in the
lexicon; what it lacks, readings of whole words and spellings of surnames, stands here.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import product

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[[str], tuple[list[str], list[str]]]

_VOICED = {"k": "g", "sh": "j", "s": "z", "ts": "z", "ch": "j", "t": "d", "h": "b", "f": "b"}
_KUN_ENDING = precompile(r"(?:shii|kii|ii|i|tsu|[kgsmnr]?u|[ei]?ru)$")
_ON_ENDING = precompile(r"(?:tsu|chi|ku|ki)$")
_SHORT = {"ou": "o", "oo": "o", "uu": "u"}
_LATIN = precompile(r"[^a-z]+")

# Words read as wholes, and parts of place and family names whose readings no character table has.
_WHOLE = (
    "日本 nihon nippon,大和 yamato,武蔵 musashi,相撲 sumo,奈良 nara,長谷 hase,渡辺 watanabe,"
    "渡邊 watanabe,藤原 fujiwara,菅原 sugawara,服部 hattori,神戸 kobe,新潟 niigata,飛鳥 asuka,"
    "浅草 asakusa,出雲 izumo,信濃 shinano,平安 heian,吉良 kira,大人 otona,乙名 otona,明日 asu,今日 kyo,"
    "昨日 kino,弥生 yayoi,百済 kudara,蝦夷 ezo emishi,巫女 miko,神楽 kagura,浴衣 yukata,足袋 tabi,"
    "草履 zori,芸者 geisha,舞妓 maiko,花魁 oiran,煎餅 senbei,蕎麦 soba,山葵 wasabi,豆腐 tofu,"
    "昆布 konbu kombu,相生 aioi,香川 kagawa,甲斐 kai,駿河 suruga,尾張 owari,美濃 mino,播磨 harima,安芸 aki,"
    "伊予 iyo,土佐 tosa,薩摩 satsuma,日向 hyuga,対馬 tsushima,壱岐 iki,佐渡 sado,伊豆 izu,相模 sagami,"
    "上総 kazusa,下総 shimosa,常陸 hitachi,下野 shimotsuke,上野 ueno kozuke,陸奥 mutsu,出羽 dewa,"
    "越後 echigo,近江 omi,山城 yamashiro,和泉 izumi,河内 kawachi,紀伊 kii,伊勢 ise,志摩 shima,"
    "東雲 shinonome,"
    "山手 yamanote,五十嵐 igarashi,東海林 shoji,百合 yuri,紅葉 momiji,時雨 shigure,土産 miyage,竹刀 shinai,"
    "太刀 tachi,薙刀 naginata,流鏑馬 yabusame,三味線 shamisen,祝詞 norito,山車 dashi,海苔 nori,河豚 fugu,"
    "海老 ebi,田舎 inaka,七夕 tanabata,但馬 tajima,石見 iwami,讃岐 sanuki,武蔵野 musashino,九十九 tsukumo,"
    "春日 kasuga,日下 kusaka,五月雨 samidare,長谷川 hasegawa,生花 ikebana,団扇 uchiwa,提灯 chochin,数珠 juzu,"
    "狩衣 kariginu,直衣 noshi,烏帽子 eboshi,草鞋 waraji,饂飩 udon,御田 oden,因幡 inaba,伯耆 hoki,周防 suo,"
    "長門 nagato,豊後 bungo,蝦夷地 ezochi,樺太 karafuto,稚内 wakkanai,苫小牧 tomakomai,網走 abashiri,"
    "飛鳥井 asukai,久我 koga,仲人 nakodo,玄人 kuroto,素人 shiroto,博士 hakase,師走 shiwasu,大晦日 omisoka,"
    "狼煙 noroshi,稲荷 inari,八幡 hachiman yahata yawata,住吉 sumiyoshi,厳島 itsukushima,諏訪 suwa,"
    "日枝 hie,愛宕 atago,布袋 hotei,河童 kappa"
)
_SURNAMES = {
    "李": "yi lee rhee li ri", "朴": "park pak bak", "金": "kim gim", "崔": "choi choe", "鄭": "jung chung jeong chong",
    "盧": "roh noh no", "柳": "yoo yu ryu", "尹": "yoon yun", "禹": "woo u", "全": "chun jeon", "丁": "chung jung jeong",
    "趙": "cho jo", "曺": "cho jo", "申": "shin sin", "辛": "shin sin", "沈": "shim sim",
}  # fmt: skip
_KOREAN_FOLDS = tuple((precompile(pattern), letter) for pattern, letter in (
    (r"(?<=[aeou])h(?![aeiouy])|'", ""),
    ("ar(?=k)", "a"), ("ch|jj?", "c"), ("sh(?=i)", "s"), ("(?<![a-z])yi|(?<=-)yi", "i"),
    ("eo", "o"), ("eu|oo", "u"), ("ae|oe|oi$", "e"), ("ee|ui", "i"), ("rh", "r"), ("g", "k"), ("d", "t"), ("b", "p"), ("r", "l"),
))  # fmt: skip


@cache
def _whole_words() -> dict[str, list[str]]:
    rows = (row.split() for row in _WHOLE.split(","))
    return {word: readings for word, *readings in rows}


@lru_cache(maxsize=4096)
def japanese_readings(character: str, read: Reader) -> frozenset[str]:
    """Return the readings of a character with short vowels, also voiced, shortened and as stems of verbs.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> sorted(japanese_readings("川", open_lexicon().readings_abroad))[:3]
    ['gawa', 'kawa', 'sen']
    """
    found = set()
    for reading in read(character)[0]:
        forms = {reading, _KUN_ENDING.sub("", reading), _ON_ENDING.sub("", reading), reading.removesuffix("ru")}
        if reading.endswith("u"):
            forms.add(_i_stem(reading))
        found |= forms
    found |= {voiced for form in found for voiced in _voice(form)}
    return frozenset(_shorten(form) for form in found if form)


def _i_stem(verb: str) -> str:
    """Return the stem in *i* of a verb in *u*: hiku, hiki; tatsu, tachi; kasu, kashi."""
    for end, stem in (("tsu", "chi"), ("su", "shi")):
        if verb.endswith(end):
            return verb[: -len(end)] + stem
    return verb[:-1] + "i"


def _voice(form: str) -> list[str]:
    start = next((s for s in ("sh", "ts", "ch") if form.startswith(s)), form[:1])
    voiced = [_VOICED[start] + form[len(start) :]] if start in _VOICED else []
    if start in ("h", "f"):
        voiced.append("p" + form[1:])
    return voiced


def _shorten(letters: str) -> str:
    return precompile("ou|oo|uu").sub(lambda m: _SHORT[m.group()], letters)


def _plain(word: str) -> str:
    """Return a word's letters without marks, lower case."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return _LATIN.sub("", "".join(c for c in decomposed if not unicodedata.combining(c)))


@lru_cache(maxsize=4096)
def fold_romaji(words: str) -> str:
    """Return romaji as readings are compared: no marks, short vowels, single consonants, n before b and p.

    >>> fold_romaji("Nippon"), fold_romaji("Tōkyō"), fold_romaji("shimbun")
    ('nipon', 'tokyo', 'shinbun')
    """
    letters = precompile("m(?=[bp])").sub("n", _plain(words))
    return _shorten(precompile(r"([kpst])(?=\1)|t(?=ch)|s(?=sh)").sub("", letters))


@lru_cache(maxsize=4096)
def fold_korean(words: str) -> str:
    """Return romanized Korean so that Revised, McCune–Reischauer and common spellings agree.

    >>> fold_korean("Chosŏn") == fold_korean("Joseon"), fold_korean("Yi Sun-sin")
    (True, 'isunsin')
    """
    decomposed = unicodedata.normalize("NFD", words.lower())
    folded = "".join(c for c in decomposed if not unicodedata.combining(c))
    for pattern, letter in _KOREAN_FOLDS:
        folded = pattern.sub(letter, folded)
    return _LATIN.sub("", folded)


@lru_cache(maxsize=4096)
def korean_readings(character: str, read: Reader) -> frozenset[str]:
    """Return the folded Sino-Korean readings of a character, with the spellings of surnames.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> sorted(korean_readings("李", open_lexicon().readings_abroad))
    ['i', 'li', 'ni']
    """
    found = set(read(character)[1])
    for reading in tuple(found):
        if reading[:1] == "r":
            found |= {"n" + reading[1:], reading[1:]}
        if "eo" in reading:
            found.add(reading.replace("eo", "u"))
    found |= set(_SURNAMES.get(character, "").split())
    return frozenset(fold_korean(form) for form in found if form)


def spells_japanese(words: str, han: str, read: Reader) -> bool:
    """Tell whether `words` spell the Japanese reading of all of `han`.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> read = open_lexicon().readings_abroad
    >>> spells_japanese("Ōsaka", "大阪", read), spells_japanese("furoshiki", "風呂敷", read), spells_japanese("Beijing", "北京", read)
    (True, True, False)
    """
    letters = fold_romaji(words)
    if any(letters == fold_romaji(reading) for reading in _whole_words().get(han, ())):
        return True
    return _chains(letters, [japanese_readings(c, read) for c in han])


def spells_korean(words: str, han: str, read: Reader) -> bool:
    """Tell whether `words` spell the Korean reading of all of `han`.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> read = open_lexicon().readings_abroad
    >>> spells_korean("Sejong", "世宗", read), spells_korean("Park Chung-hee", "朴正熙", read), spells_korean("Xi'an", "西安", read)
    (True, True, False)
    """
    return _chains(fold_korean(words), [korean_readings(c, read) for c in han])


def _chains(letters: str, options: list[frozenset[str]]) -> bool:
    places = {0}
    for readings in options:
        places = {p + len(r) for p, r in product(places, readings) if letters.startswith(r, p)}
        if not places:
            return False
    return len(letters) in places
