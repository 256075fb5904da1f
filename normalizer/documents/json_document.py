"""JSON: each string with Chinese that a field means is a passage, everything else stays byte for byte.

A field that is a name means the members of that name at any depth, since a document of JSON may be
built in any way. No member is added: annotations are in the sidecar.
"""

from __future__ import annotations

from collections import Counter

from normalizer.detection.codepoints import has_cjk
from normalizer.documents.fields import EVERY, Pattern, is_pointer, name_fields, name_place, parse_pointer
from normalizer.documents.json_strings import Found, JsonFaultError, find_strings, make_node, write_edits
from normalizer.documents.node_document import NodeDocument
from normalizer.documents.nodes import Passage
from normalizer.documents.positions import LineIndex
from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizer.documents.document import Source
    from normalizer.documents.fields import Step
    from normalizer.documents.nodes import Node, NodeEdit
    from normalizer.documents.splicing import Edit


class JsonDocument(NodeDocument):
    """A JSON document."""

    def __init__(self, source: Source) -> None:
        """Find the strings to treat; raise `InputError` for what is no JSON.

        Where there is no string at all that a field means, those with Chinese are counted in `missed`.
        """
        self._elsewhere: Counter[str] = Counter()
        self._patterns = read_patterns(source.fields)
        super().__init__(source, self)
        if self._elsewhere and not self.units and not any(map(self._fits, find_strings(self._text, every=True))):
            self.missed = self._elsewhere.total()
            self.elsewhere = tuple(self._elsewhere.items())

    def find_passages(self, text: str, source: Source) -> Iterator[Passage]:  # noqa: ARG002 - its fields are known
        """Yield the strings with Chinese, Japanese or Korean that the fields of `source` mean."""
        if not text.strip():
            return
        try:
            for found in find_strings(text):
                node = make_node(text, found.start, found.end)
                if not has_cjk(node.text):
                    continue
                if self._fits(found):
                    yield Passage(f"#{name_place(found.place)}", (node,))
                else:
                    self._elsewhere[_name(found.place)] += 1
        except JsonFaultError as fault:
            line, column = LineIndex(text).locate(fault.offset)
            message = f"this is no JSON: {fault} at line {line}, column {column}"
            raise InputError(message) from fault

    def _fits(self, found: Found) -> bool:
        return any(pattern.fits(found.place) for pattern in self._patterns)

    def write_edits(self, text: str, node: Node, edits: Sequence[NodeEdit]) -> Iterator[Edit]:
        """Yield the edits of a string's literal."""
        return write_edits(text, node, edits)


def read_patterns(fields: tuple[str, ...]) -> list[Pattern]:
    """Return what fields mean in a JSON document: a name from anywhere, a pointer from the top."""
    return [Pattern(parse_pointer(f)) if is_pointer(f) else Pattern((f,), anywhere=True) for f in fields]


def _name(place: Sequence[Step]) -> str:
    """Return the field that means a place."""
    last = place[-1] if place else EVERY
    return last if isinstance(last, str) and not is_pointer(last) else name_fields(place)
