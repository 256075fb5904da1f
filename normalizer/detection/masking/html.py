"""Masks of HTML: tags with their attributes, comments, and elements that hold no prose."""

from __future__ import annotations

from normalizer.detection.elements import OpenElements
from normalizer.detection.tags import read_tokens
from normalizer.types import Mask

_RULES = {"start": "attribute", "end": "attribute", "comment": "markup", "other": "markup", "raw": "markup"}


def find_html_masks(text: str) -> list[Mask]:
    """Return masks over everything that is not running text.

    >>> [m.rule for m in find_html_masks('<p lang="zh">舆论</p><code>变量</code><!-- 注 -->')]
    ['attribute', 'attribute', 'element', 'attribute', 'markup']
    """
    elements = OpenElements()
    masks: list[Mask] = []
    for token in read_tokens(text, elements):
        rule = _RULES.get(token.kind) or elements.state.rule
        if not rule:
            continue
        if masks and masks[-1].end == token.start and masks[-1].rule == rule:
            masks[-1] = masks[-1]._replace(end=token.end)
        else:
            masks.append(Mask(token.start, token.end, rule))
    return masks
