"""Masks of HTML: tags with their attributes, comments, and elements that hold no prose."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

from normalizer.detection.masking.code import CODE_ELEMENTS
from normalizer.types import Mask

SILENT = frozenset({"script", "style", "svg", "math"})
"""Elements whose content is no text at all."""

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


class _Scanner(HTMLParser):
    """Collects the places of running text; everything else becomes a mask."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.lines = [0]
        for index, character in enumerate(text):
            if character == "\n":
                self.lines.append(index + 1)
        self.depth: list[str] = []
        self.content = ""
        self.marks: list[tuple[int, str]] = []
        self.feed(text)
        self.close()

    def _mark(self, rule: str = "") -> None:
        """Note that what begins here is masked by `rule`, or is the text of the element around."""
        line, column = self.getpos()
        self.marks.append((self.lines[line - 1] + column, rule or self.content))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._mark("attribute")
        if self.depth or tag in _VOID:
            self.depth += [tag] if tag in self.depth[:1] else []
            return
        off = dict(attrs).get("translate") == "no"
        self.content = "off" if off else "element" if tag in CODE_ELEMENTS else "markup" if tag in SILENT else ""
        if self.content:
            self.depth.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._mark("attribute")
        if self.depth and tag == self.depth[-1]:
            self.depth.pop()
            self.content = self.content if self.depth else ""

    def handle_data(self, data: str) -> None:  # noqa: ARG002 - only the place counts, here and below
        self._mark()

    def handle_entityref(self, name: str) -> None:  # noqa: ARG002
        self._mark()

    def handle_charref(self, name: str) -> None:  # noqa: ARG002
        self._mark()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._mark("attribute")

    def handle_comment(self, data: str) -> None:  # noqa: ARG002
        self._mark("markup")

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002
        self._mark("markup")

    def handle_pi(self, data: str) -> None:  # noqa: ARG002
        self._mark("markup")

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002
        self._mark("markup")


def find_html_masks(text: str) -> list[Mask]:
    """Return masks over everything that is not running text.

    >>> [m.rule for m in find_html_masks('<p lang="zh">舆论</p><code>变量</code><!-- 注 -->')]
    ['attribute', 'attribute', 'element', 'attribute', 'markup']
    """
    marks = [*_Scanner(text).marks, (len(text), "")]
    masks: list[Mask] = []
    for (start, rule), (end, _) in pairwise(marks):
        if not rule or start >= end:
            continue
        if masks and masks[-1].end == start and masks[-1].rule == rule:
            masks[-1] = masks[-1]._replace(end=end)
        else:
            masks.append(Mask(start, end, rule))
    return masks
