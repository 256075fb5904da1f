"""What the lint finds in one document: every fragment that a run would change, with its place."""

from __future__ import annotations

from bisect import bisect_right

from normalizer.batch.linting.finding import Finding, Fix, Region, hash_text
from normalizer.batch.linting.rules import find_severity
from normalizer.documents.positions import LineIndex
from normalizer.documents.running_text import TextDocument
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizer.documents.document import Document
    from normalizer.types import Annotation, NormalizedText, Notice

_MARKUP = frozenset("<>&\"'\\\r\n")
"""What some format writes as an escape, or as more than itself."""


def list_findings(
    path: str, document: Document, results: Sequence[NormalizedText], *, notices: bool = False
) -> Iterator[Finding]:
    """Yield a finding for each fragment that would not be kept, in the order of the text.

    With `notices` the warnings of the results are findings too, such as a gloss that the
    lexicon contradicts.
    """
    for index, result in enumerate(results):
        notes = [(number, note) for number, note in enumerate(result.annotations) if note.action != "keep"]
        warnings = result.warnings if notices else ()
        if not notes and not warnings:
            continue
        scene = _Scene(path, document, index, result.restore())
        found = [(note.fragment_start, scene.tell(number, note)) for number, note in notes]
        found += [(notice.start, scene.warn(notice)) for notice in warnings]
        for _, finding in sorted(found, key=lambda item: item[0]):
            yield finding


class _Scene:
    """One unit of a document, in which findings have their places."""

    def __init__(self, path: str, document: Document, index: int, text: str) -> None:
        self._path = path
        self._document = document
        self._index = index
        self._text = text
        self._starts = LineIndex(text).starts
        self._hashes: dict[tuple[int, int], str] = {}

    def tell(self, number: int, note: Annotation) -> Finding:
        """Return the finding for a fragment."""
        return Finding(
            self._path,
            note.context,
            find_severity(note.context),
            describe_finding(note),
            self._locate(note.fragment_start, note.fragment_end),
            self._document.counted,
            self._document.units[self._index].id,
            number,
            show_fragment(note.fragment),
            note.gloss or "",
            note.replacement,
            note.action,
            note.origin,
            note.confidence,
            self._hash_line(note.fragment_start, note.fragment_end),
            self._make_fix(note),
        )

    def warn(self, notice: Notice) -> Finding:
        """Return the finding for a warning."""
        return Finding(
            self._path,
            notice.code,
            find_severity(notice.code),
            f"{notice.text} ({notice.code})",
            self._locate(notice.start, notice.end),
            self._document.counted,
            self._document.units[self._index].id,
            fragment=show_fragment(self._text[notice.start : notice.end]),
            surroundings=self._hash_line(notice.start, notice.end),
        )

    def _make_fix(self, note: Annotation) -> Fix | None:
        """Return the edit of the document that a run would make, where that is the edit of the unit's text."""
        region = self._locate(note.start, note.end)
        if isinstance(self._document, TextDocument):
            return Fix(region, note.replacement)
        from normalizer.documents.node_document import NodeDocument

        if not isinstance(self._document, NodeDocument) or _MARKUP.intersection(note.replacement):
            return None
        # An escape, or markup inside, takes more room; what is dropped beside markup may take a blank along.
        alike = region.line == region.end_line and region.end_column - region.column == note.end - note.start
        within = note.replacement or not (self._borders(note.start) or self._borders(note.end))
        return Fix(region, note.replacement) if alike and within else None

    def _borders(self, offset: int) -> bool:
        """Tell whether a place lies between two nodes, or at an end of the text."""
        outer = offset in (0, len(self._text))
        return outer or self._document.locate(self._index, offset) != self._document.locate_end(self._index, offset)

    def _locate(self, start: int, end: int) -> Region:
        first = self._document.locate(self._index, start)
        return Region(*first, *(self._document.locate_end(self._index, end) if end > start else first))

    def _hash_line(self, start: int, end: int) -> str:
        """Return a hash of the whole lines of the unit's text that hold a range, whatever ends them."""
        lines = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end)
        # A line may be long and hold many findings.
        if lines not in self._hashes:
            after = self._starts[lines[1]] if lines[1] < len(self._starts) else len(self._text)
            self._hashes[lines] = hash_text(self._text[self._starts[lines[0]] : after].rstrip("\r\n"))
        return self._hashes[lines]


def show_fragment(fragment: str) -> str:
    """Return a fragment on one line, its references as characters.

    >>> show_fragment("&#33286;论")
    '舆论'
    """
    shown = " ".join(fragment.split())
    if "&#" in shown:
        from html import unescape

        return unescape(shown)
    return shown


def describe_finding(note: Annotation) -> str:
    """Return what would be done with a fragment, in one line.

    >>> from normalizer import normalize
    >>> describe_finding(normalize("the 舆论 grew").annotations[0])
    '舆论 would be replaced by “public opinion” (leak, lexicon)'
    """
    gloss = " ".join((note.gloss or note.replacement).split())
    done = {
        "replace": f"would be replaced by “{gloss}”",
        "romanize": f"would be romanized as “{' '.join(note.replacement.split())}”",
        "drop": f"would be dropped: the text says “{gloss}”" if note.origin == "author" else "would be dropped",
    }[note.action]
    return f"{show_fragment(note.fragment)} {done} ({note.context}, {note.origin})"
