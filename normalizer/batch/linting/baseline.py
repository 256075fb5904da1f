r"""The baseline: findings that are known, so that only new ones are told.

It is JSON with one finding a line, sorted, without line numbers, so that its own differences read
well and it only changes when findings come or go.
"""

from __future__ import annotations

import json
from pathlib import Path

from normalizer.batch.atomic import AtomicFile
from normalizer.batch.linting.finding import Verdict
from normalizer.errors import ConfigError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from typing import Any

    from normalizer.batch.linting.finding import Finding
    from normalizer.batch.linting.naming import Root

VERSION = 1
BASELINED = "baselined"


class Known(NamedTuple):
    """A finding of a baseline."""

    path: str
    fragment: str
    rule: str
    fingerprint: str


class Baseline:
    """The findings of a file, which notes which of them have come again."""

    def __init__(self, path: str, known: Iterable[Known] = ()) -> None:
        """Take the path of the file and its findings."""
        self.path = path
        self._known = {finding.fingerprint: finding for finding in known}
        self._seen: set[str] = set()

    def judge(self, finding: Finding) -> Verdict | None:
        """Return that a finding is known, None if it is not."""
        if finding.fingerprint not in self._known:
            return None
        self._seen.add(finding.fingerprint)
        return Verdict(BASELINED, f"known in {self.path}")

    def list_gone(self, looked: Collection[str], root: Root) -> list[Known]:
        """Return the findings that have not come again in the documents looked at, or whose document is no more."""
        left = {known.fingerprint for known in self.list_elsewhere(looked, root)} | self._seen
        return [known for known in self._known.values() if known.fingerprint not in left]

    def list_elsewhere(self, looked: Collection[str], root: Root) -> list[Known]:
        """Return the findings in documents that were not looked at and that exist."""
        others = {known.path for known in self._known.values()} - set(looked)
        there = {name for name in others if Path(root.folder, name).exists()}
        return [known for known in self._known.values() if known.path in there]


def read_baseline(path: str) -> Baseline:
    """Read a baseline; raise `ConfigError` when there is none, or none that this program wrote."""
    try:
        data = json.loads(Path(path).read_bytes())
        version = int(data["version"])
        if version > VERSION:
            message = f"{path}: a baseline of version {version}, this program reads up to {VERSION}"
            raise ConfigError(message)
        return Baseline(path, [Known(**{name: str(row[name]) for name in Known._fields}) for row in data["findings"]])
    except FileNotFoundError as error:
        message = f"{path}: there is no such baseline; write it with --write-baseline"
        raise ConfigError(message) from error
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        message = f"{path}: this is no baseline of this program ({error!r})"
        raise ConfigError(message) from error


def write_baseline(path: str, known: Iterable[Known]) -> None:
    """Write findings as a baseline, whole or not at all; raise `ConfigError` when the system refuses."""
    rows = ",\n".join(_write(finding._asdict()) for finding in sorted(set(known)))
    text = (
        f'{{"version": {VERSION}, "findings": [\n{rows}\n]}}\n'
        if rows
        else f'{{"version": {VERSION}, "findings": []}}\n'
    )
    file = None
    try:
        file = AtomicFile(path)
        # A file name of any bytes has no UTF-8, but an escape in JSON.
        file.write(text.encode("utf-8", "backslashreplace"))
        file.commit()
    except OSError as error:
        message = f"{path}: {error.strerror or error}"
        raise ConfigError(message) from error
    finally:
        if file:
            file.abandon()


def _write(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)
