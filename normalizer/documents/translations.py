"""Translations in XLIFF 2 and 1.2: the targets are text, each a passage of its own.

Sources, notes, matches of a translation memory and what is marked as not to be translated are not,
and a file whose target language is Chinese, Japanese or Korean is left alone.
"""

from __future__ import annotations

from normalizer.detection.codepoints import has_cjk
from normalizer.documents.node_document import write_escaped
from normalizer.documents.nodes import Node, NodeEdit, Passage
from normalizer.documents.xml_events import CDATA, ESCAPES, SEPARATOR, read_events
from normalizer.records import TYPE_CHECKING
from normalizer.types import Hints, Mask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizer.documents.document import Source
    from normalizer.documents.splicing import Edit
    from normalizer.documents.xml_events import Event

_NAMESPACE = "urn:oasis:names:tc:xliff:document:"
_KEPT = frozenset(("matches", "alt-trans", "glossary", "notes"))
"""Elements of both versions that hold targets or texts which are no translation of the file's."""
_UNITS = frozenset(("unit", "trans-unit"))
_EAST_ASIAN = frozenset(("zh", "ja", "ko", "yue"))


def find_passages(text: str, source: Source) -> Iterator[Passage]:  # noqa: ARG001 - formats share a signature
    """Yield a passage for each target that holds Chinese, Japanese or Korean; raise `InputError` for no XLIFF."""
    open_elements: list[tuple[str, bool]] = []  # local names, and whether nothing inside is to be touched
    unit = ""
    nodes: list[Node] | None = None
    masks: list[Mask] = []
    length = number = 0
    for event in read_events(text):
        name = _name_locally(event)
        barred = bool(open_elements) and open_elements[-1][1]
        if event.kind == "start":
            if name in _UNITS:
                unit, number = event.attributes.get("id", ""), 0
            open_elements.append((name, barred or name in _KEPT or _is_left_alone(event)))
            if name == "target":
                nodes, masks, length = [], [], 0
                number += 1
        elif event.kind == "end":
            open_elements.pop()
            if name == "target" and nodes and not barred and has_cjk("".join(node.text for node in nodes)):
                yield Passage(f"{unit}#{number}", tuple(nodes), Hints(masks=tuple(masks)))
            nodes = None if name == "target" else nodes
        elif event.kind == "text" and nodes is not None:
            nodes.append(event.to_node())
            if barred:
                masks.append(Mask(length, length + len(event.text), "off"))
            length += len(event.text)


def _name_locally(event: Event) -> str:
    """Return the name of an element of XLIFF, nothing for one of another vocabulary."""
    namespace, _, name = event.name.rpartition(SEPARATOR)
    return name if namespace.startswith(_NAMESPACE) or not namespace else ""


def _is_left_alone(event: Event) -> bool:
    """Tell whether an element says that its text is not to be translated, or that its targets are no English."""
    language = event.attributes.get("trgLang") or event.attributes.get("target-language") or ""
    return event.attributes.get("translate") == "no" or language.partition("-")[0].lower() in _EAST_ASIAN


def write_edits(text: str, node: Node, edits: Sequence[NodeEdit]) -> Iterator[Edit]:
    """Yield the edits of the source, with characters that mean markup escaped outside CDATA."""
    plain = text.endswith(CDATA, 0, node.start)
    return write_escaped(node, edits, {} if plain else ESCAPES)
