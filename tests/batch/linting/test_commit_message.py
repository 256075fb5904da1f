from __future__ import annotations

import subprocess

import pytest

from normalizer.batch.linting.commit_message import blank_comments
from tests.command import mixnorm

SCISSORS = "# ------------------------ >8 ------------------------"


@pytest.mark.parametrize(
    ("message", "mark", "left"),
    [
        ("Say\n# 舆论\nit\n", "#", "Say\n\nit\n"),
        ("Say # 舆论\n", "#", "Say # 舆论\n"),
        (" # 舆论\n", "#", " # 舆论\n"),
        ("; 舆论\r\n# 经济\r\n", ";", "\r\n# 经济\r\n"),
        ("# 舆论", "#", ""),
        (f"Say\n{SCISSORS}\n# 舆论\n+经济", "#", "Say\n\n\n"),
        (f"Say\n x{SCISSORS}\n经济", "#", f"Say\n x{SCISSORS}\n经济"),
        (f"Say\n{SCISSORS} x\n经济", "#", "Say\n\n经济"),
        ("// 舆论\n/ 经济", "//", "\n/ 经济"),
    ],
)
def test_what_git_leaves_out_is_emptied(message, mark, left):
    assert blank_comments(message, mark) == left


def test_a_message_is_checked_without_its_comments(tmp_path):
    path = tmp_path / "COMMIT_EDITMSG"
    message = f"Fix the 舆论 page\n\nbody\n# 经济 branch\n{SCISSORS}\n+经济\n"
    path.write_text(message, encoding="utf-8")
    code, out, _ = mixnorm("check", "--commit-message", "COMMIT_EDITMSG", cwd=tmp_path)
    assert (code, out) == (1, "COMMIT_EDITMSG:1:9: 舆论 would be replaced by “public opinion” (leak, lexicon)\n")
    assert mixnorm("check", "COMMIT_EDITMSG", cwd=tmp_path)[1].count("\n") == 3
    path.write_text(message.replace("舆论 ", ""), encoding="utf-8")
    assert mixnorm("check", "--commit-message", "COMMIT_EDITMSG", cwd=tmp_path)[:2] == (0, "")
    assert path.read_text(encoding="utf-8") == message.replace("舆论 ", "")


def test_gits_own_mark_of_comments_counts(tmp_path):
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "config", "core.commentChar", ";"], cwd=tmp_path, check=True)
    (tmp_path / "m.tmp").write_text("Say\n; 舆论\n# 经济\n", encoding="utf-8")
    assert mixnorm("check", "--commit-message", "m.tmp", cwd=tmp_path)[1].startswith("m.tmp:3:3: 经济")
    subprocess.run(["git", "config", "core.commentChar", "auto"], cwd=tmp_path, check=True)
    assert mixnorm("check", "--commit-message", "m.tmp", cwd=tmp_path)[1].startswith("m.tmp:2:3: 舆论")
