"""Worker processes, each on a line of its own, of which one may die without taking the others along."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from typing import Any, NoReturn

    from normalizer.batch.pieces import Piece
    from normalizer.batch.treating import Outcome


class WorkerDeathError(Exception):
    """A worker process ended before it answered."""


class _Trace(Exception):  # noqa: N818 - it is the cause of an error, never raised by itself
    """Where in a worker an error came from."""


class Failure(NamedTuple):
    """What a worker answers when something is wrong that concerns every document."""

    error: Exception
    trace: str

    def raise_error(self) -> NoReturn:
        """Raise the error here, with its trace in the worker as its cause."""
        raise self.error from _Trace(self.trace)


class Worker:
    """A process that treats pieces.

    Its line is shared with nobody, so that its death is seen as the end of the line even in the
    middle of an answer: with a queue for all, as in ``ProcessPoolExecutor``, everybody would wait.
    """

    def __init__(self, treat: Callable[[Piece], Outcome]) -> None:
        """Start the process."""
        from multiprocessing import get_context

        # Afresh once pyarrow, which has threads, is loaded, else in the usual way.
        context: Any = get_context("spawn" if "pyarrow" in sys.modules else None)
        self.line, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(treat, there, self.line), daemon=True)
        self._process.start()
        there.close()

    def send(self, pieces: Sequence[Piece]) -> None:
        """Give the worker pieces to treat; raise `WorkerDeathError` when it is no more."""
        try:
            self.line.send(pieces)
        except OSError as error:
            raise self._bury() from error

    def receive(self) -> list[Outcome] | Failure:
        """Return what came of the pieces sent last, waiting for it; raise `WorkerDeathError` when the process died."""
        try:
            answer: list[Outcome] | Failure = self.line.recv()
        except (EOFError, OSError) as error:
            raise self._bury() from error
        return answer

    def close(self) -> None:
        """Let the process end by itself."""
        # Closing the line is not enough: workers that were forked later hold it open.
        with suppress(OSError):
            self.line.send(())
        self._end()

    def stop(self) -> None:
        """End the process at once: what it is at would be thrown away."""
        self._process.terminate()
        self._end()

    def _end(self) -> None:
        self.line.close()
        self._process.join()

    def _bury(self) -> WorkerDeathError:
        self.stop()
        return WorkerDeathError(f"exit code {self._process.exitcode}")


def _serve(treat: Callable[[Piece], Outcome], line: Connection, other_end: Connection) -> None:
    """Treat what comes over the line until nothing does; its end tells that the parent has died.

    That end comes only if nobody else holds the parent's end of the line: here it is closed, and
    workers that were started later, and hold it too, see the end of theirs first.
    """
    import signal

    other_end.close()
    # Ctrl-C reaches the parent alone, which then stops its workers without their traces on the screen.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        while pieces := line.recv():
            line.send(_answer(treat, pieces))
    # The process ends here: what its caches hold need not be looked through for circles once more.
    gc.freeze()


def _answer(treat: Callable[[Piece], Outcome], pieces: Sequence[Piece]) -> list[Outcome] | Failure:
    try:
        return [treat(piece) for piece in pieces]
    except MemoryError:
        # What a process holds that has run out of memory is best given back whole; the parent tries again.
        os._exit(1)
    except Exception as error:  # noqa: BLE001 - the parent raises it
        from traceback import format_exc

        return Failure(error, format_exc())
