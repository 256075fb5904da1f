"""Packages of office documents: parts, what leads from one to another, and their XML.

Source: ECMA-376 part 2 (Open Packaging Conventions), 5th edition.
"""

from __future__ import annotations

from posixpath import dirname, join, normpath

from normalizer.documents.package_xml import decode_xml, read_markup
from normalizer.documents.xml_events import SEPARATOR
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from normalizer.documents.archive import Archive
    from normalizer.documents.xml_events import Event

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "[Content_Types].xml"


class Relationship(NamedTuple):
    """What a part refers to: an identity, the last word of its type, and the member that it leads to."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of an office document."""

    def __init__(self, archive: Archive) -> None:
        """Take an archive."""
        self.archive = archive
        # Names of parts are the same in large and small letters.
        self._names = {name.lower(): name for name in archive.members}

    def find(self, name: str) -> str:
        """Return the name of a member as the archive spells it, nothing when there is none."""
        return self._names.get(name.lower(), "")

    def read_relationships(self, part: str) -> list[Relationship]:
        """Return what the member `part` refers to in the package; of the package itself for an empty name."""
        member = self.find(locate_relationships(part))
        if not member:
            return []
        found = []
        for event in self.read_events(member):
            given = event.attributes
            if event.name == RELATIONSHIPS + SEPARATOR + "Relationship" and event.kind == "start":
                target = "" if given.get("TargetMode") == "External" else self._resolve(part, given.get("Target", ""))
                found.append(Relationship(given.get("Id", ""), given.get("Type", "").rpartition("/")[2], target))
        return found

    def read_events(self, member: str) -> list[Event]:
        """Return the events of an XML member."""
        return read_markup(decode_xml(self.archive.read(member), member)[0], member)

    def _resolve(self, part: str, target: str) -> str:
        from urllib.parse import unquote

        path = normpath(join("/", dirname(part), target)).lstrip("/")
        return self.find(path) or self.find(unquote(path))


def locate_relationships(part: str) -> str:
    """Return the name of the member that holds what a part refers to.

    >>> locate_relationships("word/document.xml"), locate_relationships("")
    ('word/_rels/document.xml.rels', '_rels/.rels')
    """
    folder, _, name = part.rpartition("/")
    return join(folder, "_rels", name + ".rels")
