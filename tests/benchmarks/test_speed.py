"""Costs of processes, medians, ratios; no time is judged."""

from __future__ import annotations

import json
import sys

import pytest

from benchmarks.corpus import cut_part
from benchmarks.processes import Cost, measure, run, take_median
from benchmarks.profiling import profile_corpus
from benchmarks.speed import Goal, judge, judge_fragments, judge_growth, tabulate
from benchmarks.splitting import tabulate_split


def test_cost_of_a_process_is_its_own():
    burn = run([sys.executable, "-c", "sum(i * i for i in range(2_000_000))"])
    rest = run([sys.executable, "-c", "pass"])
    assert burn.cpu > rest.cpu > 0
    assert burn.memory > 1_000_000


def test_a_program_tells_the_time_of_a_part():
    assert run([sys.executable, "-c", "print(0.25)"]).told == 0.25
    assert run([sys.executable, "-c", "print('the text')"]).told == 0


def test_failing_process_is_an_error_with_its_message():
    with pytest.raises(RuntimeError, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_rounds_take_turns(tmp_path):
    log = tmp_path / "log"
    commands = {name: [sys.executable, "-c", f"open({str(log)!r}, 'a').write({name!r})"] for name in ("a", "b")}
    assert list(measure(commands, 2)) == ["a", "b"]
    assert log.read_text() == "ababab"  # the first round is not counted


def test_median_is_taken_of_each_part():
    assert take_median([Cost(1.0, 5, 9.0), Cost(3.0, 50, 7.0), Cost(2.0, 500, 8.0)]) == Cost(2.0, 50, 8.0)


def test_goals_count_how_many_times_less_or_as_much():
    costs = {"base": Cost(2.0, 100_000_000), "ours": Cost(0.5, 25_000_000)}
    assert tabulate("x", costs).splitlines()[2].split() == ["ours", "500", "25"]
    goals = [Goal("ours", "base", "cpu", 3, 4), Goal("ours", "base", "cpu", 3, 5), Goal("ours", "base", "memory", 5, 6)]
    assert [line.rpartition(": ")[2] for line in judge(goals, costs)] == ["beyond the aim)", "reached)", "missed)"]
    assert judge([Goal("base", "ours", "cpu", 5, 3, most=True)], costs)[0].startswith("base: 4.0 times the CPU of ours")


def test_growth_is_told_without_the_start():
    costs = {"0x": Cost(1.0, 10), "1x": Cost(2.0, 10), "2x": Cost(3.0, 10), "4x": Cost(5.0, 10), "8x": Cost(9.0, 20)}
    assert judge_growth(costs) == ["8 times the corpus: 8.00 times the CPU (must 8.8: reached), 2.00 times the memory"]
    told = {"a": 0.01, "b": 0.1, "c": 1.0, "d": 13.0}
    assert judge_fragments({name: Cost(1, 1, value) for name, value in told.items()})[0].endswith("missed)")


def test_a_corpus_is_profiled_and_split(tmp_path):
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text('{"text": "the critical舆论环境 grew"}\n' * 10 + '{"text": "plain"}\n' * 10, encoding="utf-8")
    profile = profile_corpus(str(corpus))
    assert "glossing" in profile
    assert "pairing" in profile
    assert tabulate_split(str(corpus), 2).splitlines()[1].split()[2:5] == ["1", str(corpus.stat().st_size), "100.0"]


def test_the_split_is_that_of_real_workers(tmp_path):
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text("the critical舆论环境 grew", encoding="utf-8")
    rows = [line.split() for line in tabulate_split(str(tmp_path), 2).splitlines()[1:]]
    assert len(rows) == 2
    assert sum(int(row[2]) for row in rows) == 60


def test_parts_of_the_corpus_hold_chinese_in_proportion(tmp_path):
    kinds = ["ascii", "han", "fancy", "ascii", "han"] * 32
    texts = ["the 舆论" if kind == "han" else "plain" for kind in kinds]
    rows = [json.dumps({"text": text}).encode() + b"\n" for text in texts]
    counts = [kind == "han" for kind in kinds]
    parts = {size: cut_part(rows, counts, size) for size in (0, 1, 2, 4, 8)}
    assert parts[8] == rows
    assert [len(parts[size]) for size in (0, 1, 2, 4)] == [1, 20, 40, 80]
    assert [sum(b"u8206" in row for row in parts[size]) for size in (0, 1, 2, 4)] == [1, 8, 16, 32]
