from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.documents.encoding import MARKS, Encoding, find_encoding
from normalizer.errors import EncodingError, UsageError


@pytest.mark.parametrize(("mark", "name"), MARKS)
def test_a_byte_order_mark_tells_the_encoding_and_is_kept(mark, name):
    data = mark + "the 舆论\r\n".encode(name)
    encoding = find_encoding(data)
    assert encoding == Encoding(name, mark)
    assert encoding.decode(data) == "the 舆论\r\n"
    assert encoding.encode("the 舆论\r\n") == data


def test_without_a_mark_it_is_utf8_or_the_one_given():
    assert find_encoding("舆论".encode()) == Encoding("utf-8", b"")
    assert find_encoding("舆论".encode("gb18030"), "GB18030") == Encoding("gb18030", b"")
    assert find_encoding(b"\xef\xbb\xbfx", "utf-8-sig") == Encoding("utf-8", b"\xef\xbb\xbf")
    assert find_encoding(b"\xff\xfex\0", "utf-16") == Encoding("utf-16-le", b"\xff\xfe")


def test_a_mark_of_another_encoding_is_no_mark():
    assert find_encoding(b"\xff\xfe", "latin-1") == Encoding("iso8859-1", b"")


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64"])
def test_an_encoding_that_is_none_is_wrong_use(name):
    with pytest.raises(UsageError, match=f"there is no text encoding '{name}'"):
        find_encoding(b"", name)


@pytest.mark.parametrize(
    ("data", "name", "where"),
    [
        (b"one\ntwo\r\nthr\xffee", "", "byte 0xFF at offset 12, line 3"),
        (b"\xef\xbb\xbfone\r\xb0two", "", "byte 0xB0 at offset 7, line 2"),
        ("the 舆论".encode("gb18030"), "", "byte 0xD3 at offset 4, line 1"),
        ("舆论".encode() + b"\xe8\x88", "", "byte 0xE8 at offset 6, line 1"),
        (b"\xff\xfea\0\n\0\0\xd8", "", "byte 0x00 at offset 6, line 2"),
        (b"one\ntwo\xff", "gb18030", "byte 0xFF at offset 7, line 2"),
    ],
)
def test_a_wrong_byte_is_named(data, name, where):
    with pytest.raises(EncodingError, match=where):
        find_encoding(data, name).decode(data)


def test_the_place_of_a_part_is_counted_in():
    with pytest.raises(EncodingError, match="offset 103, line 8"):
        Encoding().decode(b"a\nb\xff", offset=100, line=7)


def test_text_that_the_encoding_cannot_hold_is_an_error():
    with pytest.raises(EncodingError, match="gb2312 cannot hold"):
        Encoding("gb2312").encode("a – ǔ ©")


def test_an_encoding_that_does_not_come_back_is_refused():
    data = b"+AGE- b"  # UTF-7 for "a b", which is written back as plain letters
    with pytest.raises(EncodingError, match="would not be written back byte for byte"):
        find_encoding(data, "utf-7").decode(data)


@given(st.text(), st.sampled_from(["utf-8", "utf-16-le", "utf-32-be", "gb18030"]))
def test_text_comes_back(text, name):
    data = text.encode(name)
    encoding = find_encoding(data, name)
    assert encoding.encode(encoding.decode(data)) == data
