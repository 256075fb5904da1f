"""What a person sees of a run: messages, progress, a summary. All of it goes to standard error."""

from __future__ import annotations

from normalizer.batch.progress import MANY_FILES, choose_progress
from normalizer.batch.summary import write_line, write_table
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from typing_extensions import Self

    from normalizer.batch.account import Account
    from normalizer.batch.tally import Tally


class Reporter:
    """Counts what happens and tells it."""

    def __init__(self, account: Account, paths: Sequence[str], *, quiet: bool = False, crowded: bool = False) -> None:
        """Take the counts so far and the paths of the documents that are to be treated.

        With `crowded` something else is written to standard output meanwhile.
        """
        self._quiet = quiet
        self.account = account
        self._progress = choose_progress(paths, quiet=quiet, crowded=crowded)

    @property
    def changed(self) -> int:
        """Return how many documents changed, would change or have findings."""
        return self.account.changed

    @property
    def failed(self) -> int:
        """Return how many documents failed."""
        return self.account.failed

    def __enter__(self) -> Self:
        """Show the progress, where there is one."""
        self._progress.show(self.account)
        return self

    def __exit__(self, *_: object) -> None:
        """Take the progress off the screen."""
        self._progress.stop(self.account)

    def advance(self, size: int, fragments: int) -> None:
        """Count bytes that were treated and the fragments in them, of a document that is not done yet."""
        self.account.advance(size, fragments)
        self._progress.show(self.account)

    def finish(self, tally: Tally, missed: int = 0, *, changed: bool) -> None:
        """Count a document that is done: its fragments, its records without a text in their field."""
        self.account.finish(tally, missed, changed=changed)
        self._progress.show(self.account)

    def keep(self, path: str, reasons: Sequence[str], tally: Tally, missed: int = 0) -> None:
        """Tell what failed of a document that was passed through all the same, and count it as failed."""
        self.account.keep(path, reasons[0], tally, missed)
        for reason in reasons:
            self._progress.tell(f"mixnorm: error: {path}: {reason}; kept as it is")
        self._progress.show(self.account)

    def fail(self, path: str, reason: str) -> None:
        """Tell why a document failed, and count it."""
        self.account.fail(path, reason)
        self._progress.tell(f"mixnorm: error: {path}: {reason}")
        self._progress.show(self.account)

    def complain(self, message: str) -> None:
        """Tell of an error that is not one of a document."""
        self._progress.tell(f"mixnorm: error: {message}")

    def warn(self, messages: Iterable[str]) -> None:
        """Tell what the reader should know."""
        if not self._quiet:
            for message in messages:
                self._progress.tell(f"mixnorm: warning: {message}")

    def summarize(self, changed: str, report: str = "") -> None:
        """Write the summary, unless all is to be quiet.

        `changed` says what the changed documents are, `report` is the path of the report.
        """
        if self._quiet:
            return
        if self.account.total < MANY_FILES:
            write_line(self.account, changed, report)
        else:
            write_table(self.account, changed, report)
