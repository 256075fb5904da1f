"""What is counted of each engine in a run, and how it is told."""

from __future__ import annotations

from collections import Counter
from threading import Lock

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


class EngineCounts:
    """Counts of one engine: texts, not fragments, since a fragment may be sent alone and in its sentence.

    ``asked`` texts were sent, of which ``answered`` came back and were believed; ``cached`` were known before;
    ``refused`` says for each reason how many answers were not believed, ``failed`` for each kind of fault how many
    texts have none. ``held`` counts texts that were not sent, by reason. ``requests``, ``chars`` and
    ``seconds`` are those of what was sent, retries too. ``would`` has what a dry run would send.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.lock = Lock()
        self.asked = self.answered = self.cached = self.requests = self.chars = 0
        self.seconds = self.slowest = 0.0
        self.refused: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()
        self.held: Counter[str] = Counter()
        self.would: Counter[str] = Counter()

    def add_request(self, chars: int, seconds: float) -> None:
        """Count a request that was made."""
        with self.lock:
            self.requests += 1
            self.chars += chars
            self.seconds += seconds
            self.slowest = max(self.slowest, seconds)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for the report; nothing of any text is in it."""
        plain = {name: getattr(self, name) for name in ("asked", "answered", "cached", "requests", "chars")}
        counters = {name: dict(sorted(getattr(self, name).items())) for name in ("refused", "failed", "held")}
        return {**plain, **counters, "seconds": round(self.seconds, 3), "slowest": round(self.slowest, 3)}

    def describe(self) -> str:
        """Return the counts in words; what did not happen is left out."""
        parts = [f"{self.asked:,} asked"]
        if self.asked:
            parts.append(f"{self.answered:,} answered")
        for name, counter in (("refused", self.refused), ("failed", self.failed), ("not sent", self.held)):
            if counter:
                reasons = ", ".join(
                    reason if len(counter) == 1 else f"{reason} {count:,}" for reason, count in sorted(counter.items())
                )
                parts.append(f"{counter.total():,} {name} ({reasons})")
        if self.cached:
            parts.append(f"{self.cached:,} from the cache")
        return ", ".join(parts)
