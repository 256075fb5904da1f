"""The text of one part of a Word document: the ``w:t`` of its runs, joined to paragraphs.

What is no text: what was deleted or moved away, the codes of fields, comments that this program
wrote. The branches of an alternative (a text box for newer and for older programs) say the
same: the later ones are twins of the first, not read, but written into like it.
"""

from __future__ import annotations

from normalizer.documents.character_references import cut_node
from normalizer.documents.word_paragraphs import (
    Branch,
    Cells,
    Paragraph,
    Run,
    Story,
    join_paragraphs,
    match_twins,
)
from normalizer.documents.word_styles import Styles, get_attribute, get_local
from normalizer.documents.xml_events import SEPARATOR
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from normalizer.documents.nodes import Node
    from normalizer.documents.xml_events import Event

AUTHOR = "mixnorm"
"""The author of the comments and tracked changes that this program writes."""
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006" + SEPARATOR
_SPACE = "http://www.w3.org/XML/1998/namespace" + SEPARATOR + "space"
BLANKS = " \t\r\n"
"""What XML takes for blanks."""
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
"""What an element of a run says."""
_HIDDEN = ("del", "moveFrom")
_INSERTED = ("ins", "moveTo")
_EVIDENCE = ("ja", "ko")


def read_story(text: str, events: Iterable[Event], styles: Styles, name: str) -> Story:
    """Return what a part says; `name` is its passage's."""
    return _Reader(text, styles).read(events, name)


class _Reader:
    """Reads the events of one part."""

    def __init__(self, text: str, styles: Styles) -> None:
        self._text = text
        self._styles = styles
        self._around: list[Event] = []
        self._names: list[str] = []
        self._branches = [Branch()]
        self._alternatives: list[list[Branch]] = []
        self._open: list[Paragraph] = []
        self._open_runs: list[Run] = []
        self._properties = 0
        self._tables: list[Cells | None] = []
        self._fields: list[bool] = []  # of each open field whether its code is being read, not its result
        self._hidden_depth = 0
        self._readings: list[Node] = []
        self._runs: dict[int, Run] = {}
        self._twins: dict[int, list[Node]] = {}

    def read(self, events: Iterable[Event], name: str) -> Story:
        for event in events:
            if event.kind == "start":
                self._begin(event)
            elif event.kind == "end":
                self._finish(event)
            elif event.kind == "text":
                self._take(event)
        passage, starts = join_paragraphs(name, self._branches[0].paragraphs, self._runs)
        return Story(passage, starts, self._runs, self._twins)

    def _begin(self, event: Event) -> None:
        name = get_local(event) or event.name
        in_run = self._names[-1:] == ["r"]
        self._around.append(event)
        self._names.append(name)
        if name in _HIDDEN or (name == "comment" and get_attribute(event, "author") == AUTHOR):
            self._hidden_depth = self._hidden_depth or len(self._names)
        if in_run and name in _SIGNS:
            self._add(_SIGNS[name])
        if name in _BEGINNINGS:
            _BEGINNINGS[name](self, event)

    def _finish(self, event: Event) -> None:
        name = self._names.pop()
        self._around.pop()
        if len(self._names) < self._hidden_depth:
            self._hidden_depth = 0
        if name in _ENDINGS:
            _ENDINGS[name](self, event)

    def _take(self, event: Event) -> None:
        """Take a text; it is one where it stands in a ``w:t`` of a run."""
        if self._names[-2:] != ["r", "t"] or self._is_silent():
            return
        behind = self._around[-1].end == event.start
        tag = self._text[self._around[-1].start : event.start] if behind else ""
        node = self._trim(event.to_node(), behind=behind)
        self._runs[node.start] = self._open_runs[-1]._replace(text_tag=tag)
        if "rt" in self._names:
            self._readings.append(node)
        else:
            self._add(node)

    def _trim(self, node: Node, *, behind: bool) -> Node:
        """Return a text without the blanks at its ends, which are not shown unless the markup says so."""
        told = (around.attributes.get(_SPACE) for around in reversed(self._around))
        if next(filter(None, told), "") == "preserve":
            return node
        first = len(node.text) - len(node.text.lstrip(BLANKS)) if behind else 0
        last = len(node.text.rstrip(BLANKS)) if self._text.startswith("</", node.end) else len(node.text)
        return cut_node(node, first, max(first, last))

    def _is_silent(self) -> bool:
        return self._hidden_depth > 0 or any(self._fields) or not self._open

    def _add(self, part: Node | str) -> None:
        if not self._is_silent():
            self._open[-1].parts.append(part)

    def begin_paragraph(self, _: Event) -> None:
        cells = self._tables[-1] if self._tables else None
        # An empty cell still parts its neighbours.
        self._open.append(Paragraph(cells.find_gap(), kept=True) if cells else Paragraph())
        self._branches[-1].paragraphs.append(self._open[-1])

    def finish_paragraph(self, _: Event) -> None:
        self._open.pop()

    def begin_run(self, event: Event) -> None:
        around = self._around[-2] if len(self._around) > 1 else event
        insertion = self._text[around.start : around.end] if get_local(around) in _INSERTED else ""
        boxed = "txbxContent" in self._names
        code = bool(self._open) and self._open[-1].code
        self._open_runs.append(Run(self._text[event.start : event.end], "", insertion, boxed, code))

    def finish_run(self, _: Event) -> None:
        self._open_runs.pop()

    def begin_properties(self, event: Event) -> None:
        self._properties = event.start

    def finish_properties(self, event: Event) -> None:
        if self._names[-1:] == ["r"]:
            self._change_run(properties=self._text[self._properties : event.end])

    def _change_run(self, **known: str | bool) -> None:
        self._open_runs[-1] = self._open_runs[-1]._replace(**known)  # type: ignore[arg-type]

    def begin_run_style(self, event: Event) -> None:
        if self._names[-3:-1] == ["r", "rPr"] and get_attribute(event, "val") in self._styles.code:
            self._change_run(code=True)

    def begin_paragraph_style(self, event: Event) -> None:
        if self._names[-3:-1] == ["p", "pPr"] and get_attribute(event, "val") in self._styles.code:
            self._open[-1].code = True

    def begin_language(self, event: Event) -> None:
        """Take the language that a run declares; what the whole document declares says nothing of a run."""
        tag = get_attribute(event, "eastAsia")
        telling = tag[:2].lower() in _EVIDENCE and tag != self._styles.east_asian
        if telling and self._names[-3:-1] == ["r", "rPr"]:
            self._change_run(language=tag)

    def begin_field(self, event: Event) -> None:
        kind = get_attribute(event, "fldCharType")
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def finish_ruby(self, _: Event) -> None:
        """Put a reading behind what it is the reading of, as it would stand in a line."""
        parts: list[Node | str] = [" (", *self._readings, ")"] if self._readings else []
        for part in parts:
            self._add(part)
        self._readings = []

    def begin_table(self, _: Event) -> None:
        self._tables.append(Cells())

    def begin_box(self, _: Event) -> None:
        self._tables.append(None)

    def finish_table(self, _: Event) -> None:
        self._tables.pop()

    def begin_row(self, _: Event) -> None:
        if self._tables and self._tables[-1]:
            self._tables[-1].begin_row()

    def begin_cell(self, _: Event) -> None:
        if self._tables and self._tables[-1]:
            self._tables[-1].begin_cell()

    def begin_alternative(self, _: Event) -> None:
        self._alternatives.append([])

    def begin_branch(self, _: Event) -> None:
        self._alternatives = self._alternatives or [[]]
        branch = Branch(self._open[-1] if self._open else None)
        self._alternatives[-1].append(branch)
        self._branches.append(branch)
        self._open.append(branch.inline)

    def finish_branch(self, _: Event) -> None:
        self._branches.pop()
        self._open.pop()

    def finish_alternative(self, _: Event) -> None:
        branches = self._alternatives.pop()
        for branch in branches[:1]:
            self._branches[-1].paragraphs += branch.paragraphs
            if self._open:
                self._open[-1].parts += branch.inline.parts
        for branch in branches[1:]:
            if not match_twins(branches[0], branch, self._twins):
                self._branches[-1].paragraphs += branch.list_all()


_BEGINNINGS: dict[str, Callable[[_Reader, Event], object]] = {
    "p": _Reader.begin_paragraph,
    "r": _Reader.begin_run,
    "rPr": _Reader.begin_properties,
    "rStyle": _Reader.begin_run_style,
    "pStyle": _Reader.begin_paragraph_style,
    "lang": _Reader.begin_language,
    "fldChar": _Reader.begin_field,
    "tbl": _Reader.begin_table,
    "tr": _Reader.begin_row,
    "tc": _Reader.begin_cell,
    "txbxContent": _Reader.begin_box,
    _COMPATIBILITY + "AlternateContent": _Reader.begin_alternative,
    _COMPATIBILITY + "Choice": _Reader.begin_branch,
    _COMPATIBILITY + "Fallback": _Reader.begin_branch,
}
_ENDINGS: dict[str, Callable[[_Reader, Event], object]] = {
    "p": _Reader.finish_paragraph,
    "r": _Reader.finish_run,
    "rPr": _Reader.finish_properties,
    "tbl": _Reader.finish_table,
    "txbxContent": _Reader.finish_table,
    "ruby": _Reader.finish_ruby,
    _COMPATIBILITY + "AlternateContent": _Reader.finish_alternative,
    _COMPATIBILITY + "Choice": _Reader.finish_branch,
    _COMPATIBILITY + "Fallback": _Reader.finish_branch,
}
