from __future__ import annotations

import pytest

from normalizer.batch.walking import find_inputs
from normalizer.errors import UsageError


def fill(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def test_a_folder_is_walked_in_a_fixed_order_without_what_does_not_belong(tmp_path):
    fill(tmp_path, "b.txt", "a.md", "sub/c.jsonl", "sub/deep/d.HTML", ".hidden.txt", ".git/e.txt", "out/f.txt")
    fill(tmp_path, "a.md.annotations.json", "g.docx", "h.docx", "sub/i.png", "README")
    documents, skipped = find_inputs([str(tmp_path)], avoid=str(tmp_path / "sub" / ".." / "out"))
    assert [(d.name, d.format) for d in documents] == [
        ("a.md", "markdown"),
        ("b.txt", "text"),
        ("sub/c.jsonl", "jsonl"),
        ("sub/deep/d.HTML", "html"),
    ]
    assert all(d.found and not d.error for d in documents)
    assert skipped == {".docx": 2, ".png": 1, "": 1}


def test_a_file_named_by_the_user_is_taken_by_its_ending_or_as_it_is_said(tmp_path):
    fill(tmp_path, "a.md", "README", "b.rst", ".hidden.txt")
    paths = [str(tmp_path / name) for name in ("a.md", "README", "b.rst", ".hidden.txt")]
    assert [d.format for d in find_inputs(paths).documents] == ["markdown", "text", "text", "text"]
    assert "not a known format (.rst)" in find_inputs(paths).documents[2].error
    assert [d.format for d in find_inputs(paths, "html").documents] == ["html"] * 4


def test_standard_input_is_text_unless_it_is_said_to_be_something_else():
    assert find_inputs(["-"]).documents[0].format == "text"
    assert find_inputs(["-"], "jsonl").documents[0].format == "jsonl"


def test_what_is_not_there_and_what_holds_nothing_are_told(tmp_path):
    fill(tmp_path, "empty/x.png")
    missing, empty = find_inputs([str(tmp_path / "none.txt"), str(tmp_path / "empty")]).documents
    assert missing.error == "there is no such file or folder"
    assert empty.error.startswith("the folder holds no file of a known format (.txt")


def test_links_to_folders_are_not_followed_and_dangling_ones_not_taken(tmp_path):
    fill(tmp_path, "a/x.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "a" / "link.txt").symlink_to(tmp_path / "a" / "x.txt")
    documents, skipped = find_inputs([str(tmp_path / "a")])
    assert [d.name for d in documents] == ["link.txt", "x.txt"]
    assert skipped == {".txt": 1}


def test_an_unknown_format_is_wrong_use():
    with pytest.raises(UsageError, match="format 'docx'"):
        find_inputs(["x.txt"], "docx")
