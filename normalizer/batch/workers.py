"""One function over many pieces, in this process or in several, with the same results in the same order."""

from __future__ import annotations

import sys
from collections import deque
from typing import TYPE_CHECKING

from normalizer.errors import MixnormError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

    from normalizer.batch.pieces import Piece
    from normalizer.batch.treating import Outcome

_WAITING = 3
"""How many pieces wait for each worker: enough to keep it busy, few enough for the memory."""


def treat_pieces(
    treat: Callable[[Piece], Outcome], pieces: Iterable[Piece], jobs: int
) -> Iterator[tuple[Piece, Outcome | None]]:
    """Yield each piece with its outcome, in order; None for a piece that needs no treatment.

    With more than one job the pieces go to that many processes. Raises `MixnormError` when a
    process dies.
    """
    if jobs <= 1:
        for piece in pieces:
            yield piece, (None if _is_settled(piece) else treat(piece))
        return
    yield from _treat_in_processes(treat, pieces, jobs)


def _is_settled(piece: Piece) -> bool:
    return piece.quiet or bool(piece.error)


def _treat_in_processes(
    treat: Callable[[Piece], Outcome], pieces: Iterable[Piece], jobs: int
) -> Iterator[tuple[Piece, Outcome | None]]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(jobs, _choose_context(), _leave_interrupts_to_parent)
    waiting: deque[tuple[Piece, Future[Outcome] | None]] = deque()
    try:
        for piece in pieces:
            waiting.append((piece, None if _is_settled(piece) else pool.submit(treat, piece)))
            while len(waiting) > jobs * _WAITING or (waiting and waiting[0][1] is None):
                yield _take(waiting)
        while waiting:
            yield _take(waiting)
        pool.shutdown()
    except BrokenProcessPool as error:
        message = "a worker process died, perhaps for want of memory; try fewer --jobs"
        raise MixnormError(message) from error
    except BaseException:
        _stop()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _choose_context() -> BaseContext | None:
    """Return how processes are started: afresh once pyarrow, which has threads, is loaded, else in the usual way."""
    from multiprocessing import get_context

    return get_context("spawn") if "pyarrow" in sys.modules else None


def _take(waiting: deque[tuple[Piece, Future[Outcome] | None]]) -> tuple[Piece, Outcome | None]:
    piece, future = waiting.popleft()
    return piece, future.result() if future else None


def _leave_interrupts_to_parent() -> None:
    """Let Ctrl-C reach the parent alone, which then stops the workers without their traces on the screen."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _stop() -> None:
    """End the workers at once: what they are at would be thrown away."""
    from multiprocessing import active_children

    for child in active_children():
        child.terminate()
