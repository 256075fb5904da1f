"""What the settings open inside a mask that stays: values in tags and front matter, never their keys."""

from __future__ import annotations

from normalizer.detection.masking.rule import compile_pattern
from normalizer.records import TYPE_CHECKING
from normalizer.types import Mask

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

# English for titles and quotations has quotes of its own, which would end the value.
_PLAIN = "《》〈〉「」『』“”‘’"
OPENED = {
    "attribute": rf'\s(?:alt|title|placeholder|label|summary|aria-label)\s*=\s*"(?P<value>[^"<>&{_PLAIN}]*)"',
    "front-matter": rf"^[ \t-]*[^\s:#\"'{{}}\[\]-][^:\n]*:[ \t]+"
    rf"(?P<value>[^\s\"'|>&*!%@`{_PLAIN}][^\n\"'#:{_PLAIN}]*)$",
}
"""The masks that are opened and not lifted, each with a pattern for the values that readers see."""


def open_masks(text: str, masks: Iterable[Mask], unmask: Collection[str]) -> Iterator[Mask]:
    """Yield `masks` without the values that `unmask` opens; what is left of such a mask is cut around them.

    >>> from normalizer.types import Mask
    >>> text = '<img src="图.png" alt="图片">'
    >>> [text[m.start : m.end] for m in open_masks(text, [Mask(0, 26, "attribute")], ["attribute"])]
    ['<img src="图.png" alt="', '">']
    """
    for mask in masks:
        if mask.rule not in unmask or mask.rule not in OPENED:
            yield mask
            continue
        position, rule = mask.start, mask.rule
        for match in compile_pattern(OPENED[rule]).finditer(text, mask.start, mask.end):
            # A tag that is cut is looked through no longer: its quotes stand beside the value.
            rule = "tag" if mask.rule == "attribute" else mask.rule
            yield Mask(position, match.start("value"), rule)
            position = match.end("value")
        yield Mask(position, mask.end, rule)
