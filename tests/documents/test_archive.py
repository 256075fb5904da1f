from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.documents import archive
from normalizer.documents.archive import Archive
from normalizer.documents.archive_splicing import replace_members, splice_bytes, undo_bytes
from normalizer.documents.document import Undo
from normalizer.errors import InputError, RestoreError

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
NAMES = ("a.xml", "word/b.xml", "ä/ö.xhtml", "目录.xml", "empty")


class Unseekable(io.RawIOBase):
    """A file that can only be written on and on, so that sizes follow the data."""

    def __init__(self):
        self.data = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.data += data
        return len(data)


@st.composite
def archives(draw):
    """Zip archives as programs write them: methods, data descriptors, zip64 fields, comments, something before them."""
    described, prefix = draw(st.booleans()), draw(st.sampled_from([b"", b"#!/bin/sh\n", b"MZ" * 40]))
    raw = Unseekable() if described else io.BytesIO()
    with zipfile.ZipFile(raw, "w") as file:
        for name in draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1)):
            info = zipfile.ZipInfo(name, (2020, 2, 3, 4, 5, 6))
            info.compress_type = draw(st.sampled_from(METHODS))
            info.comment = draw(st.binary(max_size=3))
            info.external_attr = draw(st.integers(0, 2**32 - 1))
            info.extra = draw(st.sampled_from([b"", struct.pack("<HH4s", 0x7075, 4, b"abcd")]))
            with file.open(info, "w", force_zip64=draw(st.booleans())) as member:
                member.write(draw(st.binary(max_size=60)) * draw(st.integers(0, 20)))
        file.comment = draw(st.sampled_from([b"", b"a comment"]))
    data = bytes(raw.data) if described else raw.getvalue()
    return prefix + (force_zip64_end(data) if draw(st.booleans()) else data)


def force_zip64_end(data):
    """Return an archive whose last record leaves its numbers to a zip64 record before it."""
    end = data.rfind(b"PK\x05\x06\x00\x00\x00\x00", 0, len(data) - len(zipfile.ZipFile(io.BytesIO(data)).comment))
    _, _, _, _, count, size, offset, comment = archive.END.unpack_from(data, end)
    record = archive.END_64.pack(b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = archive.LOCATOR_64.pack(b"PK\x06\x07", 0, end, 1)
    last = archive.END.pack(b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, comment)
    return data[:end] + record + locator + last + data[end + 22 :]


def splice(data, contents):
    found = Archive(data)
    return splice_bytes(data, replace_members(found, contents, next(iter(found.members))))


def describe(data, leaving=()):
    """What a zip file says of its members, apart from what a new content must change."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        told = "filename compress_type comment extra flag_bits external_attr date_time create_system create_version".split()
        heads = [tuple(getattr(info, name) for name in told) for info in file.infolist()]
        return heads, {n: file.read(n) for n in file.namelist() if n not in leaving}, file.comment


@given(archives())
def test_an_archive_is_read_as_zipfile_reads_it(data):
    found = Archive(data)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert list(found.members) == file.namelist()
        for info in file.infolist():
            if info.compress_type in METHODS[:2]:
                assert found.read(info.filename) == file.read(info.filename)


@given(archives(), st.data())
def test_members_are_replaced_nothing_else_changes_and_all_comes_back(data, draw):
    fitting = [name for name, member in Archive(data).members.items() if member.method in METHODS[:2]]
    chosen = draw.draw(st.lists(st.sampled_from(fitting), unique=True)) if fitting else []
    contents = {name: draw.draw(st.binary(max_size=300)) for name in chosen}
    added = {"new/ü.xml": b"<new/>"} if draw.draw(st.booleans()) else {}
    clean, undo = splice(data, {**contents, **added})
    assert undo_bytes(clean, undo) == data
    heads, others, comment = describe(data, chosen)
    clean_heads, clean_others, clean_comment = describe(clean, [*chosen, *added])
    assert (clean_heads[: len(heads)], clean_others, clean_comment) == (heads, others, comment)
    with zipfile.ZipFile(io.BytesIO(clean)) as file:
        assert file.testzip() is None
        for name, content in {**contents, **added}.items():
            assert file.read(name) == content
        for name in others:
            before, after = Archive(data).members[name], Archive(clean).members[name]
            assert data[before.local : before.end] == clean[after.local : after.end]


def make(members, **settings):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", **settings) as file:
        for name, content in members:
            file.writestr(name, content)
    return raw.getvalue()


PLAIN = make([("a.xml", b"<a/>" * 50), ("b.xml", b"<b/>")], compression=zipfile.ZIP_DEFLATED)


def flip(data, place):
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


def set_flag(data, flag):
    where = data.index(b"PK\x01\x02") + 8
    return data[:where] + bytes([data[where] | flag]) + data[where + 1 :]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_refused():
    with pytest.raises(InputError, match=r"holds a\.xml twice"):
        Archive(make([("a.xml", b"1"), ("a.xml", b"2")]))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no zip archive"),
        (b"plain text", "no zip archive"),
        (PLAIN[:-30], "cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted with a password"),
        (PLAIN[40:], "before the file"),
        (flip(PLAIN, PLAIN.index(b"PK\x01\x02") + 42), "where there should be one"),
        (flip(PLAIN, PLAIN.rindex(b"PK\x01\x02")), "directory is cut off"),
        (PLAIN[:-14] + b"\1\0\1\0" + PLAIN[-10:], "another length"),
    ],
)
def test_what_is_no_archive_or_a_damaged_one_is_refused(data, message):
    with pytest.raises(InputError, match=message):
        Archive(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (flip(PLAIN, 36), "damaged"),
        (flip(PLAIN, PLAIN.index(b"PK\x01\x02") + 16), "check sum"),
        (set_flag(PLAIN, 1), "encrypted"),
        (make([("a.xml", b"x" * 99)], compression=zipfile.ZIP_BZIP2), "method 12"),
    ],
)
def test_a_member_that_cannot_be_read_is_named(data, message):
    with pytest.raises(InputError, match=message) as caught:
        Archive(data).read("a.xml")
    assert "a.xml" in str(caught.value)


def test_a_comment_may_look_like_the_end():
    data = PLAIN[:-2] + struct.pack("<H", 50) + b"PK\x05\x06" + bytes(46)
    clean, undo = splice(data, {"b.xml": b"<c/>"})
    assert Archive(clean).read("b.xml") == b"<c/>"
    assert clean.endswith(data[-50:])
    assert undo_bytes(clean, undo) == data


def test_a_member_that_is_not_there_is_named():
    with pytest.raises(InputError, match=r"lacks c\.xml"):
        Archive(PLAIN).read("c.xml")


def test_members_that_share_their_bytes_are_refused():
    # The second record of the directory leads to the first entry again.
    second = PLAIN.rindex(b"PK\x01\x02") + 42
    with pytest.raises(InputError, match="reaches into"):
        Archive(PLAIN[:second] + bytes(4) + PLAIN[second + 4 :])


def test_what_unpacks_to_far_more_is_not_unpacked():
    bomb = make([("a.xml", bytes(1 << 25))], compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(InputError, match="33,554,432 bytes"):
        Archive(bomb).read("a.xml")


def test_a_member_that_lies_about_its_size_is_not_unpacked_further():
    size = bytearray(PLAIN)
    struct.pack_into("<L", size, PLAIN.index(b"PK\x01\x02") + 24, 7)
    with pytest.raises(InputError, match="size or check sum"):
        Archive(bytes(size)).read("a.xml")


def test_no_more_than_a_bound_is_unpacked_in_all(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_TOTAL", 203)
    found = Archive(PLAIN)
    assert len(found.read("a.xml")) == 200
    with pytest.raises(InputError, match="no document"):
        found.read("b.xml")


def test_a_member_whose_end_is_damaged_is_not_replaced():
    raw = Unseekable()
    with zipfile.ZipFile(raw, "w") as file:
        file.writestr("a.xml", b"<a/>")
    data = bytes(raw.data)
    broken = data.replace(b"PK\x07\x08" + struct.pack("<L", zlib.crc32(b"<a/>")), bytes(8))
    with pytest.raises(InputError, match="should follow its data"):
        splice(broken, {"a.xml": b""})


@pytest.mark.parametrize("edit", [Undo(0, 99, ""), Undo(2, 1, ""), Undo(0, 1, "no base64!")])
def test_edits_that_do_not_fit_are_refused(edit):
    with pytest.raises(RestoreError):
        undo_bytes(b"abc", [edit])


@given(st.lists(st.tuples(st.integers(0, len(PLAIN) - 1), st.integers(0, 255)), max_size=4), st.integers(0, len(PLAIN)))
def test_whatever_is_damaged_is_refused_or_comes_back(flips, length):
    data = bytearray(PLAIN)
    for place, value in flips:
        data[place] = value
    data = bytes(data[: len(data) if length % 3 else length])
    try:
        found = Archive(data)
        readable = [name for name in found.members if found.read(name)]
        clean, undo = splice(data, dict.fromkeys(readable, b"<new/>")) if readable else (data, [])
    except InputError:
        return
    assert undo_bytes(clean, undo) == data
