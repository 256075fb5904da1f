from __future__ import annotations

import json
import os

import pytest

from normalizer.batch.linting.baseline import Known, read_baseline, write_baseline
from normalizer.errors import ConfigError
from tests.command import mixnorm


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text("the 舆论 grew\nplain\nthe 舆论 grew\n", encoding="utf-8")
    (folder / "b.txt").write_text("a 经济 decision\n", encoding="utf-8")
    return tmp_path


def check(folder, *arguments):
    return mixnorm("check", *arguments, cwd=folder)


def test_known_findings_are_not_told_again_wherever_their_lines_go(docs):
    code, out, told = check(docs, "docs", "--baseline", "known.json", "--write-baseline")
    assert (code, out) == (0, "")
    assert told.endswith("mixnorm: known.json: findings written: 3\n")
    first = (docs / "known.json").read_bytes()
    assert check(docs, "docs", "--baseline", "known.json", "--write-baseline")[0] == 0
    assert (docs / "known.json").read_bytes() == first
    assert check(docs, "docs", "--baseline", "known.json")[:2] == (0, "")
    text = (docs / "docs" / "a.md").read_text(encoding="utf-8")
    (docs / "docs" / "a.md").write_text("new 长城\n\n" + text + "the 舆论 grew\n", encoding="utf-8")
    code, out, told = check(docs, "docs", "--baseline", "known.json")
    assert code == 1
    # The third of three like lines is new; which of them that is nobody can say.
    assert [line.split(":")[:3] for line in out.splitlines()] == [["docs/a.md", "1", "5"], ["docs/a.md", "6", "5"]]
    assert told.endswith("mixnorm: findings not told: 3 known in known.json\n")


def test_the_file_has_a_sorted_line_for_each_finding(docs):
    check(docs, "docs", "--baseline", "known.json", "--write-baseline")
    lines = (docs / "known.json").read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1]) == ('{"version": 1, "findings": [', "]}")
    rows = [json.loads(line.rstrip(",")) for line in lines[1:-1]]
    assert [(row["path"], row["fragment"], row["rule"]) for row in rows] == [
        ("docs/a.md", "舆论", "leak"),
        ("docs/a.md", "舆论", "leak"),
        ("docs/b.txt", "经济", "leak"),
    ]
    assert lines[1:-1] == sorted(lines[1:-1])


def test_findings_that_are_gone_are_told_as_removable(docs):
    check(docs, "docs", "--baseline", "known.json", "--write-baseline")
    (docs / "docs" / "a.md").write_text("plain\nthe 舆论 grew\n", encoding="utf-8")
    gone = "mixnorm: known.json: docs/{} is gone\n"
    told = check(docs, "docs", "--baseline", "known.json")[2]
    assert gone.format("a.md: 舆论 (leak)") in told
    assert told.endswith("mixnorm: take what is gone out with --write-baseline\n")
    # Of what was not looked at nothing is said, but a file that is no more has no findings.
    assert "is gone" not in check(docs, "docs/b.txt", "--baseline", "known.json")[2]
    (docs / "docs" / "b.txt").unlink()
    assert gone.format("b.txt: 经济 (leak)") in check(docs, "docs/a.md", "--baseline", "known.json")[2]
    assert check(docs, "docs", "--baseline", "known.json", "--quiet") == (0, "", "")
    (docs / "docs" / "a.md").write_bytes(b"\xff")
    assert "a.md" not in check(docs, "docs", "--baseline", "known.json")[2].partition("is not utf-8")[2]


def test_writing_keeps_what_was_not_looked_at_and_not_what_is_allowed(docs):
    check(docs, "docs", "--baseline", "known.json", "--write-baseline")
    (docs / "allow.toml").write_text('[[allow]]\nfragment = "经济"\nreason = "why"\n', encoding="utf-8")
    (docs / "docs" / "a.md").write_text("plain\n", encoding="utf-8")
    check(docs, "docs/a.md", "--baseline", "known.json", "--write-baseline")
    assert [k.path for k in read_baseline(str(docs / "known.json"))._known.values()] == ["docs/b.txt"]  # noqa: SLF001
    check(docs, "docs/b.txt", "--allow", "allow.toml", "--baseline", "known.json", "--write-baseline")
    assert (docs / "known.json").read_text(encoding="utf-8") == '{"version": 1, "findings": []}\n'


def test_paths_count_from_the_repository(docs):
    (docs / ".git").mkdir()
    check(docs, "docs", "--baseline", "known.json", "--write-baseline")
    assert check(docs / "docs", ".", "--baseline", "../known.json")[:2] == (0, "")
    assert check(docs / "docs", str(docs / "docs" / "a.md"), "--baseline", "../known.json")[:2] == (0, "")


def test_a_name_in_any_bytes_comes_back(tmp_path):
    name = os.fsdecode(b"b\xff.txt")
    write_baseline(str(tmp_path / "b.json"), [Known(name, "舆论", "leak", "00")])
    assert read_baseline(str(tmp_path / "b.json")).list_elsewhere((), _Everywhere()) == []
    (tmp_path / name).write_text("the 舆论", encoding="utf-8")
    assert check(tmp_path, name, "--baseline", "c.json", "--write-baseline")[0] == 0
    assert check(tmp_path, name, "--baseline", "c.json")[:2] == (0, "")


class _Everywhere:
    folder = "/nowhere"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "there is no such baseline; write it with --write-baseline"),
        ("{", "this is no baseline of this program"),
        ('{"version": 1}', "this is no baseline of this program"),
        ('{"version": 1, "findings": [{"path": "a"}]}', "this is no baseline of this program"),
        ('{"version": 2, "findings": []}', "a baseline of version 2, this program reads up to 1"),
        ("[" * 100_000, "this is no baseline of this program"),
    ],
)
def test_what_is_no_baseline_is_wrong_use(tmp_path, text, message):
    path = tmp_path / "known.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        read_baseline(str(path))


def test_a_baseline_that_cannot_be_written_leaves_the_old_one(docs):
    (docs / "known.json").mkdir()
    code, _, told = check(docs, "docs", "--baseline", "known.json/no/../../docs/a.md/x.json", "--write-baseline")
    assert (code, "docs/a.md/x.json: " in told) == (2, True)
