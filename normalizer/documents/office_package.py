"""Packages of office documents: parts, what leads from one to another, and their XML.

Source: ECMA-376 part 2 (Open Packaging Conventions), 5th edition.
"""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple

from normalizer.detection.lead_bytes import compile_once
from normalizer.documents.encoding import Encoding, find_encoding
from normalizer.documents.xml_events import SEPARATOR, read_events
from normalizer.errors import InputError

if TYPE_CHECKING:
    from normalizer.documents.archive import Archive
    from normalizer.documents.xml_events import Event

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "[Content_Types].xml"
_HEAD = 200
_LONGEST_MARK = 4


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


def decode_xml(content: bytes, member: str) -> tuple[str, Encoding]:
    """Return the text of an XML member and its encoding; raise `InputError` when it is not in it."""
    encoding = find_xml_encoding(content)
    try:
        return encoding.decode(content), encoding
    except InputError as error:
        message = f"{member} is not in its encoding, {encoding.name}"
        raise InputError(message) from error


def find_xml_encoding(content: bytes) -> Encoding:
    """Return the encoding of XML: by its byte-order mark, else by its declaration, else UTF-8."""
    declared = compile_once(rb"""\s*<\?xml[^>]*?\sencoding=["']([A-Za-z][A-Za-z0-9._-]*)["']""").match(content[:_HEAD])
    return find_encoding(content[:_LONGEST_MARK], declared[1].decode() if declared else "")


def read_markup(text: str, member: str) -> list[Event]:
    """Return the events of an XML member; raise `InputError`, naming it, when it is not well-formed."""
    if "<!DOCTYPE" in text:
        message = f"{member} has a DOCTYPE, which no part of an office document may have"
        raise InputError(message)
    try:
        return read_events(text)
    except InputError as error:
        message = f"{member}: {error}"
        raise InputError(message) from error
