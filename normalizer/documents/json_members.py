r"""Where the members of a JSON object stand in its text, so that one can be changed and the rest left alone.

>>> [(m.key, m.value) for m in scan_members('{"a": "\\u8206", "b": {"a": 1}}').members]
[('a', '舆'), ('b', {'a': '1'})]
"""

from __future__ import annotations

import json
from json.decoder import scanstring  # type: ignore[attr-defined] # left out of the type stubs
from json.encoder import encode_basestring, encode_basestring_ascii

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from typing import Any

_BLANK = precompile(r"[ \t\r\n]*")
_SURROGATE = precompile(r"[\ud800-\udfff]")
# Numbers are only passed over: kept as text, no digit of theirs can be refused or rounded.
_DECODER = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=str)


class Member(NamedTuple):
    """A key, its value, and where both stand (code points of the line); numbers are given as text."""

    key: str
    value: Any
    key_start: int
    start: int
    end: int


class Members(NamedTuple):
    """The members of an object, and where the last one (or the opening brace) ends."""

    members: tuple[Member, ...]
    end: int

    def find(self, key: str) -> Member | None:
        """Return the member of that key, the last one if there are several, as every reader of JSON does."""
        return next((member for member in reversed(self.members) if member.key == key), None)


def scan_members(line: str) -> Members:
    """Return the members of the object that `line` holds; raise `ValueError` when it holds none."""
    try:
        return _scan(line)
    except json.JSONDecodeError as error:
        fault = error.msg.removesuffix(" starting at")
        message = f"{fault[:1].lower()}{fault[1:]} at column {error.pos + 1}"
        raise ValueError(message) from error
    except IndexError as error:
        message = "the line is cut short"
        raise ValueError(message) from error
    except RecursionError as error:
        message = "the line is nested too deeply"
        raise ValueError(message) from error


def _scan(line: str) -> Members:
    position = _expect(line, _skip(line, 0), "{")
    members: list[Member] = []
    end = position
    position = _skip(line, position)
    if line[position] != "}":
        while True:
            key_start = position
            key, position = scanstring(line, _expect(line, position, '"'), False)  # noqa: FBT003 - C function
            start = _skip(line, _expect(line, _skip(line, position), ":"))
            value, end = _DECODER.raw_decode(line, start)
            members.append(Member(key, value, key_start, start, end))
            position = _skip(line, end)
            if line[position] == "}":
                break
            position = _skip(line, _expect(line, position, ","))
    position = _skip(line, position + 1)
    if position != len(line):
        message = f"something follows the record at column {position + 1}"
        raise ValueError(message)
    return Members(tuple(members), end)


def _skip(line: str, position: int) -> int:
    match = _BLANK.match(line, position)
    return match.end() if match else position


def _expect(line: str, position: int, sign: str) -> int:
    if line[position] != sign:
        message = f"expected {sign!r} at column {position + 1}"
        raise ValueError(message)
    return position + 1


def write_literal(value: Any, *, ascii_only: bool, spaced: bool = True) -> str:
    """Return `value` as JSON, in ASCII or not, with or without blanks after commas and colons.

    Half a surrogate pair, which no encoding could write, is always escaped.

    >>> write_literal("舆论", ascii_only=False), write_literal([1, 2], ascii_only=True, spaced=False)
    ('"舆论"', '[1,2]')
    """
    separators = (", ", ": ") if spaced else (",", ":")
    literal = json.dumps(value, ensure_ascii=ascii_only, separators=separators)
    return _escape_surrogates(literal)


def write_string(text: str, *, ascii_only: bool) -> str:
    r"""Return the JSON literal of a text, as `write_literal` does, but faster.

    >>> write_string("“舆”", ascii_only=True)
    '"\\u201c\\u8206\\u201d"'
    """
    if ascii_only or text.isascii():
        return encode_basestring_ascii(text)
    return _escape_surrogates(encode_basestring(text))


def _escape_surrogates(literal: str) -> str:
    try:
        literal.encode()  # costs a tenth of searching
    except UnicodeEncodeError:
        return _SURROGATE.sub(_escape, literal)
    return literal


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
