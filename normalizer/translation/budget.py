"""How much a run may send."""

from __future__ import annotations

from threading import Lock


class Budget:
    """Requests and code points that may still be sent; safe to be used from several threads.

    >>> budget = Budget(max_requests=2)
    >>> [budget.take(1, 10) for _ in range(3)]
    [True, True, False]
    """

    def __init__(self, max_requests: int = 0, max_chars: int = 0) -> None:
        """Take the bounds; 0 is none."""
        self._max_requests = max_requests
        self._max_chars = max_chars
        self._lock = Lock()
        self.requests = self.chars = 0

    @property
    def bounded(self) -> bool:
        """Tell whether there is a bound: then the order of requests decides what is sent."""
        return bool(self._max_requests or self._max_chars)

    def take(self, requests: int, chars: int) -> bool:
        """Take what is about to be sent; return whether there is so much left, and take nothing when there is not."""
        with self._lock:
            if self._max_requests and self.requests + requests > self._max_requests:
                return False
            if self._max_chars and self.chars + chars > self._max_chars:
                return False
            self.requests += requests
            self.chars += chars
            return True
