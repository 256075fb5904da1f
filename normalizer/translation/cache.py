"""Answers that are kept, on disk and for all runs: what was asked once is never asked again, even after a kill."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TypeVar

from normalizer.errors import InputError, UsageError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from normalizer.translation.engine import Prompt

_Result = TypeVar("_Result")

NO_CACHE = "-"
"""The name of the file that is none."""

LARGEST = 256 * 1024 * 1024
"""Bytes that a cache grows to; then what was not used for longest goes."""

_MAGIC, _APPLICATION = b"SQLite format 3\0", 0x6D786E31
"""How a file of SQLite begins, and the number by which ours are known (``mxn1``), which stands at byte 68."""

_DAY = 86_400
_PATIENCE = 30.0
_SHRUNK = 0.9
_LOOK = 500
_MANY = 500
_VERSION = 1
_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    key BLOB PRIMARY KEY, engine TEXT NOT NULL, text TEXT NOT NULL, answer TEXT NOT NULL, used INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_use ON answers (used);
"""


class Kept(NamedTuple):
    """An answer as it is kept: which engine gave it, to which text, and the day of its last use (days since 1970)."""

    engine: str
    text: str
    answer: str
    used: int


def find_cache(environment: Mapping[str, str] = os.environ) -> Path:
    """Return where the cache usually lies: ``mixnorm/translations.sqlite3`` in the user's folder for caches."""
    base = environment.get("XDG_CACHE_HOME", "")
    folder = Path(base) if base.startswith("/") else Path("~/.cache").expanduser()
    return folder / "mixnorm" / "translations.sqlite3"


def make_key(identity: str, prompt: Prompt) -> bytes:
    """Return the name of a prompt to an engine: what the answer depends on, hashed."""
    parts = repr((_VERSION, identity, prompt.text, prompt.before, prompt.after, prompt.glosses))
    return sha256(parts.encode("utf-8", "surrogatepass")).digest()


class AnswerCache:
    """Answers by key, shared by threads and processes; a write is on its way to the disk before it returns.

    A cache that is damaged is set aside and begun anew, a file that cannot be written is done without; both are
    told through `tell`.
    """

    def __init__(self, path: str = "", largest: int = LARGEST, tell: Callable[[str], None] = lambda _: None) -> None:
        """Open the file (empty: the usual one, ``-``: one for this run alone).

        Raises `UsageError` for a file that is there and is no cache: it is somebody's.
        """
        if path and path != NO_CACHE:
            check_cache(path)
        self.path = "" if path == NO_CACHE else path or str(find_cache())
        self._largest = largest
        self._tell = tell
        self._lock = Lock()
        self._until_look = 0
        self._connection = self._begin()

    def _begin(self) -> sqlite3.Connection:
        if self.path and _is_foreign(self.path):
            return self._set_aside()
        try:
            return _open(self.path)
        except sqlite3.OperationalError as error:
            return self._do_without(error)
        except sqlite3.DatabaseError:
            return self._set_aside()
        except OSError as error:
            return self._do_without(error)

    def _do_without(self, error: Exception) -> sqlite3.Connection:
        self._tell(f"{self.path}: {error}; answers are kept for this run alone")
        self.path = ""
        return _open("")

    def _set_aside(self) -> sqlite3.Connection:
        """Begin a new file in the place of a damaged one."""
        aside = f"{self.path}.damaged"
        try:
            os.replace(self.path, aside)  # noqa: PTH105 - made of strings, for strings
            for tail in ("-wal", "-shm"):
                Path(self.path + tail).unlink(missing_ok=True)
            connection = _open(self.path)
        except (OSError, sqlite3.Error) as error:
            return self._do_without(error)
        self._tell(f"{self.path}: this is no cache of translations, or a damaged one; it is now {aside}")
        return connection

    def _try(self, act: Callable[[sqlite3.Connection], _Result]) -> _Result | None:
        """Return what `act` makes of the connection, or of the one that takes its place when something is wrong."""
        with self._lock, suppress(sqlite3.Error):
            try:
                return act(self._connection)
            except sqlite3.OperationalError as error:
                self._connection = self._do_without(error)
            except sqlite3.DatabaseError:
                self._connection.close()
                self._connection = self._set_aside() if self.path else _open("")
            return act(self._connection)
        return None

    def find(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Return the answers that are kept under `keys`."""
        found: dict[bytes, str] = {}
        for start in range(0, len(keys), _MANY):
            part = list(keys[start : start + _MANY])
            found |= self._try(partial(_find, keys=part)) or {}
        return found

    def keep(self, engine: str, answers: Sequence[tuple[bytes, str, str]]) -> None:
        """Keep answers of an engine: key, text and answer."""
        today = int(time.time()) // _DAY
        rows = [(key, engine, text, answer, today) for key, text, answer in answers]
        self._try(lambda connection: _keep(connection, rows))
        self._until_look -= len(rows)
        if self._until_look <= 0:
            self._until_look = _LOOK
            self._try(lambda connection: _shrink(connection, self._largest))

    def count(self) -> tuple[int, int, dict[str, int]]:
        """Return how many answers are kept, in how many bytes, and how many of each engine."""
        engines = "SELECT engine, count(*) FROM answers GROUP BY engine ORDER BY engine"
        counts = dict(self._try(lambda connection: connection.execute(engines).fetchall()) or ())
        return sum(counts.values()), self._try(_measure) or 0, counts

    def list_answers(self) -> Iterator[Kept]:
        """Yield everything that is kept, in one order whatever was asked first."""
        query = "SELECT engine, text, answer, used FROM answers ORDER BY engine, text, answer"
        for row in self._try(lambda connection: connection.execute(query).fetchall()) or ():
            yield Kept(*row)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()


def check_cache(path: str) -> None:
    """Raise `UsageError` when `path` is a file that is no cache of translations, damaged or not."""
    if _is_foreign(path):
        message = f"{path} is no cache of translations"
        raise UsageError(message)


def _is_foreign(path: str) -> bool:
    try:
        with Path(path).open("rb") as file:
            head = file.read(72)
    except OSError:
        return False  # none yet, or none that can be read: whoever opens it will tell
    return bool(head) and (not head.startswith(_MAGIC) or int.from_bytes(head[68:], "big") != _APPLICATION)


def _open(path: str) -> sqlite3.Connection:
    """Open the file, or one without a name that is gone with the process."""
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        # What somebody had translated is nobody else's business.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        if path:
            if connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
                # Before the journal, so that it is in the file itself.
                connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute("PRAGMA journal_mode = WAL")
            # After a kill of the process nothing is lost; after a power cut the last answers may be.
            connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_TABLE)
        connection.execute("SELECT key, engine, text, answer, used FROM answers LIMIT 1").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _find(connection: sqlite3.Connection, keys: list[bytes]) -> dict[bytes, str]:
    marks = ",".join("?" * len(keys))
    query = f"SELECT key, answer, used FROM answers WHERE key IN ({marks})"  # noqa: S608 - marks alone
    rows = connection.execute(query, keys).fetchall()
    today = int(time.time()) // _DAY
    stale = [(today, key) for key, _, used in rows if used != today]
    if stale:
        # Once a day is enough to know what is in use; a reader that may not write reads all the same.
        with suppress(sqlite3.OperationalError):
            _write(connection, "UPDATE answers SET used = ? WHERE key = ?", stale)
    return {key: answer for key, answer, _ in rows}


def _keep(connection: sqlite3.Connection, rows: list[tuple[bytes, str, str, str, int]]) -> None:
    _write(connection, "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", rows)


def _write(connection: sqlite3.Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.executemany(statement, rows)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _measure(connection: sqlite3.Connection) -> int:
    """Return the bytes in use."""
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _shrink(connection: sqlite3.Connection, largest: int) -> None:
    """Take away what was not used for longest, until the file is small enough."""
    while _measure(connection) > largest:
        count = connection.execute("SELECT count(*) FROM answers").fetchone()[0]
        going = count - int(count * _SHRUNK)
        if not going:
            return
        statement = "DELETE FROM answers WHERE key IN (SELECT key FROM answers ORDER BY used, key LIMIT ?)"
        _write(connection, statement, [(going,)])


def clear_cache(path: str) -> int:
    """Take away the cache and return how many bytes it had.

    Raises `InputError` when that cannot be done, `UsageError` when the file is none.
    """
    if path:
        check_cache(path)
    size = 0
    for tail in ("", "-wal", "-shm"):
        part = Path((path or str(find_cache())) + tail)
        try:
            size += part.stat().st_size if part.exists() else 0
            part.unlink(missing_ok=True)
        except OSError as error:
            message = f"{part}: {error.strerror}"
            raise InputError(message) from error
    return size
