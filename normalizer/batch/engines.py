"""Translation engines in a run: opened, named to the person before anything is sent, and told of at the end.

With engines one process works, whatever ``--jobs`` says: requests take a hundred times as long as the rest, a model
is in memory once, and pace, bounds and what was asked already are the same for all documents.
"""

from __future__ import annotations

import sys
from collections import deque
from contextlib import contextmanager

from normalizer.batch.treating import is_settled
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from concurrent.futures import Future
    from typing import Any

    from normalizer.batch.pieces import Piece
    from normalizer.batch.treating import Outcome
    from normalizer.translation.chain import EngineChain
    from normalizer.translation.settings import EngineSettings

_WAITING = 2
"""How many pieces are begun for each thread."""


@contextmanager
def open_engines(settings: EngineSettings) -> Iterator[EngineChain | None]:
    """Give the engines until the context ends, None when none is named; say where texts go.

    Raises `UsageError` for an engine that does not exist or lacks something.
    """
    if not settings.engines:
        yield None
        return
    from normalizer.translation.opening import open_translator

    chain = open_translator(settings)
    # This is told even where all is to be quiet: it is about the person's text, not about the run.
    for name, place in chain.list_places():
        what = "sentences with fragments" if settings.sentence else "fragments with their sentences"
        sys.stderr.write(f"mixnorm: {what} go to {place} ({name})\n")
    try:
        yield chain
    finally:
        chain.close()


def treat_in_threads(
    treat: Callable[[Piece], Outcome], pieces: Iterable[Piece], threads: int
) -> Generator[tuple[Piece, Outcome | None], None, None]:
    """Yield each piece with its outcome, in order, None for a piece that needs no treatment."""
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(threads, "mixnorm-pieces")
    waiting: deque[tuple[Piece, Future[Outcome] | None]] = deque()
    try:
        for piece in pieces:
            waiting.append((piece, None if is_settled(piece) else pool.submit(treat, piece)))
            while waiting and (len(waiting) > threads * _WAITING or not waiting[0][1] or waiting[0][1].done()):
                yield _wait(*waiting.popleft())
        yield from (_wait(*pair) for pair in waiting)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _wait(piece: Piece, future: Future[Outcome] | None) -> tuple[Piece, Outcome | None]:
    return piece, future.result() if future else None


def conclude_engines(chain: EngineChain | None, *, quiet: bool) -> bool:
    """Tell what the engines did; return whether the run is to fail for it."""
    if not chain:
        return False
    if not quiet:
        for message in dict.fromkeys(chain.messages):
            sys.stderr.write(f"mixnorm: warning: {message}\n")
        for line in chain.list_lines():
            sys.stderr.write(f"mixnorm: {line}\n")
    return chain.settings.strict and not chain.complete


def count_engines(chain: EngineChain | None) -> dict[str, Any] | None:
    """Return the counts for the report."""
    return chain.to_dict() if chain else None


def name_engines(chain: EngineChain | None) -> dict[str, str]:
    """Return what of the engines decides the outcome, for the ledger and the person; no key is in it.

    >>> name_engines(None)
    {}
    """
    if not chain:
        return {}
    settings = chain.settings
    flags = [name for name in ("redact", "sentence", "offline") if getattr(settings, name)]
    return {"engine": " ".join([*(asker.identity for asker in chain.askers), *flags])}
