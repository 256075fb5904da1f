from __future__ import annotations

import pytest

from normalizer.translation import patience
from normalizer.translation.engine import EngineError, PassingError
from normalizer.translation.patience import Breaker, Pace, persist


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def fail(*errors):
    left = list(errors)

    def act():
        if left:
            raise left.pop(0)
        return "done"

    return act


def test_pauses_grow_and_heed_what_the_service_asks_for():
    pauses = []
    errors = [PassingError("no"), PassingError("no", 7.0), PassingError("no"), PassingError("no")]
    assert persist(fail(*errors), 4, pauses.append) == "done"
    assert [
        low <= pause <= low + high for pause, low, high in zip(pauses, (0, 7, 0, 0), (0.5, 1, 2, 4), strict=True)
    ] == [True] * 4


@pytest.mark.parametrize(
    ("error", "retries", "tries"),
    [
        (EngineError("no"), 5, 1),
        (PassingError("no", 3600), 5, 1),
        (PassingError("no"), 2, 3),
        (PassingError("no"), 0, 1),
    ],
)
def test_what_is_not_tried_again(error, retries, tries):
    made = []

    def act():
        made.append(1)
        raise error

    with pytest.raises(type(error)):
        persist(act, retries, lambda _: None)
    assert len(made) == tries


def test_a_pace_lets_a_burst_through_and_then_so_many_a_second():
    clock = Clock()
    pace = Pace(4.0, clock)
    assert [pace.reserve() for _ in range(6)] == [0, 0, 0, 0, 0.25, 0.5]
    clock.now += 10
    assert [pace.reserve() for _ in range(5)] == [0, 0, 0, 0, 0.25]
    assert Pace(0).reserve() == 0


def test_an_engine_that_fails_rests_and_is_given_up_in_the_end():
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(patience.RESTS):
        for _ in range(patience.FAULTS):
            assert not breaker.is_open()
            breaker.fail()
        assert breaker.is_open()
        clock.now += patience.REST
        assert not breaker.reason
    for _ in range(patience.FAULTS - 1):
        breaker.fail()
    breaker.succeed()
    for _ in range(patience.FAULTS):
        assert not breaker.is_open()
        breaker.fail()
    assert breaker.reason
    clock.now += 10 * patience.REST
    assert breaker.is_open()
