"""Chinese numerals: read as a value, and written as English does."""

from __future__ import annotations

import re

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
DIGITS |= {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
SMALL_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE_UNITS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
NUMERAL = "".join(dict.fromkeys((*DIGITS, *SMALL_UNITS, *LARGE_UNITS)))

_WORDS = "zero one two three four five six seven eight nine ten".split()
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_MOST_DIGITS = 5
_PARTS = precompile(r"[0-9.]+|.", re.DOTALL)


def read_numeral(text: str) -> Decimal | None:
    """Return the value of a Chinese, Arabic or mixed numeral, None when it is none.

    >>> read_numeral("三亿"), read_numeral("2.5万"), read_numeral("一百零五"), read_numeral("一九八四")
    (Decimal('300000000'), Decimal('25000.0'), Decimal('105'), Decimal('1984'))
    """
    from decimal import Decimal

    text = text.replace(",", "").replace("，", "").replace(" ", "")
    if not text:
        return None
    if all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    total, section = Decimal(0), Decimal(0)
    digit: Decimal | None = None
    for part in _PARTS.findall(text):
        if part in SMALL_UNITS:
            section += (1 if digit is None else digit) * SMALL_UNITS[part]
            digit = None
        elif part in LARGE_UNITS:
            section += digit or 0
            if not section and not total:
                return None
            total, section, digit = _multiply(total, section, LARGE_UNITS[part]), Decimal(0), None
        else:
            value = _read_digits(part)
            if value is None:
                return None
            digit = value
    return total + section + (digit or 0)


def _multiply(total: Decimal, section: Decimal, unit: int) -> Decimal:
    """Apply 万, 亿 or 兆: 万亿 multiplies what is already there, 一亿三千万 adds to it."""
    return (total + section) * unit if total and total < unit else total + section * unit


def _read_digits(part: str) -> Decimal | None:
    from decimal import Decimal, InvalidOperation

    if part in DIGITS:
        return Decimal(DIGITS[part])
    try:
        return Decimal(part)
    except InvalidOperation:
        return None


def write_number(value: Decimal, *, words: bool = False) -> str:
    """Return `value` as English running text writes it; up to ten in words when asked.

    >>> from decimal import Decimal
    >>> write_number(Decimal("300000000")), write_number(Decimal("25000")), write_number(Decimal(3), words=True)
    ('300 million', '25,000', 'three')
    """
    if words and value == value.to_integral_value() and 0 <= value < len(_WORDS):
        return _WORDS[int(value)]
    for scale, name in _SCALES:
        scaled = value / scale
        if scaled >= 1 and len(scaled.normalize().as_tuple().digits) <= _MOST_DIGITS:
            return f"{_plain(scaled)} {name}"
    return _plain(value)


def _plain(value: Decimal) -> str:
    text = f"{value.normalize():,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_ordinal(value: int, *, words: bool = True) -> str:
    """Return an English ordinal.

    >>> write_ordinal(3), write_ordinal(21), write_ordinal(112)
    ('third', '21st', '112th')
    """
    if words and 0 <= value < len(_ORDINALS):
        return _ORDINALS[value]
    teens = 10 <= value % 100 <= 20  # noqa: PLR2004 - 11th to 13th
    suffix = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}"
