"""Chinese marks and full-width forms with their English counterparts."""

from __future__ import annotations

ENGLISH_MARKS: dict[str, str] = {
    "，": ", ",
    "、": ", ",
    "。": ". ",
    "．": ".",
    "｡": ". ",
    "､": ", ",
    "；": "; ",
    "：": ": ",
    "！": "! ",
    "？": "? ",
    "…": "…",
    "（": " (",
    "）": ") ",
    "　": " ",
    "·": " ",
    "•": " ",
    "・": " ",
    "％": "%",
    "～": "–",
    "—": "—",
    "–": "–",
    "￥": "¥",
    "＄": "$",
}
"""Marks with the blanks that English sets around them; a seam drops the blanks it does not need."""

FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
"""Full-width forms of ASCII (U+FF01 to U+FF5E) with their half-width forms."""


def halve(text: str) -> str:
    """Return `text` with full-width letters and digits in half width.

    >>> halve("ＡＢＣ１２")
    'ABC12'
    """
    return "".join(FULL_WIDTH.get(c, c) if c not in ENGLISH_MARKS else c for c in text)
