"""HTML and XHTML: the text of a whole document as one passage, its edits spliced into the source.

Paragraphs, cells and the like are parted by blank lines, inline tags part nothing, blanks and line ends
are one blank as in a browser. Code stays in the sentence, masked; attributes that readers see stand
behind the text, masked as ``attribute``; scripts, drawings and formulas are left out.
"""

from __future__ import annotations

import re

from normalizer.detection.codepoints import has_cjk
from normalizer.detection.elements import BLOCKS, OpenElements
from normalizer.detection.masking.switches import find_switched_off
from normalizer.detection.tags import read_tokens
from normalizer.documents.character_references import read_references, split_text
from normalizer.documents.nodes import Node
from normalizer.documents.passage_parts import LINE, PARAGRAPH, PassageParts, Told
from normalizer.documents.ruby import Base, Gloss, Ruby, find_brackets, find_readings
from normalizer.documents.splicing import Edit
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING
from normalizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizer.detection.tags import Token
    from normalizer.documents.document import Source
    from normalizer.documents.nodes import NodeEdit, Passage

ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
"""How characters that mean markup are written in text."""

_QUOTED = {'"': {**ESCAPES, ord('"'): "&quot;"}, "'": {**ESCAPES, ord("'"): "&#39;"}}
# A value without quotes ends at a blank, so that blanks are written as references.
_UNQUOTED = {**ESCAPES, **{ord(character): f"&#{ord(character)};" for character in " \t\n\r\f\"'=`"}}
# Comments are told exactly: a pattern that may end one at several places takes ever longer over many.
_PROLOGUE = r"(?:\s|<!--(?:(?!-->).)*-->)*"
_XHTML = (
    rf"\s*<\?xml\b|{_PROLOGUE}<!doctype\b[^>]*\bxhtml\b"
    rf"|{_PROLOGUE}(?:<!doctype\b[^>]*>)?{_PROLOGUE}<html\b[^>]*\sxmlns\s*="
)
_HEAD = 2000
_READ = ("alt", "title", "placeholder", "label", "summary", "aria-label", "aria-description", "aria-roledescription")
_BUTTONS = frozenset({"button", "submit", "reset"})
_DESCRIBING = frozenset(
    "description keywords og:title og:description og:site_name og:image:alt twitter:title twitter:description "
    "twitter:image:alt application-name".split()
)
"""What ``meta`` names whose content readers see."""

# Marks of notes; figures behind a figure are an exponent.
_NOTE = r"\[[^\[\]\u1100-\U0003ffff]{1,16}\]|[0-9*†‡§¶,;\s–-]{1,8}|[a-z]"
_LONGEST_NOTE = 8
"""How many parts a mark of a note has at most."""

_QUOTE = '"'
"""What stands in the text for the quotes that browsers write around ``q``."""

_OPEN_REFERENCE = r"&#?[a-zA-Z0-9]{0,31}\Z"
_LONGEST_REFERENCE = 34
_SIGN = "mixnorm:"


class Value(Node):
    """The value of an attribute."""

    __slots__ = ()


def find_passages(text: str, source: Source) -> Iterator[Passage]:
    r"""Yield the one passage of a document.

    >>> from normalizer.documents.document import Source
    >>> from normalizer.documents.encoding import Encoding
    >>> text = "<h1>Title</h1><p>the <b>舆</b>论<br>grew"
    >>> [passage.join() for passage in find_passages(text, Source(b"", "html", Encoding()))]
    ['Title\n\nthe 舆论\ngrew']
    """
    xml = source.format != "html" or precompile(_XHTML, re.IGNORECASE | re.DOTALL).match(text[:_HEAD]) is not None
    yield _Reading(text, xml=xml).parts.to_passage("document")


class _Reading:
    """Goes through a document from tag to tag and gathers the parts of its passage."""

    def __init__(self, text: str, *, xml: bool) -> None:
        self.parts = PassageParts()
        self._text = text
        self._elements = OpenElements(xml=xml)
        self._off = _find_off(text)
        self._asides: list[tuple[Node, Told]] = []
        self._rubies: list[Ruby] = []
        self._notes: list[int] = []
        take = {
            "text": self._take_text,
            "start": self._take_start,
            "end": self._take_end,
            "comment": self._take_comment,
        }
        for token in read_tokens(text, self._elements):
            if token.kind in take:
                take[token.kind](token)
        while self._rubies:
            self._close("ruby")
        for node, told in self._asides:
            self.parts.separate(PARAGRAPH)
            self.parts.add(node, told, verbatim=True)

    def _take_text(self, token: Token) -> None:
        elements = self._elements
        if elements.state.silent:
            return
        if self._rubies and (elements.has_open("rt") or elements.has_open("rp")):
            if not elements.has_open("rp"):
                self._rubies[-1].above.append((token.start, token.end))
            return
        self._add_text(token.start, token.end, Node)

    def _add_text(self, start: int, end: int, kind: type[Node]) -> None:
        state = self._elements.state
        verbatim = self._elements.has_open("pre") or self._elements.has_open("textarea")
        for first, last, off in self._off.cut(start, end):
            told = Told("off" if off else state.rule, state.language)
            for node in split_text(self._text, first, last, verbatim=verbatim):
                self.parts.add(kind(*node), told, verbatim=verbatim)

    def _take_start(self, token: Token) -> None:
        self._take_closed()
        name, elements = token.name, self._elements
        if elements.own.silent:
            return
        if token.attributes:
            self._take_attributes(token)
        if name == "br":
            self.parts.separate(LINE)
        elif name in BLOCKS:
            self.parts.separate(PARAGRAPH)
        elif name == "q":
            self.parts.add(_QUOTE)
        elif elements.entered == "ruby":
            self._rubies.append(Ruby(len(self.parts)))
        elif elements.entered == "sup":
            self._notes.append(len(self.parts))
        elif elements.entered == "rt" and self._rubies:
            self._rubies[-1].count += 1

    def _take_end(self, token: Token) -> None:
        self._take_closed()
        if token.name == "q" and not self._elements.state.silent:
            self.parts.add(_QUOTE)
        elif token.name in BLOCKS and not self._elements.state.silent:
            self.parts.separate(PARAGRAPH)

    def _take_closed(self) -> None:
        for name in self._elements.closed:
            self._close(name)

    def _close(self, name: str) -> None:
        """Finish a ruby, or a note."""
        if name == "ruby" and self._rubies:
            glosses = self._rubies.pop().finish(self.parts, self._text)
            if self._rubies:
                self._rubies[-1].first = len(self.parts)
            self.parts.add("(" if glosses else "")
            for start, end in glosses:
                self._add_text(start, end, Gloss)
            self.parts.add(")" if glosses else "")
        elif name == "sup" and self._notes:
            first = self._notes.pop()
            if len(self.parts) - first > _LONGEST_NOTE:
                return
            said = self.parts.read(first)
            before = self.parts.read(max(first - 1, 0)).removesuffix(said)
            power = said[:1].isdigit() and before[-1:].isdigit()
            if precompile(_NOTE).fullmatch(said) and not power:
                self.parts.cut(first)

    def _take_attributes(self, token: Token) -> None:
        """Take what the attributes of a tag say to readers in Chinese."""
        names = [name for name in _READ if name in token.attributes]
        if token.name == "meta" and self._get(token, "name", "property") in _DESCRIBING:
            names.append("content")
        if token.name == "input" and self._get(token, "type") in _BUTTONS:
            names.append("value")
        own = self._elements.own
        for name in names:
            if name in token.attributes:
                node = read_references(self._text, *token.attributes[name], quoted=True)
                if has_cjk(node.text):
                    off = own.kept or self._off.holds(token.start)
                    self._asides.append((Value(*node), Told("off" if off else "attribute", own.language)))

    def _get(self, token: Token, *names: str) -> str:
        """Return the value of the first of some attributes that a tag has."""
        for name in names:
            if name in token.attributes:
                start, end = token.attributes[name]
                return self._text[start:end].strip().lower()
        return ""

    def _take_comment(self, token: Token) -> None:
        """Take a switch, so that the reader is told what is wrong with it."""
        said = self._text[token.start : token.end]
        if _SIGN in said:
            self._asides.append((Node(token.start, token.end, said), Told()))


class _Ranges:
    """Sorted, disjoint ranges of a source that are switched off."""

    def __init__(self, ranges: Sequence[Span]) -> None:
        self._ranges = ranges
        self._index = 0

    def holds(self, position: int) -> bool:
        """Tell whether a place lies in one; places are asked for in rising order."""
        while self._index < len(self._ranges) and self._ranges[self._index].end <= position:
            self._index += 1
        return self._index < len(self._ranges) and self._ranges[self._index].start <= position

    def cut(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """Yield the parts of a stretch, each with whether it is switched off."""
        while start < end:
            off = self.holds(start)
            place = self._ranges[self._index] if self._index < len(self._ranges) else Span(end, end)
            last = min(end, place.end if off else place.start)
            yield start, last, off
            start = last


def _find_off(text: str) -> _Ranges:
    """Find what the source switches off itself."""
    merged: list[Span] = []
    for start, end, _ in sorted(find_switched_off(text)[0]):
        if merged and start < merged[-1].end:
            merged[-1] = merged[-1]._replace(end=max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return _Ranges(merged)


def write_edits(text: str, node: Node, edits: Sequence[NodeEdit]) -> Iterator[Edit]:
    """Yield the edits of the source that those of one of its nodes come to.

    >>> from normalizer.documents.nodes import Node, NodeEdit
    >>> list(write_edits("<p>舆论", Node(3, 5, "舆论"), [NodeEdit(0, 2, "R&D")]))
    [Edit(start=3, end=5, text='R&amp;D')]
    """
    quoted = isinstance(node, Value)
    escapes = _QUOTED.get(text[node.start - 1], _UNQUOTED) if quoted else ESCAPES
    for edit in edits:
        start, end = node.to_source(edit.start), node.to_source(edit.end)
        yield Edit(start, end, _guard(text, start, end, edit.text.translate(escapes), quoted=quoted))
    places: Iterator[tuple[int, int]] = iter(())
    if isinstance(node, Base) and any(e.start < e.end and e.note and e.note.action != "keep" for e in edits):
        places = find_readings(text, node.end)
    elif isinstance(node, Gloss) and sum(e.end - e.start for e in edits if not e.text) == len(node.text):
        places = find_brackets(text, node)
    for start, end in places:
        yield Edit(start, end, "")


def _guard(text: str, start: int, end: int, new: str, *, quoted: bool) -> str:
    """Return `new` so written that a ``<`` or an unfinished reference before it stays what it is."""
    before = text[max(0, start - _LONGEST_REFERENCE) : start]
    first = new[:1] or text[end : end + 1]
    letter = first.isascii() and first.isalnum()
    opens = before.endswith("<") and not quoted and (letter or first in ("!", "?", "/"))
    opens = opens or ((letter or first in ("#", ";")) and precompile(_OPEN_REFERENCE).search(before) is not None)
    if not opens:
        return new
    if new:
        return f"&#{ord(first)};{new[1:]}"
    return "" if quoted else "<!---->"
