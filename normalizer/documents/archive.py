"""Zip archives read with the exact place of everything, so that single members can be replaced by splicing bytes.

Sources: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3 (records, data descriptor, zip64).
"""

from __future__ import annotations

import zlib
from struct import Struct

from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LARGEST_MEMBER = 1 << 28
"""The most bytes that a member may unpack to; the text of the longest novels is a hundredth of it."""
LARGEST_TOTAL = 1 << 30
"""The most bytes that all members that are read may unpack to."""
_SUSPECT = 1 << 24
_HIGHEST_RATIO = 200  # real documents pack to a tenth or a fiftieth; deflate itself reaches 1,032

LOCAL = Struct("<4s5HLLLHH")
CENTRAL = Struct("<4s6HLLL5HLL")
END = Struct("<4s4HLLH")
END_64 = Struct("<4sQHHLLQQQQ")
LOCATOR_64 = Struct("<4sLQL")
_LOCAL_SIGN, CENTRAL_SIGN, END_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_END_64_SIGN, _LOCATOR_SIGN = b"PK\x06\x06", b"PK\x06\x07"
_COMPOUND_SIGN = b"\xd0\xcf\x11\xe0"

STORED, DEFLATED = 0, 8
ENCRYPTED, DESCRIBED, IN_UTF8 = 0x2041, 0x8, 0x800
"""Bits of a member's flags; of ``ENCRYPTED`` any one is enough."""
_FULL_16, FULL_32 = 0xFFFF, 0xFFFFFFFF
_ZIP_64 = 1


class Field(NamedTuple):
    """Where a number stands in an archive, and in how many bytes."""

    place: int
    width: int

    def read(self, data: bytes) -> int:
        """Return the number."""
        return int.from_bytes(data[self.place : self.place + self.width], "little")

    def write(self, data: bytearray, value: int) -> None:
        """Put another number in its place; raise `InputError` when it needs more bytes."""
        if value >> (8 * self.width):
            message = "the clean archive would be larger than its records can say"
            raise InputError(message)
        data[self.place : self.place + self.width] = value.to_bytes(self.width, "little")


class Member(NamedTuple):
    """A member of an archive: what the central directory says of it, and where it lies (bytes).

    ``local`` is its local header, ``start`` and ``end`` are its packed data, ``central`` is its record
    in the directory; ``packed``, ``unpacked`` and ``place`` are the fields of that record.
    """

    name: str
    flags: int
    method: int
    crc: int
    size: int
    local: int
    start: int
    end: int
    central: int
    packed: Field
    unpacked: Field
    place: Field


class Ending(NamedTuple):
    """The end of an archive: where the directory lies and the fields of its end records.

    ``shift`` is what must be added to every offset in the archive, because something stands before it.
    """

    directory: int
    records_end: int
    end: int
    shift: int
    counts: tuple[Field, ...]
    sizes: tuple[Field, ...]
    offsets: tuple[Field, ...]
    locator: Field | None


class Archive:
    """A zip archive in memory. Members have names of their own and do not overlap."""

    def __init__(self, data: bytes) -> None:
        """Read the directory; raise `InputError` when `data` is no zip archive or a damaged one."""
        self.data = data
        self.ending = _read_ending(data)
        found = list(_read_directory(data, self.ending))
        self.members = {member.name: member for member in found}
        if len(self.members) < len(found):
            names = [member.name for member in found]
            twice = next(name for name in names if names.count(name) > 1)
            message = f"the archive holds {twice} twice"
            raise InputError(message)
        _check_places(found, self.ending)
        self._total = 0

    def read(self, name: str) -> bytes:
        """Return a member unpacked.

        Raises `InputError` when there is none of that name, or it is encrypted, packed by an
        unknown method, too large, or does not have the size and the check sum that it should have.
        """
        member = self.members.get(name)
        if member is None:
            message = f"the archive lacks {name}"
            raise InputError(message)
        if member.flags & ENCRYPTED:
            message = f"{name} is encrypted"
            raise InputError(message)
        if member.method not in (STORED, DEFLATED):
            message = f"{name} is packed by method {member.method}, which is not read"
            raise InputError(message)
        self._check_size(member)
        content = _unpack(self.data[member.start : member.end], member)
        if len(content) != member.size or zlib.crc32(content) != member.crc:
            message = f"{name} is damaged: its size or check sum is another one"
            raise InputError(message)
        return content

    def _check_size(self, member: Member) -> None:
        packed = max(member.end - member.start, 1)
        self._total += member.size
        bloated = member.size > _SUSPECT and member.size > packed * _HIGHEST_RATIO
        if bloated or member.size > LARGEST_MEMBER or self._total > LARGEST_TOTAL:
            message = f"{member.name} would unpack to {member.size:,} bytes, which is no document"
            raise InputError(message)


def _unpack(packed: bytes, member: Member) -> bytes:
    """Return the content of a member, at most a byte more than it should have."""
    if member.method == STORED:
        return packed
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.size + 1)
    except zlib.error as error:
        message = f"{member.name} is damaged ({error})"
        raise InputError(message) from error


def _fail(what: str) -> InputError:
    return InputError(f"this is a damaged zip archive: {what}")


def _read_ending(data: bytes) -> Ending:
    """Return what the end records say."""
    end = data.rfind(END_SIGN, max(len(data) - END.size - _FULL_16, 0))
    # A comment may hold the signature; the record whose comment ends with the archive is the one.
    while end >= 0 and end + END.size + Field(end + 20, 2).read(data) != len(data):
        end = data.rfind(END_SIGN, 0, end)
    if end < 0 or end + END.size > len(data):
        if data.startswith(_COMPOUND_SIGN):
            message = "this is no zip archive but a compound file: encrypted with a password, or of an older format"
            raise InputError(message)
        message = "this is no zip archive" if not data.startswith(b"PK") else "this is a cut off zip archive"
        raise InputError(message)
    counts, sizes, offsets = [Field(end + 8, 2), Field(end + 10, 2)], [Field(end + 12, 4)], [Field(end + 16, 4)]
    records_end, locator = end, None
    if data[end - LOCATOR_64.size : end - LOCATOR_64.size + 4] == _LOCATOR_SIGN:
        records_end, locator = _find_end_64(data, end)
        counts += [Field(records_end + 24, 8), Field(records_end + 32, 8)]
        sizes.append(Field(records_end + 40, 8))
        offsets.append(Field(records_end + 48, 8))
    directory = records_end - sizes[-1].read(data)
    shift = directory - offsets[-1].read(data)
    if directory < 0 or shift < 0:
        what = "its directory would begin before the file"
        raise _fail(what)
    held = [tuple(field for field in group if not _is_full(field, data)) for group in (counts, sizes, offsets)]
    return Ending(directory, records_end, end, shift, held[0], held[1], held[2], locator)


def _is_full(field: Field, data: bytes) -> bool:
    """Tell whether a field of the older record is filled with ones, so that the zip64 record counts alone."""
    return field.width < 8 and field.read(data) == (1 << 8 * field.width) - 1  # noqa: PLR2004 - bytes of zip64


def _find_end_64(data: bytes, end: int) -> tuple[int, Field]:
    """Return where the zip64 end record lies, and the field of the locator that says so."""
    locator = end - LOCATOR_64.size
    place = Field(locator + 8, 8)
    for at in (locator - END_64.size, place.read(data)):
        if data[at : at + 4] == _END_64_SIGN:
            return at, place
    what = "its zip64 end record is lost"
    raise _fail(what)


def _read_directory(data: bytes, ending: Ending) -> Iterator[Member]:
    """Yield the members in the order of the directory."""
    at = ending.directory
    for _ in range((ending.counts or (Field(ending.end + 10, 2),))[-1].read(data)):
        if data[at : at + 4] != CENTRAL_SIGN or at + CENTRAL.size > ending.records_end:
            what = "its directory is cut off"
            raise _fail(what)
        row = CENTRAL.unpack_from(data, at)
        flags, method, crc, (name_size, extra_size, comment_size) = row[3], row[4], row[7], row[10:13]
        name = data[at + CENTRAL.size : at + CENTRAL.size + name_size]
        extra = at + CENTRAL.size + name_size
        fields = [Field(at + 24, 4), Field(at + 20, 4), Field(at + 42, 4)]
        unpacked, packed, place = resolve_fields(data, fields, extra, extra + extra_size)
        local = place.read(data) + ending.shift
        if data[local : local + 4] != _LOCAL_SIGN or local + LOCAL.size > ending.directory:
            what = f"there is no entry of {name!r} where there should be one"
            raise _fail(what)
        start = local + LOCAL.size + sum(LOCAL.unpack_from(data, local)[9:])
        yield Member(
            _decode(name, flags),
            flags,
            method,
            crc,
            unpacked.read(data),
            local,
            start,
            start + packed.read(data),
            at,
            packed,
            unpacked,
            place,
        )
        at = extra + extra_size + comment_size
    if at > ending.records_end or data[at : at + 4] == CENTRAL_SIGN:
        what = "its directory has another length than it says"
        raise _fail(what)


def _decode(name: bytes, flags: int) -> str:
    """Return a name: in UTF-8 by its flag, also without it where it reads so, else in the code page of DOS."""
    try:
        return name.decode()
    except UnicodeDecodeError as error:
        if flags & IN_UTF8:
            what = f"the name {name!r} is no UTF-8"
            raise _fail(what) from error
        return name.decode("cp437")


def resolve_fields(data: bytes, fields: Sequence[Field], start: int, end: int) -> list[Field]:
    """Return `fields` with those that are filled with ones led to the zip64 extra field between `start` and `end`."""
    if all(field.read(data) != FULL_32 for field in fields):
        return list(fields)
    while start + 4 <= end:
        kind, size = Field(start, 2).read(data), Field(start + 2, 2).read(data)
        start += 4
        if kind == _ZIP_64:
            found = []
            for field in fields:
                full = field.read(data) == FULL_32 and start + 8 <= end
                found.append(Field(start, 8) if full else field)
                start += 8 if full else 0
            return found
        start += size
    return list(fields)


def _check_places(members: Sequence[Member], ending: Ending) -> None:
    """Raise `InputError` when two members share bytes, or one reaches into the directory."""
    following = ending.directory
    for member in sorted(members, key=lambda member: member.local, reverse=True):
        if member.end > following:
            what = f"{member.name} reaches into what follows it"
            raise _fail(what)
        following = member.local
