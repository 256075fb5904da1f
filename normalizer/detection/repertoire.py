"""Which script a character belongs to, read from the national character sets.

A character of GB 2312 that neither Big5 nor JIS X 0208 has is a simplified form; one of
Big5 that GB 2312 lacks is traditional; one of JIS X 0208 that both Chinese sets lack is
Japan's own. The sets were drawn up from what each country prints, so no table is needed.
"""

from __future__ import annotations

from functools import lru_cache

_FIRST_IDEOGRAPH = "\u3400"
_ITERATION = "々"

# Variants that JIS X 0208 has and the Chinese sets lack, but that Chinese or Korean text writes too:
# forms of Hong Kong, of older printing and of the Korean standard, and the ETEN extension of Big5;
# of names of birds, fish and ailments, the ones that dictionaries of Chinese have.
_LOOSE = frozenset(
    "値俥僞儁兎兪劒劵勅勛効呑喩噐囘囬埀墻増奬姉姙姸尅屛嶋巵幇廻廼徴徳恊恠惣愼慂戞敍晧暎暦朞朶査楡榘為爲爼牀犂犇産畄皐皷眞瞹碁秡"
    "竈竪粧絶綫緑緜縁羣羮脱舘艪茘菓葢薗蘂藴衆衞裏襃説諌譌讃讐踈躱迯遡邨鄕鈎録鋭鎭鑚銹閧閲隷靭韮頴頽顔飃飜餝鬪鳬鵞鷄麁麪黙龝呉擧鉢温"
    "鵐悧剳勠嫺壻寃寳峯廸晩棊榲汚瘻癧綉繋厠啓呪嚔妬箒糺衂袴疎罎艶聡脇貎鮟鱇鰮鰺閙飮餠偸匳厰塲擡濶甎甞畊畧稾穉窰竝罸覩謌輙逹鑛鐡鼈"
)


@lru_cache(maxsize=16384)
def find_repertoire(character: str) -> str:
    """Return ``simplified``, ``traditional``, ``japanese`` or ``""`` (shared, or in none).

    >>> [find_repertoire(c) for c in "们們駅中"]
    ['simplified', 'traditional', 'japanese', '']
    """
    if character < _FIRST_IDEOGRAPH or character in _LOOSE:  # marks such as 〇 belong to all
        return "japanese" if character == _ITERATION else ""
    mainland, taiwan, japan = (_has(character, name) for name in ("gb2312", "big5", "shift_jis"))
    if mainland and not taiwan and not japan:
        return "simplified"
    if taiwan and not mainland:
        return "traditional"
    return "japanese" if japan and not mainland and not taiwan else ""


def _has(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def is_mixed(text: str) -> bool:
    """Tell whether `text` mixes forms as only Japan does: no Chinese set has them all, the Japanese one has.

    >>> is_mixed("国際"), is_mixed("國際"), is_mixed("国际")
    (True, False, False)
    """
    plain = "".join(c for c in text if c >= _FIRST_IDEOGRAPH and c not in _LOOSE)
    return bool(plain) and _has(plain, "shift_jis") and not _has(plain, "gb2312") and not _has(plain, "big5")


def may_be_japanese(text: str) -> bool:
    """Tell whether the Japanese set has all of `text`, and no character of it is a variant that says nothing.

    >>> may_be_japanese("取締役"), may_be_japanese("取缔"), may_be_japanese("暦法")
    (True, False, False)
    """
    return _has(text, "shift_jis") and _LOOSE.isdisjoint(text)


@lru_cache(maxsize=256)
def find_repertoires(text: str) -> frozenset[str]:
    """Return the repertoires that the characters of `text` belong to."""
    return frozenset(map(find_repertoire, text)) - {""}


def name_script(text: str) -> str:
    """Return the script of a Chinese run: ``Hans``, ``Hant``, or ``Hani`` where its forms tell neither.

    >>> [name_script(run) for run in ("国们", "國們", "中文")]
    ['Hans', 'Hant', 'Hani']
    """
    found = find_repertoires(text)
    if ("simplified" in found) == ("traditional" in found):
        return "Hani"
    return "Hans" if "simplified" in found else "Hant"
