"""Rulers and nobles of imperial China: *Prince Xian of Qi*, *Emperor Wu of Liang*, *Duke Wen of Jin*."""

from __future__ import annotations

from normalizer.glossing.names import romanize_word
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from normalizer.lexicon.index import LexiconIndex


class Rank(NamedTuple):
    """A rank with its English, and how the name is set: ``of`` a fief, or the ``name`` behind the rank."""

    english: str
    setting: str = "of"


RANKS = {
    "王": Rank("Prince"), "帝": Rank("Emperor", "name"), "皇帝": Rank("Emperor", "name"), "公": Rank("Duke"), "侯": Rank("Marquess"),
    "伯": Rank("Count"), "皇后": Rank("Empress", "name"), "太后": Rank("Empress Dowager", "name"), "公主": Rank("Princess", "name"),
    "郡王": Rank("Prince"), "亲王": Rank("Prince", "name"), "太子": Rank("Crown Prince"), "世子": Rank("Hereditary Prince"),
    "郡主": Rank("Princess", "name"), "县主": Rank("County Princess", "name"), "王后": Rank("Queen"), "贵妃": Rank("Noble Consort", "name"),
    "妃": Rank("Consort", "name"),
}  # fmt: skip
"""Ranks as they end a title; the longest that fits is taken."""

KINGDOMS = frozenset("周秦楚齐燕赵魏韩晋宋鲁卫郑吴越陈蔡曹滕邾莒许薛虢虞巴蜀代")
"""States before the empire: their 王 were kings, later ones princes."""

STATES = KINGDOMS | frozenset("唐汉梁隋明清闽辽金元宁肃庆晖潞沈沐襄荆淮益衡德寿福惠瑞端")
"""Single characters that name a state, a dynasty or a fief; the characters between one and the rank are an epithet."""

_LONGEST_EPITHET = 2


def write_title(
    folded: str, lexicon: LexiconIndex, named: Collection[str], apostrophe: str, is_word: Callable[[str], bool]
) -> str:
    """Return the English of a noble title; nothing when `folded` is none.

    `named` are the capitalised words of the article: a king of an old state is a prince where
    the article speaks of princes alone. `is_word` tells whether a word means something by itself.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> write_title("齐宣王", open_lexicon(), (), "’", lambda word: False)
    'King Xuan of Qi'
    """
    for size in (2, 1):
        chinese, stem = folded[-size:], folded[:-size]
        rank = RANKS.get(chinese)
        if rank and stem:
            fief, epithet = _cut(stem, chinese, lexicon, named, is_word)
            english = _choose_rank(rank, chinese, fief, named)
            return _set(english, rank, _read(fief, lexicon, apostrophe), _read(epithet, lexicon, apostrophe))
    return ""


def _cut(
    stem: str, chinese: str, lexicon: LexiconIndex, named: Collection[str], is_word: Callable[[str], bool]
) -> tuple[str, str]:
    """Cut what stands before a rank into fief and epithet, either of which may be empty; both when it is no title."""
    for cut in (2, 1):
        fief, epithet = stem[:cut], stem[cut:]
        if (
            1 <= len(epithet) <= _LONGEST_EPITHET
            and not is_word(epithet + chinese)
            and (len(epithet) == 1 or not is_word(epithet))
        ):
            placed = (
                fief in STATES or fief[-1] in "祖宗" or (cut > 1 and (_is_place(fief, lexicon) or "Prince" in named))
            )
            if placed:
                return fief, epithet
    setting = RANKS[chinese].setting
    if setting == "name" and len(stem) <= _LONGEST_EPITHET and not is_word(stem + chinese[:1]):
        return "", stem if len(stem) == 1 or not is_word(stem) or _is_place(stem, lexicon) else ""
    if setting == "of" and (
        stem in STATES
        or (len(stem) == _LONGEST_EPITHET and _is_place(stem, lexicon) and not is_word(stem + chinese[:1]))
    ):
        return stem, ""
    return "", ""


def _choose_rank(rank: Rank, chinese: str, fief: str, named: Collection[str]) -> str:
    king = chinese == "王" and fief in KINGDOMS and ("Prince" not in named or "King" in named)
    return "King" if king else rank.english


def _set(english: str, rank: Rank, fief: str, epithet: str) -> str:
    if fief.endswith(("zu", "zong")) and rank.english == "Emperor":
        return f"{english} {fief} {epithet}"
    if fief and epithet:
        return f"{english} {epithet} of {fief}"
    if fief or epithet:
        return f"{english} of {fief}" if fief else f"{english} {epithet}"
    return ""


def _read(part: str, lexicon: LexiconIndex, apostrophe: str) -> str:
    return romanize_word(part, lexicon, apostrophe, capital=True) if part else ""


def _is_place(word: str, lexicon: LexiconIndex) -> bool:
    """Tell whether the dictionary has `word` as a name, or does not have it at all."""
    record = lexicon.lookup(word)
    if record is None or not record.entries:
        return True
    return any(entry.pinyin[:1].isupper() for entry in record.entries)
