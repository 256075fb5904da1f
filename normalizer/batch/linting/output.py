"""What every format of findings is written with: where it goes, and what is known at the end."""

from __future__ import annotations

import sys

from normalizer.batch.atomic import AtomicFile
from normalizer.batch.printing import write_bytes
from normalizer.errors import UsageError
from normalizer.records import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from normalizer.batch.linting.baseline import Known
    from normalizer.batch.linting.finding import Finding


class Failure(NamedTuple):
    """A document that could not be looked at: its path, its name from the root, and why."""

    path: str
    name: str
    reason: str


class Ending(NamedTuple):
    """What is known when all documents have been looked at.

    ``documents`` is how many there were, ``told``, ``allowed`` and ``baselined`` count findings,
    ``gone`` are those of the baseline that have not come again.
    """

    documents: int = 0
    told: int = 0
    allowed: int = 0
    baselined: int = 0
    failures: tuple[Failure, ...] = ()
    gone: tuple[Known, ...] = ()


class Sink(Protocol):
    """Where an output goes."""

    def write(self, text: str) -> None:
        """Take some text."""
        ...


class Output(Protocol):
    """A format of findings, written as they come."""

    def begin(self) -> None:
        """Write what stands before the first finding."""
        ...

    def add(self, finding: Finding) -> None:
        """Write a finding, also one that is allowed or known, if the format tells of these."""
        ...

    def end(self, ending: Ending) -> None:
        """Write what stands behind the last finding."""
        ...


class Screen:
    """Standard output as it shows text to a person."""

    def write(self, text: str) -> None:
        """Write text in the encoding of the terminal."""
        sys.stdout.write(text)


class Stream:
    """Standard output in UTF-8, for other programs."""

    def write(self, text: str) -> None:
        """Write text in UTF-8; what has none (a file name of any bytes) as the escape that JSON has for it."""
        write_bytes(text.encode("utf-8", "backslashreplace"))


class FileSink:
    """A file in UTF-8 that appears whole or not at all; methods raise `UsageError` when the system refuses."""

    def __init__(self, path: str) -> None:
        """Take the path; the file is begun with the first text."""
        self._path = path
        self._file: AtomicFile | None = None

    def write(self, text: str) -> None:
        """Add text."""
        try:
            self._file = self._file or AtomicFile(self._path)
            self._file.write(text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise self._word(error) from error

    def commit(self) -> None:
        """Put the file in its place."""
        try:
            if self._file:
                self._file.commit()
        except OSError as error:
            raise self._word(error) from error

    def abandon(self) -> None:
        """Take away what has not been put in its place."""
        if self._file:
            self._file.abandon()

    def _word(self, error: OSError) -> UsageError:
        return UsageError(f"{self._path}: {error.strerror or error}")
