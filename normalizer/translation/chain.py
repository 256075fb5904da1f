"""Engines in their order: each is asked for what those before it had no believed answer for."""

from __future__ import annotations

from collections import Counter
from threading import Lock

from normalizer.protocols import Translation
from normalizer.records import TYPE_CHECKING
from normalizer.translation.asker import Asker
from normalizer.translation.budget import Budget
from normalizer.translation.cache import NO_CACHE, AnswerCache
from normalizer.translation.choosing import choose
from normalizer.translation.framing import make_frames

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from normalizer.protocols import TranslationRequest
    from normalizer.translation.engine import Engine, Prompt
    from normalizer.translation.framing import Frame
    from normalizer.translation.settings import EngineSettings

LOCAL = "this machine"
"""The place of engines that send nothing anywhere."""


class EngineChain:
    """A translator made of engines; thread-safe, picklable by its settings.

    A copy made by pickling opens engines and cache anew, and counts by itself: `Normalizer` hands texts to threads
    for this reason where it has a translator.
    """

    def __init__(
        self, settings: EngineSettings, engines: Sequence[Engine], reopen: Callable[[EngineSettings], EngineChain]
    ) -> None:
        """Take what the user asks, open engines, and what opens them anew in another process."""
        self.settings = settings
        self._reopen = reopen
        self.messages: list[str] = []
        """What the person should know, each once."""
        self.taken_over = 0
        """For how many fragments no engine had a believed answer."""
        self.fragments: Counter[str] = Counter()
        self._lock = Lock()
        self._budget = Budget(settings.max_requests, settings.max_chars)
        # A dry run keeps nothing, not even an empty file.
        self._cache = AnswerCache(NO_CACHE if settings.dry else settings.cache, tell=self.messages.append)
        self.askers = [Asker(engine, settings, self._cache, self._budget) for engine in engines]

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the settings alone: neither keys nor connections leave the process."""
        return self._reopen, (self.settings,)

    @property
    def bounded(self) -> bool:
        """Tell whether the order of documents decides what is sent."""
        return self._budget.bounded

    @property
    def threads(self) -> int:
        """Return how many requests may be under way at once."""
        return max((asker.engine.limits.threads for asker in self.askers), default=1)

    def list_places(self) -> list[tuple[str, str]]:
        """Return the names of the engines that send texts away, and where to."""
        places = [(asker.engine.name, asker.place) for asker in self.askers]
        return [] if self.settings.offline or self.settings.dry else [pair for pair in places if pair[1] != LOCAL]

    def translate(self, requests: Sequence[TranslationRequest]) -> list[Translation]:
        """Return one translation for each request, in order; one without text where no engine is believed."""
        results: list[Translation | None] = [None] * len(requests)
        for asker in self.askers:
            left = [number for number, result in enumerate(results) if result is None]
            if left:
                for number, found in zip(left, self._ask(asker, [requests[n] for n in left]), strict=True):
                    results[number] = found
        with self._lock:
            self.taken_over += sum(result is None for result in results)
            if self.settings.dry:
                self.fragments.update(request.fragment for request in requests)
        return [result or Translation(reason="no engine has a believed answer") for result in results]

    def _ask(self, asker: Asker, requests: Sequence[TranslationRequest]) -> list[Translation | None]:
        engine, settings = asker.engine, self.settings
        framed = [
            make_frames(
                request,
                engine.limits,
                reads_context=engine.reads_context,
                sentence=settings.sentence,
                redacted=settings.redact,
            )
            for request in requests
        ]
        prompts = dict.fromkeys(prompt for frames in framed for frame in frames for prompt in frame.prompts)
        answers, fresh = asker.ask(prompts)
        readings = {
            frame: frame.read([answers[prompt].text for prompt in frame.prompts])
            for frame in dict.fromkeys(frame for frames in framed for frame in frames)
        }
        self._count(asker, readings, answers, fresh)
        return [
            choose(engine.name, request, [(frame, readings[frame]) for frame in frames])
            for request, frames in zip(requests, framed, strict=True)
        ]

    def _count(self, asker: Asker, readings: dict[Frame, Any], answers: dict[Prompt, Any], fresh: set[Prompt]) -> None:
        """Count what came of the texts that this call sent; a text that is read in two ways counts once."""
        reasons: dict[Prompt, str] = {}
        for frame, reading in readings.items():
            reasons |= {p: reading.reason for p in frame.prompts if p in fresh and reasons.get(p, "?")}
        counts = asker.counts
        with counts.lock:
            for prompt, reason in reasons.items():
                answer = answers[prompt]
                if answer.held:
                    counts.held[answer.held] += not self.settings.dry
                    continue
                counts.asked += 1
                if answer.failed:
                    counts.failed[answer.failed] += 1
                elif reason:
                    counts.refused[reason] += 1
                else:
                    counts.answered += 1

    @property
    def complete(self) -> bool:
        """Tell whether every engine did all that it was asked, and the offline engine had nothing to take over."""
        faults = any(asker.counts.failed or asker.breaker.reason for asker in self.askers)
        return not (faults or self.taken_over)

    def list_lines(self) -> list[str]:
        """Return what is told of the engines at the end of a run, a line for each."""
        return self._list_dry() if self.settings.dry else self._list_done()

    def _list_done(self) -> list[str]:
        lines = []
        for asker in self.askers:
            reason = asker.breaker.reason
            left = f", left alone: {reason}" if reason else ""
            lines.append(f"engine {asker.engine.name}: {asker.counts.describe()}{left}")
        if lines and self.taken_over:
            lines[-1] += f"; the offline engine took over for {self.taken_over:,}"
        return lines

    def _list_dry(self) -> list[str]:
        lines = []
        for number, asker in enumerate(self.askers):
            would = asker.counts.would
            told = ", ".join(f"{would[name]:,} {name}" for name in ("requests", "texts", "characters"))
            about = f"{told} for {len(self.fragments):,} different fragments would go to {asker.place}"
            lines.append(f"engine {asker.engine.name}: {'at most ' if number else ''}{about}")
        return lines

    def to_dict(self) -> dict[str, Any]:
        """Return the counts for the report, with the time that requests took."""
        engines = [{"name": a.engine.name, "place": a.place, **a.counts.to_dict()} for a in self.askers]
        return {"engines": engines, "taken_over": self.taken_over}

    def close(self) -> None:
        """Let threads and files go."""
        for asker in self.askers:
            asker.close()
        self._cache.close()
