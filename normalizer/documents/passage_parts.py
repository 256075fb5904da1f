"""The parts of a passage in the making: nodes with what the markup says of them, and what parts them."""

from __future__ import annotations

from normalizer.documents.character_references import cut_node
from normalizer.documents.nodes import Node, Passage
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.types import Hints, LanguageSpan, Mask

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE, PARAGRAPH = "\n", "\n\n"
_BLANKS = (" ", "\n")
_CHINESE = ("zh", "cmn", "yue", "wuu", "hak", "nan", "gan", "hsn", "cdo", "lzh")
_TOLD = ("ja", "ko", "vi")


class Told(NamedTuple):
    """What the markup says of a node: the mask that it lies in, its language."""

    rule: str = ""
    language: str = ""


_NOTHING = Told()


def find_language(tag: str) -> str:
    """Return a language tag in the form that identification knows, nothing for one that says nothing about Chinese.

    >>> find_language("zh-TW"), find_language("yue-Hant"), find_language("en"), find_language("ja_JP")
    ('zh-TW', 'zh-yue-Hant', '', 'ja-JP')
    """
    tag = tag.replace("_", "-")
    language = tag.partition("-")[0].lower()
    if language in _CHINESE:
        return tag if language == "zh" else f"zh-{tag}"
    return tag if language in _TOLD else ""


class PassageParts:
    """Nodes and separators, put together as a browser would: no blank doubled, none at the edge of a line."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.parts: list[Node | str] = []
        self._told: list[Told] = []

    def __len__(self) -> int:
        """Return the number of the parts."""
        return len(self.parts)

    def add(self, part: Node | str, told: Told = _NOTHING, *, verbatim: bool = False) -> None:
        """Add a node, or what stands in none; a blank behind another one is left out unless `verbatim`."""
        if isinstance(part, Node) and not verbatim and part.text.startswith(" ") and self._ends_blank():
            part = type(part)(*cut_node(part, 1, len(part.text)))
        if part if isinstance(part, str) else part.text:
            self.parts.append(part)
            self._told.append(told)

    def separate(self, separator: str) -> None:
        """Part what follows from what was before: by a line end or, also where two meet, a blank line."""
        self.trim()
        if not self.parts:
            return
        last = self.parts[-1]
        if isinstance(last, str) and not last.strip("\n"):
            self.parts[-1] = PARAGRAPH
        else:
            self.add(separator)

    def trim(self) -> None:
        """Take a blank from the end."""
        last = self.parts[-1] if self.parts else ""
        if isinstance(last, Node) and last.text.endswith(" "):
            told = self._told[-1]
            self.cut(len(self.parts) - 1)
            self.add(type(last)(*cut_node(last, 0, len(last.text) - 1)), told, verbatim=True)

    def cut(self, length: int) -> None:
        """Take away all parts but the first ones."""
        del self.parts[length:]
        del self._told[length:]

    def read(self, first: int) -> str:
        """Return the text from a part on."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts[first:])

    def replace(self, index: int, node: Node, language: str) -> None:
        """Put a node in the place of one with the same text; a language that is told with it counts."""
        self.parts[index] = node
        self._told[index] = self._told[index]._replace(language=language or self._told[index].language)

    def to_passage(self, name: str) -> Passage:
        """Return the passage: masks that the settings cannot lift, those that they can, languages."""
        self.trim()
        while self.parts and self.parts[-1] in (LINE, PARAGRAPH):
            self.cut(len(self.parts) - 1)
        masks: list[Mask] = []
        spans: list[LanguageSpan] = []
        for start, end, told in self._place():
            if told.rule:
                if masks and masks[-1][1:] == (start, told.rule):
                    masks[-1] = masks[-1]._replace(end=end)
                else:
                    masks.append(Mask(start, end, told.rule))
            language = find_language(told.language)
            # What stands between two nodes of one language is of it as well.
            if spans and spans[-1].tag == language:
                spans[-1] = spans[-1]._replace(end=end)
            else:
                spans.append(LanguageSpan(start, end, language))
        hints = Hints(
            tuple(mask for mask in masks if mask.rule == "off"),
            tuple(span for span in spans if span.tag),
            (),
            tuple(mask for mask in masks if mask.rule != "off"),
        )
        return Passage(name, tuple(self.parts), hints)

    def _place(self) -> Iterator[tuple[int, int, Told]]:
        """Yield where each node begins and ends in the text, and what is told of it."""
        position = 0
        for part, told in zip(self.parts, self._told, strict=True):
            start = position
            position += len(part if isinstance(part, str) else part.text)
            if isinstance(part, Node):
                yield start, position, told

    def _ends_blank(self) -> bool:
        """Tell whether a blank would stand behind a blank or at the beginning of a line."""
        last = self.parts[-1] if self.parts else LINE
        return (last if isinstance(last, str) else last.text).endswith(_BLANKS)
