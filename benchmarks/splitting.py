"""How a corpus is split between processes, by counting: wall time on a small machine says little."""

from __future__ import annotations

import os
import time
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.tables import format_table, percent

if TYPE_CHECKING:
    from normalizer.batch.pieces import Piece
    from normalizer.batch.treating import Outcome, Task


def tabulate_split(path: str, jobs: int) -> str:
    """Return how many pieces with Chinese, bytes and CPU seconds each of so many workers has really taken."""
    from normalizer.batch.pieces import Reading, read_pieces
    from normalizer.batch.treating import Task
    from normalizer.batch.walking import find_inputs
    from normalizer.batch.workers import treat_pieces
    from normalizer.config import NormalizerConfig

    inputs = find_inputs([path]).documents
    task = Task(NormalizerConfig(), "clean", tuple({document.format: "text" for document in inputs}.items()))
    taken: dict[str, list[float]] = {}
    for piece, outcome in treat_pieces(partial(_treat, task), read_pieces(inputs, Reading()), jobs):
        if outcome:
            worker, seconds = outcome.lines
            sums = taken.setdefault(worker, [0, 0, 0.0])
            for index, amount in enumerate((1, len(piece.source.data), float(seconds))):
                sums[index] += amount
    total = sum(size for _, size, _ in taken.values())
    lines = [
        (f"process {number}", f"{count:.0f}", f"{size:.0f}", percent(size, total), f"{seconds:.2f}")
        for number, (count, size, seconds) in enumerate(taken.values(), 1)
    ]
    return format_table(("split", "pieces", "bytes", "%", "CPU s"), lines)


def _treat(task: Task, piece: Piece) -> Outcome:
    """Treat a piece and answer who did it, and in how many CPU seconds."""
    from normalizer.batch.treating import Outcome, treat_piece

    begun = time.process_time()
    treat_piece(task, piece)
    return Outcome(lines=(str(os.getpid()), str(time.process_time() - begun)))
