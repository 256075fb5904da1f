"""What may not be touched: each mask a named rule, each format with masks of its own."""

from __future__ import annotations

from normalizer.detection.masking.opening import OPENED, open_masks
from normalizer.detection.masking.switches import find_switched_off
from normalizer.detection.masking.text import find_text_masks
from normalizer.errors import UsageError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from normalizer.types import Mask, Notice

FORMATS = ("text", "markdown", "html")


def find_masks(
    text: str, format_name: str, given: Iterable[Mask] = (), unmask: Collection[str] = ()
) -> tuple[list[Mask], list[Notice]]:
    """Return sorted, disjoint masks of `text` for its format, and what the caller should know.

    `unmask` names rules of `normalizer.config.MASKS` that are not followed; `given` masks, the
    text's own off switch and markup itself stay. Raises `UsageError` for a format that does not exist.

    >>> find_masks("see https://zh.example.org/wiki/舆论 now", "text")[0]
    [Mask(start=4, end=34, rule='url')]
    >>> find_masks("see https://zh.example.org/wiki/舆论 now", "text", unmask=["url"])[0]
    []
    """
    if format_name not in FORMATS:
        message = f"format {format_name!r}: expected one of {', '.join(FORMATS)}"
        raise UsageError(message)
    off, notices = find_switched_off(text)
    masks = [*_find_format_masks(text, format_name), *find_text_masks(text, format_name, unmask)]
    if unmask:
        followed = (m for m in masks if m.rule not in unmask or m.rule in OPENED)
        masks = list(open_masks(text, followed, unmask))
    return merge_masks([*given, *off, *masks]), notices


def _find_format_masks(text: str, format_name: str) -> list[Mask]:
    if format_name == "markdown":
        from normalizer.detection.masking.markdown import find_markdown_masks

        return find_markdown_masks(text)
    if format_name == "html":
        from normalizer.detection.masking.html import find_html_masks

        return find_html_masks(text)
    return []


def merge_masks(masks: Iterable[Mask]) -> list[Mask]:
    """Return the union of `masks`, sorted and disjoint; where two overlap, the first rule names both.

    >>> from normalizer.types import Mask
    >>> merge_masks([Mask(3, 5, "url"), Mask(0, 4, "code")])
    [Mask(start=0, end=5, rule='code')]
    """
    merged: list[Mask] = []
    for mask in sorted(masks):
        if merged and mask.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = last._replace(end=max(last.end, mask.end))
        elif mask.start < mask.end:
            merged.append(mask)
    return merged
