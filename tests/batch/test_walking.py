from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

from normalizer.batch.folders import FolderWalk
from normalizer.batch.selection import Selection
from normalizer.batch.walking import find_inputs
from normalizer.documents.formats import is_known
from normalizer.errors import UsageError


def fill(folder, *names, content="x"):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def walk(folder, **wanted):
    inputs = find_inputs([str(folder)], wanted=Selection(**wanted))
    return [d.error or d.name for d in inputs.documents], dict(inputs.skipped)


def test_a_folder_is_walked_in_a_fixed_order_without_what_does_not_belong(tmp_path):
    fill(tmp_path, "b.txt", "a.md", "sub/c.jsonl", "sub/deep/d.HTML", ".hidden.txt", ".git/e.txt", "out/f.txt")
    fill(tmp_path, "a.md.annotations.json", "g.odt", "h.odt", "sub/i.png", "README", ".mixnorm/j.txt", "k.tar.GZ")
    documents, skipped, _ = find_inputs([str(tmp_path)], avoid=str(tmp_path / "sub" / ".." / "out"))
    assert [(d.name, d.format) for d in documents] == [
        ("a.md", "markdown"),
        ("b.txt", "text"),
        ("sub/c.jsonl", "jsonl"),
        ("sub/deep/d.HTML", "html"),
    ]
    assert all(d.found and not d.error for d in documents)
    assert skipped == {
        "hidden": 1,
        "unknown format: .odt": 2,
        "unknown format: .png": 1,
        "unknown format: no ending": 1,
        "unknown format: .tar.gz": 1,
    }


@pytest.mark.parametrize("folder", [".", "./", "sub/..", "sub/../"])
def test_paths_are_as_the_user_would_write_them(tmp_path, monkeypatch, folder):
    fill(tmp_path, "a.md", "sub/b.md")
    monkeypatch.chdir(tmp_path)
    before = "" if folder.startswith(".") else "sub/../"
    assert [d.path for d in find_inputs([folder]).documents] == [f"{before}a.md", f"{before}sub/b.md"]


def test_a_file_named_by_the_user_is_taken_by_its_ending_or_as_it_is_said(tmp_path):
    fill(tmp_path, "a.md", "README", "b.rst", ".hidden.txt", ".gitignore", content="*")
    paths = [str(tmp_path / name) for name in ("a.md", "README", "b.rst", ".hidden.txt")]
    assert [d.format for d in find_inputs(paths).documents] == ["markdown", "text", "text", "text"]
    assert "not a known format (.rst)" in find_inputs(paths).documents[2].error
    assert [d.format for d in find_inputs(paths, "html").documents] == ["html"] * 4


def test_standard_input_is_text_unless_it_is_said_to_be_something_else():
    assert find_inputs(["-"]).documents[0].format == "text"
    assert find_inputs(["-"], "jsonl").documents[0].format == "jsonl"


def test_what_is_not_there_and_what_holds_nothing_are_told(tmp_path):
    fill(tmp_path, "empty/x.png", "kept/.a.md")
    (tmp_path / "bare").mkdir()
    paths = [str(tmp_path / name) for name in ("none.txt", "empty", "kept", "bare")]
    missing, empty, kept, bare = (d.error for d in find_inputs(paths).documents)
    assert missing == "there is no such file or folder"
    assert empty == "the folder holds no file of a known format (unknown format (.png 1))"
    assert kept == "the folder holds no file of a known format (hidden)"
    assert bare.startswith("the folder holds no file of a known format (.txt")


def test_an_unknown_format_is_wrong_use():
    with pytest.raises(UsageError, match="format 'odt'"):
        find_inputs(["x.txt"], "odt")


def test_hidden_files_and_folders_are_taken_when_they_are_asked_for(tmp_path):
    fill(tmp_path, ".a.md", ".b/c.md", ".b/.git/d.md", ".git/HEAD", ".gitignore", ".mixnorm/e.md", content="e.md")
    assert walk(tmp_path)[1] == {"hidden": 2}
    assert walk(tmp_path, hidden=True) == ([".a.md", ".b/c.md"], {})


# Rules: what git makes of them is in test_ignoring.


def test_rules_leave_out_what_they_name_and_what_is_in_it(tmp_path):
    fill(tmp_path, "a.md", "b.md", "build/c.md", "sub/build/d.md", "sub/e.md")
    (tmp_path / ".gitignore").write_text("build/\nb.md\n", encoding="utf-8")
    assert walk(tmp_path) == (["a.md", "sub/e.md"], {"ignored": 3})
    assert walk(tmp_path, ignore=False)[0] == ["a.md", "b.md", "build/c.md", "sub/e.md", "sub/build/d.md"]


def test_own_rules_have_the_last_word(tmp_path):
    fill(tmp_path, "a.md", "b.md", "sub/a.md", "sub/b.md", "sub/c.md")
    (tmp_path / ".gitignore").write_text("a.md\n", encoding="utf-8")
    (tmp_path / "sub" / ".gitignore").write_text("c.md\n", encoding="utf-8")
    (tmp_path / ".mixnormignore").write_text("!a.md\nb.md\n!c.md\n", encoding="utf-8")
    assert walk(tmp_path) == (["a.md", "sub/a.md", "sub/c.md"], {"ignored": 2})
    (tmp_path / "sub" / ".mixnormignore").write_text("/a.md\n!b.md\n", encoding="utf-8")
    assert walk(tmp_path) == (["a.md", "sub/b.md", "sub/c.md"], {"ignored": 2})


def test_rules_above_the_folder_count_up_to_the_root_of_the_repository(tmp_path, monkeypatch):
    fill(tmp_path, "repo/docs/a.md", "repo/docs/b.md", "repo/docs/sub/c.md", "repo/.git/info/exclude", content="b.md")
    (tmp_path / ".gitignore").write_text("a.md\n", encoding="utf-8")
    (tmp_path / "repo" / ".gitignore").write_text("/docs/sub/c.md\n/docs/none\n", encoding="utf-8")
    assert walk(tmp_path / "repo" / "docs") == (["a.md"], {"ignored": 2})
    monkeypatch.chdir(tmp_path / "repo" / "docs" / "sub")
    assert walk("..") == (["a.md"], {"ignored": 2})
    # Without a repository no rule above counts.
    shutil.rmtree(tmp_path / "repo" / ".git")
    assert walk(tmp_path / "repo" / "docs")[0] == ["a.md", "b.md", "sub/c.md"]


def test_a_folder_that_is_named_is_walked_whatever_a_rule_says_of_it(tmp_path):
    fill(tmp_path, ".git/HEAD", "build/a.md", "build/b.md")
    (tmp_path / ".gitignore").write_text("build\nb.md\n", encoding="utf-8")
    assert walk(tmp_path / "build")[0] == ["a.md"]


def test_a_linked_work_tree_shares_the_rules_of_its_repository(tmp_path):
    fill(tmp_path, "repo/a.md")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"], ["worktree", "add", "-q", "../tree"]):
        subprocess.run([*git, *command], cwd=tmp_path / "repo", check=True, capture_output=True)
    (tmp_path / "repo/.git/info/exclude").write_text("b.md\n", encoding="utf-8")
    fill(tmp_path, "tree/b.md", "tree/c.md")
    assert walk(tmp_path / "tree") == (["a.md", "c.md"], {"ignored": 1})


def test_rules_that_are_no_regular_file_are_not_opened(tmp_path):
    fill(tmp_path, "a.md")
    os.mkfifo(tmp_path / ".gitignore")
    (tmp_path / ".mixnormignore").mkdir()
    assert walk(tmp_path) == (["a.md"], {})


# Patterns on the command line.


@pytest.mark.parametrize(
    ("wanted", "names", "skipped"),
    [
        ({"include": ["*.md"]}, ["a.md", "sub/c.md", "sub/deep/e.md"], {"not included": 2, "unknown format: .log": 0}),
        ({"include": ["/*.md"]}, ["a.md"], {"not included": 4}),
        ({"include": ["sub/"]}, ["sub/c.md", "sub/d.txt", "sub/deep/e.md"], {"not included": 2}),
        ({"include": ["sub/", "!*.txt"]}, ["sub/c.md", "sub/deep/e.md"], {"not included": 3}),
        ({"exclude": ["*.md"]}, ["b.txt", "sub/d.txt"], {"excluded": 3}),
        ({"exclude": ["sub/deep"]}, ["a.md", "b.txt", "sub/c.md", "sub/d.txt"], {"excluded": 1}),
        ({"exclude": ["*.md", "!a.md"]}, ["a.md", "b.txt", "sub/d.txt"], {"excluded": 2}),
        ({"include": ["*.md"], "exclude": ["deep"]}, ["a.md", "sub/c.md"], {"not included": 2, "excluded": 1}),
    ],
)
def test_patterns_choose_among_the_files_of_a_folder(tmp_path, wanted, names, skipped):
    fill(tmp_path, "a.md", "b.txt", "sub/c.md", "sub/d.txt", "sub/deep/e.md")
    assert walk(tmp_path, **wanted) == (names, {reason: n for reason, n in skipped.items() if n})


def test_what_is_included_as_a_given_format_may_have_any_ending(tmp_path):
    fill(tmp_path, "a.rst", "b.md", "c.log")
    wanted = Selection(include=("*.rst", "*.md"))
    documents = find_inputs([str(tmp_path)], "text", wanted=wanted).documents
    assert [(d.name, d.format) for d in documents] == [("a.rst", "text"), ("b.md", "text")]
    assert [d.name for d in find_inputs([str(tmp_path)], wanted=wanted).documents] == ["b.md"]


def test_patterns_say_nothing_of_a_file_that_is_named(tmp_path):
    fill(tmp_path, "a.md")
    assert not find_inputs([str(tmp_path / "a.md")], wanted=Selection(exclude=("*",))).documents[0].error


# Links, and what is no file.


def test_links_to_folders_are_followed_only_when_that_is_asked_for(tmp_path):
    fill(tmp_path, "a/x.txt", "other/y.txt")
    (tmp_path / "a" / "there").symlink_to(tmp_path / "other")
    (tmp_path / "a" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "a" / "self.txt").symlink_to(tmp_path / "a" / "self.txt")
    (tmp_path / "a" / "link.txt").symlink_to(tmp_path / "a" / "x.txt")
    assert walk(tmp_path / "a") == (["link.txt", "x.txt"], {"link to a folder": 1, "broken link": 2})
    assert walk(tmp_path / "a", follow=True) == (["link.txt", "x.txt", "there/y.txt"], {"broken link": 2})


def test_a_loop_of_links_is_seen_and_told(tmp_path):
    fill(tmp_path, "a/b/x.txt", "c/y.txt")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "across").symlink_to(tmp_path / "c")
    (tmp_path / "c" / "back").symlink_to(tmp_path / "a")
    inputs = find_inputs([str(tmp_path / "a")], wanted=Selection(follow=True))
    assert [d.name for d in inputs.documents] == ["across/y.txt", "b/x.txt"]
    assert inputs.skipped == {"loop": 2}
    told = "this link leads back to a folder that it stands in"
    assert inputs.warnings == [f"{tmp_path}/a/across/back: {told}", f"{tmp_path}/a/b/up: {told}"]


def test_what_is_no_regular_file_is_left_out_with_its_reason(tmp_path):
    fill(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "c.txt").symlink_to("b.txt")
    (tmp_path / "d.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "e.txt"))
        skipped = {"no regular file: pipe": 2, "no regular file: socket": 1, "no regular file: device": 1}
        assert walk(tmp_path) == (["a.txt"], skipped)
        named = find_inputs([str(tmp_path / name) for name in ("b.txt", "c.txt", "d.txt", "e.txt")]).documents
    assert [d.error.removeprefix("this is no regular file but a ") for d in named] == [
        f"{kind}; it is not opened" for kind in ("pipe", "pipe", "device", "socket")
    ]


def test_links_that_lead_nowhere_are_told_when_they_are_named(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    gone, loop = find_inputs([str(tmp_path / "gone.txt"), str(tmp_path / "self.txt")]).documents
    assert gone.error == "this link leads nowhere"
    assert loop.error == "Too many levels of symbolic links"


def test_a_pipe_that_the_shell_has_opened_is_read(tmp_path):
    read, write = os.pipe()
    try:
        assert not find_inputs([f"/dev/fd/{read}"]).documents[0].error
    finally:
        os.close(read)
        os.close(write)


def test_a_file_that_is_named_twice_is_taken_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    fill(tmp_path, "a.txt", "sub/b.txt")
    (tmp_path / "link.txt").symlink_to("a.txt")
    (tmp_path / "way").symlink_to("sub")
    paths = ["a.txt", "./a.txt", "sub/../a.txt", "sub", "way/b.txt", "link.txt", str(tmp_path / "a.txt")]
    inputs = find_inputs(paths)
    assert [d.path for d in inputs.documents] == ["a.txt", "sub/b.txt", "link.txt"]
    assert inputs.skipped == {"named twice": 4}
    # In place a link is the file that it leads to.
    assert [d.path for d in find_inputs(paths, in_place=True).documents] == ["a.txt", "sub/b.txt"]


def test_a_folder_that_vanishes_while_it_is_walked_is_told(tmp_path):
    fill(tmp_path, "a.txt", "b/c.txt", "d/e.txt")
    files = FolderWalk(str(tmp_path), Selection(), is_known).list_files()
    assert next(files).name == "a.txt"
    shutil.rmtree(tmp_path / "b")
    (tmp_path / "d").rename(tmp_path / "f")
    (tmp_path / "d").write_bytes(b"")
    assert [(f.path, f.error) for f in files] == [
        (str(tmp_path / "b"), "No such file or directory"),
        (str(tmp_path / "d"), "Not a directory"),
    ]


@pytest.fixture
def shut():
    """A folder that this process may not read, in one that it may: as another user when it is the superuser."""
    with tempfile.TemporaryDirectory() as place:
        fill(Path(place), "a.txt", "b.txt", "shut/c.txt", "shut2/d.txt", content="b.txt")
        Path(place).chmod(0o755)
        Path(place, "shut").chmod(0)
        user = os.geteuid()
        os.seteuid(user or 65534)
        try:
            yield Path(place)
        finally:
            os.seteuid(user)
            Path(place, "shut").chmod(0o755)


def test_a_folder_that_cannot_be_read_is_told_and_the_others_are_walked(shut):
    assert walk(shut)[0] == ["a.txt", "b.txt", "Permission denied", "shut2/d.txt"]


def test_rules_that_cannot_be_read_are_told(shut):
    user = os.geteuid()
    os.seteuid(os.getuid())
    (shut / ".gitignore").write_text("b.txt", encoding="utf-8")
    (shut / ".gitignore").chmod(0)
    os.seteuid(user)
    inputs = find_inputs([str(shut)])
    assert [d.name for d in inputs.documents if not d.error] == ["a.txt", "b.txt", "shut2/d.txt"]
    assert inputs.warnings == [f"{shut}/.gitignore: its rules do not count: Permission denied"]


def test_names_of_any_bytes_are_walked(tmp_path):
    name = os.fsdecode(b"caf\xe9")
    fill(tmp_path, f"{name}/{name}.md", f"{name}/x.md")
    (tmp_path / ".gitignore").write_bytes(b"/caf\xe9/x*\n")
    assert walk(tmp_path) == ([f"{name}/{name}.md"], {"ignored": 1})
