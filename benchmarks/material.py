"""The rows that quality is measured on, and their two halves."""

from __future__ import annotations

import json
from hashlib import sha1
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

HALVES = ("tune", "report", "all")


class Row(NamedTuple):
    """One row: ``fragment == text[start:end]``, ``gloss == text[gloss_start:gloss_end]``, in code points.

    Fields that a file does not have are empty (``gloss_start`` and ``gloss_end`` 0).
    """

    id: str
    text: str
    fragment: str
    start: int
    end: int
    kind: str = ""
    gloss: str = ""
    gloss_start: int = 0
    gloss_end: int = 0
    gloss_type: str = ""
    conf: str = ""
    expected: str = ""
    stray: str = ""


class Omission(NamedTuple):
    """Why a row has no place in a table."""

    reason: str


def half_of(fragment: str) -> str:
    """Return ``tune`` when the SHA-1 of `fragment` in UTF-8 is an even number, else ``report``.

    >>> half_of("舆论"), half_of("民意")
    ('tune', 'report')
    """
    return "report" if int(sha1(fragment.encode(), usedforsecurity=False).hexdigest(), 16) % 2 else "tune"


def read_rows(path: Path, half: str = "all", kind: str = "") -> list[Row]:
    """Return the rows of one JSON Lines file in file order: of one half, of one kind when `kind` is given.

    Raises `ValueError` for a row whose offsets do not hold.
    """
    with path.open(encoding="utf-8") as lines:
        rows = [_parse(json.loads(line)) for line in lines]
    return [
        row for row in rows if half in ("all", half_of(row.fragment)) and (not kind or kind in (row.kind, row.stray))
    ]


def _parse(data: dict[str, Any]) -> Row:
    row = Row(**{name: data[name] for name in Row._fields if data.get(name) is not None})
    if row.text[row.start : row.end] != row.fragment or row.text[row.gloss_start : row.gloss_end] != row.gloss:
        message = f"row {row.id}: its offsets do not hold"
        raise ValueError(message)
    return row
