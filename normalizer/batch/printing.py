"""What goes to standard output: clean documents, or findings, differences and plans in place of them."""

from __future__ import annotations

import sys

from normalizer.batch.resuming import Written
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.batch.targets import Target
    from normalizer.batch.treating import Outcome
    from normalizer.batch.walking import Input
    from normalizer.documents.document import Source


def write_bytes(data: bytes) -> None:
    """Write all of `data` to standard output, which takes less than it is given when it is unbuffered."""
    rest = memoryview(data)
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) :]


class LinePrinter:
    """Prints the lines of one document's outcomes as they come, after a heading if there are any."""

    def __init__(self, heading: tuple[str, ...] = ()) -> None:
        """Take the lines to print before the first one."""
        self._heading = heading
        self.changed = False

    def add(self, source: Source, outcome: Outcome) -> None:  # noqa: ARG002 - a receiver takes both
        """Print the lines of a piece."""
        for line in (*(self._heading if outcome.lines and not self.changed else ()), *outcome.lines):
            sys.stdout.write(line + "\n")
        self.changed = self.changed or bool(outcome.lines)

    def finish(self) -> Written:
        """Nothing is written."""
        return Written()

    def close(self) -> None:
        """Nothing is left to do."""

    def pass_through(self, reason: str) -> None:
        """Nothing is shown of a document that fails."""

    def abandon(self) -> bool:
        """Nothing can be taken back."""
        return False


class PlanPrinter:
    """Prints what would be written for one document."""

    def __init__(self, document: Input, target: Target) -> None:
        """Take the document and where its clean form would go."""
        self._document = document
        self._target = target
        self._fragments = 0
        self.changed = False

    def add(self, source: Source, outcome: Outcome) -> None:
        """Count a piece."""
        self.changed = self.changed or source.data != outcome.data
        self._fragments += outcome.tally.fragments if outcome.tally else 0

    def finish(self) -> Written:
        """Nothing is written."""
        return Written(changed=self.changed)

    def close(self) -> None:
        """Print the plan."""
        places = [self._target.clean or "to standard output", self._target.sidecar]
        what = "changed" if self.changed else "as it is"
        noun = "fragment" if self._fragments == 1 else "fragments"
        place = " and ".join(filter(None, places))
        sys.stdout.write(f"{self._document.path} ({self._fragments} {noun}): would write {place}, {what}\n")

    def pass_through(self, reason: str) -> None:
        """Plan to take the document as it is."""

    def abandon(self) -> bool:
        """Nothing was written."""
        return True
