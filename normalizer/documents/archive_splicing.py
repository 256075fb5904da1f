"""Members of a zip archive replaced and added: whatever is not concerned keeps its bytes, its order and its place.

What leads back are edits of the clean archive's bytes; their text is base64.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode

from normalizer.documents.archive import (
    CENTRAL,
    CENTRAL_SIGN,
    DESCRIBED,
    END,
    IN_UTF8,
    LOCAL,
    STORED,
    Archive,
    Field,
    Member,
    resolve_fields,
)
from normalizer.documents.document import Undo
from normalizer.errors import InputError, RestoreError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_DESCRIPTOR_SIGN = b"PK\x07\x08"
_LOCAL_SIGN = b"PK\x03\x04"
_DEFLATED, _VERSION = 8, 20


class ByteEdit(NamedTuple):
    """A change to bytes; ``member`` is the member that it is of, nothing for the directory and what is added."""

    start: int
    end: int
    data: bytes
    member: str = ""


def replace_members(archive: Archive, contents: Mapping[str, bytes], like: str) -> list[ByteEdit]:
    """Return the sorted edits that give members other contents and append those that the archive lacks.

    A member keeps its method, flags, date, attributes, extra fields and comment; one that is
    added has the date of the member `like`. Raises `InputError` for a member whose entry is damaged.
    """
    edits: list[ByteEdit] = []
    directory = bytearray(archive.data[archive.ending.directory : archive.ending.end + END.size])
    base = archive.ending.directory
    for name in archive.members.keys() & contents.keys():
        member = archive.members[name]
        packed = _pack(contents[name], member.method)
        numbers = (zlib.crc32(contents[name]), len(packed), len(contents[name]))
        after, entry = _rewrite_entry(archive, member, packed, numbers)
        edits.append(ByteEdit(member.local, after, entry, name))
        fields = (Field(member.central + 16, 4), member.packed, member.unpacked)
        for field, number in zip(fields, numbers, strict=True):
            Field(field.place - base, field.width).write(directory, number)
    edits.sort()
    _move_places(archive, edits, directory)
    added = [(name, contents[name]) for name in contents if name not in archive.members]
    edits.append(_close(archive, edits, directory, added, archive.members[like]))
    return edits


def _pack(content: bytes, method: int) -> bytes:
    if method == STORED:
        return content
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def _rewrite_entry(archive: Archive, member: Member, packed: bytes, numbers: Sequence[int]) -> tuple[int, bytes]:
    """Return where a member's entry ends, and the entry with other data."""
    data = archive.data
    crc, size = Field(member.local + 14, 4), [Field(member.local + 22, 4), Field(member.local + 18, 4)]
    extra = member.local + LOCAL.size + Field(member.local + 26, 2).read(data)
    unpacked_field, packed_field = resolve_fields(data, size, extra, member.start)
    head = bytearray(data[member.local : member.start])
    after, tail = member.end, bytearray()
    if member.flags & DESCRIBED:
        after, fields = _find_descriptor(archive, member)
        tail = bytearray(data[member.end : after])
        for field, number in zip(fields, numbers, strict=True):
            Field(field.place - member.end, field.width).write(tail, number)
    for field, number in zip((crc, packed_field, unpacked_field), numbers, strict=True):
        # Where a descriptor follows, the header may leave the numbers to it.
        if not member.flags & DESCRIBED or field.read(data):
            Field(field.place - member.local, field.width).write(head, number)
    return after, b"".join((head, packed, tail))


def _find_descriptor(archive: Archive, member: Member) -> tuple[int, tuple[Field, Field, Field]]:
    """Return where the data descriptor behind a member ends, and its fields: check sum, packed size, size."""
    data, expected = archive.data, [member.crc, member.end - member.start, member.size]
    for sign in (len(_DESCRIPTOR_SIGN), 0):
        for width in (4, 8):
            at = member.end + sign
            fields = Field(at, 4), Field(at + 4, width), Field(at + 4 + width, width)
            signed = not sign or data[member.end : at] == _DESCRIPTOR_SIGN
            if signed and [field.read(data) for field in fields] == expected:
                return at + 4 + 2 * width, fields
    message = f"{member.name} is damaged: what should follow its data is not there"
    raise InputError(message)


def _move_places(archive: Archive, edits: Sequence[ByteEdit], directory: bytearray) -> None:
    """Write where the members lie after `edits` into the directory."""
    moved, waiting = 0, list(edits)
    for member in sorted(archive.members.values(), key=lambda member: member.local):
        while waiting and waiting[0].start < member.local:
            edit = waiting.pop(0)
            moved += len(edit.data) - (edit.end - edit.start)
        field = Field(member.place.place - archive.ending.directory, member.place.width)
        field.write(directory, member.place.read(archive.data) + moved)


def _close(
    archive: Archive,
    edits: Iterable[ByteEdit],
    directory: bytearray,
    added: Sequence[tuple[str, bytes]],
    like: Member,
) -> ByteEdit:
    """Return the edit that puts new entries before the directory and rewrites it."""
    ending = archive.ending
    place = ending.directory - ending.shift + sum(len(edit.data) - (edit.end - edit.start) for edit in edits)
    date = archive.data[like.central + 12 : like.central + 16]
    entries, records = b"", b""
    for name, content in added:
        entry, record = _make_entry(name, content, date, place + len(entries))
        entries += entry
        records += record
    base = ending.directory
    moved = place + len(entries) - (ending.directory - ending.shift)
    changes = [(field, len(added)) for field in ending.counts] + [(field, len(records)) for field in ending.sizes]
    changes += [(field, moved) for field in ending.offsets]
    changes += [(ending.locator, moved + len(records))] if ending.locator else []
    for field, more in changes:
        Field(field.place - base, field.width).write(directory, field.read(archive.data) + more)
    cut = ending.records_end - base
    return ByteEdit(base, ending.end + END.size, entries + bytes(directory[:cut]) + records + bytes(directory[cut:]))


def _make_entry(name: str, content: bytes, date: bytes, place: int) -> tuple[bytes, bytes]:
    """Return the entry of a new member and its record in the directory."""
    packed = _pack(content, _DEFLATED)
    raw = name.encode()
    flags = 0 if raw.isascii() else IN_UTF8
    time, day = (int.from_bytes(part, "little") for part in (date[:2], date[2:]))
    common = (flags, _DEFLATED, time, day, zlib.crc32(content), len(packed), len(content), len(raw), 0)
    entry = LOCAL.pack(_LOCAL_SIGN, _VERSION, *common) + raw + packed
    return entry, CENTRAL.pack(CENTRAL_SIGN, _VERSION, _VERSION, *common, 0, 0, 0, 0, place) + raw


def splice_bytes(data: bytes, edits: Sequence[ByteEdit]) -> tuple[bytes, list[Undo]]:
    """Return `data` with sorted, disjoint `edits` made, and the edits that undo them, one for each.

    >>> splice_bytes(b"abc", [ByteEdit(1, 2, b"xyz")])
    (b'axyzc', [Undo(start=1, end=4, text='Yg==')])
    """
    pieces: list[bytes] = []
    undo: list[Undo] = []
    position = shift = 0
    for start, end, new, _ in edits:
        pieces += (data[position:start], new)
        undo.append(Undo(start + shift, start + shift + len(new), b64encode(data[start:end]).decode()))
        shift += len(new) - (end - start)
        position = end
    return b"".join(pieces) + data[position:], undo


def undo_bytes(data: bytes, edits: Iterable[Undo]) -> bytes:
    """Return `data` with the edits undone; raise `RestoreError` when they do not fit it.

    >>> undo_bytes(b"axyzc", [Undo(1, 4, "Yg==")])
    b'abc'
    """
    ordered = sorted(edits, key=lambda edit: edit[:2])
    position = 0
    found = []
    for start, end, text in ordered:
        try:
            found.append(ByteEdit(start, end, b64decode(text, validate=True)))
        except ValueError as error:
            message = f"the edit at {start} of the sidecar is damaged ({error})"
            raise RestoreError(message) from error
        if not position <= start <= end <= len(data):
            message = f"the edit at {start} of the sidecar does not fit the clean document"
            raise RestoreError(message)
        position = end
    return splice_bytes(data, found)[0]
