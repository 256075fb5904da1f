"""What a run counts of its files, for the progress, the summary and the report."""

from __future__ import annotations

import time

from normalizer.batch.tally import Tally
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from normalizer.batch.ledger import Entry

_BLINK = 0.001

FAILURES = 1_000
"""How many files that failed are told by name."""


class Account:
    """The counts of a run, which the process that hands out the work keeps.

    ``total`` is how many documents there are; each ends up in ``changed``, ``unchanged``, ``failed``
    or ``left`` (not treated). ``kept`` counts those of the failed that were passed through as they
    are; ``earlier`` those that an earlier run has done, which count as what became of them then.
    ``skipped`` says for each reason how many files were left out, which may have a detail behind a
    colon (``unknown format: .pdf``), ``missed`` how many records had no
    text in the field, ``bytes`` what was read, ``failures`` path and reason of the first `FAILURES`
    that failed. ``met`` counts fragments as they come; ``tally`` has those of finished documents.
    """

    def __init__(self, total: int, skipped: Mapping[str, int]) -> None:
        """Begin with nothing done; the time counts from here."""
        self.total = total
        self.skipped = skipped
        self.changed = self.unchanged = self.failed = self.kept = self.left = self.earlier = 0
        self.missed = self.bytes = self.met = 0
        self.failures: list[tuple[str, str]] = []
        self.tally = Tally()
        self.started = time.time()
        self._start = time.monotonic()
        self._bytes_before = 0

    @property
    def seconds(self) -> float:
        """Return how many seconds have passed since the beginning."""
        return time.monotonic() - self._start

    @property
    def done(self) -> int:
        """Return how many documents are done with, failed ones too."""
        return self.changed + self.unchanged + self.failed

    @property
    def speed(self) -> tuple[float, float]:
        """Return how many documents and how many bytes this run treats in a second."""
        seconds = max(self.seconds, _BLINK)
        return (self.done - self.earlier) / seconds, self.bytes_now / seconds

    @property
    def bytes_now(self) -> int:
        """Return how many bytes this run itself has treated."""
        return self.bytes - self._bytes_before

    def recount(self, entries: Iterable[Entry]) -> None:
        """Count documents that an earlier run has done."""
        for entry in entries:
            self.finish(entry.tally or Tally(), entry.missed, changed=entry.changed)
            self.advance(entry.source.size, entry.tally.fragments if entry.tally else 0)
            self.earlier += 1
        self._bytes_before = self.bytes

    def advance(self, size: int, fragments: int) -> None:
        """Count bytes that were treated, and the fragments in them."""
        self.bytes += size
        self.met += fragments

    def finish(self, tally: Tally, missed: int, *, changed: bool) -> None:
        """Count a document that was treated."""
        self.tally.merge(tally)
        self.missed += missed
        self.changed += changed
        self.unchanged += not changed

    def fail(self, path: str, reason: str) -> None:
        """Count a document that failed."""
        self.failed += 1
        if len(self.failures) < FAILURES:
            self.failures.append((path, reason))

    def keep(self, path: str, reason: str, tally: Tally, missed: int) -> None:
        """Count a document that failed, or part of which did, and that was passed through all the same."""
        self.fail(path, reason)
        self.kept += 1
        self.tally.merge(tally)
        self.missed += missed
