r"""Whether bytes can hold Chinese, Japanese or Korean at all, told without decoding them.

To the letters themselves (``detection.lead_bytes``) come the escapes of a format. A gate may open in
vain, never stay shut.

>>> may_hold_cjk("“curly”, café".encode(), "text"), may_hold_cjk("the 舆论".encode(), "text")
(False, True)
>>> may_hold_cjk(rb'{"text": "\u8206\u8bba"}', "jsonl"), may_hold_cjk(rb'{"text": "\u2019"}', "jsonl")
(True, False)
"""

from __future__ import annotations

from normalizer.detection.lead_bytes import LEADS, RARE, compile_once, may_hold_letters
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    import re

_RAW = b"|".join((b"[" + LEADS[:1] + b"-" + LEADS[-1:] + b"]", *RARE))
ESCAPED = (
    rb"\\u(?:[3-9][0-9a-fA-F]|2[eEfF]|11|[aA][0-9a-fA-F]|[bcBC][0-9a-fA-F]|[dD][0-7]|[fF][9aAfF]"
    rb"|[dD]8(?:2[b-cB-C]|[4-9a-bA-B]))"
)
"""The same characters as JSON escapes; beyond U+FFFF by the first half of their pair."""

_ESCAPES = {"jsonl": ESCAPED, "json": ESCAPED, "html": b"&#", "markdown": b"&#", "vtt": b"&#", "xliff": b"&#"}
"""For each format the pattern of the escapes that count."""


def may_hold_cjk(data: bytes, format_name: str) -> bool:
    """Tell whether UTF-8 `data` of a format may hold such characters, raw or escaped."""
    if may_hold_letters(data):
        return True
    # Two bytes that must stand side by side are found three times faster by ``re`` than by ``in``.
    escape = _ESCAPES.get(format_name)
    return escape is not None and compile_once(escape).search(data) is not None


def find_pattern(data: bytes, format_name: str) -> re.Pattern[bytes] | None:
    """Return what finds the first byte of such a character or its escape in `data`, None if there can be none.

    It is one pattern for all, so that a search from hit to hit reads each byte once.
    """
    parts = [] if data.isascii() else [_RAW]
    escape = _ESCAPES.get(format_name)
    parts += [escape] if escape and compile_once(escape).search(data) else []
    return compile_once(b"|".join(parts)) if parts else None
