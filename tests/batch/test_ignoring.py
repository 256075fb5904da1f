"""What is left out is compared with what git itself leaves out."""

from __future__ import annotations

import os
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from normalizer.batch.folders import FolderWalk
from normalizer.batch.ignoring import Rules
from normalizer.batch.selection import Selection

NAMES = ["a", "b", "foo", "bar", "foobar", "a.txt", "b.md", "x y", "[a]", "a[1]", "!n", "#h", "a\\b", "é.txt", "A", "7"]
NAMES += ["b-c", "trail ", "d.e.f", "keep.log", "build", "**", "a*b", "]", "-", "中文.md", "a]"]
INNER = ["a", "b", "a.txt", "build", "é.txt", "]"]
FOLDERS = ["", "a/", "foo/", "foo/bar/", "foo/bar/build/", "build/", "build/keep.log/", "x y/", "A/A/"]
PARTS = ["a", "b", "foo", "bar", "build", "keep.log", "x y", "*", "**", "***", "*.txt", "?", "??", "f*", "*o", "*.*"]
PARTS += [
    "foo**",
    "**bar",
    "f**r",
    "f*?b*r",
    "a\\*b",
    "a\\\\b",
    "\\#h",
    "\\!n",
    "\\[a]",
    "d.*.f",
    "trail\\ ",
    "a\\",
    "b-?",
]
PARTS += ["[ab]", "[!ab]", "[^a]", "[a-c]*", "[b-a]", "[]a]", "[]-a]", "[!]a]", "[a-]", "[-a]", "[a", "[", "[]", "[!]"]
PARTS += [
    "[\\]]",
    "[\\a-c]",
    "[a-\\c]",
    "[[:alpha:]]",
    "[![:alpha:]]",
    "[[:digit:][:upper:]]",
    "[[:space:]x]*",
    "x[ ]y",
]
PARTS += [
    "[[:foo:]]",
    "[[:alpha]",
    "[[:alpha:]",
    "[[:]*",
    "[[]a]",
    "a[[]1]",
    "[[:punct:]]*",
    "[--/]",
    "[a-[:digit:]]",
    "中*",
]
CLASSES = ["alnum", "blank", "cntrl", "graph", "lower", "print", "xdigit"]
LINES = [
    "#a",
    "!",
    "/",
    "//",
    "a//",
    "!/",
    "  a",
    "a ",
    "a  ",
    "a\t",
    "a\\ ",
    "a\r",
    "",
    "/*",
    "/**",
    "**/",
    "*/",
    "/*/",
]
LINES += [
    "a/**",
    "**/a",
    "**/foo/**",
    "foo/**/build",
    "foo/**/**/build",
    "foo/*/build",
    "**/bar/*",
    "a/*",
    "/foo/bar/",
    "A/A",
]
LINES += [
    "foo**/build",
    "foo**/bar/build",
    "x**/b",
    "**\\/a",
    "foo/**bar",
    "foo/b**",
    "*/*/build",
    "/**/a",
    "***/a",
    "a/***",
]


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    root = tmp_path_factory.mktemp("repository")
    run_git(root, "init", "-q")
    (root / ".git" / "info" / "exclude").unlink(missing_ok=True)
    return root


def run_git(root, *arguments):
    # Rules of the user's own do not belong to the repository.
    environment = {**os.environ, "HOME": str(root / ".git"), "XDG_CONFIG_HOME": "", "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(["git", *arguments], cwd=root, env=environment, capture_output=True, check=True).stdout


def plant(folder):
    for place in FOLDERS:
        (folder / place).mkdir(parents=True, exist_ok=True)
    for place in FOLDERS:
        for name in NAMES if not place else INNER:
            if not (folder / place / name).exists():
                (folder / place / name).write_bytes(b"")


def list_as_git(root):
    found = os.fsdecode(run_git(root, "ls-files", "-z", "-o", "-c", "--exclude-standard")).split("\0")
    return {name for name in found if name and not name.endswith(".gitignore")}


def list_as_we_do(root):
    return {found.name for found in FolderWalk(str(root), Selection(hidden=True), lambda _: True).list_files()}


def test_every_kind_of_pattern_means_what_it_means_to_git(tmp_path):
    run_git(tmp_path, "init", "-q")
    lines = [*LINES, *PARTS, *(f"[[:{name}:]]*" for name in CLASSES)]
    for number, line in enumerate(lines):
        plant(tmp_path / str(number))
        (tmp_path / str(number) / ".gitignore").write_bytes(line.encode() + b"\n")
    ours, theirs = list_as_we_do(tmp_path), list_as_git(tmp_path)
    assert {lines[int(name.partition("/")[0])] for name in ours ^ theirs} == set()
    assert 0 < len(ours) < sum(len(files) for _, _, files in os.walk(tmp_path))


files_of_rules = st.lists(
    st.tuples(
        st.sampled_from(["", "", "!", "!"]),
        st.sampled_from(["", "", "/"]),
        st.lists(st.sampled_from(PARTS), min_size=1, max_size=3).map("/".join) | st.sampled_from(LINES),
        st.sampled_from(["", "", "/"]),
    ).map("".join),
    max_size=5,
).map("\n".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([*FOLDERS, ".git/info/"]), files_of_rules, max_size=4), st.booleans())
def test_rules_of_several_folders_work_together_as_in_git(repository, rules, marked):
    plant(repository)
    written = [repository / place / ("exclude" if place.startswith(".git/") else ".gitignore") for place in rules]
    try:
        for path, text in zip(written, rules.values(), strict=True):
            path.write_bytes((b"\xef\xbb\xbf" if marked else b"") + text.encode())
        assert list_as_we_do(repository) == list_as_git(repository)
    finally:
        for path in written:
            path.unlink()


def test_a_question_mark_stands_for_a_character_not_for_a_byte():
    rules = Rules(["第?章.md", "[中文].txt"])
    assert rules.decide("a/第一章.md", folder=False)
    assert rules.decide("文.txt", folder=False)
    assert rules.decide("第十一章.md", folder=False) is None


def test_the_path_counts_from_the_folder_of_the_rules():
    assert Rules(["/docs/a.md"], above="docs/").decide("a.md", folder=False)
    assert Rules(["sub/a.md"], below="docs/").decide("docs/sub/a.md", folder=False)
    assert Rules(["/a.md"], below="docs/").decide("docs/sub/a.md", folder=False) is None
