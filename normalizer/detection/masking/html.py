"""Masks of HTML: tags with their attributes, comments, and elements that hold no prose."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

from normalizer.types import Mask

SILENT = frozenset({"script", "style", "pre", "code", "textarea", "kbd", "samp", "var", "svg", "math"})
"""Elements whose content is never treated."""


class _Scanner(HTMLParser):
    """Collects the places of running text; everything else becomes a mask."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.lines = [0]
        for index, character in enumerate(text):
            if character == "\n":
                self.lines.append(index + 1)
        self.depth: list[str] = []
        self.marks: list[tuple[int, bool]] = []
        self.feed(text)
        self.close()

    def _mark(self, *, prose: bool) -> None:
        line, column = self.getpos()
        self.marks.append((self.lines[line - 1] + column, prose and not self.depth))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._mark(prose=False)
        translate = dict(attrs).get("translate")
        if tag in SILENT or translate == "no" or (self.depth and tag == self.depth[0]):
            self.depth.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._mark(prose=False)
        if self.depth and tag == self.depth[-1]:
            self.depth.pop()

    def handle_data(self, data: str) -> None:  # noqa: ARG002 - only the place counts, here and below
        self._mark(prose=True)

    def handle_entityref(self, name: str) -> None:  # noqa: ARG002
        self._mark(prose=True)

    def handle_charref(self, name: str) -> None:  # noqa: ARG002
        self._mark(prose=True)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._mark(prose=False)

    def handle_comment(self, data: str) -> None:  # noqa: ARG002
        self._mark(prose=False)

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002
        self._mark(prose=False)

    def handle_pi(self, data: str) -> None:  # noqa: ARG002
        self._mark(prose=False)

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002
        self._mark(prose=False)


def find_html_masks(text: str) -> list[Mask]:
    """Return masks over everything that is not running text.

    >>> find_html_masks('<p lang="zh">舆论</p><code>变量</code>')
    [Mask(start=0, end=13, rule='markup'), Mask(start=15, end=34, rule='markup')]
    """
    marks = [*_Scanner(text).marks, (len(text), True)]
    masks: list[Mask] = []
    for (start, prose), (end, _) in pairwise(marks):
        if prose or start >= end:
            continue
        if masks and masks[-1].end == start:
            masks[-1] = masks[-1]._replace(end=end)
        else:
            masks.append(Mask(start, end, "markup"))
    return masks
