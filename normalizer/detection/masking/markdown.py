"""Masks of Markdown: whatever pyromark does not report as running text."""

from __future__ import annotations

import re
from itertools import accumulate

from normalizer.detection.masking.code import CODE_ELEMENTS
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING
from normalizer.types import Mask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

_WORDY = precompile(r"[^\W_]")
_BLOCKS = {
    "MetadataBlock": "front-matter",
    "HtmlBlock": "markup",
    "Fenced": "fence",
    "Indented": "indented",
}
_INLINES = {"Code": "code", "InlineMath": "math", "DisplayMath": "math", "InlineHtml": "attribute"}
_CODE_TAG = precompile(rf"<(?P<slash>/?)(?P<name>{'|'.join(CODE_ELEMENTS)})\b", re.IGNORECASE)


def find_markdown_masks(text: str) -> list[Mask]:
    r"""Return masks over code, HTML, link targets, labels, definitions and front matter.

    Markup that holds no letter or digit (``**``, ``|``, ``>``) is left open, so that a
    gloss may stand in emphasis or in the next cell.

    >>> find_markdown_masks("see [舆论](https://例.com) and `代码`")
    [Mask(start=28, end=32, rule='code'), Mask(start=7, end=23, rule='markup')]
    """
    from pyromark import Options, events_with_range

    options = Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    options |= Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS | Options.ENABLE_MATH
    offsets = _count_bytes(text)
    named: list[Mask] = []
    masks: list[Mask] = []
    position = block = 0
    for event, where in events_with_range(text, options=options):
        start, end = offsets[where["start"]], offsets[where["end"]]
        rule = _name(event)
        if rule and start >= block:
            named.append(Mask(start, end, rule))
            block = end if rule in _BLOCKS.values() else block
        if "Text" not in event or start < block:
            continue
        masks += _mask_gap(text, position, start, named)
        position = max(position, end)
    masks += _mask_gap(text, position, len(text), named)
    return [*named, *_find_elements(text, named), *masks]


def _name(event: Any) -> str:
    """Return the rule for what begins with an event, or nothing."""
    if not isinstance(event, dict):
        return ""
    key, inner = next(iter(event.items()))
    if key != "Start":
        return _INLINES.get(key, "")
    name, kind = next(iter(inner.items())) if isinstance(inner, dict) else (inner, "")
    if name == "CodeBlock":
        name = "Indented" if kind == "Indented" else "Fenced"
    return _BLOCKS.get(name, "")


def _find_elements(text: str, named: Sequence[Mask]) -> Iterator[Mask]:
    """Yield masks over what stands between the tags of elements that hold code."""
    opened: dict[str, int] = {}
    for mask in named:
        tag = _CODE_TAG.match(text, mask.start) if mask.rule == "attribute" else None
        if tag and not tag["slash"]:
            opened.setdefault(tag["name"].lower(), mask.end)
        elif tag and tag["name"].lower() in opened:
            yield Mask(opened.pop(tag["name"].lower()), mask.start, "element")


def _mask_gap(text: str, start: int, end: int, named: Sequence[Mask]) -> list[Mask]:
    """Mask what says something between two pieces of running text, around the masks that have a name."""
    masks = []
    index = len(named)
    while index and named[index - 1].end > start:
        index -= 1
    for mask in (*named[index:], Mask(end, end, "")):
        gap = text[start : mask.start]
        if start < mask.start and _WORDY.search(gap):
            lead = len(gap) - len(gap.lstrip(" \t\n*_~"))
            tail = len(gap.rstrip(" \t\n*_~#>|-+"))
            masks.append(Mask(start + lead, start + max(tail, lead + 1), "markup"))
        start = max(start, mask.end)
    return masks


def _count_bytes(text: str) -> dict[int, int]:
    """Map byte offsets of the UTF-8 form to code points."""
    widths = (1 if c < "\x80" else 2 if c < "\u0800" else 3 if c < "\U00010000" else 4 for c in text)
    return {byte: point for point, byte in enumerate(accumulate(widths, initial=0))}
