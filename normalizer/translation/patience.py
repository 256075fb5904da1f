"""How an engine is treated that is slow, busy or out of order: retries, a pace, and when it is left alone."""

from __future__ import annotations

import time
from random import SystemRandom
from threading import Lock
from typing import TypeVar

from normalizer.records import TYPE_CHECKING
from normalizer.translation.engine import PassingError

if TYPE_CHECKING:
    from collections.abc import Callable

_Answer = TypeVar("_Answer")

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds before the first retry, at most; the bound doubles with each, up to the longest."""

LONGEST_WAIT = 120.0
"""Seconds that a service may ask to wait; one that asks for more is left to the next engine."""

FAULTS = 5
"""After so many requests in a row that failed, retries and all, an engine is left alone for a while."""

REST = 30.0
"""Seconds of that while."""

RESTS = 3
"""How often an engine may rest in a run; after that it is left alone for good."""

_jitter = SystemRandom()
"""When something is tried again is left to chance, so that many programs do not come back at once; what is
answered never depends on it."""


def persist(action: Callable[[], _Answer], retries: int, sleep: Callable[[float], object] = time.sleep) -> _Answer:
    """Return what `action` returns, tried again up to `retries` times after a `PassingError`.

    Between tries a random time passes, of which the bound doubles (full jitter), and no less than the
    service asks for. Raises the last `PassingError`, and everything else at once.
    """
    bound = FIRST_PAUSE
    for left in range(retries, -1, -1):
        try:
            return action()
        except PassingError as error:  # noqa: PERF203 - trying again is what the loop is for
            if not left or error.wait > LONGEST_WAIT:
                raise
            sleep(error.wait + _jitter.uniform(0, bound))
            bound = min(bound * 2, LONGEST_PAUSE)
    raise AssertionError  # unreachable: the last try returns or raises


class Pace:
    """Lets so many requests begin in a second, a burst of a second's worth at first."""

    def __init__(self, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the pace; 0 is none."""
        self._step = 1 / per_second if per_second else 0.0
        self._burst = max(per_second, 1) * self._step
        self._clock = clock
        self._lock = Lock()
        self._next = 0.0

    def reserve(self) -> float:
        """Return in how many seconds the next request may begin, which is then taken."""
        if not self._step:
            return 0.0
        with self._lock:
            now = self._clock()
            self._next = max(self._next, now - self._burst) + self._step
            return max(0.0, self._next - now)


class Breaker:
    """Leaves an engine alone that fails again and again: first for a while, after some rests for good."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with trust."""
        self._clock = clock
        self._lock = Lock()
        self._faults = self._rests = 0
        self._until = 0.0
        self.reason = ""
        """Why it is left alone for good; empty while it is not."""

    def is_open(self) -> bool:
        """Tell whether the engine is left alone now."""
        return bool(self.reason) or self._clock() < self._until

    def succeed(self) -> None:
        """Take note of an answer."""
        with self._lock:
            self._faults = 0

    def fail(self) -> None:
        """Take note of a request that failed."""
        with self._lock:
            self._faults += 1
            if self._faults < FAULTS or self._clock() < self._until:
                return
            self._faults, self._rests = 0, self._rests + 1
            self._until = self._clock() + REST
            if self._rests > RESTS:
                self.reason = "it failed again and again"

    def give_up(self, reason: str) -> None:
        """Leave the engine alone for good."""
        with self._lock:
            self.reason = self.reason or reason
