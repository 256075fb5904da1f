"""Plain text and Markdown: the whole document is one unit."""

from __future__ import annotations

from normalizer.documents.document import Document, Record, Source, Unit
from normalizer.documents.formats import FORMATS
from normalizer.documents.positions import LineIndex, Position
from normalizer.records import TYPE_CHECKING
from normalizer.rendering import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.documents.references import Resolved
    from normalizer.types import NormalizedText

UNIT = "document"


class TextDocument(Document):
    """A document that is one text."""

    counted = "line"

    def __init__(self, source: Source) -> None:
        """Decode `source`; raise `EncodingError` when it is not in its encoding."""
        self._source = source
        self._text = source.encoding.decode(source.data, source.offset, source.first_line)
        self._lines: LineIndex | None = None
        self.missed = 0
        self._resolved: Resolved | None = None
        markup = FORMATS[source.format].markup
        if markup != "text" and "&#" in self._text:
            from normalizer.documents.references import resolve

            self._resolved = resolve(self._text)
        self.units = (Unit(UNIT, self._resolved.text if self._resolved else self._text, markup),)

    def accept(self, results: Sequence[NormalizedText]) -> list[NormalizedText]:
        """Return the result laid over the document's own text."""
        if not self._resolved:
            return list(results)
        from normalizer.documents.references import lay_over

        return [lay_over(result, self._resolved) for result in results]

    def assemble(self, results: Sequence[NormalizedText], form: str) -> tuple[bytes, list[Record]]:
        """Return the rendered result in the encoding of the source, and its record."""
        (result,) = results
        if not result.annotations and form != "json":
            return self._source.data, []
        rendered = render(result, form)
        data = self._source.data if rendered == self._text else self._source.encoding.encode(rendered)
        return data, [Record(UNIT, result)]

    def locate(self, index: int, offset: int) -> Position:  # noqa: ARG002 - there is one unit
        """Return the line and column of a code point of the text."""
        self._lines = self._lines or LineIndex(self._text)
        return self._lines.locate(offset)
