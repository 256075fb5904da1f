r"""Whether bytes can hold Chinese, Japanese or Korean at all, told without decoding them.

The patterns follow the UTF-8 form of the ranges in ``detection.codepoints`` and may let a few
others through (Yi, full-width Latin): a gate may open in vain, never stay shut.

>>> may_hold_cjk("“curly”, café".encode(), "text"), may_hold_cjk("the 舆论".encode(), "text")
(False, True)
>>> may_hold_cjk(rb'{"text": "\u8206\u8bba"}', "jsonl"), may_hold_cjk(rb'{"text": "\u2019"}', "jsonl")
(True, False)
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
ESCAPED = (
    rb"\\u(?:[3-9][0-9a-fA-F]|2[eEfF]|11|[aA][0-9a-fA-F]|[bcBC][0-9a-fA-F]|[dD][0-7]|[fF][9aAfF]"
    rb"|[dD]8(?:2[b-cB-C]|[4-9a-bA-B]))"
)
"""The same characters as JSON escapes; beyond U+FFFF by the first half of their pair."""

_ESCAPES = {"jsonl": (b"\\u", ESCAPED), "html": (b"&#", b"&#"), "markdown": (b"&#", b"&#")}
"""For each format how an escape begins, and the pattern of those that count."""

# Deleting all other bytes costs a fifteenth of searching for these. Deleting ASCII first leaves
# little of an English text, and no two bytes of different characters that look like one.
_ASCII = bytes(range(0x80))
_OTHERS = bytes(byte for byte in range(256) if byte not in LEADS)
_compiled: dict[bytes, re.Pattern[bytes]] = {}


def may_hold_cjk(data: bytes, format_name: str) -> bool:
    """Tell whether UTF-8 `data` of a format may hold such characters, raw or escaped."""
    if not data.isascii():
        rest = data.translate(None, _ASCII)
        if rest.translate(None, _OTHERS):
            return True
        if any(_compile(pattern).search(rest) for pattern in RARE):
            return True
    escape = _find_escape(data, format_name)
    return escape is not None and _compile(escape).search(data) is not None


def find_pattern(data: bytes, format_name: str) -> re.Pattern[bytes] | None:
    """Return what finds the first byte of such a character or its escape in `data`, None if there can be none.

    It is one pattern for all, so that a search from hit to hit reads each byte once.
    """
    parts = [] if data.isascii() else [b"[\xe3-\xed]", *RARE]
    escape = _find_escape(data, format_name)
    parts += [escape] if escape else []
    return _compile(b"|".join(parts)) if parts else None


def _find_escape(data: bytes, format_name: str) -> bytes | None:
    """Return the pattern for the escapes of a format if `data` has any escapes."""
    sign, pattern = _ESCAPES.get(format_name, (b"", b""))
    return pattern if sign and sign in data else None


def _compile(pattern: bytes) -> re.Pattern[bytes]:
    if pattern not in _compiled:
        _compiled[pattern] = re.compile(pattern)
    return _compiled[pattern]
