r"""All rules that look at the text itself, whatever its format; those of one format say so."""

from __future__ import annotations

from normalizer.detection.masking.addresses import ADDRESSES
from normalizer.detection.masking.code import CODE
from normalizer.detection.masking.drawing import DRAWING
from normalizer.detection.masking.rule import Rule, find_signs
from normalizer.detection.masking.scholarly import SCHOLARLY
from normalizer.markers import NOTES_BLOCK
from normalizer.records import TYPE_CHECKING
from normalizer.types import Mask

if TYPE_CHECKING:
    from collections.abc import Collection

# What stands in angle brackets without the form of attributes is prose.
_TAG = (
    r"</?[a-zA-Z][a-zA-Z0-9:.\-]*(?:\s+[a-zA-Z_:@][\w:.\-]*(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))?)*\s*/?>"
)

RULES: tuple[Rule, ...] = (
    Rule("notes", ("mixnorm",), NOTES_BLOCK, chinese=False),
    Rule("attribute", ("<",), _TAG, formats=("text",), chinese=False),
    Rule("markup", ("<!--",), r"<!--[\s\S]*?-->", formats=("text",), chinese=False),
    *CODE,
    *ADDRESSES,
    *SCHOLARLY,
    *DRAWING,
)
"""Every rule, in the order in which they are asked."""

_SIGNS = frozenset(sign for rule in RULES for sign in rule.signs)


def find_text_masks(text: str, format_name: str = "text", unmask: Collection[str] = ()) -> list[Mask]:
    """Return the masks that the rules find, overlapping ones included, without those of `unmask`.

    Code and tags are in Markdown and HTML the format's own business and left to it. What
    `unmask` opens of tags is cut out of their masks by `opening`.

    >>> [m.rule for m in find_text_masks("mail a@b.cn, open ./文档/说明.md, use `变量`")]
    ['code', 'email', 'path', 'path']
    """
    signs = find_signs(text, _SIGNS)
    return [
        Mask(start, end, rule.name)
        for rule in RULES
        if not signs.isdisjoint(rule.signs)
        and format_name in rule.formats
        and (rule.name not in unmask or rule.name == "attribute")
        for start, end in rule.list_places(text)
    ]
