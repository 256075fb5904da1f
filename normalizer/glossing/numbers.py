"""Numbers, dates, money and shares, by rule: a table of patterns with a writer for each."""

from __future__ import annotations

import re

from normalizer.glossing.number_words import (
    CURRENCIES,
    MEASURES,
    MONTHS,
    NUMBERED_NOUNS,
    ORDINAL_NOUNS,
    SINGULARS,
    VAGUE,
)
from normalizer.glossing.numerals import DIGITS, NUMERAL, read_numeral, write_number, write_ordinal
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_N = rf"(?:{_ARABIC}[ ]?[千万亿兆]*|[{NUMERAL}]+)"
_DIGIT_YEAR = r"(?:[12][0-9]{3}|[一二][〇零○一二三四五六七八九]{3}|[0-9]{2})"
_YEAR_DIGITS = 4
_BEFORE_REPUBLIC = 1911
_SMALL = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"


class NumberMatch(NamedTuple):
    """A number expression inside a fragment: its place there and its English."""

    start: int
    end: int
    text: str


def _value(text: str) -> str:
    value = read_numeral(text)
    if value is not None and len(text) >= _YEAR_DIGITS and all(c in DIGITS for c in text):
        return str(value)  # 一九八四, digit by digit: a year or a number as a name
    return text if value is None else write_number(value, words=not any(c.isdigit() for c in text))


def _year(text: str) -> str:
    value = read_numeral(text)
    return text if value is None else str(value)


def _small(text: str) -> int:
    value = read_numeral(text)
    return int(value) if value is not None else 0


def _month(text: str) -> str | None:
    number = _small(text)
    return MONTHS[number - 1] if 1 <= number <= len(MONTHS) else None


def _write_date(m: re.Match[str]) -> str | None:
    month = _month(m["m"]) if m["m"] else None
    if m["m"] and month is None:
        return None
    year = _year(m["y"]) if m["y"] else ""
    day = str(_small(m["d"])) if m["d"] else ""
    if month and day:
        return f"{month} {day}, {year}" if year else f"{month} {day}"
    return f"{month} {year}".strip() if month else year


def _write_money(m: re.Match[str]) -> str | None:
    value = read_numeral(m["n"])
    return None if value is None else f"{_more(m)}{write_number(value)} {CURRENCIES[m['u']]}"


def _more(m: re.Match[str]) -> str:
    return "more than " if m.groupdict().get("more") else ""


def _write_measure(m: re.Match[str]) -> str | None:
    value = read_numeral(m["n"])
    if value is None:
        return None
    unit = MEASURES[m["u"]]
    if value == 1:
        unit = SINGULARS.get(unit, unit.removesuffix("s"))
    return f"{_more(m)}{_value(m['n'])} {unit}".strip()


def _write_percent(m: re.Match[str]) -> str | None:
    value = read_numeral(m["n"])
    return None if value is None else f"{write_number(value)}%"


def _write_tenths(m: re.Match[str]) -> str | None:
    value = read_numeral(m["n"])
    return None if value is None else f"{write_number(value * 10)}%"


def _write_ordinal(m: re.Match[str]) -> str | None:
    value = read_numeral(m["n"])
    if value is None or value != int(value):
        return None
    pattern, words = ORDINAL_NOUNS[m["u"] or ""]
    return pattern.format(o=write_ordinal(int(value), words=words), n=int(value))


def _write_fraction(m: re.Match[str]) -> str | None:
    below, above = read_numeral(m["b"]), read_numeral(m["a"])
    if not below or above is None:
        return None
    name = {2: "half", 4: "quarter"}.get(int(below), write_ordinal(int(below)))
    return f"{write_number(above, words=True)} {name}{'s' if above != 1 else ''}".replace("halfs", "halves")


def _write_decade(m: re.Match[str]) -> str | None:
    decade = _small(m["d"])
    prefix = {"上世纪": "19", "二十世纪": "19", "20世纪": "19", "19世纪": "18", "十九世纪": "18", "本世纪": "20"}.get(
        m["c"] or "", ""
    )
    return f"the {prefix}{decade}s" if decade % 10 == 0 and decade else None


def _write_century(m: re.Match[str]) -> str | None:
    era = " BC" if m["e"] else ""
    return f"the {write_ordinal(_small(m['n']), words=False)} century{era}"


def _write_before_christ(m: re.Match[str]) -> str | None:
    return f"{_year(m['n'])} BC"


def _write_republic(m: re.Match[str]) -> str | None:
    """Count a year of the Republic, as Taiwan does, from 1912 on: 民国99年 is 2010."""
    value = read_numeral(m["n"])
    return None if value is None else str(_BEFORE_REPUBLIC + int(value))


def _write_and_a_half(m: re.Match[str]) -> str | None:
    from decimal import Decimal

    unit = {"月": "months", "钟头": "hours"}.get(m["u"]) or MEASURES[m["u"]]
    return f"{write_number(Decimal(_small(m['n'])), words=True)} and a half {unit}"


def _write_range(m: re.Match[str]) -> str | None:
    first, last = _month(m["a"]), _month(m["b"])
    return f"{first} to {last}" if first and last else None


def _write_part_of_year(m: re.Match[str]) -> str | None:
    if m["q"]:
        return f"the {write_ordinal(_small(m['q']))} quarter of {_year(m['y'])}"
    part = {"底": "the end of", "末": "the end of", "初": "the beginning of", "中": "the middle of"}
    half = {"上半年": "the first half of", "下半年": "the second half of"}
    return f"{part.get(m['p']) or half[m['p']]} {_year(m['y'])}"


def _write_numbered(m: re.Match[str]) -> str | None:
    return f"{NUMBERED_NOUNS[m['u']]} {_small(m['n'])}"


def _write_clock(m: re.Match[str]) -> str | None:
    hour = _small(m["h"])
    if hour > 24:  # noqa: PLR2004 - hours of a day
        return None
    minutes = ":30" if m["half"] else f":{_small(m['min']):02d}" if m["min"] else ""
    part = {
        "早上": "a.m.",
        "上午": "a.m.",
        "凌晨": "a.m.",
        "清晨": "a.m.",
        "下午": "p.m.",
        "晚上": "p.m.",
        "傍晚": "p.m.",
        "中午": "p.m.",
    }
    return f"{hour}{minutes} {part[m['part']]}" if m["part"] else f"{hour}{minutes or ' o’clock'}"


def _write_currency_first(m: re.Match[str]) -> str | None:
    value = read_numeral(m["n"])
    return None if value is None else f"{write_number(value)} {CURRENCIES[m['c']]}"


def _write_vague(m: re.Match[str]) -> str | None:
    unit = MEASURES.get(m["u"] or "", "")
    number = VAGUE[m["n"]]
    return f"{number} {unit}".strip()


def _write_span(m: re.Match[str]) -> str | None:
    first, last = read_numeral(m["a"]), read_numeral(m["b"])
    if first is None or last is None:
        return None
    return f"{_value(m['a'])} to {_value(m['b'])} {MEASURES[m['u']]}".strip()


def _write_rate(m: re.Match[str]) -> str | None:
    plural = MEASURES[m["u"]]
    return f"per {SINGULARS.get(plural) or plural.removesuffix('s')}"


def _write_plain(m: re.Match[str]) -> str | None:
    value = read_numeral(m["n"])
    return None if value is None else f"{_more(m)}{_value(m['n'])}"


def _alternatives(table: Mapping[str, object]) -> str:
    return "|".join(sorted((re.escape(k) for k in table if k), key=len, reverse=True))


_RULES: tuple[tuple[str, Callable[[re.Match[str]], str | None]], ...] = (
    (rf"(?P<a>{_SMALL})月[至到\-–—~～](?P<b>{_SMALL})月(?!{_SMALL}日)", _write_range),
    (rf"(?P<y>{_DIGIT_YEAR})[ ]?年(?:第?(?P<q>[一二三四1-4])季度?|(?P<p>底|末|初|中(?!国|央|华|学|心)|上半年|下半年))", _write_part_of_year),
    (rf"(?P<n>{_SMALL}|[0-9]+)(?P<u>{_alternatives({u: 1 for u in NUMBERED_NOUNS if u[0] != '路'})})", _write_numbered),
    (rf"(?P<n>[0-9]+)(?P<u>{_alternatives({u: 1 for u in NUMBERED_NOUNS if u[0] == '路'})})", _write_numbered),
    (rf"(?P<part>早上|上午|凌晨|清晨|下午|晚上|傍晚|中午)?(?<![0-9,.])(?P<h>{_SMALL})(?:点|时(?=[0-9]))(?:(?P<half>半)|(?P<min>{_SMALL})分)?(?:钟|整)?(?![击评心子燃头名缀赞])", _write_clock),
    (rf"(?P<c>新台币|港币|人民币|美元|美金|欧元|日元)(?P<n>{_N})[元块]?", _write_currency_first),
    (r"(?P<c>上世纪|本世纪|[12][0-9]世纪|二十世纪|十九世纪)?(?P<d>[0-9]0|[二三四五六七八九]十)年代", _write_decade),
    (rf"(?P<e>公元前|(?<![之以目此从先面眼])前)?(?P<n>{_SMALL})世纪", _write_century),
    (rf"(?:中华)?民国(?P<n>{_SMALL}|[0-9]{{2,3}}|一百[一二三四五六七八九十零〇]*)年", _write_republic),
    (rf"公元前(?P<n>[0-9]+|[{NUMERAL}]+)年", _write_before_christ),
    (rf"(?P<n>{_SMALL}|两)个半(?P<u>小时|月|世纪|星期|钟头)", _write_and_a_half),
    (rf"(?P<y>{_DIGIT_YEAR})[ ]?年[ ]?(?:(?P<m>{_SMALL})[ ]?月份?[ ]?(?:(?P<d>{_SMALL})[ ]?[日号])?)?(?!前|后|来|间|内|以)", _write_date),
    (rf"(?P<y>)(?P<m>{_SMALL})[ ]?月份?[ ]?(?:(?P<d>{_SMALL})[ ]?[日号])?", _write_date),
    (rf"百分之(?P<n>{_N})", _write_percent),
    (rf"(?P<n>{_ARABIC})[%％]", _write_percent),
    (rf"每(?P<u>{_alternatives({unit: 1 for unit in MEASURES if len(unit) > 1 and not unit.startswith('个')})})", _write_rate),
    (rf"(?P<n>{_SMALL})成(?![为立就本长员熟功])", _write_tenths),
    (rf"(?P<b>[{NUMERAL}]+|[0-9]+)分之(?P<a>[{NUMERAL}]+|[0-9]+)", _write_fraction),
    (rf"第(?P<n>[0-9]+|[{NUMERAL}]+)(?P<u>{_alternatives(ORDINAL_NOUNS)})?", _write_ordinal),
    (rf"[¥￥]?(?P<n>{_N})(?P<more>多|余)?(?P<u>{_alternatives(CURRENCIES)})(?:人民币)?(?![素旦宵])", _write_money),
    (rf"(?<![{NUMERAL}0-9])(?P<n>{_alternatives(VAGUE)})(?P<u>{_alternatives(MEASURES)})", _write_vague),
    (rf"(?<![{NUMERAL}0-9])(?P<n>{_alternatives({v: 1 for v in VAGUE if v[0] in '十几数上成'})})(?P<u>)(?![{NUMERAL}元块美])", _write_vague),
    (rf"(?P<a>{_N})[至到\-–—~～](?P<b>{_N})(?P<u>{_alternatives(MEASURES)})", _write_span),
    (rf"(?P<n>{_ARABIC}[ ]?[千万亿兆]*|[{NUMERAL}]{{2,}}|[一两二三四五六七八九十](?=次|个|位|名|家|种|项|公里|小时|年|岁|倍|人|天|周))(?P<more>多|余)?(?P<u>{_alternatives(MEASURES)})", _write_measure),
    (rf"(?P<n>{_ARABIC}[ ]?[千万亿兆]+|[{NUMERAL}]{{2,}})(?P<more>多|余)?", _write_plain),
)  # fmt: skip
_COMPILED: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]] = []


def find_numbers(folded: str) -> list[NumberMatch]:
    """Return the number expressions of a simplified fragment, left to right, disjoint.

    >>> [m.text for m in find_numbers("2023年9月1日投资三亿元")]
    ['September 1, 2023', '300 million yuan']
    >>> [m.text for m in find_numbers("增长百分之五")], [m.text for m in find_numbers("第三季度")]
    (['5%'], ['third quarter'])
    """
    if not any(c.isdigit() or c in NUMERAL or c == "每" for c in folded):
        return []
    if not _COMPILED:
        _COMPILED.extend((precompile(pattern), write) for pattern, write in _RULES)
    found: list[NumberMatch] = []
    taken = [False] * len(folded)
    for pattern, write in _COMPILED:
        for match in pattern.finditer(folded):
            if any(taken[match.start() : match.end()]) or match.start() == match.end():
                continue
            text = write(match)
            if text:
                found.append(NumberMatch(match.start(), match.end(), text))
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
    return sorted(found)
