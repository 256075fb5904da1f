from __future__ import annotations

import bz2
import os
import subprocess

import pytest

from normalizer.batch.linting.changed_lines import LineCount, is_changed
from tests.command import environment, mixnorm

NAMES = [
    b"plain.txt",
    b"with blank.txt",
    "文章.txt".encode(),
    b'quote".txt',
    b"tab\t.txt",
    b"line\nbreak.txt",
    b"back\\slash.txt",
    b"-dash.txt",
    b"any\xff\xfe.txt",
    b" b.txt",
    b"a => b.txt",
]


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "user.name", "Somebody")
    git(tmp_path, "config", "user.email", "somebody@example.org")
    git(tmp_path, "config", "commit.gpgsign", "false")
    return tmp_path


def git(folder, *arguments):
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False, env=environment())
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def write(folder, name, text):
    path = folder / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def commit(folder):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a")


def check(folder, *arguments, base="HEAD"):
    """Return the exit code and the places of the findings, as names with lines."""
    code, out, told = mixnorm("check", *arguments, "--diff-base", base, "--format", "github", cwd=folder)
    places = [line.partition("file=")[2].partition(",col")[0] for line in out.splitlines()]
    return code, places, told


def test_only_lines_added_or_changed_count(repository):
    write(repository, "a.md", "the 舆论 grew\none\ntwo 经济\nthree\n")
    commit(repository)
    assert check(repository, ".")[:2] == (0, [])
    write(repository, "a.md", "the 舆论 grew\nnew 东京\none\ntwo 经济 x\n")
    code, places, told = check(repository, ".")
    assert (code, places) == (1, ["a.md,line=2", "a.md,line=4"])
    assert told.endswith("mixnorm: findings not told: 1 on lines not changed since HEAD\n")
    git(repository, "add", "-A")
    assert check(repository, "a.md")[1] == ["a.md,line=2", "a.md,line=4"]
    commit(repository)
    assert check(repository, ".")[:2] == (0, [])
    assert check(repository, ".", base="HEAD~1")[1] == ["a.md,line=2", "a.md,line=4"]


def test_files_that_did_not_change_are_not_looked_at(repository):
    write(repository, "a.txt", b"\xff")
    write(repository, "b.txt", "the 舆论")
    commit(repository)
    write(repository, "b.txt", "the 经济")
    code, places, told = check(repository, ".")
    assert (code, places) == (1, ["b.txt,line=1"])
    assert "1 file, 1 with findings" in told
    assert check(repository, "a.txt", "gone.txt")[2].startswith("mixnorm: error: gone.txt: there is no such file")


def test_what_git_does_not_hold_is_new_as_a_whole(repository):
    write(repository, ".gitignore", "ignored.txt\n")
    commit(repository)
    write(repository, "docs/a.txt", "one\nthe 舆论\n")
    write(repository, "ignored.txt", "the 舆论\n")
    assert check(repository, ".")[1] == ["docs/a.txt,line=2"]
    assert check(repository, "ignored.txt")[1] == ["ignored.txt,line=1"]
    # One that is added but not committed is, too.
    git(repository, "add", "docs")
    assert check(repository, "docs")[1] == ["docs/a.txt,line=2"]


def test_a_renamed_file_is_the_same_file(repository):
    lines = [f"line {number}\n" for number in range(20)]
    write(repository, "old/a.md", "".join(["the 舆论\n", *lines]))
    commit(repository)
    (repository / "new").mkdir()
    git(repository, "mv", "old/a.md", "new/b.md")
    assert check(repository, "new")[:2] == (0, [])
    write(repository, "new/b.md", "".join(["the 舆论\n", *lines, "the 经济\n"]))
    assert check(repository, "new")[1] == ["new/b.md,line=22"]


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_names_in_any_bytes(repository, name):
    write(repository, name, "one\ntwo 舆论\n")
    write(repository, b"in/" + name, "one\ntwo 舆论\n")
    commit(repository)
    assert check(repository, ".")[:2] == (0, [])
    write(repository, name, "the 舆论\ntwo 舆论\n")
    write(repository, b"in/" + name, "the 舆论\ntwo 舆论\n")
    code, out, _ = mixnorm("check", ".", "--diff-base", "HEAD", cwd=repository)
    assert code == 1
    assert out.count(":1:5: ") == 2
    assert out.count("舆论 would") == 2


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("a 舆论\r\nb\r\n", "a 舆论\r\nb 舆论\r\n", [2]),
        ("a 舆论\rb\rc\nd\n", "a 舆论\rb\rc\nd 舆论\n", [4]),
        ("a 舆论\rb\nc\n", "a 舆论\rb x\nc\n", [1]),
        ("a\nb 舆论", "a\nb 舆论\n", [2]),
        ("", "舆论", [1]),
    ],
)
def test_lines_count_whatever_ends_them(repository, before, after, lines):
    write(repository, "a.txt", before)
    commit(repository)
    write(repository, "a.txt", after)
    assert check(repository, ".")[1] == [f"a.txt,line={line}" for line in lines]


def test_formats_with_lines_and_without(repository):
    import pyarrow as pa
    from pyarrow import parquet

    write(repository, "a.jsonl", '{"text": "the 舆论"}\n{"text": "plain"}\n')
    write(repository, "b.txt", "the 舆论\nplain".encode("utf-16"))
    parquet.write_table(pa.table({"text": ["the 舆论", "plain"]}), repository / "c.parquet")
    write(repository, "d.txt.bz2", bz2.compress("the 舆论\nplain".encode()))
    commit(repository)
    assert check(repository, ".")[:2] == (0, [])
    write(repository, "a.jsonl", '{"text": "the 舆论"}\n{"text": "the 经济"}\n')
    write(repository, "b.txt", "the 舆论\nplain x".encode("utf-16"))
    parquet.write_table(pa.table({"text": ["the 舆论", "plain x"]}), repository / "c.parquet")
    write(repository, "d.txt.bz2", bz2.compress("the 舆论\nplain x".encode()))
    code, places, _ = check(repository, ".")
    # What git cannot compare line by line is changed as a whole.
    assert (code, [place.partition(",title")[0] for place in places]) == (
        1,
        ["a.jsonl,line=2", "b.txt,line=1", "c.parquet", "d.txt.bz2,line=1"],
    )


def test_a_repository_whatever_its_settings_and_from_a_folder_in_it(repository):
    for key, value in (
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("color.ui", "always"),
        ("core.quotePath", "true"),
        ("diff.context", "10"),
        ("diff.renames", "false"),
        ("diff.external", "/bin/false"),
        ("diff.interHunkContext", "9"),
        ("diff.relative", "true"),
    ):
        git(repository, "config", key, value)
    write(repository, "docs/文.md", "a 舆论\nb\nc 舆论\nd\n")
    write(repository, "e.md", "the 舆论\n")
    commit(repository)
    write(repository, "docs/文.md", "a x 舆论\nb\nc 舆论\nd x\n")
    write(repository, "e.md", "the x 舆论\n")
    assert check(repository / "docs", ".")[1] == ["docs/文.md,line=1"]
    assert check(repository / "docs", "..")[1] == ["e.md,line=1", "docs/文.md,line=1"]
    assert check(repository, str(repository / "docs"))[1] == ["docs/文.md,line=1"]


def test_a_branch_is_compared_with_where_it_left_the_other(repository):
    write(repository, "a.md", "the 舆论\none\n")
    commit(repository)
    git(repository, "checkout", "-q", "-b", "side")
    write(repository, "b.md", "the 经济\n")
    commit(repository)
    git(repository, "checkout", "-q", "main")
    write(repository, "a.md", "the public opinion\none\n")
    commit(repository)
    git(repository, "checkout", "-q", "side")
    # What main has mended since is no change of this branch.
    assert check(repository, ".", base="main")[1] == ["a.md,line=1", "b.md,line=1"]
    assert check(repository, ".", base="main...")[1] == ["b.md,line=1"]
    git(repository, "checkout", "-q", "--orphan", "other")
    git(repository, "commit", "-q", "-m", "b")
    told = check(repository, ".", base="main...")[2]
    assert told == "mixnorm: error: git finds no commit that main and HEAD have in common\n"
    assert "git knows no revision 'nowhere'" in check(repository, ".", base="nowhere...")[2]


def test_a_conflict_and_a_file_that_became_a_link(repository):
    write(repository, "a.md", "the 舆论\n")
    write(repository, "b.md", "the 舆论\n")
    commit(repository)
    git(repository, "checkout", "-q", "-b", "side")
    write(repository, "a.md", "side 舆论\n")
    commit(repository)
    git(repository, "checkout", "-q", "main")
    write(repository, "a.md", "main 舆论\n")
    commit(repository)
    subprocess.run(["git", "merge", "-q", "side"], cwd=repository, capture_output=True, check=False)
    (repository / "b.md").unlink()
    (repository / "b.md").symlink_to("a.md")
    code, places, _ = check(repository, ".")
    assert code == 1
    assert "a.md,line=4" in places


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.txt", "--diff-base", "nowhere"], "git knows no revision 'nowhere'"),
        (["a.txt", "--diff-base", "--output=x"], "expected one argument"),
        (["a.txt", "--diff-base=--output=x"], "git knows no revision '--output=x'"),
        (["-", "--diff-base", "HEAD"], "--diff-base compares files, not standard input"),
        (["../out.txt", "--diff-base", "HEAD"], "../out.txt lies outside the repository "),
    ],
)
def test_wrong_use_is_told(tmp_path, arguments, message):
    folder = tmp_path / "in"
    folder.mkdir()
    write(tmp_path, "out.txt", "x")
    git(folder, "init", "-q")
    write(folder, "a.txt", "the 舆论")
    git(folder, "add", "-A")
    git(folder, "-c", "user.name=a", "-c", "user.email=b", "commit", "-q", "-m", "c")
    code, out, told = mixnorm("check", *arguments, cwd=folder)
    assert (code, out) == (2, "")
    assert message in told
    assert sorted(path.name for path in folder.iterdir()) == [".git", "a.txt"]


def test_no_repository_and_no_git_are_told(tmp_path):
    write(tmp_path, "a.txt", "the 舆论")
    code, _, told = mixnorm("check", "a.txt", "--diff-base", "HEAD", cwd=tmp_path, GIT_CEILING_DIRECTORIES="/")
    assert (code, told.startswith("mixnorm: error: --diff-base needs a git repository")) == (2, True)
    assert "not a git repository" in told
    code, _, told = mixnorm("check", "a.txt", "--diff-base", "HEAD", cwd=tmp_path, PATH="/nowhere")
    assert (code, "git is not installed" in told) == (2, True)


def test_the_index_of_the_repository_is_left_alone(repository):
    write(repository, "a.txt", "the 舆论")
    commit(repository)
    os.utime(repository / "a.txt", (1, 1))
    index = (repository / ".git" / "index").read_bytes()
    check(repository, ".")
    assert (repository / ".git" / "index").read_bytes() == index


def test_a_finding_over_several_lines_counts_when_one_of_them_changed():
    lines = [range(2, 3), range(7, 9)]
    assert [is_changed(1, last, lines) for last in (1, 2, 6)] == [False, True, True]
    assert [is_changed(first, 6, lines) for first in (2, 3, 6)] == [True, False, False]
    assert [is_changed(8, 8, lines), is_changed(9, 9, lines), is_changed(1, 1, [])] == [True, False, False]


def test_lines_are_counted_as_git_does():
    assert [LineCount(b"a\r\nb\n").to_git(line) for line in (1, 2, 3)] == [1, 2, 3]
    assert [LineCount(b"\r\r\n\rb").to_git(line) for line in (1, 2, 3, 4)] == [1, 1, 2, 2]
