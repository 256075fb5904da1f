from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.documents.json_members import scan_members, write_literal

VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=6,
)
BLANKS = st.sampled_from(["", " ", "\t", "  ", "\r", "\n"])


@given(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), st.booleans(), BLANKS, BLANKS, st.integers(0, 1))
def test_members_stand_where_they_are_said_to(record, ascii_only, before, after, indent):
    line = before + json.dumps(record, ensure_ascii=ascii_only, indent=indent or None) + after
    found = scan_members(line)
    assert [m.key for m in found.members] == list(record)
    for member in found.members:
        assert json.loads(line[member.start : member.end]) == record[member.key]
        assert line[member.key_start] == '"'
    assert json.loads(line[: found.end] + line[found.end :].rstrip()) == record
    if found.members:
        assert found.end == found.members[-1].end


def test_the_last_of_equal_keys_counts():
    found = scan_members(r'{"text": "a", "x": {"text": "no"}, "s": "\"text\": \"no\"", "t\u0065xt": "b"}')
    assert found.find("text").value == "b"
    assert found.find("none") is None


def test_numbers_of_any_size_pass():
    assert scan_members('{"n": ' + "9" * 10_000 + ', "f": 1e400, "x": NaN}').find("x").value == "NaN"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "cut short"),
        ("[1]", "expected '{' at column 1"),
        ('{"a": 1', "cut short"),
        ('{"a": ', "expecting value at column 7"),
        ('{"a" 1}', "expected ':' at column 6"),
        ('{"a": 1 "b": 2}', "expected ',' at column 9"),
        ('{"a": 1,}', "expected '\"' at column 9"),
        ('{"a": "x}', "unterminated string at column 7"),
        ('{"a": tru}', "expecting value at column 7"),
        ('{"a": 1} {"b": 2}', "something follows the record at column 10"),
        ('{"a": ' + "[" * 200_000, "nested too deeply"),
    ],
)
def test_what_is_no_object_is_told(line, message):
    with pytest.raises(ValueError, match=message):
        scan_members(line)


@given(st.text(alphabet=st.characters(), max_size=10), st.booleans())
def test_a_literal_can_always_be_written_and_read(text, ascii_only):
    for value in (text, text + "\ud83d", "\ude00" + text):
        literal = write_literal(value, ascii_only=ascii_only)
        assert json.loads(literal.encode("utf-8")) == value
        assert not ascii_only or literal.isascii()
