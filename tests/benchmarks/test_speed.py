"""Costs of processes, medians and the table; no time is judged."""

from __future__ import annotations

import sys

import pytest

from benchmarks.speed import Cost, measure, run, tabulate, take_median


def test_cost_of_a_process_is_its_own():
    burn = run([sys.executable, "-c", "sum(i * i for i in range(2_000_000))"])
    rest = run([sys.executable, "-c", "pass"])
    assert burn.cpu > rest.cpu > 0
    assert burn.memory > 1_000_000


def test_failing_process_is_an_error_with_its_message():
    with pytest.raises(RuntimeError, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_rounds_take_turns(tmp_path):
    log = tmp_path / "log"
    commands = {name: [sys.executable, "-c", f"open({str(log)!r}, 'a').write({name!r})"] for name in ("a", "b")}
    assert list(measure(commands, 2)) == ["a", "b"]
    assert log.read_text() == "ababab"  # the first round is not counted


def test_median_is_taken_of_each_part():
    assert take_median([Cost(1.0, 9.0, 5), Cost(3.0, 7.0, 50), Cost(2.0, 8.0, 500)]) == Cost(2.0, 8.0, 50)


def test_ratios_are_against_the_base():
    table = tabulate("x", {"base": Cost(2.0, 2.0, 100_000_000), "ours": Cost(0.5, 0.5, 25_000_000)}, "base", 10)
    cells = table.splitlines()[2].split()
    assert cells == ["ours", "500", "500", "25", "0.250", "4.00", "0.25", "20.00"]
