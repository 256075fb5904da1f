"""Numbers as a person reads them."""

from __future__ import annotations

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_UNITS = ("bytes", "kB", "MB", "GB", "TB")
_THOUSAND = 1_000
_EXACT = 10


def tell_number(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> tell_number(1, "file"), tell_number(1200, "file")
    ('1 file', '1,200 files')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def tell_bytes(size: float) -> str:
    """Return a size in the unit that suits it, thousands of thousands.

    >>> tell_bytes(532), tell_bytes(8_210), tell_bytes(34_112_000), tell_bytes(999_950)
    ('532 bytes', '8.2 kB', '34 MB', '1.0 MB')
    """
    unit = 0
    while unit + 1 < len(_UNITS) and size >= _THOUSAND - (0.5 if unit else 0):
        size /= _THOUSAND
        unit += 1
    digits = 1 if unit and round(size, 1) < _EXACT else 0
    return f"{size:.{digits}f} {_UNITS[unit]}"


def tell_time(seconds: float) -> str:
    """Return a duration in its two largest units.

    >>> tell_time(4.26), tell_time(83), tell_time(7_500), tell_time(180_000)
    ('4.3 s', '1 min 23 s', '2 h 5 min', '2 d 2 h')
    """
    if seconds < _EXACT:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    for unit, name, smaller, small in ((_DAY, "d", _HOUR, "h"), (_HOUR, "h", _MINUTE, "min"), (_MINUTE, "min", 1, "s")):
        if whole >= unit:
            rest = whole % unit // smaller
            return f"{whole // unit} {name} {rest} {small}" if rest else f"{whole // unit} {name}"
    return f"{whole} s"


def tell_rest(seconds: float) -> str:
    """Return roughly how long something will take.

    >>> tell_rest(12), tell_rest(47), tell_rest(230), tell_rest(9_000)
    ('about 15 s left', 'about 50 s left', 'about 4 min left', 'about 2.5 h left')
    """
    if seconds < _MINUTE:
        return f"about {max(-(-round(seconds) // 5) * 5, 5)} s left"
    if seconds < 2 * _HOUR:
        return f"about {round(seconds / _MINUTE)} min left"
    return f"about {seconds / _HOUR:.1f} h left"
