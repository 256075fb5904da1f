"""Masks of Markdown: whatever pyromark does not report as running text."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Any

from normalizer.types import Mask

_WORDY = re.compile(r"[^\W_]")
_BLOCKED = ("CodeBlock", "MetadataBlock", "HtmlBlock")


def find_markdown_masks(text: str) -> list[Mask]:
    r"""Return masks over code, HTML, link targets, labels, definitions and front matter.

    Markup that holds no letter or digit (``**``, ``|``, ``>``) is left open, so that a
    gloss may stand in emphasis or in the next cell.

    >>> find_markdown_masks("see [舆论](https://例.com) and `代码`")
    [Mask(start=7, end=23, rule='markup'), Mask(start=28, end=32, rule='markup')]
    """
    from pyromark import Options, events_with_range

    options = Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    options |= Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS | Options.ENABLE_MATH
    offsets = _count_bytes(text)
    masks, position, blocked = [], 0, 0
    for event, where in events_with_range(text, options=options):
        blocked += _weigh(event)
        if blocked or "Text" not in event:
            continue
        start, end = offsets[where["start"]], offsets[where["end"]]
        masks += _mask_gap(text, position, start)
        position = max(position, end)
    return masks + _mask_gap(text, position, len(text))


def _weigh(event: Any) -> int:
    """Return 1 when a blocked container begins, -1 when it ends, else 0."""
    if not isinstance(event, dict):
        return 0
    for key, weight in (("Start", 1), ("End", -1)):
        inner = event.get(key)
        name = next(iter(inner)) if isinstance(inner, dict) else inner
        if name in _BLOCKED:
            return weight
    return 0


def _mask_gap(text: str, start: int, end: int) -> list[Mask]:
    """Mask what stands between two pieces of running text if it says anything."""
    gap = text[start:end]
    if start >= end or not _WORDY.search(gap):
        return []
    lead = len(gap) - len(gap.lstrip(" \t\n*_~"))
    tail = len(gap.rstrip(" \t\n*_~#>|-+"))
    return [Mask(start + lead, start + max(tail, lead + 1), "markup")]


def _count_bytes(text: str) -> dict[int, int]:
    """Map byte offsets of the UTF-8 form to code points."""
    widths = (1 if c < "\x80" else 2 if c < "\u0800" else 3 if c < "\U00010000" else 4 for c in text)
    return {byte: point for point, byte in enumerate(accumulate(widths, initial=0))}
