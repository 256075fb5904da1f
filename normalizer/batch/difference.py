"""What a run would change, word for word: ``[-中文-]{+gloss+}`` in the lines that it touches."""

from __future__ import annotations

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizer.documents.document import Document
    from normalizer.types import Annotation, NormalizedText

_LINE_END = precompile(r"\r\n?|\n")


class Signs(NamedTuple):
    """What is written around a place, what goes and what comes, with ``{}`` for each."""

    place: str
    removed: str
    added: str


PLAIN = Signs("{}", "[-{}-]", "{{+{}+}}")
COLOURED = Signs("\x1b[36m{}\x1b[0m", "\x1b[31;9m{}\x1b[0m", "\x1b[32m{}\x1b[0m")


def list_changes(document: Document, results: Sequence[NormalizedText], signs: Signs = PLAIN) -> Iterator[str]:
    """Yield hunks: a line ``@@ line N @@``, then the touched lines with their edits marked.

    In a document of records the hunk shows the text of the record; in a table it names the row. Edits that share a line
    share a hunk.
    """
    for index, result in enumerate(results):
        source = result.restore()
        for start, end, edits in _group(source, [note for note in result.annotations if note.action != "keep"]):
            yield signs.place.format(f"@@ {document.counted} {document.locate(index, start).line} @@")
            yield mark_edits(source, Span(start, end), edits, signs)


def _group(source: str, edits: list[Annotation]) -> Iterator[tuple[int, int, list[Annotation]]]:
    """Yield ranges of whole lines with the edits in them."""
    start, end = 0, -1
    group: list[Annotation] = []
    for edit in edits:
        if group and edit.start > end:
            yield start, end, group
            group = []
        if not group:
            start = max(source.rfind("\n", 0, edit.start), source.rfind("\r", 0, edit.start)) + 1
        group.append(edit)
        if edit.end > end:
            match = _LINE_END.search(source, edit.end)
            end = match.start() if match else len(source)
    if group:
        yield start, end, group


def mark_edits(source: str, where: Span, edits: Sequence[Annotation], signs: Signs = PLAIN) -> str:
    """Return that part of `source` with each edit shown as ``[-what goes-]{+what comes+}``.

    >>> from normalizer import normalize
    >>> mark_edits("a 经济 decision", Span(0, 13), normalize("a 经济 decision").annotations)
    '[-a 经济-]{+an economic+} decision'
    """
    pieces: list[str] = []
    position = where.start
    for edit in edits:
        pieces.append(source[position : edit.start])
        pieces += [signs.removed.format(edit.original)] if edit.original else []
        pieces += [signs.added.format(edit.replacement)] if edit.replacement else []
        position = edit.end
    return "".join(pieces) + source[position : where.end]
