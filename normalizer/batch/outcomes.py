"""What came of a piece, as bytes that the ledger keeps until its document is complete.

Clean bytes differ from the source's in few lines, so only these lines are kept. The form is
JSON, compressed: a ledger that somebody puts into a folder can hold wrong results, but run nothing.
"""

from __future__ import annotations

import json
from zlib import compress, decompress

from normalizer.batch.tally import Tally
from normalizer.batch.treating import Outcome
from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_BYTES = "latin-1"
"""How bytes become code points, one for each."""

_ANY = "surrogatepass"
"""The path in a warning may have bytes that are no UTF-8, which Python keeps as halves of surrogate pairs."""


def write_outcome(source: bytes, outcome: Outcome) -> bytes:
    r"""Return what came of a piece, to be read with its `source` again.

    >>> outcome = Outcome(b"a\npublic opinion", missed=2)
    >>> read_outcome(b"a\nb", write_outcome(b"a\nb", outcome)) == outcome
    True
    """
    tally = outcome.tally.to_dict() if outcome.tally else None
    records = [record.decode() for record in outcome.records]
    kept = [_compare(source, outcome.data), records, outcome.warnings, tally, outcome.missed]
    return compress(json.dumps(kept, ensure_ascii=False).encode("utf-8", _ANY), 1)


def read_outcome(source: bytes, data: bytes) -> Outcome:
    """Return the outcome that `write_outcome` wrote; raise `InputError` when this is none."""
    try:
        changes, records, warnings, tally, missed = json.loads(decompress(data).decode("utf-8", _ANY))
        return Outcome(
            data=_apply(source, changes),
            records=tuple(record.encode() for record in records),
            warnings=tuple(warnings),
            tally=Tally.from_dict(tally) if tally else None,
            missed=missed,
        )
    except Exception as error:
        message = f"the ledger holds a damaged piece ({error!r}); run it without --resume"
        raise InputError(message) from error


def _compare(source: bytes, clean: bytes) -> Any:
    """Return the lines of `clean` that differ from those of `source`, by number; all of it where lines come or go."""
    before, after = source.split(b"\n"), clean.split(b"\n")
    if len(before) != len(after):
        return clean.decode(_BYTES)
    pairs = enumerate(zip(before, after, strict=True))
    return [[number, new.decode(_BYTES)] for number, (old, new) in pairs if old != new]


def _apply(source: bytes, changes: str | list[tuple[int, str]]) -> bytes:
    if isinstance(changes, str):
        return changes.encode(_BYTES)
    lines = source.split(b"\n")
    for number, line in changes:
        lines[number] = line.encode(_BYTES)
    return b"\n".join(lines)
