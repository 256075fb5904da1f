"""JSON Lines: one record a line; one field treated, every other byte as it was."""

from __future__ import annotations

import json
from json.decoder import JSONDecoder, scanstring  # type: ignore[attr-defined,unused-ignore]
from typing import TYPE_CHECKING, Any, NamedTuple

from normalizer.documents.encoding import may_hold_cjk
from normalizer.errors import InputError

if TYPE_CHECKING:
    from normalizer.pipeline import Normalizer
    from normalizer.types import NormalizedText

_decoder = JSONDecoder()
_BLANKS = " \t\r\n"


class Member(NamedTuple):
    """A string member of a record: the value and its literal's place in the line (code points)."""

    value: str
    start: int
    end: int


class Record(NamedTuple):
    """What a scan of one line found: the field if it is a string, the keys, the place of the closing brace."""

    member: Member | None
    keys: tuple[str, ...]
    close: int


class Line(NamedTuple):
    """One line treated: its new bytes and, when it was touched, the result and the old bytes."""

    data: bytes
    result: NormalizedText | None
    original: bytes


def scan_record(line: str, field: str) -> Record:
    """Find the string `field` of the JSON object in `line`, at the top level only.

    Raises `InputError` when the line is no JSON object.

    >>> scan_record('{"id": 1, "text": "舆论"}', "text").member
    Member(value='舆论', start=18, end=22)
    """
    try:
        return _scan(line, field)
    except (ValueError, IndexError) as error:
        message = f"no JSON object ({error})"
        raise InputError(message) from error


def _scan(line: str, field: str) -> Record:
    position = _skip(line, 0)
    if line[position] != "{":
        message = "the line does not begin with {"
        raise ValueError(message)
    member, keys = None, []
    position = _skip(line, position + 1)
    while line[position] != "}":
        key, position = scanstring(line, position + 1)
        keys.append(key)
        position = _skip(line, position)
        _expect(line, position, ":")
        start = _skip(line, position + 1)
        value, position = _decoder.raw_decode(line, start)
        if key == field and isinstance(value, str):
            member = Member(value, start, position)
        position = _skip(line, position)
        if line[position] == ",":
            position = _skip(line, position + 1)
            _expect(line, position, '"')
        else:
            _expect(line, position, "}")
    if line[position + 1 :].strip():
        message = f"more text after the object at character {position + 1}"
        raise ValueError(message)
    return Record(member, tuple(keys), position)


def _skip(line: str, position: int) -> int:
    while position < len(line) and line[position] in _BLANKS:
        position += 1
    return position


def _expect(line: str, position: int, sign: str) -> None:
    if line[position] != sign:
        message = f"expected {sign!r} at character {position}"
        raise ValueError(message)


def treat_line(data: bytes, field: str, normalizer: Normalizer) -> Line:
    """Normalize one record: the field's literal is replaced and ``annotations`` added, nothing else.

    A line without Chinese in the field comes back byte for byte. Raises `InputError` for a
    line that is no record, or that already has ``annotations``.
    """
    if not may_hold_cjk(data) and b"\\u" not in data:
        return Line(data, None, data)
    try:
        line = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"not UTF-8: byte 0x{data[error.start]:02x} at byte {error.start} of the line"
        raise InputError(message) from error
    record = scan_record(line, field)
    if record.member is None:
        return Line(data, None, data)
    result = normalizer.normalize(record.member.value)
    if all(note.action == "keep" for note in result.annotations):
        return Line(data, None, data)
    if "annotations" in record.keys:
        message = "the record already has a member 'annotations'"
        raise InputError(message)
    return Line(_splice(line, record, result).encode(), result, data)


def _splice(line: str, record: Record, result: NormalizedText) -> str:
    member = record.member
    assert member is not None  # noqa: S101 - the caller looked
    plain = line[member.start : member.end].isascii()
    notes: list[dict[str, Any]] = result.to_dict()["annotations"]
    return "".join(
        (
            line[: member.start],
            json.dumps(result.text, ensure_ascii=plain),
            line[member.end : record.close].rstrip(_BLANKS),
            ', "annotations": ',
            json.dumps(notes, ensure_ascii=plain),
            line[record.close :],
        )
    )
