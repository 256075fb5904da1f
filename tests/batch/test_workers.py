from __future__ import annotations

import os
import time

import pytest

from normalizer.batch.pieces import Piece
from normalizer.batch.treating import Outcome
from normalizer.batch.workers import treat_pieces
from normalizer.documents.document import Source
from normalizer.documents.encoding import Encoding
from normalizer.errors import LexiconError, MixnormError

PIECES = [Piece(n, str(n), Source(b"%d" % n, "text", Encoding()), quiet=n % 5 == 0) for n in range(40)]


def slow_first(piece):
    time.sleep(0.05 if piece.number in (1, 2) else 0)
    return Outcome(piece.source.data * 2)


def die(piece):
    os._exit(3)


def fail(piece):
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


def test_a_worker_that_dies_is_told():
    with pytest.raises(MixnormError, match="a worker process died"):
        list(treat_pieces(die, iter(PIECES), 2))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_that_concerns_all_comes_through(jobs):
    with pytest.raises(LexiconError, match="no lexicon for 1"):
        list(treat_pieces(fail, iter(PIECES), jobs))
