"""Results written into the runs of a Word document: as plain text, with comments, or as tracked changes.

A run is cut where a mark comes, and its properties are repeated, so that no format is lost.
Whatever a text needs to show the blanks at its ends is added to its tag.
"""

from __future__ import annotations

from normalizer.documents.archive_document import PlainWriter, Rewritten, escape
from normalizer.documents.package_xml import decode_xml
from normalizer.documents.splicing import Edit
from normalizer.documents.word_comments import NO_PREFIX, write_comments
from normalizer.documents.word_story import AUTHOR, BLANKS
from normalizer.errors import InputError
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.rendering.placement import Insertion, list_changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from normalizer.documents.archive_document import Part
    from normalizer.documents.nodes import Node, NodeEdit
    from normalizer.documents.word_package import WordPackage
    from normalizer.documents.word_paragraphs import Run
    from normalizer.types import Annotation, NormalizedText

PRESERVE = ' xml:space="preserve"'
# No text of XML can hold these characters, so they can stand for marks in an edit.
_MARK = precompile("([\x01\x02])([0-9]+)\x03")
_NAME = precompile(r"<([^\s<>/]+)")
_USED = precompile(r"""\bid=["'](\d{1,9})["']""")


class _Piece(NamedTuple):
    """A stretch of a node as it will be: text that stays in a run, or marks between two runs, as markup."""

    markup: str
    is_text: bool


class WordWriter(PlainWriter):
    """Writes the clean text, or notes that are text themselves."""

    def __init__(self, package: WordPackage, form: str) -> None:
        """Take the document."""
        super().__init__(form)
        self.package = package

    def write_edits(self, part: Part, node: Node, edits: Sequence[NodeEdit]) -> Iterator[Edit]:
        """Yield the edits of a node and of those that say the same."""
        story = self.package.stories[part.member]
        yield from self.write_node(part, node, edits, story.runs[node.start])
        for twin in story.twins.get(node.start, ()):
            yield from self.write_twin(part, twin, edits, story.runs[twin.start])

    def write_node(self, part: Part, node: Node, edits: Sequence[NodeEdit], run: Run) -> Iterator[Edit]:
        """Yield the edits of one node."""
        if _needs_preserve(run.text_tag, edit_text(node.text, edits)):
            start, end = _find_borders(part.text, node)
            yield Edit(start - 1, node.start, PRESERVE + ">")
            yield Edit(node.end, end, "")
        yield from super().write_edits(part, node, edits)

    def write_twin(self, part: Part, node: Node, edits: Sequence[NodeEdit], run: Run) -> Iterator[Edit]:
        """Yield the edits of a node that says the same as one before it."""
        return self.write_node(part, node, edits, run)


class MarkingWriter(WordWriter):
    """Writes results with marks of Word's own between the runs."""

    def __init__(self, package: WordPackage, form: str) -> None:
        """Take the document, and find a first number that none of its marks has."""
        super().__init__(package, form)
        used = [int(number) for part in package.parts for number in _USED.findall(part.text)]
        self.next_id = max(used, default=0) + 1
        self.date = package.find_date()

    def list_insertions(self, part: Part, result: NormalizedText) -> Sequence[Insertion]:  # noqa: ARG002 - as in `Writer`
        """Return nothing: marks are no text."""
        return ()

    def take_id(self) -> int:
        """Return a number for a mark."""
        self.next_id += 1
        return self.next_id - 1

    def write_pieces(self, part: Part, node: Node, pieces: Sequence[_Piece], run: Run) -> Iterator[Edit]:
        """Yield the edits that put `pieces` in the place of a node, its run cut wherever marks come."""
        source = part.text
        start, end = _find_borders(source, node)
        name, run_name = _read_name(run.text_tag), _read_name(run.tag)
        closing = f"</{name}></{run_name}>"
        opening = f"{run.tag}{run.properties}<{name}{PRESERVE}>"
        head = f"{run.tag}{run.properties}{run.text_tag}"
        bare_start = not pieces[0].is_text and source.endswith(head, 0, start)
        bare_end = not pieces[-1].is_text and source.startswith(closing, end)
        text = "".join(p.markup if not p.is_text else f"{opening}{p.markup}{closing}" for p in pieces)
        # The run that holds the node begins before it and ends behind it; it is left alone where text stays in it.
        if bare_start:
            start -= len(head)
        elif pieces[0].is_text:
            text = text[len(opening) :]
            if _needs_preserve(run.text_tag, pieces[0].markup):
                yield Edit(start - 1, start - 1, PRESERVE)
        else:
            text = closing + text
        if bare_end:
            end += len(closing)
        elif pieces[-1].is_text:
            text = text.removesuffix(closing)
        else:
            text += opening
        yield Edit(start, end, text)


class TrackingWriter(MarkingWriter):
    """Writes tracked changes: the Chinese deleted, the English inserted."""

    def write_node(self, part: Part, node: Node, edits: Sequence[NodeEdit], run: Run) -> Iterator[Edit]:
        """Yield the edit of one node; one in which no run can be cut is changed plainly."""
        if not run.text_tag:
            yield from super().write_node(part, node, edits, run)
            return
        pieces: list[_Piece] = []
        position = 0
        for edit in edits:
            pieces += _keep(part.text, node, position, edit.start)
            position = edit.end
            raw = part.text[node.to_source(edit.start) : node.to_source(edit.end)]
            pieces.append(_Piece(self._delete(raw, run) + self._insert(escape(part.text, node, edit.text), run), False))  # noqa: FBT003 - no text
        pieces += _keep(part.text, node, position, len(node.text))
        yield from self.write_pieces(part, node, pieces, run)

    def _delete(self, raw: str, run: Run) -> str:
        return self._track("del", raw, "delText", run) if raw else ""

    def _insert(self, raw: str, run: Run) -> str:
        if not raw:
            return ""
        added = self._track("ins", raw, "t", run)
        if not run.insertion:
            return added
        # An insertion holds no other one: somebody's is ended before this one and begun again behind it.
        again = _USED.sub(f'id="{self.take_id()}"', run.insertion)
        return f"</{_read_name(run.insertion)}>{added}{again}"

    def _track(self, change: str, raw: str, element: str, run: Run) -> str:
        w = _read_prefix(run)
        name = _read_name(run.tag)
        who = f'{w}id="{self.take_id()}" {w}author="{AUTHOR}" {w}date="{self.date}"'
        inside = f"{run.tag}{run.properties}<{w}{element}{PRESERVE}>{raw}</{w}{element}></{name}>"
        return f"<{w}{change} {who}>{inside}</{w}{change}>"


class CommentWriter(MarkingWriter):
    """Writes comments, anchored on the English; there are none in text boxes and outside the main document.

    Word has no place for comments in headers, footers and text boxes.
    """

    def __init__(self, package: WordPackage, form: str) -> None:
        """Take the document."""
        super().__init__(package, form)
        self._notes: list[Annotation] = []
        self._written: dict[int, int] = {}
        member = package.find_comments()
        used = _USED.findall(decode_xml(package.package.archive.read(member), member)[0]) if member else ()
        self.next_id = max(self.next_id, *(int(number) + 1 for number in used), 0)

    def list_insertions(self, part: Part, result: NormalizedText) -> Sequence[Insertion]:
        """Return where comments begin and end, as characters that no text holds."""
        found: list[Insertion] = []
        for note in list_changed(result) if part.member == self.package.main else ():
            number = len(self._notes)
            self._notes.append(note)
            found += (
                Insertion(note.anchor_start, f"\x01{number}\x03"),
                Insertion(note.anchor_end, f"\x02{number}\x03"),
            )
        return found

    def write_node(self, part: Part, node: Node, edits: Sequence[NodeEdit], run: Run) -> Iterator[Edit]:
        """Yield the edits of one node."""
        marked = any(_MARK.search(edit.text) for edit in edits)
        if run.boxed or not marked or not run.text_tag:
            yield from super().write_node(part, node, [e._replace(text=_MARK.sub("", e.text)) for e in edits], run)
            return
        pieces: list[_Piece] = []
        position = 0
        for edit in edits:
            pieces += _keep(part.text, node, position, edit.start)
            position = edit.end
            pieces += self._cut(part.text, node, edit.text, _read_prefix(run))
        pieces += _keep(part.text, node, position, len(node.text))
        yield from self.write_pieces(part, node, list(_merge(pieces)), run)

    def write_twin(self, part: Part, node: Node, edits: Sequence[NodeEdit], run: Run) -> Iterator[Edit]:
        """Yield the edits without comments: those that say the same before have them."""
        return WordWriter.write_node(self, part, node, [e._replace(text=_MARK.sub("", e.text)) for e in edits], run)

    def _cut(self, source: str, node: Node, text: str, w: str) -> Iterator[_Piece]:
        """Yield the pieces of a new text with marks in it."""
        position = 0
        for found in _MARK.finditer(text):
            if found.start() > position:
                yield _Piece(escape(source, node, text[position : found.start()]), is_text=True)
            position = found.end()
            yield _Piece(self._mark(found[1], int(found[2]), w), is_text=False)
        if position < len(text):
            yield _Piece(escape(source, node, text[position:]), is_text=True)

    def _mark(self, kind: str, number: int, w: str) -> str:
        """Return the markup where a comment begins or ends."""
        if kind == "\x01":
            self._written[number] = self.take_id()
            return f'<{w}commentRangeStart {w}id="{self._written[number]}"/>'
        own = self._written.get(number)
        if own is None:
            return ""
        return f'<{w}commentRangeEnd {w}id="{own}"/><{w}r><{w}commentReference {w}id="{own}"/></{w}r>'

    def finish(self) -> Iterable[Rewritten]:
        """Yield the part with the comments, and what leads to it."""
        written = [(own, self._notes[number]) for number, own in self._written.items()]
        return write_comments(self.package, written, self.date) if written else ()


def edit_text(text: str, edits: Iterable[NodeEdit]) -> str:
    """Return the text of a node with its sorted edits made."""
    pieces: list[str] = []
    position = 0
    for edit in edits:
        pieces += (text[position : edit.start], edit.text)
        position = edit.end
    return "".join(pieces) + text[position:]


def _keep(source: str, node: Node, start: int, end: int) -> list[_Piece]:
    """Return what stays of a node's text, as it stands in the source."""
    if start >= end:
        return []
    return [_Piece(source[node.to_source(start) : node.to_source(end)], is_text=True)]


def _merge(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Yield pieces with neighbours of one kind as one."""
    last: _Piece | None = None
    for piece in pieces:
        if last and last.is_text == piece.is_text:
            last = last._replace(markup=last.markup + piece.markup)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _read_name(tag: str) -> str:
    """Return the name of a tag's element as it is written."""
    found = _NAME.match(tag)
    return found[1] if found else ""


def _read_prefix(run: Run) -> str:
    """Return the prefix of Word's elements and attributes, with its colon."""
    prefix, colon, _ = _read_name(run.tag).rpartition(":")
    if not colon:
        raise InputError(NO_PREFIX)
    return prefix + colon


def _find_borders(source: str, node: Node) -> tuple[int, int]:
    """Return where the text of an element begins and ends, the blanks that are not shown included."""
    return source.rindex(">", 0, node.start) + 1, source.index("<", node.end)


def _needs_preserve(tag: str, text: str) -> bool:
    """Tell whether a text with blanks at its ends would lose them: the tag before it does not say to keep them."""
    return bool(tag and text) and text != text.strip(BLANKS) and "xml:space" not in tag
