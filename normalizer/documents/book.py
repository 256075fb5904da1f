"""Books: EPUB 2 and 3. The chapters of the manifest, the tables of contents, title and description of the book.

Who wrote and published it identifies the book and stays, as do titles that say that they are in
another language. Sources: EPUB 3.3, sections 4 and 5 (W3C); OPF 2.0.1 and its NCX (IDPF, DAISY).
"""

from __future__ import annotations

from itertools import accumulate
from posixpath import dirname, join, normpath

from normalizer.documents import hypertext
from normalizer.documents.archive import ENCRYPTED
from normalizer.documents.archive_document import Part, PlainWriter
from normalizer.documents.document import Source
from normalizer.documents.nodes import Node, Passage
from normalizer.documents.package_xml import decode_xml, may_say_chinese, read_markup
from normalizer.documents.passage_parts import PARAGRAPH
from normalizer.documents.xml_events import SEPARATOR
from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from normalizer.documents.archive import Archive
    from normalizer.documents.nodes import NodeEdit
    from normalizer.documents.splicing import Edit
    from normalizer.documents.xml_events import Event

_CONTAINER, _ENCRYPTION, _SIGNATURES = (f"META-INF/{name}.xml" for name in ("container", "encryption", "signatures"))
_PACKAGES = "urn:oasis:names:tc:opendocument:xmlns:container" + SEPARATOR
_OPF = "http://www.idpf.org/2007/opf" + SEPARATOR
_CORE = "http://purl.org/dc/elements/1.1/" + SEPARATOR
_NCX = "http://www.daisy.org/z3986/2005/ncx/" + SEPARATOR
_CIPHER = "http://www.w3.org/2001/04/xmlenc#" + SEPARATOR + "CipherReference"
_LANGUAGE = "http://www.w3.org/XML/1998/namespace" + SEPARATOR + "lang"
_HYPERTEXT = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")
_CONTENTS = "application/x-dtbncx+xml"
_SHOWN = {_CORE + "title", _CORE + "description", _NCX + "text"}
"""The elements outside of chapters whose text is shown to readers."""


class Item(NamedTuple):
    """A line of a manifest: its identity, the member that it names, the media type."""

    id: str
    member: str
    kind: str


def open_package(archive: Archive) -> BookPackage:
    """Return what a book holds; raise `InputError` when it is none."""
    return BookPackage(archive)


def open_writer(package: BookPackage, form: str) -> BookWriter:
    """Return what writes results into a book in a form of notes."""
    return BookWriter(package, form)


class BookPackage:
    """A book: its parts with text in them that may be Chinese, in reading order."""

    def __init__(self, archive: Archive) -> None:
        """Read what may hold Chinese; raise `InputError` when it is damaged or no book."""
        self._archive = archive
        self._names = {_simplify(name): name for name in archive.members}
        self.chapters: set[str] = set()
        self.warnings: list[str] = []
        roots = [
            event.attributes.get("full-path", "")
            for event in self._read_events(_CONTAINER)
            if event.kind == "start" and event.name == _PACKAGES + "rootfile"
        ]
        packages = [member for root in roots if (member := self._find(root))]
        if not packages:
            message = f"this is no book: {_CONTAINER} leads to no package"
            raise InputError(message)
        hidden = set(self._list_encrypted())
        found: dict[str, str] = {}
        for package in packages:
            found |= {item.member: item.kind for item in self._list_items(package)}
            found[package] = _OPF
        self.parts = [part for member, kind in found.items() if (part := self._read(member, kind, hidden))]
        if self.parts and self._find(_SIGNATURES):
            self.warnings.append("the book is signed, and a changed one no longer fits its signature")

    def _find(self, path: str, base: str = "") -> str:
        """Return the member that a path in the book leads to, nothing when there is none."""
        from urllib.parse import unquote

        place = normpath(join(dirname(base), path.partition("#")[0])).lstrip("/")
        return self._names.get(_simplify(place)) or self._names.get(_simplify(unquote(place))) or ""

    def _read_events(self, member: str) -> list[Event]:
        return read_markup(decode_xml(self._archive.read(member), member)[0], member, declared=True)

    def _list_encrypted(self) -> Iterator[str]:
        """Yield the members that are encrypted; fonts that are merely obfuscated are among them, and no matter."""
        member = self._find(_ENCRYPTION)
        for event in self._read_events(member) if member else ():
            if event.kind == "start" and event.name == _CIPHER:
                yield self._find(event.attributes.get("URI", ""))

    def _list_items(self, package: str) -> list[Item]:
        """Return the manifest of a package: first what is read, in that order, then the other texts."""
        items: dict[str, Item] = {}
        order: dict[str, int] = {}
        for event in self._read_events(package):
            given = event.attributes
            if event.kind == "start" and event.name == _OPF + "item":
                item = Item(
                    given.get("id", ""), self._find(given.get("href", ""), package), given.get("media-type", "")
                )
                items[item.id] = item
            elif event.kind == "start" and event.name == _OPF + "itemref":
                order.setdefault(given.get("idref", ""), len(order))
        texts = [item for item in items.values() if item.member and item.kind in (*_HYPERTEXT, _CONTENTS)]
        return sorted(texts, key=lambda item: (order.get(item.id, len(order)), item.kind == _CONTENTS))

    def _read(self, member: str, kind: str, hidden: set[str]) -> Part | None:
        """Return a member with its passage, None when it can hold no Chinese or is encrypted."""
        if member in hidden or self._archive.members[member].flags & ENCRYPTED:
            self.warnings.append(f"{member} is encrypted and left alone")
            return None
        content = self._archive.read(member)
        if not may_say_chinese(content, member):
            return None
        text, encoding = decode_xml(content, member)
        if kind in _HYPERTEXT:
            self.chapters.add(member)
            passages = [*hypertext.find_passages(text, Source(b"", "epub", encoding))]
        else:
            passages = [Passage(member, tuple(_find_texts(read_markup(text, member, declared=True))))]
        passages = [passage._replace(id=member) for passage in passages]
        return Part(member, text, encoding, tuple(passages), tuple(_find_starts(passage) for passage in passages))


class BookWriter(PlainWriter):
    """Writes results into the chapters as into web pages, and into the other parts as into any XML."""

    def __init__(self, package: BookPackage, form: str) -> None:
        """Take the book."""
        super().__init__(form)
        self._chapters = package.chapters

    def write_edits(self, part: Part, node: Node, edits: Sequence[NodeEdit]) -> Iterable[Edit]:
        """Yield the edits of a member's text."""
        if part.member in self._chapters:
            return hypertext.write_edits(part.text, node, edits)
        return super().write_edits(part, node, edits)


def _simplify(name: str) -> str:
    """Return a name in the form in which names are compared: composed and decomposed letters are the same."""
    if name.isascii():
        return name
    from unicodedata import normalize

    return normalize("NFC", name)


def _find_texts(events: Iterable[Event]) -> Iterator[Node | str]:
    """Yield the texts of elements that are shown to readers, parted by blank lines."""
    depth = shown = 0
    for event in events:
        depth += (event.kind == "start") - (event.kind == "end")
        if event.kind == "start" and event.name in _SHOWN and not shown:
            language = event.attributes.get(_LANGUAGE, "en").lower()
            shown = depth if language.partition("-")[0] in ("en", "") else 0
        elif event.kind == "end" and depth < shown:
            shown = 0
            yield PARAGRAPH
        elif event.kind == "text" and shown:
            yield event.to_node()


def _find_starts(passage: Passage) -> tuple[int, ...]:
    """Return where the paragraphs of a passage start."""
    lengths = [len(part if isinstance(part, str) else part.text) for part in passage.parts]
    ends = accumulate(lengths)
    return (0, *(end for part, end in zip(passage.parts, ends, strict=True) if part == PARAGRAPH))
