"""The action for workflows: its shape, and its step that checks, run by the shell that GitHub runs it by."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
import yaml

from tests.command import ROOT, environment

ACTION = yaml.safe_load((ROOT / ".github" / "actions" / "check" / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
_EXPRESSION = re.compile(r"\$\{\{ (inputs|github)\.(\w+) \}\}")


@pytest.fixture
def docs(tmp_path):
    place = tmp_path / "mixnorm" / "bin"
    place.mkdir(parents=True)
    command = place / "mixnorm"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -W error -m normalizer "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    folder = tmp_path / "work"
    (folder / "my docs").mkdir(parents=True)
    (folder / "my docs" / "a.md").write_text("the 舆论 grew\n", encoding="utf-8")
    (folder / "b.md").write_text("a 经济 decision\n", encoding="utf-8")
    return folder


def run(folder, **inputs):
    """Run the step as GitHub does, its inputs put into its environment."""
    given = {name: value["default"] for name, value in ACTION["inputs"].items()} | inputs
    step = STEPS["Check"]
    more = {key: _EXPRESSION.sub(lambda m: given[m[2]], value) for key, value in step["env"].items()}
    script = folder.parent / "step.sh"
    script.write_text(step["run"], encoding="utf-8")
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)]
    more["RUNNER_TEMP"] = str(folder.parent)
    done = subprocess.run(command, cwd=folder, env=environment(**more), capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_the_action_has_the_shape_of_one():
    assert set(ACTION) == {"name", "description", "inputs", "runs"}
    assert set(ACTION["inputs"]) == {"paths", "args", "version", "sarif"}
    assert all(set(value) == {"description", "default"} for value in ACTION["inputs"].values())
    assert ACTION["runs"]["using"] == "composite"
    for step in ACTION["runs"]["steps"]:
        assert set(step) == {"name", "shell", "env", "run"}
        assert step["shell"] == "bash"
        # What a caller gives reaches the shell as values, never as text of the script.
        assert "${{" not in step["run"]
        for expression in re.findall(r"\$\{\{.*?\}\}", " ".join(step["env"].values())):
            assert _EXPRESSION.fullmatch(expression)
            scope, name = _EXPRESSION.fullmatch(expression).groups()
            assert name in ACTION["inputs"] or (scope, name) == ("github", "action_path")


def test_the_scripts_are_sound():
    for step in ACTION["runs"]["steps"]:
        subprocess.run(["bash", "-n"], input=step["run"].encode(), check=True)


def test_without_inputs_everything_here_is_checked(docs):
    code, out, _ = run(docs)
    assert code == 1
    assert [line.partition(",")[0] for line in out.splitlines()] == ["::error file=b.md", "::error file=my docs/a.md"]


def test_paths_stand_one_a_line_and_arguments_have_blanks_between(docs):
    code, out, _ = run(docs, paths="my docs\n\n", args="--leak keep\n--quiet")
    assert (code, out) == (0, "")
    code, out, _ = run(docs, paths="my docs/a.md\nb.md")
    assert (code, out.count("::error")) == (1, 2)


def test_what_a_caller_gives_is_not_run(docs):
    code, _, told = run(docs, paths="$(touch x)`touch x`; touch x", args="; touch x $(touch x)", sarif="$(touch x)")
    assert code != 0
    assert "touch" in told
    assert not (docs / "x").exists()


def test_sarif_is_written_where_it_is_asked_for(docs):
    code, out, _ = run(docs, sarif="out/mixnorm findings.sarif")
    assert (code, out.count("::error")) == (1, 2)
    log = json.loads((docs / "out" / "mixnorm findings.sarif").read_text(encoding="utf-8"))
    assert len(log["runs"][0]["results"]) == 2
