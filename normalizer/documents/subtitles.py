r"""Subtitles, SubRip and WebVTT: the lines of the cues are text; numbers, timing and settings are not.

The cues are one passage, so that what is learned in one serves all; each is a paragraph of it.

>>> from normalizer.documents.document import Source
>>> from normalizer.documents.encoding import Encoding
>>> cue = "1\n00:00:01,000 --> 00:00:02,500\nThe <i>舆论</i>\ngrew.\n"
>>> [passage.join() for passage in find_passages(cue, Source(b"", "srt", Encoding()))]
['The 舆论 grew.']
"""

from __future__ import annotations

from normalizer.documents.character_references import read_references
from normalizer.documents.node_document import write_escaped
from normalizer.documents.nodes import Node, NodeEdit, Passage
from normalizer.documents.splicing import Edit
from normalizer.documents.xml_events import ESCAPES
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.types import Hints, LanguageSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizer.documents.document import Source

UNIT = "cues"

_LINE = precompile(r"[^\r\n]*(?:\r\n?|\n|$)")
_TIME = r"(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMING = precompile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?")
# Tags of both formats; braces hold the overrides that players of SubRip took from another format.
_MARKUP = precompile(r"<[^<>\n]*>|\{\\[^{}\n]*\}")
_OPEN = precompile(r"[A-Za-z].*[^.!?:;。！？：；…\"”’)\]]$")
_SPOKEN = precompile(r"[^-–—].*[A-Za-z]|[(（].*[)）]")
_LANGUAGE = precompile(r"<lang[.\w-]*[ \t]+([\w-]+)[ \t]*>")


class _Line(NamedTuple):
    """A line of the source: where it begins, and where it ends without and with its newline."""

    start: int
    end: int
    after: int


def find_passages(text: str, source: Source) -> Iterator[Passage]:
    """Yield the passage of all cues; nothing for a text without any."""
    parts: list[Node | str] = []
    languages: list[LanguageSpan] = []
    length = 0
    for cue in _find_cues(text):
        for number, line in enumerate(cue):
            if parts:
                goes_on = number > 0 and _goes_on(_read(text, cue[number - 1]), _read(text, line))
                parts.append(" " if goes_on else "\n" if number else "\n\n")
                length += len(str(parts[-1]))
            for part in _split_line(text, line, references=source.format == "vtt"):
                if isinstance(part, Node):
                    parts.append(part)
                    length += len(part.text)
                elif part:
                    languages.append(LanguageSpan(length, -1, part))
                elif languages and languages[-1].end < 0:
                    languages[-1] = languages[-1]._replace(end=length)
    if parts:
        spans = tuple(span._replace(end=length if span.end < 0 else span.end) for span in languages)
        yield Passage(UNIT, tuple(parts), Hints(languages=spans), parting=True)


def _read(text: str, line: _Line) -> str:
    return text[line.start : line.end]


def _goes_on(line: str, following: str) -> bool:
    """Tell whether the sentence of a line goes on in the next one of its cue.

    Not behind its end, not where another speaker begins, and not where one of two lines is all Chinese, as in
    subtitles in two languages.
    """
    said, spoken = (_MARKUP.sub("", part).strip() for part in (line, following))
    return bool(_OPEN.search(said) and _SPOKEN.match(spoken))


def _find_cues(text: str) -> Iterator[list[_Line]]:
    """Yield the lines of text of each cue: those between its timing and the next blank line."""
    cue: list[_Line] | None = None
    for match in _LINE.finditer(text):
        line = _measure(text, match.start())
        said = text[line.start : line.end]
        if _TIMING.fullmatch(said):
            if cue:
                yield cue
            cue = []
        elif not said.strip():
            if cue:
                yield cue
            cue = None
        elif cue is not None:
            cue.append(line)
    if cue:
        yield cue


def _split_line(text: str, line: _Line, *, references: bool) -> Iterator[Node | str]:
    """Yield the nodes of a line; for a tag that begins a language its name, for the one that ends it nothing."""
    position = line.start
    for match in _MARKUP.finditer(text, line.start, line.end):
        if match.start() > position:
            yield _make_node(text, position, match.start(), references=references)
        declared = _LANGUAGE.fullmatch(match.group())
        if declared or match.group() == "</lang>":
            yield declared.group(1) if declared else ""
        position = match.end()
    if position < line.end:
        yield _make_node(text, position, line.end, references=references)


def _make_node(text: str, start: int, end: int, *, references: bool) -> Node:
    if references and "&" in text[start:end]:
        return read_references(text, start, end)
    return Node(start, end, text[start:end])


def write_edits(text: str, node: Node, edits: Sequence[NodeEdit]) -> Iterator[Edit]:
    """Yield the edits of the source; a line of which nothing is left goes, for an empty one would end the cue."""
    emptied = [(edit.start, edit.end, edit.text) for edit in edits] == [(0, len(node.text), "")]
    line = _find_line(text, node.start)
    if emptied and (line.start, line.end) == (node.start, node.end):
        yield Edit(line.start, line.after, "")
    else:
        escapes = ESCAPES if text.startswith("WEBVTT") else {}
        yield from write_escaped(node, edits, escapes)


def _find_line(text: str, offset: int) -> _Line:
    """Return the line that a code point stands in."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    return _measure(text, start)


def _measure(text: str, start: int) -> _Line:
    """Return the line that begins at a place."""
    match = _LINE.match(text, start)
    after = match.end() if match else len(text)
    return _Line(start, start + len(text[start:after].rstrip("\r\n")), after)
