"""Paragraphs of a Word document: what parts them, the branches of alternatives, and one passage of them all."""

from __future__ import annotations

from normalizer.documents.nodes import Node, Passage
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.types import Hints, LanguageSpan, Mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BLANK_LINE = "\n\n"


class Run(NamedTuple):
    """The run around a text: its start tag and its properties as they stand in the source.

    ``insertion`` is the start tag of the tracked insertion whose child it is, if there is one;
    ``boxed`` tells whether it lies in a text box, where no comment may; ``code`` whether its
    style is for code; ``language`` is the tag that it declares, where that tells something;
    ``text_tag`` is the start tag of a text, empty for one that does not stand right behind it.
    """

    tag: str
    properties: str = ""
    insertion: str = ""
    boxed: bool = False
    code: bool = False
    language: str = ""
    text_tag: str = ""


class Story(NamedTuple):
    """What was read of a part of a document.

    ``starts`` are those of its paragraphs in the passage; ``runs`` has the run of every node, and
    ``twins`` the nodes that say the same as it, both by where the node starts.
    """

    passage: Passage
    starts: tuple[int, ...]
    runs: Mapping[int, Run]
    twins: Mapping[int, list[Node]]


class Paragraph:
    """A paragraph as it is being read: what parts it from the one before, and its parts."""

    def __init__(self, gap: str = BLANK_LINE, *, kept: bool = False, code: bool = False) -> None:
        """Begin empty; one that is `kept` counts also when it stays so."""
        self.gap = gap
        self.kept = kept
        self.code = code
        self.parts: list[Node | str] = []

    def list_nodes(self) -> list[Node]:
        """Return the nodes among the parts."""
        return [part for part in self.parts if not isinstance(part, str)]


class Cells:
    """Where in a table reading is, so that a row reads as a line with its cells parted by tabs."""

    def __init__(self) -> None:
        """Begin before the first row."""
        self._rows = self._cells = self._paragraphs = 0

    def begin_row(self) -> None:
        """Go to the next row."""
        self._rows, self._cells = self._rows + 1, 0

    def begin_cell(self) -> None:
        """Go to the next cell."""
        self._cells, self._paragraphs = self._cells + 1, 0

    def find_gap(self) -> str:
        """Return what parts the next paragraph from the one before it."""
        self._paragraphs += 1
        if self._paragraphs > 1 or self._rows == self._cells == 1:
            return BLANK_LINE
        return "\t" if self._cells > 1 else "\n"


class Branch:
    """One branch of an alternative: paragraphs in it, and what it holds of the paragraph around it."""

    def __init__(self, around: Paragraph | None = None) -> None:
        """Begin empty, inside the paragraph `around`."""
        self.paragraphs: list[Paragraph] = []
        self.inline = Paragraph(code=bool(around and around.code))

    def list_all(self) -> list[Paragraph]:
        """Return the paragraphs, the inline one first."""
        return [self.inline, *self.paragraphs]

    def list_nodes(self) -> list[Node]:
        """Return the nodes of all of them."""
        return [node for paragraph in self.list_all() for node in paragraph.list_nodes()]


def match_twins(first: Branch, other: Branch, twins: dict[int, list[Node]]) -> bool:
    """Note for each node of `first` the one of `other` that says the same; tell whether the two branches do."""
    said, repeated = first.list_nodes(), other.list_nodes()
    if [node.text for node in said] != [node.text for node in repeated]:
        return False
    for node, twin in zip(said, repeated, strict=True):
        twins.setdefault(node.start, []).extend((twin, *twins.pop(twin.start, ())))
    return True


def join_paragraphs(
    name: str, paragraphs: Iterable[Paragraph], runs: Mapping[int, Run]
) -> tuple[Passage, tuple[int, ...]]:
    """Return paragraphs as one passage, with what their runs say of language and code, and where they start in it."""
    parts: list[Node | str] = []
    starts: list[int] = []
    masks: list[Mask] = []
    languages: list[LanguageSpan] = []
    position = 0
    for paragraph in paragraphs:
        if not paragraph.kept and not paragraph.list_nodes():
            continue
        gap = paragraph.gap if starts else ""
        parts.append(gap)
        position += len(gap)
        starts.append(position)
        for part in paragraph.parts:
            parts.append(part)
            begin, position = position, position + len(part if isinstance(part, str) else part.text)
            run = None if isinstance(part, str) else runs[part.start]
            if run and run.code:
                masks.append(Mask(begin, position, "code"))
            if run and run.language:
                languages.append(LanguageSpan(begin, position, run.language))
    return Passage(name, tuple(parts), Hints(tuple(masks), tuple(languages))), tuple(starts)
