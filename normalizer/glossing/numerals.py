"""Chinese numerals: read as a value, and written as English does."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
DIGITS |= {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
SMALL_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE_UNITS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
NUMERAL = "".join({*DIGITS, *SMALL_UNITS, *LARGE_UNITS})

_WORDS = "zero one two three four five six seven eight nine ten".split()
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split()
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_MOST_DIGITS = 5


def read_numeral(text: str) -> Decimal | None:
    """Return the value of a Chinese, Arabic or mixed numeral, None when it is none.

    >>> read_numeral("三亿"), read_numeral("2.5万"), read_numeral("一百零五"), read_numeral("一九八四")
    (Decimal('300000000'), Decimal('25000'), Decimal('105'), Decimal('1984'))
    """
    text = text.replace(",", "").replace("，", "").replace(" ", "")
    if not text:
        return None
    if all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    total, section, digit, seen = Decimal(0), Decimal(0), None, False
    index = 0
    while index < len(text):
        character = text[index]
        if character.isascii():
            end = index
            while end < len(text) and text[end] in "0123456789.":
                end += 1
            try:
                digit = Decimal(text[index:end])
            except InvalidOperation:
                return None
            index = end
            seen = True
            continue
        if character in DIGITS:
            digit = Decimal(DIGITS[character])
        elif character in SMALL_UNITS:
            section += (digit if digit is not None else 1) * SMALL_UNITS[character]
            digit = None
        elif character in LARGE_UNITS:
            section += digit or 0
            if not section and not total:
                return None
            # 万亿 multiplies what is already there; 一亿三千万 adds to it.
            if total and total < LARGE_UNITS[character]:
                total = (total + section) * LARGE_UNITS[character]
            else:
                total += section * LARGE_UNITS[character]
            section, digit = Decimal(0), None
        else:
            return None
        seen = True
        index += 1
    return total + section + (digit or 0) if seen else None


def write_number(value: Decimal, *, words: bool = False) -> str:
    """Return `value` as English running text writes it; up to ten in words when asked.

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
