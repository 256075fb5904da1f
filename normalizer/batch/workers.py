"""One function over many pieces, in this process or in several, with the same results in the same order.

A worker that dies is replaced, and what it was at is tried once more, one piece at a time in a
process of its own; a piece that kills that too fails, and no other with it.
"""

from __future__ import annotations

from collections import deque

from normalizer.batch.crew import Failure, Worker, WorkerDeathError
from normalizer.batch.treating import Outcome, is_settled, treat_in_turn
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from normalizer.batch.pieces import Piece

DIED_TWICE = "its worker process died twice, perhaps for want of memory"

_WAITING = 3
"""How many lots wait for each worker: enough to keep it busy, few enough for the memory."""

_TOGETHER = 8
"""How many small pieces make a lot at most: handed over alone each takes 60 microseconds of CPU, in eights 15."""

_LOT_BYTES = 1 << 16
"""A lot that holds this many bytes takes no more pieces."""


def treat_pieces(
    treat: Callable[[Piece], Outcome], pieces: Iterable[Piece], jobs: int
) -> Generator[tuple[Piece, Outcome | None], None, None]:
    """Yield each piece with its outcome, in order; None for a piece that needs no treatment.

    With more than one job the pieces go to that many processes, or fewer if there is little to
    do. A piece that two processes died of has an outcome with that error.
    """
    if jobs <= 1:
        yield from treat_in_turn(treat, pieces)
        return
    crew = _Crew(treat, jobs)
    waiting: deque[Lot] = deque()
    try:
        for lot in gather_lots(pieces, jobs):
            waiting.append(lot)
            crew.take_on(lot)
            while waiting and (waiting[0].is_done() or len(waiting) > jobs * _WAITING):
                yield from crew.finish(waiting.popleft())
        while waiting:
            yield from crew.finish(waiting.popleft())
        crew.close()
    except BaseException:
        crew.stop()
        raise


class Lot:
    """Pieces that follow one another and are handed over together; settled ones come along untreated."""

    def __init__(self, pieces: list[Piece]) -> None:
        """Take the pieces."""
        self.pieces = pieces
        self.wanted = [piece for piece in pieces if not is_settled(piece)]
        self.answer: list[Outcome] | Failure | None = None if self.wanted else []

    def is_done(self) -> bool:
        """Tell whether an answer has come, or none is needed."""
        return self.answer is not None

    def pair(self) -> Iterator[tuple[Piece, Outcome | None]]:
        """Yield the pieces with their outcomes; raise the error that a worker answered with."""
        # Errors too come in the order of the pieces: the first is the same for any number of workers.
        if isinstance(self.answer, Failure):
            self.answer.raise_error()
        outcomes = iter(self.answer or [])
        for piece in self.pieces:
            yield piece, (None if is_settled(piece) else next(outcomes))


def gather_lots(pieces: Iterable[Piece], jobs: int) -> Iterator[Lot]:
    """Yield the pieces in lots, at first of one piece each, so that a few articles are work for all."""
    held: list[Piece] = []
    wanted = size = count = 0
    for piece in pieces:
        held.append(piece)
        wanted += not is_settled(piece)
        # A part of a table has no bytes here, and many in its file.
        size += _LOT_BYTES if piece.source.path else len(piece.source.data)
        # What is settled does not wait for what is not.
        if not wanted or size >= _LOT_BYTES or wanted >= min(_TOGETHER, 1 + count // (jobs * _WAITING)):
            count += bool(wanted)
            yield Lot(held)
            held, wanted, size = [], 0, 0
    if held:
        yield Lot(held)


class _Crew:
    """The workers, and the lots that none of them has taken yet."""

    def __init__(self, treat: Callable[[Piece], Outcome], jobs: int) -> None:
        self._treat = treat
        self._jobs = jobs
        self._all: list[Worker] = []
        self._idle: list[Worker] = []
        self._busy: dict[Worker, Lot] = {}
        self._untaken: deque[Lot] = deque()

    def take_on(self, lot: Lot) -> None:
        """Hand a lot to a worker, as soon as one is free; collect what others have done in the meantime."""
        if lot.is_done():
            return
        self._untaken.append(lot)
        self._collect(0)
        self._hand_out()

    def finish(self, lot: Lot) -> Iterator[tuple[Piece, Outcome | None]]:
        """Yield the pieces of a lot with their outcomes, waiting for them if need be."""
        while not lot.is_done():
            self._collect(None)
            self._hand_out()
        return lot.pair()

    def close(self) -> None:
        """Let the workers go: all is done."""
        for worker in self._idle:
            worker.close()

    def stop(self) -> None:
        """End the workers at once."""
        for worker in self._all:
            worker.stop()

    def _start(self) -> Worker:
        worker = Worker(self._treat)
        self._all.append(worker)
        return worker

    def _hand_out(self) -> None:
        while self._untaken and (self._idle or len(self._busy) < self._jobs):
            lot = self._untaken.popleft()
            worker = self._idle.pop() if self._idle else self._start()
            self._busy[worker] = lot
            try:
                worker.send(lot.wanted)
            except WorkerDeathError:
                self._try_again(worker)

    def _collect(self, timeout: float | None) -> None:
        """Take what workers have done; wait `timeout` seconds for the first, for ever with None."""
        from multiprocessing.connection import wait

        ready = wait([worker.line for worker in self._busy], timeout)
        for worker in [worker for worker in self._busy if worker.line in ready]:
            self._take_back(worker)

    def _take_back(self, worker: Worker) -> None:
        try:
            answer = worker.receive()
        except WorkerDeathError:
            self._try_again(worker)
        else:
            self._busy.pop(worker).answer = answer
            self._idle.append(worker)

    def _try_again(self, dead: Worker) -> None:
        """Treat what a dead worker was at, one piece at a time, in a new process that then takes its place."""
        lot = self._busy.pop(dead)
        worker = self._start()
        outcomes: list[Outcome] = []
        for piece in lot.wanted:
            answer, worker = self._treat_alone(piece, worker)
            if isinstance(answer, Failure):
                lot.answer = answer
                break
            outcomes += answer
        else:
            lot.answer = outcomes
        self._idle.append(worker)

    def _treat_alone(self, piece: Piece, worker: Worker) -> tuple[list[Outcome] | Failure, Worker]:
        """Return what came of a piece, and the worker for the next: another one when this one died."""
        try:
            worker.send([piece])
            return worker.receive(), worker
        except WorkerDeathError:
            return [Outcome(error=_tell_place(piece))], self._start()


def _tell_place(piece: Piece) -> str:
    first = piece.source.first_line
    place = f"row {first}" if piece.source.path else f"line {first}"
    return f"{DIED_TWICE}, at what begins in {place}" if first > 1 else DIED_TWICE
