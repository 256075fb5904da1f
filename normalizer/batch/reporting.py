"""What a person sees of a run: messages, progress, a summary. All of it goes to standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from normalizer.batch.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typing_extensions import Self

    from normalizer.batch.resuming import Work

_MANY_FILES = 20
_DONE = {"replace": "replaced", "drop": "dropped", "romanize": "romanized", "keep": "kept"}


class Reporter:
    """Counts what happens and tells it."""

    def __init__(self, total: int, skipped: dict[str, int], *, quiet: bool = False) -> None:
        """Take the number of documents and the endings of files that were left out."""
        self._quiet = quiet
        self._skipped = skipped
        self._total = total
        self.tally = Tally()
        self._progress: Any = None
        self._missed = 0
        self._before = 0
        self._kept = 0
        self.changed = 0
        self.failed = 0
        self.left = 0

    def __enter__(self) -> Self:
        """Show the progress, on a terminal and for many documents."""
        if self._total >= _MANY_FILES and not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress

            # Drawn by this thread alone: a process that forks should have no other.
            self._progress = Progress(console=Console(stderr=True), transient=True, auto_refresh=False)
            self._progress.add_task("normalizing", total=self._total)
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the progress off the screen."""
        if self._progress:
            self._progress.stop()

    def finish(self, tally: Tally, missed: int = 0, *, changed: bool) -> None:
        """Count a document that is done: its fragments, its records without a text in their field."""
        self._missed += missed
        self.tally.merge(tally)
        self.changed += changed
        self._advance()

    def recount(self, work: Work) -> None:
        """Count what earlier runs have done of the documents of this one."""
        for entry in work.done:
            self.finish(entry.tally or Tally(), entry.missed, changed=entry.changed)
        self._before = len(work.done)
        self.left = work.left

    def tell_kept(self, path: str, reasons: Iterable[str]) -> None:
        """Tell what failed of a document that is done but for that, and count it as failed."""
        self.failed += 1
        self._kept += 1
        for reason in reasons:
            self._tell(f"mixnorm: error: {path}: {reason}; kept as it is")

    def fail(self, path: str, reason: str) -> None:
        """Tell why a document failed, and count it."""
        self.failed += 1
        self._tell(f"mixnorm: error: {path}: {reason}")
        self._advance()

    def warn(self, messages: Iterable[str]) -> None:
        """Tell what the reader should know."""
        if not self._quiet:
            for message in messages:
                self._tell(f"mixnorm: warning: {message}")

    def _advance(self) -> None:
        if self._progress:
            self._progress.advance(0)
            self._progress.refresh()

    def _tell(self, message: str) -> None:
        if self._progress:
            self._progress.console.print(message, markup=False, highlight=False, soft_wrap=True)
        else:
            sys.stderr.write(message + "\n")

    def summarize(self, changed: str) -> None:
        """Write the summary, unless all is to be quiet; `changed` says what the changed documents are."""
        if self._quiet:
            return
        parts = [f"{_number(self._total, 'file')}, {self.changed} {changed}", self._describe_fragments()]
        if self._missed:
            parts.append(f"{_number(self._missed, 'record')} with Chinese without a text in the field")
        if self._before:
            parts.append(f"{self._before:,} done before")
        if self.left:
            parts.append(f"{self.left:,} not treated")
        if self.failed:
            kept = f" ({self._kept} kept as {'it is' if self._kept == 1 else 'they are'})" if self._kept else ""
            parts.append(f"{self.failed} failed{kept}")
        if self._skipped:
            endings = ", ".join(f"{ending or 'no ending'} {n}" for ending, n in sorted(self._skipped.items()))
            parts.append(f"{sum(self._skipped.values())} skipped: not a known format ({endings})")
        sys.stderr.write(f"mixnorm: {'; '.join(parts)}\n")

    def _describe_fragments(self) -> str:
        actions = []
        for action, done in _DONE.items():
            origins = sorted((origin, n) for (found, origin), n in self.tally.actions.items() if found == action)
            if origins:
                detail = ", ".join(f"{origin} {n}" for origin, n in origins)
                actions.append(f"{sum(n for _, n in origins)} {done} ({detail})")
        return _number(self.tally.fragments, "fragment") + (": " + ", ".join(actions) if actions else "")


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
