"""The fields of records that are texts: names, and JSON Pointers with ``*`` for every member or element.

>>> parse_pointer("/messages/*/content"), name_place(("messages", 0, "a/b"))
(('messages', '*', 'content'), '/messages/0/a~1b')
"""

from __future__ import annotations

from normalizer.errors import UsageError
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EVERY = "*"
"""In a pointer every member of an object or element of an array, beyond RFC 6901; alone, every text."""

Step = str | int
"""A step to a place in JSON: the key of a member, or the number of an element."""

_FAULT = precompile(r"~(?![01])")


class Pattern(NamedTuple):
    """The places that a field means: the steps to them from the top, or from anywhere."""

    steps: tuple[str, ...]
    anywhere: bool = False

    def fits(self, place: Sequence[Step]) -> bool:
        """Tell whether a place is meant; what is meant from anywhere is a member, no element.

        >>> Pattern(("a", "*")).fits(("a", 7)), Pattern(("b",), anywhere=True).fits(("a", 7, "b"))
        (True, True)
        """
        if self.anywhere:
            return self.steps == (EVERY,) or (place[-1:] == self.steps)
        return len(self.steps) == len(place) and all(
            wanted in (EVERY, str(step)) for wanted, step in zip(self.steps, place, strict=True)
        )


def is_pointer(field: str) -> bool:
    """Tell whether a field is a JSON Pointer, not a name."""
    return field.startswith("/")


def parse_pointer(field: str) -> tuple[str, ...]:
    """Return the steps of a JSON Pointer (RFC 6901); raise `UsageError` for a ``~`` that escapes nothing."""
    if _FAULT.search(field):
        message = f"field {field!r}: in a JSON Pointer ~ is written ~0, and / in a name ~1"
        raise UsageError(message)
    return tuple(map(read_step, field[1:].split("/")))


def check_fields(fields: Iterable[str]) -> tuple[str, ...]:
    """Return the fields, each once; raise `UsageError` for one that names nothing.

    >>> check_fields(["/a/b", "c", "c"])
    ('/a/b', 'c')
    """
    chosen = tuple(dict.fromkeys(fields))
    for field in chosen:
        if not field:
            message = "a field has a name, or is a JSON Pointer such as /messages/*/content"
            raise UsageError(message)
        if is_pointer(field):
            parse_pointer(field)
    return chosen


def write_step(step: Step) -> str:
    """Return a step as it stands in a JSON Pointer.

    >>> write_step("a/b~c"), write_step(0)
    ('a~1b~0c', '0')
    """
    return str(step).replace("~", "~0").replace("/", "~1")


def read_step(step: str) -> str:
    """Return what `write_step` wrote."""
    return step.replace("~1", "/").replace("~0", "~")


def name_place(place: Iterable[Step]) -> str:
    """Return the JSON Pointer to a place."""
    return "".join(f"/{write_step(step)}" for step in place)


def name_fields(place: Sequence[Step]) -> str:
    """Return the field that means a place and those like it: a name, or a pointer with ``*`` for elements.

    >>> name_fields(("body",)), name_fields(("messages", 3, "content"))
    ('body', '/messages/*/content')
    """
    if len(place) == 1 and isinstance(place[0], str) and not is_pointer(place[0]):
        return place[0]
    return name_place(EVERY if isinstance(step, int) else step for step in place)


def tell_elsewhere(fields: Sequence[str], elsewhere: Iterable[tuple[str, int]]) -> str:
    """Return a sentence that tells in which fields Chinese was found when there was no text in those asked for.

    `elsewhere` are pairs of such a field and how many records have Chinese in it.

    >>> tell_elsewhere(("text",), [("body", 1000), ("title", 3), ("body", 200)])
    '1,200 records hold Chinese in “body”, 3 in “title”, and have no text in “text”: --field body'
    """
    counts: dict[str, int] = {}
    for field, count in elsewhere:
        counts[field] = counts.get(field, 0) + count
    (first, most), *others = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    wanted = " or ".join(f"“{field}”" for field in fields)
    found = "".join(f", {count:,} in “{field}”" for field, count in others[: _MOST - 1])
    verb, has = ("record holds", "has") if most == 1 else ("records hold", "have")
    return f"{most:,} {verb} Chinese in “{first}”{found}, and {has} no text in {wanted}: --field {quote(first)}"


_MOST = 4
"""So many fields are named at most."""


def quote(field: str) -> str:
    """Return a field as a shell takes it."""
    from shlex import quote as quote_word

    return quote_word(field)
