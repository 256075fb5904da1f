"""What the styles of a Word document say: which of them are for code, and the language taken for granted."""

from __future__ import annotations

from normalizer.documents.xml_events import SEPARATOR
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from normalizer.documents.xml_events import Event

NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""The namespace of Word's elements, transitional and strict (ECMA-376 parts 4 and 1)."""
CODE_STYLES = frozenset(
    (
        # Word's own, whose names are the same in every language
        *("html code", "html preformatted", "html preformatted char", "html keyboard", "html sample"),
        *("html typewriter", "macro", "macro text", "macro text char"),
        # pandoc's, LibreOffice's, and what people call theirs
        *("source code", "verbatim char", "preformatted text", "source text", "teletype", "user entry"),
        *("code", "code char", "code block", "inline code", "code text", "code snippet", "program listing"),
    )
)
"""Names of styles for code, in small letters; a style that is based on one is one."""


class Styles(NamedTuple):
    """Identities of the styles for code, and the East Asian language that the whole document declares."""

    code: frozenset[str] = frozenset()
    east_asian: str = ""


def get_local(event: Event) -> str:
    """Return the local name of an element of Word's namespace, nothing for others."""
    namespace, _, name = event.name.partition(SEPARATOR)
    return name if namespace in NAMESPACES else ""


def get_attribute(event: Event, name: str) -> str:
    """Return the value of an attribute of Word's namespace, nothing where it is not there."""
    for namespace in NAMESPACES:
        value = event.attributes.get(namespace + SEPARATOR + name)
        if value is not None:
            return value
    return ""


def read_styles(events: Iterable[Event]) -> Styles:
    """Return what the part with the styles says."""
    names: dict[str, str] = {}
    bases: dict[str, str] = {}
    current = east_asian = ""
    defaults = False
    for event in events:
        name = get_local(event) if event.kind in ("start", "end") else ""
        if name == "docDefaults":
            defaults = event.kind == "start"
        elif event.kind != "start":
            continue
        elif name == "style":
            current = get_attribute(event, "styleId")
        elif name == "name" and current:
            names.setdefault(current, get_attribute(event, "val").lower())
        elif name == "basedOn":
            bases[current] = get_attribute(event, "val")
        elif name == "lang" and defaults:
            east_asian = get_attribute(event, "eastAsia")
    return Styles(frozenset(style for style in names if _is_code(style, names, bases)), east_asian)


def _is_code(style: str, names: dict[str, str], bases: dict[str, str]) -> bool:
    seen: set[str] = set()
    while style and style not in seen:
        if names.get(style) in CODE_STYLES:
            return True
        seen.add(style)
        style = bases.get(style, "")
    return False
