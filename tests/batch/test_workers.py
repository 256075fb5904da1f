from __future__ import annotations

import os
import signal
import time
from functools import partial
from multiprocessing import active_children
from threading import Thread

import pytest

from normalizer.batch.pieces import Piece
from normalizer.batch.treating import Outcome
from normalizer.batch.workers import DIED_TWICE, gather_lots, treat_pieces
from normalizer.documents.document import Source
from normalizer.documents.encoding import Encoding
from normalizer.errors import LexiconError

PIECES = [Piece(n, str(n), Source(b"%d" % n, "text", Encoding()), quiet=n % 5 == 0) for n in range(40)]


def slow_first(piece):
    time.sleep(0.05 if piece.number in (1, 2) else 0)
    return Outcome(piece.source.data * 2)


def die_of_seven(piece):
    if piece.number % 10 == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(piece.source.data * 2)


def die_at_first(folder, piece):
    if piece.number in (13, 21) and not (folder / str(piece.number)).exists():
        (folder / str(piece.number)).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(piece.source.data * 2)


def die_answering(piece):
    Thread(target=lambda: (time.sleep(0.2), os.kill(os.getpid(), signal.SIGKILL)), daemon=True).start()
    return Outcome(SlowToPickle())


class SlowToPickle:
    """Is still being written when its process dies."""

    def __reduce__(self):
        time.sleep(2)
        return bytes, ()


def run_out(piece):
    raise MemoryError


def fail_later(piece):
    if piece.number < 6:
        return Outcome(piece.source.data)
    time.sleep(0.1 if piece.number == 6 else 0)  # others fail before it
    message = f"no lexicon for {piece.number}"
    raise LexiconError(message)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_outcomes_come_in_order_and_settled_pieces_untreated(jobs):
    steps = list(treat_pieces(slow_first, iter(PIECES), jobs))
    assert [piece for piece, _ in steps] == PIECES
    assert [outcome for _, outcome in steps] == [None if p.quiet else Outcome(p.source.data * 2) for p in PIECES]


def test_pieces_are_read_as_they_are_needed():
    read = []

    def reading():
        for piece in PIECES:
            read.append(piece.number)
            yield piece

    steps = treat_pieces(slow_first, reading(), 2)
    next(steps)
    next(steps)
    assert len(read) <= 10
    steps.close()


@pytest.mark.parametrize("jobs", [2, 5])
def test_a_piece_that_kills_two_processes_fails_alone(jobs):
    steps = list(treat_pieces(die_of_seven, iter(PIECES), jobs))
    assert [piece for piece, _ in steps] == PIECES
    assert [piece.number for piece, outcome in steps if outcome and outcome.error] == [7, 17, 27, 37]
    assert {outcome.error for _, outcome in steps if outcome} == {"", DIED_TWICE}
    assert [o for p, o in steps if o and not o.error] == [
        Outcome(p.source.data * 2) for p in PIECES if not p.quiet and p.number % 10 != 7
    ]


def test_a_piece_that_dies_once_is_tried_again(tmp_path):
    steps = treat_pieces(partial(die_at_first, tmp_path), iter(PIECES), 2)
    assert [outcome for _, outcome in steps] == [None if p.quiet else Outcome(p.source.data * 2) for p in PIECES]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["13", "21"]


def test_workers_killed_from_outside_lose_nothing():
    killed = []

    def reading():
        for piece in PIECES:
            if piece.number in (9, 22, 35):
                victim = next(child.pid for child in active_children() if child.pid not in killed)
                os.kill(victim, signal.SIGKILL)
                killed.append(victim)
            yield piece

    steps = list(treat_pieces(slow_first, reading(), 2))
    assert [outcome for _, outcome in steps] == [None if p.quiet else Outcome(p.source.data * 2) for p in PIECES]
    assert len(killed) == 3


def test_a_process_that_dies_while_it_answers_is_noticed():
    big = [Piece(0, "0", Source(b"x", "text", Encoding()))]
    assert [outcome.error for _, outcome in treat_pieces(die_answering, big, 2)] == [DIED_TWICE]


def test_want_of_memory_is_a_death_and_names_the_line():
    pieces = [Piece(0, "0", Source(b"x", "jsonl", Encoding(), first_line=8))]
    (step,) = treat_pieces(run_out, pieces, 2)
    assert step[1].error == f"{DIED_TWICE}, at what begins in line 8"


def test_parts_of_a_table_are_never_handed_over_together():
    sources = [Source(b"", "parquet", Encoding(), offset=n, first_line=n + 1, path="t.parquet") for n in range(40)]
    parts = [Piece(0, "t.parquet", source) for source in sources]
    assert [lot.pieces for lot in gather_lots(parts, 2)] == [[part] for part in parts]
    small = [Piece(0, str(n), Source(b"x", "text", Encoding())) for n in range(200)]
    lots = [lot.pieces for lot in gather_lots(small, 2)]
    assert [piece for lot in lots for piece in lot] == small
    assert len(lots[0]) == 1
    assert max(map(len, lots)) == 8
    (step,) = treat_pieces(run_out, parts[7:8], 2)
    assert step[1].error.endswith("in row 8")


def test_no_process_is_left_behind_and_none_started_in_vain():
    before = set(active_children())
    steps = treat_pieces(slow_first, iter(PIECES[1:2]), 5)
    assert len(list(steps)) == 1
    steps = treat_pieces(slow_first, iter(PIECES), 3)
    for _ in range(8):
        next(steps)
    assert len(set(active_children()) - before) == 3
    steps.close()
    assert set(active_children()) == before


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_the_first_error_that_concerns_all_comes_through(jobs):
    steps = []
    with pytest.raises(LexiconError, match="no lexicon for 6"):
        steps.extend(treat_pieces(fail_later, iter(PIECES), jobs))
    assert not active_children()
