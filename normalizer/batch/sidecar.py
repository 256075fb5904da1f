"""The sidecar: the record beside a clean document from which its source comes back byte for byte.

It is one JSON document. What is known at the start stands first, then one line for each unit,
then what is only known at the end, so that it is written as it comes::

    {"mixnorm": {"version": 1, "program": …, "format": …, "notes": …, "source": …, "clean": …, …},
    "units": [
    {"unit": …, "result": …, "undo": […]}
    ],
    "source": {"sha256": …, "bytes": …}, "clean": {"sha256": …, "bytes": …}, "newlines": …, "lexicon": …}

Where a side lies in a compressed file, the beginning has ``"compression": {"source": …, "clean": …}``; all else
is about what is in the files.

A table that was changed (Parquet, Arrow) comes back with equal rows, not byte for byte; then the
end also holds ``"values": {"sha256": …}`` over the changed rows of the source, see `write_value`.

A document that failed and was passed through as it is says so by ``"error": …`` at the beginning;
one of which only parts were (a line that is no record) by ``"errors": […]`` at the end.
"""

from __future__ import annotations

from pathlib import Path

from normalizer.documents.document import Record
from normalizer.documents.encoding import Encoding
from normalizer.errors import RestoreError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from normalizer.documents.delimited import Layout

SIDECAR_ENDING = ".annotations.json"
SIDECAR_VERSION = 1


class Head(NamedTuple):
    """What a sidecar says at its beginning; ``source`` and ``clean`` are file names (``-``: a stream).

    ``layout`` is that of a CSV or TSV table, None for everything else; ``notes_column`` the column
    that was added to one of Parquet or Arrow.
    ``compression`` says of ``source`` and ``clean`` how their files are compressed, nothing when neither is; all
    else that the sidecar says, hashes and sizes too, is about what is in them.
    ``error`` tells why the whole document was passed through as it is.
    """

    program: str
    source: str
    clean: str
    format: str
    notes: str
    fields: tuple[str, ...]
    encoding: Encoding
    config: dict[str, Any]
    layout: Layout | None = None
    notes_column: str = ""
    compression: dict[str, str] = {}  # noqa: RUF012 - it is never changed
    error: str = ""


class Tail(NamedTuple):
    """What a sidecar says at its end: SHA-256 and size in bytes of both sides, newlines, lexicon.

    ``values_sha256`` is that of the changed rows of a table, empty where there are none,
    ``errors`` tell which parts were passed through as they are, and why.
    """

    source_sha256: str
    source_bytes: int
    clean_sha256: str
    clean_bytes: int
    newlines: dict[str, int]
    lexicon: dict[str, Any] | None
    values_sha256: str = ""
    errors: tuple[str, ...] = ()


class Sidecar(NamedTuple):
    """A sidecar as it was read."""

    head: Head
    records: list[Record]
    source_sha256: str
    clean_sha256: str
    values_sha256: str = ""


def write_head(head: Head) -> bytes:
    """Return the beginning of a sidecar."""
    data = head._asdict()
    data["layout"] = head.layout._asdict() if head.layout else None
    data["encoding"] = {"name": head.encoding.name, "mark": head.encoding.mark.hex()}
    data["compression"] = head.compression if any(head.compression.values()) else {}
    for name in Head._field_defaults:
        if not data[name]:
            del data[name]
    return b'{"mixnorm": ' + _write({"version": SIDECAR_VERSION, **data}) + b',\n"units": ['


_NO_ANNOTATIONS = b'"annotations": []'


def write_records(records: Iterable[Record]) -> list[bytes]:
    """Return the line of each unit, to be joined by commas."""
    return [b"\n" + _write_record(record) for record in records]


def _write_record(record: Record) -> bytes:
    if not record.annotations:
        return _write(record.to_dict())
    rest = _write(record._replace(result=record.result._replace(annotations=())).to_dict())
    # Inside a string every quote is escaped, so that the first such member is the result's.
    return rest.replace(_NO_ANNOTATIONS, _NO_ANNOTATIONS[:-2] + record.annotations.encode(), 1)


def write_tail(tail: Tail) -> bytes:
    """Return the end of a sidecar."""
    sides = {
        "source": {"sha256": tail.source_sha256, "bytes": tail.source_bytes},
        "clean": {"sha256": tail.clean_sha256, "bytes": tail.clean_bytes},
        "newlines": tail.newlines,
        "lexicon": tail.lexicon,
        **({"values": {"sha256": tail.values_sha256}} if tail.values_sha256 else {}),
        **({"errors": tail.errors} if tail.errors else {}),
    }
    return b"\n],\n" + _write(sides)[1:] + b"\n"


def write_value(row: int, text: str) -> bytes:
    """Return what the hash of the changed rows takes for one: its number, from 0, its length in bytes, its text."""
    data = text.encode()
    return b"%d:%d:%s" % (row, len(data), data)


def _write(data: Any) -> bytes:
    from normalizer.documents.json_members import write_literal

    return write_literal(data, ascii_only=False).encode()


def read_sidecar(path: str) -> Sidecar:
    """Read a sidecar; raise `RestoreError` when there is none, or none that this program wrote."""
    data = _load(path)
    try:
        return _read(data)
    except (LookupError, TypeError, ValueError) as error:
        message = f"{path}: this is no sidecar of this program, or a damaged one ({error!r})"
        raise RestoreError(message) from error
    except RestoreError as error:
        message = f"{path}: {error}"
        raise RestoreError(message) from error


def _read(data: dict[str, Any]) -> Sidecar:
    version = int(data["mixnorm"]["version"])
    if version > SIDECAR_VERSION:
        message = f"a sidecar of version {version}, this program reads up to {SIDECAR_VERSION}"
        raise RestoreError(message)
    records = [Record.from_dict(row) for row in data["units"]]
    values = data.get("values", {}).get("sha256", "")
    return Sidecar(_read_head(data["mixnorm"]), records, data["source"]["sha256"], data["clean"]["sha256"], values)


def _load(path: str) -> Any:
    import json

    try:
        with Path(path).open("rb") as file:
            return json.loads(file.read())
    except FileNotFoundError as error:
        message = f"{path}: there is no such sidecar; name it with --annotations"
        raise RestoreError(message) from error
    except (OSError, ValueError, RecursionError) as error:
        message = f"{path}: {error}"
        raise RestoreError(message) from error


def _read_head(data: dict[str, Any]) -> Head:
    # Before there could be several fields there was one, called ``field``.
    data = {"fields": [data["field"]], **data} if "field" in data else data
    members = {name: data[name] for name in Head._fields if name not in Head._field_defaults or name in data}
    encoding = Encoding(str(data["encoding"]["name"]), bytes.fromhex(data["encoding"]["mark"]))
    fields, layout = tuple(map(str, data["fields"])), _read_layout(data.get("layout"))
    return Head(**{**members, "encoding": encoding, "fields": fields, "layout": layout})


def _read_layout(data: dict[str, Any] | None) -> Layout | None:
    if data is None:
        return None
    from normalizer.documents.delimited import Layout

    return Layout(**{**data, "columns": tuple(data["columns"])})


def read_owner(path: str) -> tuple[str, str] | None:
    """Return the names of source and clean file that the sidecar at `path` is of, None if it is no sidecar.

    Its first line is enough for that, so a long one is not read.
    """
    import json

    try:
        with Path(path).open("rb") as file:
            head = json.loads(file.readline().rstrip(b",\r\n") + b"}")["mixnorm"]
        return str(head["source"]), str(head["clean"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
