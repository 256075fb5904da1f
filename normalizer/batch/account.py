"""What a run counts of its files, for the progress, the summary and the report."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from normalizer.batch.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Mapping

FAILURES = 1_000
"""How many files that failed are told by name."""


class Account:
    """The counts of a run, which the process that hands out the work keeps.

    ``total`` is how many documents there are; ``skipped`` says for each reason how many files
    were left out; ``earlier`` counts the documents that an earlier run has done, which are part
    of the total; ``missed`` the records without a text in their field; ``bytes`` what was read;
    ``failures`` are path and reason of the first `FAILURES` that failed. ``met`` counts fragments
    as they come; ``tally`` has those of the documents that were finished.
    """

    def __init__(self, total: int, skipped: Mapping[str, int]) -> None:
        """Begin with nothing done; the time counts from here."""
        self.total = total
        self.skipped = skipped
        self.changed = self.unchanged = self.failed = self.earlier = 0
        self.missed = self.bytes = self.met = 0
        self.failures: list[tuple[str, str]] = []
        self.tally = Tally()
        self.started = time.time()
        self._start = time.monotonic()

    @property
    def seconds(self) -> float:
        """Return how many seconds have passed since the beginning."""
        return time.monotonic() - self._start

    @property
    def done(self) -> int:
        """Return how many documents this run is done with, failed ones too."""
        return self.changed + self.unchanged + self.failed

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
