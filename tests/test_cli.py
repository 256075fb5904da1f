from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time

import pytest

from normalizer.cli import main
from normalizer.cli.parser import build_parser
from normalizer.cli.settings import HELP, read_settings
from normalizer.config import NormalizerConfig
from normalizer.errors import ConfigError
from normalizer.version import __version__
from tests.command import environment, mixnorm

COMMANDS = ("run", "check", "restore", "explain", "lookup", "lexicon")


def test_the_version_is_told_and_nothing_heavy_is_loaded(tmp_path):
    assert mixnorm("--version", cwd=tmp_path) == (0, f"mixnorm {__version__}\n", "")


HEAVY = "jieba opencc langdetect rich pyromark marisa_trie dataclasses json hashlib tempfile multiprocessing shutil"


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["--version"], ""),
        (["run", "plain.txt"], ""),
        (["check", "plain.txt"], ""),
        (["run", "plain.txt", "-o", "out.txt"], "json hashlib"),
        # The segmentation's import brings a few of its own.
        (["run", "chinese.txt"], "json marisa_trie jieba tempfile shutil hashlib"),
    ],
)
def test_a_command_loads_only_what_it_needs(tmp_path, arguments, allowed):
    (tmp_path / "plain.txt").write_text("plain “English”\n", encoding="utf-8")
    (tmp_path / "chinese.txt").write_text("the 舆论 grew\n", encoding="utf-8")
    code = (
        "import sys; before = set(sys.modules); from normalizer.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        f"sys.stderr.write(' '.join(m for m in {HEAVY!r}.split() if m in sys.modules and m not in before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=tmp_path, env=environment(), capture_output=True, check=True
    )
    loaded = done.stderr.decode().rpartition("\n")[2].split()
    assert set(loaded) <= set(allowed.split())


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_teaches(tmp_path, command):
    code, told, _ = mixnorm(*filter(None, [command]), "--help", cwd=tmp_path)
    assert code == 0
    assert told.startswith(f"usage: mixnorm {command}".strip() + " [-h]")
    if command in ("", "run"):
        assert "examples:\n  mixnorm run article.txt" in told
    if command in ("", "run", "check", "restore"):
        assert "exit codes:" in told


def test_the_help_of_run_names_every_setting(tmp_path):
    _, told, _ = mixnorm("run", "--help", cwd=tmp_path, COLUMNS="200")
    for name in NormalizerConfig._fields:
        assert f"--{name.replace('_', '-')}" in told
    assert set(HELP) == set(NormalizerConfig._fields)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["dance"], "invalid choice: 'dance'"),
        (["run"], "the following arguments are required: ARTICLE"),
        (["run", "a.txt", "--note", "none"], "unrecognized arguments: --note"),
        (["run", "a.txt", "--notes", "loud"], "invalid choice: 'loud'"),
        (["run", "a.txt", "--leak", "explode"], "invalid choice: 'explode'"),
        (["run", "a.txt", "-o", "b", "--in-place"], "not allowed with argument"),
        (["run", "a.txt", "--jobs", "0"], "'0' is no number from 1 on"),
        (["run", "a.txt", "--encoding", "klingon"], "there is no text encoding 'klingon'"),
        (["run", "a.txt", "-o", "a.txt"], "a.txt is the input a.txt; use --in-place"),
        (["run", "a.txt", "--config", "none.toml"], "none.toml: "),
        (["explain", "x", "--from", "jsonl"], "invalid choice: 'jsonl'"),
        (["restore", "-"], "name the sidecar with --annotations"),
    ],
)
def test_wrong_use_gives_two_and_one_sentence(tmp_path, arguments, message):
    (tmp_path / "a.txt").write_text("the 舆论", encoding="utf-8")
    code, out, told = mixnorm(*arguments, cwd=tmp_path)
    assert (code, out) == (2, "")
    assert told.startswith("mixnorm: error: ")
    assert message in told
    assert told.count("\n") == 1
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "the 舆论"


def test_run_reads_standard_input_and_tells_on_standard_error(tmp_path):
    code, out, told = mixnorm("run", "-", "--from", "markdown", cwd=tmp_path, stdin="# The 舆论\r\n".encode())
    assert code == 0
    assert out == "# The public opinion[^mixnorm-1]\r\n\r\n[^mixnorm-1]: 舆论 (yú lùn): public opinion\r\n"
    assert told == "mixnorm: 1 file, 1 changed; 1 fragment: 1 replaced (lexicon 1)\n"
    assert mixnorm("run", "-", "--quiet", cwd=tmp_path, stdin=b"")[:2] == (0, "")


def test_run_check_restore_together(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes("the 舆论 grew\r\n".encode())
    (tmp_path / "in" / "b.jsonl").write_bytes(b'{"body": "\\u8206\\u8bba"}\n')
    assert mixnorm("check", "in", "--field", "body", cwd=tmp_path)[0] == 1
    assert mixnorm("run", "in", "-o", "out", "--field", "body", "--jobs", "2", cwd=tmp_path)[0] == 0
    assert mixnorm("check", "out", "--field", "body", cwd=tmp_path)[:2] == (0, "")
    assert mixnorm("restore", "out/b.jsonl", "-o", "b", cwd=tmp_path) == (0, "", "")
    assert (tmp_path / "b").read_bytes() == (tmp_path / "in" / "b.jsonl").read_bytes()
    assert mixnorm("restore", "out/a.txt", cwd=tmp_path) == (0, "the 舆论 grew\r\n", "")
    (tmp_path / "out" / "a.txt").write_bytes(b"x")
    code, _, told = mixnorm("restore", "out/a.txt", cwd=tmp_path)
    assert (code, told[:42]) == (1, "mixnorm: error: the clean document has cha")


def test_run_goes_on_after_a_failure_and_gives_one(tmp_path):
    (tmp_path / "a.txt").write_bytes("the 舆论".encode("gb18030"))
    (tmp_path / "b.txt").write_bytes("the 舆论".encode())
    code, out, told = mixnorm("run", "a.txt", "gone.txt", "b.txt", "--notes", "none", cwd=tmp_path)
    assert (code, out) == (1, "the public opinion")
    assert "error: a.txt: this is not utf-8: byte 0xD3 at offset 4, line 1" in told
    assert "error: gone.txt: there is no such file or folder" in told
    assert "3 files, 1 changed; 1 fragment: 1 replaced (lexicon 1); 2 failed" in told
    code, out, _ = mixnorm("run", "a.txt", "--encoding", "gb18030", "-o", "o.txt", "--notes", "none", cwd=tmp_path)
    assert (tmp_path / "o.txt").read_bytes() == b"the public opinion"
    assert mixnorm("restore", "o.txt", "-o", "back.txt", cwd=tmp_path)[0] == 0
    assert (tmp_path / "back.txt").read_bytes() == "the 舆论".encode("gb18030")


def test_diff_and_dry_run_write_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("the 舆论\n", encoding="utf-8")
    assert mixnorm("run", "a.txt", "--diff", "--in-place", cwd=tmp_path)[:2] == (
        0,
        "--- a.txt\n+++ a.txt (clean)\n@@ line 1 @@\nthe [-舆论-]{+public opinion+}\n",
    )
    code, out, _ = mixnorm("run", "a.txt", "--dry-run", "-o", "o.txt", cwd=tmp_path)
    assert (code, out) == (0, "a.txt (1 fragment): would write o.txt and o.txt.annotations.json, changed\n")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_explain_gives_an_account_of_an_argument_or_standard_input(tmp_path):
    code, out, _ = mixnorm("explain", "it 制约s growth", cwd=tmp_path)
    assert code == 0
    assert re.search(r"^   reason    .+; confidence \d\.\d\d$", out, re.MULTILINE)
    assert out.endswith("clean     it restricts growth\n")
    assert mixnorm("explain", "-", cwd=tmp_path, stdin="it 制约s growth".encode())[1] == out
    assert mixnorm("explain", "`代码`", "--from", "markdown", cwd=tmp_path)[1].count("action    keep") == 1


def test_lookup_tells_every_word_and_gives_one_when_one_is_unknown(tmp_path):
    code, out, told = mixnorm("lookup", "舆论", "銀行", cwd=tmp_path)
    assert (code, told) == (0, "")
    assert "舆论 輿論  yú lùn\n    1. public opinion\n" in out
    assert "银行 銀行  yín háng\n    1. bank\n" in out
    code, out, told = mixnorm("lookup", "舆论", "舆舆舆", cwd=tmp_path)
    assert (code, told) == (1, "mixnorm: 舆舆舆: not in the lexicon\n")
    assert out.startswith("舆论\n")


def test_the_lexicon_is_described_verified_and_built(tmp_path):
    assert "release  CC-CEDICT of " in mixnorm("lexicon", "info", "--verify", cwd=tmp_path)[1]
    (tmp_path / "c.u8").write_text(
        "# CC-CEDICT\n輿論 舆论 [yu2 lun4] /talk of the town/\n",
        encoding="utf-8",
    )
    code, out, _ = mixnorm("lexicon", "build", "c.u8", "-o", "own.mnlx", cwd=tmp_path)
    assert (code, out.startswith("own.mnlx: ")) == (0, True)
    assert "talk of the town" in mixnorm("lookup", "舆论", "--lexicon", "own.mnlx", cwd=tmp_path)[1]
    code, _, told = mixnorm("run", "-", "--lexicon", "c.u8", cwd=tmp_path, stdin="舆论".encode())
    assert (code, told.startswith("mixnorm: error: c.u8: this is no compiled lexicon")) == (1, True)


def parse(*arguments):
    return read_settings(build_parser(arguments).parse_args(arguments))


def test_settings_come_from_the_file_and_flags_win(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert parse("run", "x") == NormalizerConfig()
    (tmp_path / "pyproject.toml").write_text(
        '[tool.mixnorm]\nleak = "romanize"\nauthor-gloss = false\nglossary = "terms.tsv"\n', encoding="utf-8"
    )
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    expected = NormalizerConfig(leak="romanize", author_gloss=False, glossary=(str(tmp_path / "terms.tsv"),))
    assert parse("run", "x") == parse("check", "x") == parse("explain", "x") == expected
    assert parse("run", "x", "--leak", "keep", "--author-gloss").leak == "keep"
    assert parse("run", "x", "--leak", "keep", "--author-gloss").author_gloss is True
    assert parse("run", "x", "--glossary", "own.tsv", "--glossary", "b.csv").glossary == ("own.tsv", "b.csv")
    assert parse("run", "x", "--no-config") == NormalizerConfig()
    (tmp_path / "deep" / "other.toml").write_text('matrix-language = "en"\n', encoding="utf-8")
    assert parse("run", "x", "--config", "other.toml") == NormalizerConfig(matrix_language="en")
    (tmp_path / "deep" / "mixnorm.toml").write_text('leek = "keep"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="did you mean 'leak'"):
        parse("run", "x")


def test_settings_are_obeyed(tmp_path):
    (tmp_path / "mixnorm.toml").write_text('leak = "keep"\n', encoding="utf-8")
    text = "the 舆论 grew".encode()
    assert mixnorm("run", "-", "--notes", "none", cwd=tmp_path, stdin=text)[1] == "the 舆论 grew"
    out = mixnorm("run", "-", "--notes", "none", "--leak", "replace", cwd=tmp_path, stdin=text)[1]
    assert out == "the public opinion grew"


def test_an_unknown_mask_is_told_with_the_nearest(tmp_path):
    code, _, err = mixnorm("explain", "#舆论", "--unmask", "url", "--unmask", "hashtags", cwd=tmp_path)
    assert code == 2
    assert "there is no mask 'hashtags'; did you mean 'hashtag'?" in err


VALUES = {
    "stream_memory": 8,
    "matrix_language": "any",
    "han": "chinese",
    "context": "window",
    "mention": "keep",
    "lexicon": "x.mnlx",
    "glossary": "x.tsv",
    "unmask": "url",
}


@pytest.mark.parametrize("field", NormalizerConfig._fields)
def test_every_setting_has_a_flag_of_its_kind(field):
    default = NormalizerConfig._field_defaults[field]
    flag = field.replace("_", "-")
    if type(default) is bool:
        words, wanted = [f"--no-{flag}" if default else f"--{flag}"], not default
    else:
        wanted = VALUES.get(field, "keep")
        words = [f"--{flag}", str(wanted)]
        wanted = (wanted,) if type(default) is tuple else wanted
    assert parse("run", "x", "--no-config", *words) == NormalizerConfig(**{field: wanted})


def test_a_terminal_that_knows_no_chinese_gets_its_numbers(tmp_path):
    code, out, _ = mixnorm("lookup", "舆论", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert code == 0
    assert out.startswith("\\u8206\\u8bba\n")


def test_colours_are_for_terminals_alone(tmp_path):
    (tmp_path / "a.txt").write_text("the 舆论\n", encoding="utf-8")
    for more, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "normalizer", "run", "a.txt", "--diff", "--quiet"]
        subprocess.run(command, cwd=tmp_path, env=environment(**more), stdout=theirs, check=True)
        os.close(theirs)
        shown = os.read(ours, 10_000).decode()
        os.close(ours)
        assert ("\x1b[31;9m舆论\x1b[0m" in shown) == coloured
        assert ("[-舆论-]" in shown) != coloured


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    (tmp_path / "a.txt").write_text("plain words here\n" * 100_000, encoding="utf-8")
    command = [sys.executable, "-m", "normalizer", "run", "a.txt"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout.read(10) == b"plain word"
        running.stdout.close()
        told = running.stderr.read()
    assert (running.returncode, told) == (141, b"")


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interruption_gives_130_and_leaves_no_half_file(tmp_path, jobs):
    line = json.dumps({"text": "the 舆论 of 雷军 and the 经济 " * 20}) + "\n"
    # The first pieces need no work, so the file is begun at once; the others are work for a while.
    (tmp_path / "a.jsonl").write_text("{}\n" * 400_000 + line * 4000, encoding="utf-8")
    command = [sys.executable, "-m", "normalizer", "run", "a.jsonl", "-o", "o.jsonl", "--jobs", str(jobs)]
    # A group of its own, as a terminal gives one to every command: Ctrl-C reaches all of it.
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        for _ in range(600):
            if list(tmp_path.glob(".mixnorm-*.tmp")):
                time.sleep(0.5)
                break
            time.sleep(0.05)
        os.killpg(running.pid, signal.SIGINT)
        told = running.stderr.read().decode()
    assert (running.returncode, told) == (130, "mixnorm: interrupted\n")
    assert [p.name for p in tmp_path.iterdir()] == ["a.jsonl"]


def test_main_returns_the_code(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["mixnorm", "lookup", "舆舆舆"])
    assert main() == 1
    assert main(["lookup", "舆论"]) == 0
    assert main(["run", "-", "--in-place"]) == 2
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert "mixnorm: error: standard input cannot be changed in place" in capsys.readouterr().err


def test_explain_tells_of_a_place_which_setting_decided_and_where_it_comes_from(tmp_path):
    (tmp_path / "a.txt").write_text("In 北京 the 舆论 (public mood) and the word 关系", encoding="utf-8")
    (tmp_path / "mixnorm.toml").write_text('mention = "keep"\n', encoding="utf-8")
    told = {
        column: mixnorm("explain", f"a.txt:1:{column}", "--profile", "academic", "--pair", "keep", cwd=tmp_path)[1]
        for column in (4, 11, 41)
    }
    assert "setting   name = keep-at-first-mention (profile academic)" in told[4]
    assert "setting   pair = keep (command line)" in told[11]
    assert "setting   mention = both (profile academic)" in told[41]
    file = mixnorm("explain", "a.txt:1:41", cwd=tmp_path)[1]
    assert "setting   mention = keep (" in file
    assert "mixnorm.toml)" in file
    code, _, told = mixnorm("explain", "a.txt:1:1", cwd=tmp_path)
    assert (code, told) == (1, "mixnorm: error: a.txt:1:1: no Chinese, Japanese or Korean stands there\n")


def test_check_counts_warnings_when_asked(tmp_path):
    (tmp_path / "a.txt").write_text("the economy (战争)", encoding="utf-8")
    assert mixnorm("check", "a.txt", "--pair", "keep", cwd=tmp_path)[0] == 0
    code, out, _ = mixnorm("check", "a.txt", "--pair", "keep", "--warnings", cwd=tmp_path)
    assert (code, out.count("\n"), "(gloss-disagrees)" in out) == (1, 1, True)


def test_records_of_several_kinds_are_run_and_restored(tmp_path):
    rows = (
        'id;text;body\r\n1;"the ""舆论"" grew";舆论\r\n2;a 经济 decision;x\r\n'
        + "3;plain;y\r\n" * 40_000
        + "4;the 市场;z\r\n"
    )
    documents = {
        "a.csv": rows.encode(),
        "b.tsv": "text\tx\nthe 舆论\t1\n".encode("utf-16"),
        "c.json": '{"a": [{"text": "the 舆论 \\/"}]}'.encode(),
    }
    (tmp_path / "in").mkdir()
    for name, data in documents.items():
        (tmp_path / "in" / name).write_bytes(data)
    assert mixnorm("run", "in", "-o", "out", "--jobs", "2", cwd=tmp_path)[0] == 0
    assert mixnorm("check", "out", cwd=tmp_path)[:2] == (0, "")
    expected = rows.replace("舆论", "public opinion", 1).replace("a 经济", "an economic").replace("市场", "market")
    assert (tmp_path / "out" / "a.csv").read_bytes() == expected.encode()
    for name, data in documents.items():
        assert mixnorm("restore", f"out/{name}", "-o", "back", cwd=tmp_path) == (0, "", "")
        assert (tmp_path / "back").read_bytes() == data
    found = mixnorm("check", "in/a.csv", "--field", "text", "--field", "3", cwd=tmp_path)[1]
    assert [line.split(" ")[0] for line in found.splitlines()] == [
        f"in/a.csv:{place}:" for place in ("2:10", "2:21", "3:5", "40004:7")
    ]
    assert "舆论" in mixnorm("explain", "in/a.csv:2:10", cwd=tmp_path)[1]


def test_a_table_without_a_header_is_read_by_numbers(tmp_path):
    (tmp_path / "a.csv").write_text("1,the 舆论\n2,the 市场\n", encoding="utf-8")
    code, out, _ = mixnorm("run", "a.csv", "--no-header", "--field", "2", cwd=tmp_path)
    assert (code, out) == (0, "1,the public opinion\n2,the market\n")


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("a.jsonl", '{"body": "the 舆论"}\n{"body": "x"}\n', "1 record holds Chinese in “body”, and has no text in “text”: --field body"),
        ("a.json", '[["舆论", "市场"]]', "2 records hold Chinese in “/*/*”, and have no text in “text”: --field '/*/*'"),
        ("a.csv", "id,a b\n1,舆论\n", "there is no column “text”; columns: id, a b; Chinese stands in a b: --field 'a b'"),
    ],
)  # fmt: skip
def test_where_no_field_has_chinese_the_advice_can_be_followed(tmp_path, name, content, advice):
    (tmp_path / name).write_text(content, encoding="utf-8")
    told = mixnorm("run", name, cwd=tmp_path)[2]
    assert f"{name}: {advice}\n" in told
    field = advice.rpartition("--field ")[2].strip("'")
    assert " 1 changed" in mixnorm("run", name, "--field", field, cwd=tmp_path)[2]


@pytest.mark.parametrize("field", ["", "/a~b"])
def test_a_field_that_is_none_is_wrong_use(tmp_path, field):
    code, _, told = mixnorm("run", "-", "--field", field, cwd=tmp_path, stdin=b"")
    assert (code, told[:23]) == (2, "mixnorm: error: a field" if not field else "mixnorm: error: field '")


def test_flags_choose_what_of_a_folder_is_treated(tmp_path):
    for name in ("a.md", "b.txt", "sub/c.md", ".d.md", "build/e.md", "f.pdf", ".gitignore"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text("build\n", encoding="utf-8")
    (tmp_path / "g").mkdir()
    (tmp_path / "in" / "link").symlink_to(tmp_path / "g")
    (tmp_path / "g" / "up.md").write_text("x", encoding="utf-8")
    (tmp_path / "g" / "loop").symlink_to(tmp_path / "in")
    code, _, told = mixnorm("check", "in", cwd=tmp_path)
    assert code == 0
    assert told.endswith("; 4 skipped: hidden 1, ignored 1, link to a folder 1, unknown format 1 (.pdf 1)\n")
    flags = [
        "--no-ignore",
        "--hidden",
        "--follow-links",
        "--include",
        "*.md",
        "--include",
        "*.pdf",
        "--exclude",
        "/sub",
    ]
    code, planned, told = mixnorm("run", "in", "-o", "out", "--dry-run", *flags, cwd=tmp_path)
    assert [line.split()[0] for line in planned.splitlines()] == [
        "in/.d.md",
        "in/a.md",
        "in/build/e.md",
        "in/link/up.md",
    ]
    assert told.startswith("mixnorm: warning: in/link/loop: this link leads back to a folder that it stands in\n")
    assert told.endswith("; 4 skipped: excluded 1, loop 1, not included 1, unknown format 1 (.pdf 1)\n")
