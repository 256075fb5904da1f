"""The parts of a Markdown text that a footnote label would break if it stood inside."""

from __future__ import annotations

from itertools import accumulate

from normalizer.records import TYPE_CHECKING
from normalizer.rendering.placement import Barrier, merge_barriers

if TYPE_CHECKING:
    from typing import Any

_CONTAINERS = ("Link", "Image", "CodeBlock", "HtmlBlock", "MetadataBlock")
_ATOMS = ("Code", "InlineHtml", "InlineMath", "DisplayMath", "FootnoteReference")
_EMPHASES = ("Emphasis", "Strong", "Strikethrough")
_SIGNS = "*_~"


def find_barriers(text: str) -> list[Barrier]:
    """Return links, images, code, inline HTML, and the closing signs of emphasis with the letter before.

    A label inside a link's text would undo the link; one between a word and the ``**`` that
    closes its emphasis would undo the emphasis when a letter follows.

    >>> find_barriers("**bold** and [link](u)")
    [Barrier(start=5, end=8), Barrier(start=13, end=22)]
    """
    from pyromark import Options, events_with_range

    options = Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    options |= Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS | Options.ENABLE_MATH
    points = _map_bytes(text)
    found: list[tuple[int, int]] = []
    for event, where in events_with_range(text, options=options):
        kind = _name(event)
        start, end = points[where["start"]], points[where["end"]]
        if kind in _CONTAINERS or kind in _ATOMS:
            found.append((start, end))
        elif kind in _EMPHASES:
            found.append((start + len(text[start:end].rstrip(_SIGNS)) - 1, end))
    return merge_barriers(found)


def _name(event: Any) -> str:
    """Return the name of an element that starts or stands alone, else an empty one."""
    if not isinstance(event, dict):
        return ""
    name, inner = next(iter(event.items()))
    if name != "Start":
        return str(name)
    return str(next(iter(inner)) if isinstance(inner, dict) else inner)


def _map_bytes(text: str) -> dict[int, int]:
    """Map byte offsets of the UTF-8 form to code points."""
    widths = (1 if c < "\x80" else 2 if c < "\u0800" else 3 if c < "\U00010000" else 4 for c in text)
    return {byte: point for point, byte in enumerate(accumulate(widths, initial=0))}
