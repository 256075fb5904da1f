"""One engine with all that stands around it: cache, in-flight sharing, bounds, retries, threads."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Lock

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.translation.cache import make_key
from normalizer.translation.counts import EngineCounts
from normalizer.translation.engine import EngineError, PassingError, SpentError
from normalizer.translation.patience import Breaker, Pace, persist

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from normalizer.translation.budget import Budget
    from normalizer.translation.cache import AnswerCache
    from normalizer.translation.engine import Engine, Prompt
    from normalizer.translation.settings import EngineSettings

_SHORT = 8
"""Bytes of a key that tell it from others well enough to be counted."""

OVER = "the bound of the run is reached"
ALONE = "left alone after faults"
OFFLINE = "offline"
CLOSED = "the run has ended"


_LOGIN = precompile(r"//[^/@\s]*@")


def hide_login(text: str) -> str:
    """Return an engine's name for its place or itself without what somebody logs in with.

    >>> hide_login("http://me:secret@host.example/api")
    'http://host.example/api'
    """
    return _LOGIN.sub("//", text)


class Answer(NamedTuple):
    """What is known of a prompt: the raw answer (None: none), and why nobody was asked or who failed."""

    text: str | None = None
    held: str = ""
    failed: str = ""


_Waited = dict[bytes, "Future[Answer]"]


class Asker:
    """Asks an engine; safe to be called from several threads, each distinct prompt goes out once."""

    def __init__(self, engine: Engine, settings: EngineSettings, cache: AnswerCache, budget: Budget) -> None:
        """Take an open engine and what the whole chain shares."""
        self.engine = engine
        self.identity = hide_login(engine.identity)
        self.place = hide_login(f"//{engine.place}")[2:]
        self.counts = EngineCounts()
        self.breaker = Breaker()
        self._settings = settings
        self._cache = cache
        self._budget = budget
        self._pace = Pace(engine.limits.per_second)
        self._lock = Lock()
        self._under_way: _Waited = {}
        self._silent: dict[bytes, Answer] = {}
        self._met: set[bytes] = set()
        self._threads: ThreadPoolExecutor | None = None
        self._closed = Event()

    def ask(self, prompts: Iterable[Prompt]) -> tuple[dict[Prompt, Answer], set[Prompt]]:
        """Return what is known of each prompt, and those which this call was the one to find out about."""
        keys = {prompt: make_key(self.identity, prompt) for prompt in prompts}
        mine: dict[bytes, Future[Answer]] = {}
        others: _Waited = {}
        with self._lock:
            for key in keys.values():
                if key in self._under_way:
                    others[key] = self._under_way[key]
                else:
                    mine[key] = self._under_way[key] = Future()
        try:
            known = self._find_out({prompt: key for prompt, key in keys.items() if key in mine}, mine)
        finally:
            with self._lock:
                for key, future in mine.items():
                    del self._under_way[key]
                    if not future.done():
                        future.set_result(Answer(failed="interrupted"))
        answers = {prompt: (mine.get(key) or others[key]).result() for prompt, key in keys.items()}
        return answers, {prompt for prompt, key in keys.items() if key in mine and key not in known}

    def _find_out(self, keys: dict[Prompt, bytes], futures: _Waited) -> set[bytes]:
        """Complete the futures; return the keys of what was known before."""
        kept = self._cache.find(list(keys.values()))
        known = set()
        for key in keys.values():
            if key in kept or key in self._silent:
                known.add(key)
                futures[key].set_result(Answer(kept[key]) if key in kept else self._silent[key])
        with self.counts.lock:
            # What this run itself has asked before does not count, whoever was first.
            self.counts.cached += len({key[:_SHORT] for key in known & kept.keys()} - self._met)
            self._met.update(key[:_SHORT] for key in keys.values())
        unknown = [prompt for prompt, key in keys.items() if key not in known]
        self._send(unknown, lambda prompt, answer: self._take(keys[prompt], prompt, answer, futures))
        return known

    def _take(self, key: bytes, prompt: Prompt, answer: Answer, futures: _Waited) -> None:
        """Keep an answer before anybody is told of it, so that no kill loses what was paid for."""
        if answer.text is not None and _is_sound(prompt.text + answer.text):
            self._cache.keep(self.identity, [(key, prompt.text, answer.text)])
        elif answer.held != ALONE:
            self._silent[key] = answer
        futures[key].set_result(answer)

    def _send(self, prompts: Sequence[Prompt], take: Callable[[Prompt, Answer], None]) -> None:
        """Ask for `prompts` in batches, several at once; what may not be sent is held, in the order of the text."""
        if self._settings.offline:
            for prompt in prompts:
                take(prompt, Answer(held=OFFLINE))
            return
        together = max(1, self.engine.limits.together)
        batches = [prompts[start : start + together] for start in range(0, len(prompts), together)]
        if self._settings.dry:
            self._count_dry(batches)
            for prompt in prompts:
                take(prompt, Answer(held="a dry run"))
            return
        going = []
        for batch in batches:
            held = ALONE if self.breaker.is_open() else "" if self._budget.take(1, _measure(batch)) else OVER
            if held:
                for prompt in batch:
                    take(prompt, Answer(held=held))
            else:
                going.append(batch)
        # Always there, even one alone: callers have threads of their own, the service takes only so many.
        for _ in self._pool().map(lambda batch: self._send_batch(batch, take), going) if going else ():
            pass

    def _pool(self) -> ThreadPoolExecutor:
        with self._lock:
            if self._threads is None:
                self._threads = ThreadPoolExecutor(max(1, self.engine.limits.threads), "mixnorm-engine")
            return self._threads

    def _send_batch(self, batch: Sequence[Prompt], take: Callable[[Prompt, Answer], None]) -> None:
        answers = [Answer(held=ALONE)] * len(batch) if self.breaker.is_open() else self._try_batch(batch)
        for prompt, answer in zip(batch, answers, strict=True):
            take(prompt, answer)

    def _try_batch(self, batch: Sequence[Prompt]) -> list[Answer]:
        tries = 0

        def attempt() -> list[str | None]:
            nonlocal tries
            tries += 1
            if self._closed.wait(self._pace.reserve()):
                raise EngineError(CLOSED)
            if tries > 1 and not self._budget.take(1, _measure(batch)):
                raise EngineError(OVER)
            start = time.monotonic()
            try:
                return self.engine.translate(batch)
            finally:
                self.counts.add_request(_measure(batch), time.monotonic() - start)

        try:
            found = persist(attempt, self._settings.retries, self._closed.wait)
            if len(found) != len(batch):
                return self._fail(batch, "another number of answers")
        except SpentError:
            self.breaker.give_up("it answers no more")
            return self._fail(batch, "a quota or a key")
        except PassingError:
            return self._fail(batch, "no connection or no answer in time")
        except EngineError:
            return self._fail(batch, "a fault of the service")
        except Exception as error:  # noqa: BLE001 - what an engine's library raises is no fault of the document
            return self._fail(batch, type(error).__name__)
        self.breaker.succeed()
        return [Answer(text if isinstance(text, str) else None) for text in found]

    def _fail(self, batch: Sequence[Prompt], reason: str) -> list[Answer]:
        self.breaker.fail()
        return [Answer(failed=reason)] * len(batch)

    def _count_dry(self, batches: Sequence[Sequence[Prompt]]) -> None:
        with self.counts.lock:
            self.counts.would["requests"] += len(batches)
            self.counts.would["texts"] += sum(map(len, batches))
            self.counts.would["characters"] += sum(map(_measure, batches))

    def close(self) -> None:
        """Let the threads go; what is not under way yet is not begun, and nobody waits to try again."""
        self._closed.set()
        if self._threads:
            self._threads.shutdown(wait=False, cancel_futures=True)


def _is_sound(text: str) -> bool:
    """Tell whether a text can be written down: half of a surrogate pair, which JSON may hold, cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _measure(batch: Sequence[Prompt]) -> int:
    """Return the code points of a request, context too."""
    return sum(
        len(prompt.text)
        + len(prompt.before)
        + len(prompt.after)
        + sum(len(own) + len(english) for own, english in prompt.glosses)
        for prompt in batch
    )
