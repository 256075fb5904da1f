"""Places and bodies called after places: the stem is read out, the kind is translated."""

from __future__ import annotations

import re

from normalizer.glossing.inflection import pluralise
from normalizer.glossing.names import romanize_word
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from normalizer.lexicon.index import LexiconIndex
    from normalizer.types import Slot

PLACE_TYPES = {
    "自治区": "Autonomous Region", "自治州": "Autonomous Prefecture", "自治县": "Autonomous County", "特别行政区": "Special Administrative Region",
    "开发区": "Development Zone", "新区": "New Area", "地区": "Prefecture", "社区": "Community", "街道": "Subdistrict", "小区": "Residential Community",
    "省": "Province", "市": "City", "县": "County", "区": "District", "旗": "Banner", "盟": "League", "州": "Prefecture", "郡": "Commandery",
    "镇": "Town", "乡": "Township", "村": "Village", "屯": "Village", "寨": "Village", "庄": "Village", "巷": "Lane", "弄": "Lane", "胡同": "Hutong",
    "大街": "Street", "大道": "Avenue", "路": "Road", "街": "Street", "高速公路": "Expressway", "公路": "Highway", "铁路": "Railway",
    "大桥": "Bridge", "桥": "Bridge", "火车站": "Railway Station", "地铁站": "Station", "站": "Station", "机场": "Airport", "码头": "Pier",
    "港": "Port", "湾": "Bay", "岛": "Island", "群岛": "Islands", "半岛": "Peninsula", "山": "Mountain", "山脉": "Mountains", "峰": "Peak",
    "岭": "Ridge", "江": "River", "河": "River", "湖": "Lake", "水库": "Reservoir", "运河": "Canal", "瀑布": "Falls", "峡": "Gorge",
    "峡谷": "Gorge", "盆地": "Basin", "平原": "Plain", "高原": "Plateau", "沙漠": "Desert", "海峡": "Strait", "寺": "Temple", "庙": "Temple",
    "宫": "Palace", "塔": "Pagoda", "观": "Temple", "庵": "Nunnery", "祠": "Shrine", "陵": "Mausoleum", "关": "Pass", "门": "Gate",
    "广场": "Square", "公园": "Park", "博物馆": "Museum", "体育场": "Stadium", "体育馆": "Gymnasium", "医院": "Hospital",
    "教堂": "Church", "图书馆": "Library", "监狱": "Prison", "看守所": "Detention Center", "府": "Prefecture",
}  # fmt: skip
"""What ends the name of a place, with the English that follows the reading of the rest."""

BODY_TYPES = {
    "大学": "University", "学院": "College", "中学": "Middle School", "高中": "High School", "小学": "Primary School", "银行": "Bank",
    "公司": "Company", "有限公司": "Co., Ltd.", "股份有限公司": "Co., Ltd.", "集团": "Group", "出版社": "Press", "日报": "Daily",
    "晚报": "Evening News", "晨报": "Morning Post", "电视台": "Television", "人民法院": "People’s Court", "俱乐部": "Club", "酒店": "Hotel",
    "大厦": "Building", "研究所": "Institute", "研究院": "Institute", "基金会": "Foundation", "协会": "Association", "委员会": "Committee",
}  # fmt: skip
"""What ends the name of a body called after its place."""

_RURAL_ENDS = frozenset("堆坪坳岭沟湾寮屯寨坡塘堡庄口集坝垭冲岗埠圩墟洼甸店镇")
_LOCAL = frozenset("村镇乡屯寨庄巷弄路街湾寺庙庵祠岭峰沟岛桥陵")
_PLACED = precompile(r"\b(?:at|in|near|from|to|of|around|outside|reached|left|visited) ?$")
_LONGEST_STEM = 4
_LONGEST_RURAL = 3


_CIRCUIT_BEFORE = precompile(r"\bmilitary (?:governor|governorship|commissioner)s? (?:\([a-z_*]+\) )?(?:of|at) ?$")
_SEAT_AFTER = precompile(r"\s*\(headquartered (?:in|at) ")
_PREFECT_BEFORE = precompile(r"\b(?:prefects? of|prefectural capital|surveillance commissioner of) ?$")
_MODERN_AFTER = precompile(r"\s*\(in (?:modern|present-day|today’s|today's) ")


class Place(NamedTuple):
    """A place: its stem and what it is called in English, ``Road``."""

    stem: str
    kind: str


def split_place(folded: str, lexicon: LexiconIndex, cue: str) -> Place | None:
    """Cut a place that the dictionary lacks into the name and the kind of place; None where it is none.

    Where the words around do not speak of a place, the stem must be no plain word: 老人街 is
    no *Laoren Street* unless the article says so.
    """
    for size in (5, 4, 3, 2, 1):
        kind = (PLACE_TYPES | BODY_TYPES).get(folded[-size:]) if len(folded) > size else None
        if not kind:
            continue
        stem = folded[:-size]
        local = folded[-size:] in _LOCAL or size > 1
        if len(stem) == 1 and cue in ("name", "person", "title"):
            return None
        if len(stem) > _LONGEST_STEM or (len(stem) == 1 and not (local or cue)):
            return None
        if len(stem) > 1 and folded[-size:] not in _LOCAL and (_is_word(stem, lexicon) or _holds_word(stem, lexicon)):
            return None
        if cue in ("place", "name", "body", "apposition") or _is_name(stem, lexicon):
            return Place(stem, kind)
        return None
    return None


def _is_word(stem: str, lexicon: LexiconIndex) -> bool:
    """Tell whether a stem means something and names nothing: 周边地区 is no *Zhoubian Prefecture*."""
    record = lexicon.lookup(stem)
    return record is not None and bool(record.entries) and not any(e.pinyin[:1].isupper() for e in record.entries)


def _holds_word(stem: str, lexicon: LexiconIndex) -> bool:
    """Tell whether a stem is a place with a plain word behind it: 上海人民 of 上海人民出版社."""
    return any(_is_name(stem[:cut], lexicon) and _is_word(stem[cut:], lexicon) for cut in range(2, len(stem) - 1))


def _is_name(stem: str, lexicon: LexiconIndex) -> bool:
    """Tell whether a stem names something: jieba or the dictionary says so, or it is no word at all."""
    record = lexicon.lookup(stem)
    if record is None:
        return len(stem) > 1
    if record.entries:
        return any(entry.pinyin[:1].isupper() for entry in record.entries if len(stem) > 1)
    return record.tag[:2] in ("ns", "nr", "nz")


def ends_like_place(folded: str) -> bool:
    """Tell whether a word ends with what only places end with: 桂芳村 is no person."""
    return folded[-1:] in _LOCAL or folded[-2:] in PLACE_TYPES


def is_rural(folded: str, slot: Slot) -> bool:
    """Tell whether a short word that ends like a hamlet stands where a place does.

    >>> from normalizer.types import Slot
    >>> is_rural("司门口", Slot("was hung at ", " for days")), is_rural("司门口", Slot("the ", " is"))
    (True, False)
    """
    return (
        2 <= len(folded) <= _LONGEST_RURAL  # noqa: PLR2004
        and folded[-1] in _RURAL_ENDS
        and _PLACED.search(slot.before[-12:]) is not None
    )


def write_historic(folded: str, lexicon: LexiconIndex, slot: Slot, named: frozenset[str], apostrophe: str) -> str:
    """Return a circuit or prefecture of imperial times as histories write it, nothing where the words around tell none.

    A military governor governed a circuit; a 州 was a prefecture, whatever is called so today.
    `named` are the capitalised words of the article.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> from normalizer.types import Slot
    >>> write_historic("天雄", open_lexicon(), Slot("the military governor of ", " rose"), frozenset(), "’")
    'Tianxiong Circuit'
    >>> write_historic("吉州", open_lexicon(), Slot("the prefect of ", " (in modern Ji'an)"), frozenset(), "’")
    'Ji Prefecture'
    """
    if len(folded) != 2:  # noqa: PLR2004 - all such names have two characters
        return ""
    if _CIRCUIT_BEFORE.search(slot.before[-60:]) or _SEAT_AFTER.match(slot.after):
        return f"{romanize_word(folded, lexicon, apostrophe, capital=True)} Circuit"
    placed = _PREFECT_BEFORE.search(slot.before[-40:]) or _MODERN_AFTER.match(slot.after)
    if folded[1] == "州" and placed and ("Prefecture" in named or "prefect" in slot.before[-40:].lower()):
        return f"{romanize_word(folded[0], lexicon, apostrophe, capital=True)} Prefecture"
    return ""


def write_place(place: Place, lexicon: LexiconIndex, apostrophe: str, slot: Slot) -> str:
    """Return the name with its kind, which is left out where the article says it behind: *X and Y villages*."""
    record = lexicon.lookup(place.stem)
    names = [s.gloss for e in record.entries if e.pinyin[:1].isupper() for s in e.senses if s.gloss] if record else []
    known = [name for name in names if name.count(" ") == 0]
    stem = known[0] if known else romanize_word(place.stem, lexicon, apostrophe, capital=True)
    return stem if _is_said(place.kind.lower(), slot) else f"{stem} {place.kind}"


def _is_said(kind: str, slot: Slot) -> bool:
    """Tell whether the sentence names the kind itself, right behind the name or for a whole list of names."""
    word, several = re.escape(kind), re.escape(pluralise(kind))
    behind = precompile(rf" {word}\b|[^.;]{{0,60}}?\b{several}\b").match(slot.after.lower())
    return behind is not None or precompile(rf"\b{several}\b[^.;]{{0,60}}$").search(slot.before.lower()) is not None
