"""The part of a Word document that holds its comments: made or added to, with what leads to it."""

from __future__ import annotations

from itertools import count

from normalizer.documents.archive_document import Rewritten
from normalizer.documents.encoding import Encoding
from normalizer.documents.office_package import CONTENT_TYPES, RELATIONSHIPS, locate_relationships
from normalizer.documents.package_xml import decode_xml, read_markup
from normalizer.documents.splicing import Edit
from normalizer.documents.word_package import COMMENTS
from normalizer.documents.word_story import AUTHOR
from normalizer.documents.word_styles import NAMESPACES
from normalizer.documents.xml_events import ESCAPES
from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING
from normalizer.rendering.wording import write_note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from normalizer.documents.word_package import WordPackage
    from normalizer.types import Annotation

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NO_PREFIX = "the document binds no prefix to the namespace of its attributes, so that notes of Word's own do not fit"
RELATIONSHIP_TYPES = dict(
    zip(
        NAMESPACES,
        (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
            "http://purl.oclc.org/ooxml/officeDocument/relationships/",
        ),
        strict=True,
    )
)
"""What the types of relationships begin with, by the namespace of the document."""


def write_comments(package: WordPackage, notes: Sequence[tuple[int, Annotation]], date: str) -> Iterator[Rewritten]:
    """Yield the part with the comments of `notes`, each with its number; where there was none, what leads to it."""
    member = package.find_comments()
    if member:
        yield _append(package, member, lambda prefix: _write(notes, prefix, date))
        return
    member = _choose_name(package)
    body = f'<w:comments xmlns:w="{package.namespace}">{_write(notes, "w:", date)}</w:comments>'
    yield Rewritten(member, "", Encoding(), [Edit(0, 0, _DECLARATION + body)])
    yield _append(
        package,
        package.package.find(CONTENT_TYPES),
        lambda prefix: f'<{prefix}Override PartName="/{member}" ContentType="{_TYPE}"/>',
    )
    yield _relate(package, member)


def _choose_name(package: WordPackage) -> str:
    folder, slash, _ = package.main.rpartition("/")
    name, number = f"{folder}{slash}comments.xml", 1
    while package.package.find(name):
        number += 1
        name = f"{folder}{slash}comments{number}.xml"
    return name


def _write(notes: Iterable[tuple[int, Annotation]], w: str, date: str) -> str:
    """Return the elements of the comments."""
    if not w:
        raise InputError(NO_PREFIX)
    begin, end = f'<{w}p><{w}r><{w}t xml:space="preserve">', f"</{w}t></{w}r></{w}p></{w}comment>"
    return "".join(
        f'<{w}comment {w}id="{number}" {w}author="{AUTHOR}" {w}date="{date}" {w}initials="{AUTHOR[:3]}">'
        f"{begin}{write_note(note).translate(ESCAPES)}{end}"
        for number, note in notes
    )


def _relate(package: WordPackage, member: str) -> Rewritten:
    """Return what the main document refers to, the new part included."""
    kind = RELATIONSHIP_TYPES[package.namespace] + COMMENTS
    known = {relationship.id for relationship in package.relationships}
    number = next(number for number in count(1) if f"rIdMixnorm{number}" not in known)
    row = f'Relationship Id="rIdMixnorm{number}" Type="{kind}" Target="/{member}"/>'
    place = package.package.find(locate_relationships(package.main))
    if place:
        return _append(package, place, lambda prefix: f"<{prefix}{row}")
    body = f'<Relationships xmlns="{RELATIONSHIPS}"><{row}</Relationships>'
    return Rewritten(locate_relationships(package.main), "", Encoding(), [Edit(0, 0, _DECLARATION + body)])


def _append(package: WordPackage, member: str, make: Callable[[str], str]) -> Rewritten:
    """Return the edit that puts last into the root of a part what `make` gives for the root's prefix."""
    text, encoding = decode_xml(package.package.archive.read(member), member)
    events = [event for event in read_markup(text, member) if event.kind in ("start", "end")]
    first, last = events[0], events[-1]
    name = text[first.start + 1 : min(_find(text, sign, first.start) for sign in " \t\r\n/>")]
    prefix, colon, _ = name.rpartition(":")
    if text.startswith("</", last.start):
        edit = Edit(last.start, last.start, make(prefix + colon))
    else:
        # A root without content is one tag.
        after = text.rindex("/>", first.start, max(first.end, last.end))
        edit = Edit(after, after + 2, f">{make(prefix + colon)}</{name}>")
    return Rewritten(member, text, encoding, [edit])


def _find(text: str, sign: str, start: int) -> int:
    """Return where a sign stands from `start` on; the end of the text where it does not."""
    place = text.find(sign, start)
    return len(text) if place < 0 else place
