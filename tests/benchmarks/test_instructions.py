"""The guard's jobs run, and its budgets are those of its jobs."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks.instructions import BUDGETS, ROOT, find_excess, list_jobs


def test_every_job_runs_and_has_a_budget(tmp_path):
    jobs = list_jobs(tmp_path)
    assert set(json.loads(BUDGETS.read_text())["ratios"]) == set(jobs)
    for command in jobs.values():
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)


def test_what_is_above_its_budget_is_named():
    assert find_excess({"a": 1.14, "b": 1.16}, {"a": 1.0, "b": 1.0}) == ["b"]
    assert find_excess({"new": 1.0}, {}) == ["new"]
