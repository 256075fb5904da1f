r"""Whether UTF-8 can hold Chinese, Japanese or Korean letters at all, told by the bytes that begin them.

The bytes follow the ranges in ``codepoints`` and may let a few others through (Yi, full-width
Latin): the gate may open in vain, never stay shut.

>>> may_hold_letters("“curly”, café 😀".encode()), may_hold_letters("the 舆论".encode())
(False, True)
"""

from __future__ import annotations

import re

LEADS = bytes(range(0xE3, 0xEE))
"""The bytes that begin U+3000 to U+D7FF, where nearly all such characters are."""

RARE = (
    rb"\xe2[\xba-\xbf]",  # U+2E80 to U+2FFF: radicals
    rb"\xe1[\x84-\x87]",  # U+1100 to U+11FF: Korean letters
    rb"\xef[\xa4-\xab\xbd-\xbf]",  # U+F900 to U+FAFF, U+FF40 and up: compatibility and half-width forms
    rb"\xf0[\x9a\x9b\xa0-\xbf]",  # U+1A000 to U+1BFFF, U+20000 to U+3FFFF
)
"""What begins the others, as patterns of two bytes."""

# Deleting ASCII costs a fifteenth of searching for these, and leaves little to search: the bytes of one
# character stay neighbours.
_ASCII = bytes(range(0x80))
_OTHERS = bytes(byte for byte in range(256) if byte not in LEADS)
_compiled: dict[bytes, re.Pattern[bytes]] = {}


def may_hold_letters(data: bytes) -> bool:
    """Tell whether UTF-8 `data` may hold such letters."""
    if data.isascii():
        return False
    rest = data.translate(None, _ASCII)
    return bool(rest.translate(None, _OTHERS)) or any(compile_once(pattern).search(rest) for pattern in RARE)


def compile_once(pattern: bytes) -> re.Pattern[bytes]:
    """Compile a pattern at its first use."""
    if pattern not in _compiled:
        _compiled[pattern] = re.compile(pattern)
    return _compiled[pattern]
