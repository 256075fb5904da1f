"""The ledger of a run: which documents are done, which failed and why, and what came of pieces of unfinished ones.

It is an SQLite file in WAL mode. An entry is a claim, written before the files that it speaks of
are put in their place; whoever believes it looks at the files first (`marks`). So a kill at any
moment leaves a claim that is true or one that is seen to be false, and never a half one.
"""

from __future__ import annotations

import json
import sqlite3
from time import monotonic
from zlib import compress, decompress

from normalizer.batch.marks import NO_MARK, Mark
from normalizer.batch.tally import Tally
from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

VERSION = 1
_TOGETHER = 64
"""How many changes are brought to the file together at most: alone each takes 20 microseconds of CPU, so 4."""

_SECONDS = 0.5
"""How long a change waits at most for others, when more of them come."""

_SCHEMA = f"""
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS documents (
    name TEXT PRIMARY KEY, path TEXT, failure TEXT, run TEXT, source TEXT, clean TEXT, sidecar TEXT,
    changed INTEGER, missed INTEGER, tally BLOB
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pieces (document TEXT, key BLOB, outcome BLOB, PRIMARY KEY (document, key));
PRAGMA user_version = {VERSION};
"""


class Entry(NamedTuple):
    """What is known of a document.

    ``name`` tells it from others (where its clean form stands, seen from the folder that holds
    the state), ``path`` is the source as the user named it, ``failure`` why it failed, empty for
    one that is done. ``run`` stands for everything but the source that decides what comes of it
    (`Identity.name_run`), ``source`` is what was read, ``clean`` and ``sidecar`` the files
    written. The rest is for the summary: whether it was changed, records without a text, the
    fragments.
    """

    name: str
    path: str
    failure: str = ""
    run: str = ""
    source: Mark = NO_MARK
    clean: Mark = NO_MARK
    sidecar: Mark = NO_MARK
    changed: bool = False
    missed: int = 0
    tally: Tally | None = None


class Ledger:
    """Entries and outcomes, brought to the file several at a time; safe to kill, for one process at a time.

    What the file refuses (a full disk) loses no entry as long as the process lives: it is tried
    again with the next; ``fault`` tells the first refusal.
    """

    def __init__(self, path: Path, *, anew: bool = False) -> None:
        """Open the ledger at `path`, making it if there is none; raise `InputError` when it cannot be used.

        One that cannot be read is replaced with `anew`, else an error.
        """
        self.fault = ""
        self._pending: list[tuple[str, tuple[Any, ...]]] = []
        self._due = monotonic() + _SECONDS
        try:
            self._connection = _connect(path)
        except sqlite3.DatabaseError as error:
            # What the system refuses is no damage, and nothing that a new file would heal.
            if not anew or isinstance(error, sqlite3.OperationalError):
                message = f"{path}: this ledger cannot be used: {error}"
                raise InputError(message) from error
            for name in ("", "-wal", "-shm"):
                path.with_name(path.name + name).unlink(missing_ok=True)
            self._connection = _connect(path)

    def find(self, name: str) -> Entry | None:
        """Return what the file holds of a document, None for nothing; raise `InputError` for a damaged ledger."""
        rows = self._ask("SELECT * FROM documents WHERE name = ?", (_to_sql(name),))
        return _read_row(rows[0]) if rows else None

    def list_failed(self) -> list[Entry]:
        """Return the documents that failed, by name; raise `InputError` for a damaged ledger."""
        return [_read_row(row) for row in self._ask("SELECT * FROM documents WHERE failure != '' ORDER BY name")]

    def put(self, entry: Entry) -> None:
        """Write an entry in place of the one of that name."""
        row = entry._asdict() | {
            "source": json.dumps(entry.source),
            "clean": json.dumps(entry.clean),
            "sidecar": json.dumps(entry.sidecar),
            "tally": compress(json.dumps(entry.tally.to_dict()).encode(), 1) if entry.tally else None,
        }
        self._change("INSERT OR REPLACE INTO documents VALUES (?,?,?,?,?,?,?,?,?,?)", tuple(map(_to_sql, row.values())))

    def find_piece(self, document: str, key: bytes) -> bytes | None:
        """Return the kept outcome of a piece, None for none; raise `InputError` for a damaged ledger."""
        rows = self._ask("SELECT outcome FROM pieces WHERE document = ? AND key = ?", (_to_sql(document), key))
        return bytes(rows[0][0]) if rows else None

    def list_divided(self) -> set[str]:
        """Return the documents of which pieces are kept; raise `InputError` for a damaged ledger."""
        return {_from_sql(name) for (name,) in self._ask("SELECT DISTINCT document FROM pieces")}

    def _ask(self, question: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(question, values).fetchall()
        except sqlite3.Error as error:
            message = f"the ledger cannot be read: {error}; run it without --resume"
            raise InputError(message) from error

    def keep_piece(self, document: str, key: bytes, outcome: bytes) -> None:
        """Keep the outcome of a piece until the document is complete."""
        self._change("INSERT OR REPLACE INTO pieces VALUES (?,?,?)", (_to_sql(document), key, outcome))

    def drop_pieces(self, document: str) -> None:
        """Forget the pieces of a document, and give the space back."""
        self._change("DELETE FROM pieces WHERE document = ?", (_to_sql(document),))

    def _change(self, statement: str, values: tuple[Any, ...]) -> None:
        self._pending.append((statement, values))
        if len(self._pending) >= _TOGETHER or monotonic() >= self._due:
            self.flush()

    def flush(self) -> None:
        """Bring everything to the file now."""
        self._due = monotonic() + _SECONDS
        if not self._pending:
            return
        try:
            with self._connection:
                self._connection.execute("BEGIN")
                for statement, values in self._pending:
                    self._connection.execute(statement, values)
            if any(statement.startswith("DELETE") for statement, _ in self._pending):
                # As a script: a statement without a result is taken one step, which frees one page.
                self._connection.executescript("PRAGMA incremental_vacuum")
        except sqlite3.Error as error:
            self.fault = self.fault or str(error)
            # Outcomes are large and can be had again; without them the next attempt may go through.
            self._pending = [change for change in self._pending if "INTO pieces" not in change[0]]
        else:
            self._pending.clear()

    def close(self) -> None:
        """Bring everything to the file and close it."""
        self.flush()
        self._connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # A kill of the process loses no commit; a power cut may lose the last ones, which are then done again.
        connection.execute("PRAGMA synchronous = NORMAL")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == 0:
            connection.executescript(_SCHEMA)
        elif version != VERSION:
            message = f"it is of version {version}, this program reads {VERSION}"
            raise sqlite3.DatabaseError(message)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _to_sql(value: Any) -> Any:
    """Return a value as SQLite takes it: file names that are no UTF-8 as bytes."""
    if not isinstance(value, str):
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogateescape")
    return value


def _from_sql(value: Any) -> Any:
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


def _read_row(row: tuple[Any, ...]) -> Entry:
    name, path, failure, run, source, clean, sidecar, changed, missed, tally = row
    counted = Tally.from_dict(json.loads(decompress(tally))) if tally else None
    read, wrote, beside = (Mark(*json.loads(mark)) for mark in (source, clean, sidecar))
    texts = _from_sql(name), _from_sql(path), _from_sql(failure), run
    return Entry(*texts, read, wrote, beside, bool(changed), missed, counted)
