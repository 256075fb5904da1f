"""The texts of a record of JSON lines: the strings that its fields mean."""

from __future__ import annotations

from normalizer.detection.codepoints import has_cjk
from normalizer.documents.fields import EVERY, Pattern, is_pointer, name_fields, parse_pointer
from normalizer.documents.json_members import scan_members
from normalizer.documents.json_strings import JsonFaultError, find_strings, lay_out, make_node
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizer.documents.fields import Step
    from normalizer.documents.json_members import Member, Members
    from normalizer.documents.nodes import Node


class Texts(NamedTuple):
    """The texts of a record with Chinese, Japanese or Korean: the way to each, and its node, in order.

    ``members`` are those of the record, if they were asked for on the way.
    """

    places: tuple[tuple[Sequence[Step], Node], ...]
    members: Members | None = None


class RecordTexts:
    """Finds texts; methods raise `ValueError` for a line that holds no object."""

    def __init__(self, fields: Sequence[str]) -> None:
        """Take the fields: a name means a member of the record itself."""
        steps = [parse_pointer(field) if is_pointer(field) else (field,) for field in fields]
        self._patterns = [Pattern(way) for way in steps]
        # Names are found by a parser in C that knows where the members of an object stand, not those within.
        simple = all(len(way) == 1 and way[0] != EVERY for way in steps)
        self._names = [way[0] for way in steps] if simple else []

    def find(self, line: str) -> Texts | None:
        """Return the texts of a record; None when there is no string where the fields say."""
        return self._find_named(line) if self._names else self._find_fitting(line)

    def _find_named(self, line: str) -> Texts | None:
        members = scan_members(line)
        found = [member for name in self._names if (member := members.find(name)) and isinstance(member.value, str)]
        if len(found) > 1:
            found = sorted((member for member in found if has_cjk(member.value)), key=_start)
        places = [((m.key,), lay_out(line, m.start, m.end, m.value)) for m in found]
        return Texts(tuple(places), members) if found else None

    def _find_fitting(self, line: str) -> Texts | None:
        # As every reader of JSON does, of members with equal keys the last one is taken.
        found = {place: node for place, node in _find_nodes(line) if self._fits(place)}
        if not found and not any(self._fits(place) for place, _ in _find_nodes(line, every=True)):
            return None
        return Texts(tuple(sorted(found.items(), key=lambda pair: pair[1].start)))

    def _fits(self, place: Sequence[Step]) -> bool:
        return any(pattern.fits(place) for pattern in self._patterns)


def find_fields(line: str) -> set[str]:
    """Return the fields that mean the strings of a record with Chinese, Japanese or Korean.

    >>> sorted(find_fields('{"a": "舆", "b": [{"c": "论"}, {"c": "论"}], "d": "x"}'))
    ['/b/*/c', 'a']
    """
    return {name_fields(place) for place, node in _find_nodes(line) if has_cjk(node.text)}


def _find_nodes(line: str, *, every: bool = False) -> Iterator[tuple[tuple[Step, ...], Node]]:
    if not line.lstrip(" \t\r\n").startswith("{"):
        scan_members(line)  # tells what is wrong
    try:
        for place, start, end in find_strings(line, every=every):
            yield place, make_node(line, start, end)
    except JsonFaultError as fault:
        message = f"{fault} at column {fault.offset + 1}"
        raise ValueError(message) from fault


def _start(member: Member) -> int:
    return member.start
