"""What is done again with --resume and what is not: told by the summary, and by whether files are written anew."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from normalizer.batch import pieces
from normalizer.batch.pieces import read_pieces
from normalizer.batch.restoring import restore_file
from normalizer.batch.running import Request, run_documents
from normalizer.batch.state import Keeping
from normalizer.batch.targets import Destination
from normalizer.config import NormalizerConfig
from normalizer.errors import InputError, UsageError
from tests.command import mixnorm

CONFIG = NormalizerConfig()
BAD = '{"text": "舆论"\n'


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("a.txt", "the 舆论\n"), ("b.md", "a 经济 plan\n"), ("sub/c.txt", "plain\n")):
        write(f"in/{name}", text)
    return tmp_path


def write(name, text):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())


def run(*paths, output="out", in_place=False, keeping=None, **more):
    request = Request(paths or ("in",), more.pop("config", CONFIG), **more)
    return run_documents(request, Destination("" if in_place else output, in_place), keeping or Keeping())


RESUME, RETRY = Keeping(resume=True), Keeping(retry_failed=True)


def resume(capsys, *paths, keeping=RESUME, **more):
    """Run with --resume and return the summary, parted."""
    capsys.readouterr()
    run(*paths, keeping=keeping, **more)
    return capsys.readouterr().err.splitlines()[-1].removeprefix("mixnorm: ").split("; ")


def list_states(place="out"):
    """Return what changes when a file is written anew."""
    files = [path for path in sorted(Path(place).rglob("[!.]*")) if path.is_file() and ".mixnorm" not in path.parts]
    return {str(path.relative_to(place)): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


def list_rewritten(before, place="out"):
    after = list_states(place)
    return sorted(name for name in after if after[name] != before.get(name) and not name.endswith(".json"))


def test_what_is_done_is_not_done_again_and_counts_in_the_summary(capsys):
    run()
    summary = capsys.readouterr().err.splitlines()[-1].removeprefix("mixnorm: ").split("; ")
    before = list_states()
    assert resume(capsys) == [*summary, "3 done before"]
    assert list_states() == before


def change_source():
    write("in/a.txt", "the 舆论 of the 经济\n")


def change_source_and_hide_it():
    found = Path("in/a.txt").stat()
    write("in/a.txt", "the 经济\n")
    os.utime("in/a.txt", ns=(found.st_atime_ns, found.st_mtime_ns))


def change_output():
    write("out/a.txt", "edited\n")


def change_output_of_the_same_size():
    text = Path("out/a.txt").read_bytes()
    Path("out/a.txt").write_bytes(text.replace(b"public", b"PUBLIC"))
    os.utime("out/a.txt", ns=(1, 1))


def copy_with_other_times():
    for path in (path for path in Path("out").rglob("*") if path.is_file()):
        shutil.copy(path, "copy")
        Path("copy").replace(path)


@pytest.mark.parametrize(
    ("change", "anew"),
    [
        (change_source, ["a.txt"]),
        (change_source_and_hide_it, ["a.txt"]),
        (change_output, ["a.txt"]),
        (change_output_of_the_same_size, ["a.txt"]),
        (lambda: Path("out/a.txt").unlink(), ["a.txt"]),
        (lambda: Path("out/a.txt.annotations.json").unlink(), ["a.txt"]),
        (
            lambda: write("out/a.txt.annotations.json", Path("out/a.txt.annotations.json").read_bytes() + b" "),
            ["a.txt"],
        ),
        (lambda: write("in/d.txt", "the 关系\n"), ["d.txt"]),
        (lambda: os.utime("in/a.txt", ns=(1, 1)), []),
        (lambda: os.utime("out/a.txt", ns=(1, 1)), []),
        (copy_with_other_times, []),
    ],
)
def test_what_has_changed_is_done_again_and_nothing_else(capsys, change, anew):
    run()
    wanted = Path("out/a.txt").read_bytes()
    change()
    before = list_states()
    told = resume(capsys)
    assert list_rewritten(before) == anew
    total = 4 if "d.txt" in anew else 3
    assert told[0].startswith(f"{total} files")
    assert f"{total - len(anew)} done before" in told
    if "change_source" not in getattr(change, "__name__", ""):
        assert Path("out/a.txt").read_bytes() == wanted
    restore_file("out/a.txt", "back")
    assert Path("back").read_bytes() == Path("in/a.txt").read_bytes()


@pytest.mark.parametrize(
    ("more", "anew"),
    [
        ({"config": NormalizerConfig(leak="keep")}, ["a.txt", "b.md", "sub/c.txt"]),
        ({"program": "2.0"}, ["a.txt", "b.md", "sub/c.txt"]),
        ({"notes": "footnotes"}, ["a.txt", "sub/c.txt"]),
        ({"encoding": "utf-8"}, ["a.txt", "b.md", "sub/c.txt"]),
        ({"jobs": 2}, []),
        ({"on_error": "keep"}, []),
    ],
)
def test_another_treatment_does_again_what_it_concerns(capsys, more, anew):
    run()
    before = list_states()
    resume(capsys, **more)
    assert list_rewritten(before) == anew


def test_a_glossary_counts_by_what_it_holds(folder):
    for gloss in ("opinion", "the talk"):
        write("g.tsv", f"舆论\t{gloss}\n")
        assert mixnorm("run", "in", "-o", "out", "--resume", "--glossary", "g.tsv", cwd=folder)[0] == 0
        assert gloss in Path("out/a.txt").read_text(encoding="utf-8")


def test_without_resume_all_is_done_again():
    run()
    before = list_states()
    run()
    assert list_rewritten(before) == ["a.txt", "b.md", "sub/c.txt"]


def test_a_folder_with_its_state_may_be_moved(capsys):
    run()
    Path("out").rename("moved")
    assert "3 done before" in resume(capsys, output="moved")


def test_the_state_may_lie_elsewhere(capsys):
    run(keeping=Keeping("st"))
    assert not Path("out/.mixnorm").exists()
    assert "3 done before" in resume(capsys, keeping=Keeping("st", resume=True))
    assert "3 files, 2 changed" in resume(capsys)


def test_no_state_leaves_nothing():
    run(keeping=Keeping(none=True))
    assert not list(Path().rglob(".mixnorm"))


def test_in_place_what_is_done_stays(capsys):
    run("in", in_place=True, notes="none")
    before = list_states("in")
    summary = ["3 files, 2 changed", "2 fragments: 2 replaced (lexicon 2)", "3 done before"]
    assert resume(capsys, "in", in_place=True, notes="none") == summary
    assert list_states("in") == before
    write("in/sub/c.txt", "the 关系\n")
    assert resume(capsys, "in", in_place=True, notes="none")[0] == "3 files, 3 changed"
    assert list_rewritten(before, "in") == ["sub/c.txt"]


def test_what_failed_is_tried_again_alone(capsys):
    write("in/e.txt", b"\xff")
    write("in/f.jsonl", BAD)
    assert run() == 1
    write("in/g.txt", "the 关系\n")
    before = list_states()
    assert resume(capsys, keeping=RETRY)[2:] == ["3 done before", "1 not treated", "2 failed"]
    write("in/f.jsonl", BAD.replace("\n", "}\n"))
    assert resume(capsys, keeping=RETRY)[2:] == ["3 done before", "1 not treated", "1 failed"]
    assert list_rewritten(before) == ["f.jsonl"]
    assert resume(capsys)[2:] == ["4 done before", "1 failed"]
    assert list_rewritten(before) == ["f.jsonl", "g.txt"]


def test_the_ledger_lists_what_failed_with_the_reason():
    write("in/e.txt", b"\xff")
    run("in", "gone.txt")
    rows = sqlite3.connect("out/.mixnorm/ledger.sqlite3")
    try:
        failed = rows.execute("SELECT name, path, failure FROM documents WHERE failure != ''").fetchall()
    finally:
        rows.close()
    reason = "this is not utf-8: byte 0xFF at offset 0, line 1; name the right encoding with --encoding"
    assert sorted(failed) == [
        ("e.txt", "in/e.txt", reason),
        ("gone.txt", "gone.txt", "there is no such file or folder"),
    ]


def test_nothing_is_known_to_have_failed_without_a_ledger():
    with pytest.raises(UsageError, match=r"out/\.mixnorm holds no ledger of an earlier run"):
        run(keeping=RETRY)
    assert not Path("out").exists()


def test_a_damaged_ledger_is_told_with_resume_and_replaced_without(capsys):
    run()
    Path("out/.mixnorm/ledger.sqlite3").write_bytes(b"x" * 5_000)
    with pytest.raises(InputError, match="this ledger cannot be used: file is not a database"):
        run(keeping=RESUME)
    assert run() == 0
    assert "3 done before" in resume(capsys)


def test_a_state_that_cannot_be_kept_stops_nothing_unless_asked_for(capsys):
    write("out/.mixnorm", "a file in the way")
    assert run() == 0
    assert "mixnorm: warning: out/.mixnorm: the state of the run cannot be kept here" in capsys.readouterr().err
    with pytest.raises(InputError, match="cannot be kept here"):
        run(keeping=RESUME)


def test_the_settings_are_saved_and_can_be_given_back():
    run(config=NormalizerConfig(tones=True, mention="both"))
    text = Path("out/.mixnorm/config.toml").read_text(encoding="utf-8")
    assert 'mention = "both"\n' in text
    assert "tones = true\n" in text


class StopError(Exception):
    """The moment of a kill."""


def write_corpus(ending):
    texts = [f"the 舆论 {n}" if n % 3 == 0 else "plain" for n in range(60)]
    if ending == "parquet":
        pq.write_table(pa.table({"text": texts}), "x.parquet", row_group_size=5)
    else:
        lines = (json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
        write("x.jsonl", "".join(lines))


def break_off(monkeypatch, after):
    """Let the next run read so many pieces and no more."""

    def read_some(documents, reading):
        for count, piece in enumerate(read_pieces(documents, reading)):
            if count == after:
                raise StopError
            yield piece

    with monkeypatch.context() as broken:
        broken.setattr("normalizer.batch.running.read_pieces", read_some)
        with pytest.raises(StopError):
            run("x.parquet" if Path("x.parquet").exists() else "x.jsonl", output="out/", keeping=RESUME)


def watch_treated(monkeypatch):
    treated = []
    from normalizer.batch import running

    def treat(task, piece):
        treated.append(piece.source.offset)
        return original(task, piece)

    original = running.treat_piece
    monkeypatch.setattr("normalizer.batch.running.treat_piece", treat)
    return treated


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_a_big_file_is_taken_up_in_the_middle(monkeypatch, capsys, ending):
    monkeypatch.setattr(pieces, "PIECE_BYTES", 100)
    write_corpus(ending)
    name = f"x.{ending}"
    run(name, output="whole/")
    whole = capsys.readouterr().err
    offsets = watch_treated(monkeypatch)
    break_off(monkeypatch, 4)
    assert not Path("out", name).exists()
    first = list(offsets)
    assert len(first) > 1
    break_off(monkeypatch, 8)
    second = offsets[len(first) :]
    assert run(name, output="out/", keeping=RESUME) == 0
    # Each piece with Chinese was treated once.
    assert len(offsets) == len(set(offsets))
    assert len(second) > 1
    for ours in (name, f"{name}.annotations.json"):
        assert Path("out", ours).read_bytes() == Path("whole", ours).read_bytes()
    assert capsys.readouterr().err.splitlines()[-1] == whole.splitlines()[-1]
    rows = sqlite3.connect("out/.mixnorm/ledger.sqlite3")
    assert rows.execute("SELECT count(*) FROM pieces").fetchone() == (0,)
    rows.close()


def test_pieces_that_have_changed_are_treated_again(monkeypatch):
    monkeypatch.setattr(pieces, "PIECE_BYTES", 100)
    write_corpus("jsonl")
    offsets = watch_treated(monkeypatch)
    break_off(monkeypatch, 8)
    first = list(offsets)
    text = Path("x.jsonl").read_bytes()
    Path("x.jsonl").write_bytes(text.replace("the 舆论 3".encode(), "the 经济 3".encode(), 1))
    assert run("x.jsonl", output="out/", keeping=RESUME) == 0
    assert [offset for offset in offsets[len(first) :] if offset in first] == first[:1]
    restore_file("out/x.jsonl", "back")
    assert Path("back").read_bytes() == Path("x.jsonl").read_bytes()


def test_a_kept_piece_that_is_damaged_is_treated_again(monkeypatch):
    monkeypatch.setattr(pieces, "PIECE_BYTES", 100)
    write_corpus("jsonl")
    break_off(monkeypatch, 8)
    rows = sqlite3.connect("out/.mixnorm/ledger.sqlite3")
    rows.execute("UPDATE pieces SET outcome = x'00'")
    rows.commit()
    rows.close()
    assert run("x.jsonl", output="out/", keeping=RESUME) == 0
    run("x.jsonl", output="whole/")
    assert Path("out/x.jsonl").read_bytes() == Path("whole/x.jsonl").read_bytes()
