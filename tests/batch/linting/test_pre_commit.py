"""The hooks as pre-commit runs them in a repository; only the building of their environment is left out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from normalizer.documents.formats import FORMATS, TABLES
from tests.command import ROOT, environment

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def repository(tmp_path):
    """Return a repository whose own pre-commit runs the hooks, with the command as the only thing of theirs installed."""
    programs = tmp_path / "bin"
    programs.mkdir()
    command = programs / "mixnorm"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -W error -m normalizer "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    place = tmp_path / "repository"
    place.mkdir()
    hooks = [{**hook, "language": "system"} for hook in HOOKS]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (place / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    git(place, "init", "-q")
    return place


def surroundings(place):
    names = {
        f"GIT_{who}_{what}": "somebody@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    path = os.pathsep.join((str(place.parent / "bin"), os.environ["PATH"]))
    more = {"PATH": path, "PRE_COMMIT_HOME": str(place.parent / "home"), "GIT_CONFIG_GLOBAL": os.devnull}
    return environment(**names, **more)


def call(place, *command):
    done = subprocess.run(command, cwd=place, capture_output=True, env=surroundings(place), check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


def git(place, *arguments):
    code, told = call(place, "git", *arguments)
    assert code == 0, told
    return told


def pre_commit(place, *arguments):
    return call(place, sys.executable, "-m", "pre_commit", *arguments)


def write(place, name, text):
    (place / name).write_text(text, encoding="utf-8")
    git(place, "add", name)


def test_the_manifest_is_one_and_its_files_are_of_known_formats(tmp_path):
    code, told = call(tmp_path, sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / HOOKS_FILE))
    assert (code, told) == (0, "")
    assert [hook["id"] for hook in HOOKS] == ["mixnorm-check", "mixnorm-fix", "mixnorm-commit-msg"]
    known = {ending[1:] for row in FORMATS.values() if row.name not in TABLES for ending in row.endings}
    for hook in HOOKS[:2]:
        endings = set(re.fullmatch(r"\\\.\((.*)\)\$", hook["files"])[1].split("|"))
        assert {"txt", "md", "html", "jsonl"} < endings <= known


HOOKS_FILE = ".pre-commit-hooks.yaml"


def test_check_tells_and_fails(repository):
    write(repository, "a.md", "the 舆论 grew\n")
    write(repository, "b.md", "plain\n")
    write(repository, "c.py", "x = '舆论'\n")
    code, told = pre_commit(repository, "run", "mixnorm-check", "--all-files")
    assert code == 1
    assert "a.md:1:5: 舆论 would be replaced by “public opinion” (leak, lexicon)" in told
    assert "2 files, 1 with findings" in told
    write(repository, "a.md", "the 舆论 grew <!-- mixnorm: ignore (a test) -->\n")
    assert pre_commit(repository, "run", "mixnorm-check", "--all-files")[0] == 0


def test_fix_changes_files_once_and_leaves_no_others(repository):
    assert pre_commit(repository, "install")[0] == 0
    write(repository, "a.md", "the 舆论 grew\n")
    write(repository, ".mixnorm-allow.toml", '[[allow]]\nfragment = "东京"\nreason = "a name"\n')
    write(repository, "文 章.txt", "in 东京 now\n")
    git(repository, "add", "-A")
    code, told = call(repository, "git", "commit", "-q", "-m", "one")
    assert code == 1
    assert "a.md:1:5: 舆论 was replaced by “public opinion” (leak, lexicon)" in told
    assert (repository / "a.md").read_text(encoding="utf-8") == "the public opinion grew\n"
    assert git(repository, "status", "--porcelain", "-z").split("\0")[1] == "A  .pre-commit-config.yaml"
    assert "??" not in git(repository, "status", "--porcelain")
    sidecar = Path(".git", "mixnorm", "a.md.1.annotations.json")
    assert (repository / sidecar).is_file()
    git(repository, "add", "a.md")
    git(repository, "commit", "-q", "-m", "one")
    assert git(repository, "show", "HEAD:a.md") == "the public opinion grew\n"
    code, told = call(repository, "mixnorm", "restore", "a.md", "--annotations", str(sidecar))
    assert (code, told) == (0, "the 舆论 grew\n")


def test_the_message_of_a_commit_is_checked_without_its_comments(repository):
    assert pre_commit(repository, "install", "--hook-type", "commit-msg")[0] == 0
    write(repository, "a.md", "plain\n")
    code, told = call(repository, "git", "commit", "-q", "-m", "Mend the 舆论 page")
    assert code == 1
    assert ":1:10: 舆论 would be replaced by “public opinion” (leak, lexicon)" in told
    editor = repository.parent / "editor"
    editor.write_text('#!/bin/sh\n{ echo "Mend it"; cat "$1"; } > "$1.new" && mv "$1.new" "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    write(repository, "舆论.md", "the 舆论 grew\n")
    settings = ("-c", f"core.editor={editor}", "-c", "core.quotePath=false", "-c", "commit.status=true")
    code, told = call(repository, "git", *settings, "commit", "-q", "--verbose")
    assert code == 0, told
    assert git(repository, "log", "-1", "--format=%B").strip() == "Mend it"


def test_a_person_may_add_arguments(repository):
    path = repository / ".pre-commit-config.yaml"
    config = yaml.safe_load(path.read_text(encoding="utf-8"))
    config["repos"][0]["hooks"][0]["args"] = ["--leak", "keep"]
    path.write_text(yaml.safe_dump(config), encoding="utf-8")
    write(repository, "a.md", "the 舆论 grew\n")
    assert pre_commit(repository, "run", "mixnorm-check", "--all-files")[0] == 0
