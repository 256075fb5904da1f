"""What a Word document holds: the parts with text in them that may be Chinese.

Treated are the main document, headers, footers, footnotes, endnotes and comments, found by the
package's relationships. Charts, diagrams, building blocks and properties are not.
Source: ECMA-376 part 1, 5th edition, sections 11.3 and 17.
"""

from __future__ import annotations

from itertools import pairwise

from normalizer.documents.archive_document import Part
from normalizer.documents.package_xml import decode_xml, may_say_chinese, read_markup
from normalizer.documents.word_story import read_story
from normalizer.documents.word_styles import Styles, get_local, read_styles
from normalizer.documents.xml_events import SEPARATOR
from normalizer.errors import InputError
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.documents.office_package import Package
    from normalizer.documents.word_paragraphs import Story
    from normalizer.documents.xml_events import Event

MAIN, COMMENTS, _PROPERTIES = "officeDocument", "comments", "core-properties"
_MODIFIED = "http://purl.org/dc/terms/" + SEPARATOR + "modified"
_DATE = precompile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_SIGNED = "the document is signed, and a changed one no longer fits its signature"
_NO_DATE = "1970-01-01T00:00:00Z"
_STORIES = ("header", "footer", "footnotes", "endnotes", COMMENTS)
"""The kinds of parts that hold text besides the main document."""


class WordPackage:
    """A Word document: its parts with text in them that may be Chinese."""

    def __init__(self, package: Package) -> None:
        """Read what may hold Chinese; raise `InputError` when it is damaged or no Word document."""
        self.package = package
        roots = package.read_relationships("")
        self.main = next((r.target for r in roots if r.kind == MAIN), "")
        if not self.main:
            message = "this is no office document: nothing leads to its main part"
            raise InputError(message)
        self.relationships = package.read_relationships(self.main)
        named = [r.target for r in self.relationships if r.kind in _STORIES and r.target]
        self.namespace = ""
        self.stories: dict[str, Story] = {}
        self._styles: Styles | None = None
        self.parts = [part for member in dict.fromkeys((self.main, *named)) if (part := self._read(member))]
        signed = [r for r in roots if r.kind == "origin"]
        self.warnings = (_SIGNED,) if signed and self.parts else ()

    def _read(self, member: str) -> Part | None:
        """Return a member with its passage, None when it can hold no Chinese."""
        content = self.package.archive.read(member)
        if not may_say_chinese(content, member):
            return None
        text, encoding = decode_xml(content, member)
        events = read_markup(text, member)
        if member == self.main:
            self.namespace = _find_namespace(events, member)
        self._styles = self._styles or self._read_styles()
        story = read_story(text, events, self._styles, member)
        self.stories[member] = story
        return Part(member, text, encoding, (story.passage,), (story.starts,))

    def _read_styles(self) -> Styles:
        member = next((r.target for r in self.relationships if r.kind == "styles"), "")
        if not member:
            return Styles()
        return read_styles(self.package.read_events(member))

    def find_comments(self) -> str:
        """Return the member with the comments, nothing when there is none."""
        return next((r.target for r in self.relationships if r.kind == COMMENTS and r.target), "")

    def find_date(self) -> str:
        """Return when the document says that it was changed last, else the beginning of 1970: the same in every run."""
        member = next((r.target for r in self.package.read_relationships("") if r.kind == _PROPERTIES), "")
        events = self.package.read_events(member) if member else []
        for event, following in pairwise(events):
            if event.name == _MODIFIED and _DATE.fullmatch(following.text):
                return following.text
        return _NO_DATE


def _find_namespace(events: list[Event], member: str) -> str:
    """Return the namespace of the main document, transitional or strict."""
    root = next(event for event in events if event.kind == "start")
    if get_local(root) != "document":
        message = f"{member} is no Word document"
        raise InputError(message)
    return root.name.partition(SEPARATOR)[0]
