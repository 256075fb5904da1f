"""How far a run is: two lines that change on a terminal, a line now and then elsewhere. Both go to standard error.

Everything is drawn by the thread that hands out the work, as it goes: a process that forks should have no other.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from normalizer.batch.quantities import tell_bytes, tell_number, tell_rest
from normalizer.batch.walking import STANDARD_INPUT
from normalizer.records import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from normalizer.batch.account import Account

MANY_FILES = 20
"""From so many documents on a run has a progress on a terminal, and a table for its summary."""

MANY_BYTES = 2_000_000
"""From so many bytes on even a single document has a progress on a terminal; it is read in pieces."""

LINE_SECONDS = 30.0
"""How often a line is written where there is no terminal; a shorter run writes none."""

_DRAW_SECONDS = 0.2
_STATS = 100_000
_SOON = 0.01
"""The part of a run that has to be done before the rest of it is guessed."""


class Progress(Protocol):
    """Shows how far a run is."""

    def show(self, account: Account) -> None:
        """Take what has been done so far; most calls draw nothing."""
        ...

    def tell(self, message: str) -> None:
        """Write a message to standard error, where it stays."""
        ...

    def stop(self, account: Account) -> None:
        """Take away what does not stay."""
        ...


def choose_progress(paths: Sequence[str], *, quiet: bool, crowded: bool) -> Progress:
    """Return the progress for the documents at `paths`.

    With `crowded` standard output is written to as well: if that is the terminal, nothing is drawn there.
    """
    if quiet:
        return Silence()
    if not sys.stderr.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        return Lines(paths)
    return Silence() if crowded and sys.stdout.isatty() else Bar(paths)


class Silence:
    """No progress."""

    def show(self, account: Account) -> None:
        """Do nothing."""

    def tell(self, message: str) -> None:
        """Write a message."""
        sys.stderr.write(message + "\n")

    def stop(self, account: Account) -> None:
        """Do nothing."""


class Lines(Silence):
    """A line now and then, for logs."""

    def __init__(self, paths: Sequence[str]) -> None:
        """Take the documents; the first line comes after `LINE_SECONDS`."""
        self._paths = paths
        self._size: int | None = None
        self._next = time.monotonic() + LINE_SECONDS

    def show(self, account: Account) -> None:
        """Write a line when it is time for one."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + LINE_SECONDS
        if self._size is None:
            self._size = measure(self._paths)
        parts = (*describe_state(account, self._size), guess_rest(account, self._size))
        sys.stderr.write(f"mixnorm: {', '.join(filter(None, parts))}\n")
        sys.stderr.flush()


class Bar(Silence):
    """A bar and what has been counted, in the last two lines of the terminal."""

    def __init__(self, paths: Sequence[str]) -> None:
        """Take the documents."""
        self._size = measure(paths)
        self._next = 0.0
        self._live: Any = None

    def show(self, account: Account) -> None:
        """Draw, unless that was done just now or is not worth it."""
        now = time.monotonic()
        if now >= self._next and (
            self._live or account.total >= MANY_FILES or max(self._size, account.bytes_now) >= MANY_BYTES
        ):
            self._next = now + _DRAW_SECONDS
            self._draw(account)

    def tell(self, message: str) -> None:
        """Write a message above the bar."""
        if self._live:
            self._live.console.print(message, markup=False, highlight=False, soft_wrap=True)
        else:
            super().tell(message)

    def stop(self, account: Account) -> None:
        """Draw the last state and take it off the screen."""
        if self._live:
            self._draw(account)
            self._live.stop()

    def _draw(self, account: Account) -> None:
        self._live = self._live or _start_live()
        self._live.update(_compose(account, self._size), refresh=True)


def _start_live() -> Any:
    from rich.console import Console
    from rich.live import Live

    # Standard output goes where it always went, a file perhaps: by default what is printed would end up here.
    live = Live(
        console=Console(stderr=True), auto_refresh=False, transient=True, redirect_stdout=False, redirect_stderr=False
    )
    live.start()
    return live


def measure(paths: Sequence[str]) -> int:
    """Return how many bytes the files at `paths` hold; 0 when that cannot be known, or not without some work."""
    if len(paths) > _STATS or STANDARD_INPUT in paths:
        return 0
    size = 0
    for path in paths:
        with suppress(OSError):
            size += Path(path).stat().st_size
    return size


def _compose(account: Account, size: int) -> Any:
    """Return what is drawn: the bar with its figures, and a line of counts."""
    from rich.console import Group
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    part = find_part(account, size)
    bar = ProgressBar(total=1.0, completed=part or 0.0, pulse=part is None, animation_time=account.seconds)
    row = Table.grid(padding=(0, 1), expand=True)
    for ratio in (None, 1, None, None):
        row.add_column(ratio=ratio, no_wrap=True)
    percent = "" if part is None else f"{part:.0%}"
    row.add_row("normalizing", bar, percent, Text(guess_rest(account, size), style="cyan"))
    counts = Text(", ").join(
        Text(text, style="bold red" if text.endswith("failed") else "dim") for text in describe_state(account, size)
    )
    counts.no_wrap, counts.overflow = True, "ellipsis"
    return Group(row, counts)


def describe_state(account: Account, size: int) -> list[str]:
    """Return what has been done, each count in words; failures come last, where there are any."""
    read = tell_bytes(account.bytes_now)
    parts = []
    if account.total > 1:
        parts.append(f"{account.done:,} of {tell_number(account.total, 'file')}")
    if size and account.bytes_now < size:
        read += f" of {tell_bytes(size)}"
    parts += [read, tell_number(account.met, "fragment")]
    if account.bytes_now:
        parts.append(f"{tell_bytes(account.speed[1])}/s")
    if account.failed:
        parts.append(f"{account.failed:,} failed")
    return parts


def find_part(account: Account, size: int) -> float | None:
    """Return which part of what this run has to do is done, None if that is not known.

    It goes by bytes if their number is known, else by documents.
    """
    wanted = account.total - account.earlier - account.left
    done = account.done - account.earlier
    if done and done >= wanted:
        return 1.0
    if size:
        return min(account.bytes_now / size, 1.0)
    return done / wanted if wanted > 1 else None


def guess_rest(account: Account, size: int) -> str:
    """Return how long the rest will take if it goes on like this, nothing when that cannot be told yet."""
    part = find_part(account, size)
    if part is None or not _SOON <= part < 1:
        return ""
    return tell_rest(account.seconds * (1 - part) / part)
