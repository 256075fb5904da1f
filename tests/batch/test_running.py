from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from normalizer.batch import pieces
from normalizer.batch.linting.lint import check_documents
from normalizer.batch.restoring import restore_file
from normalizer.batch.running import Request, plan_documents, run_documents, show_changes
from normalizer.batch.selection import STATE_FOLDER
from normalizer.batch.targets import Destination
from normalizer.config import NormalizerConfig
from normalizer.documents.formats import ARCHIVES, FORMATS, TABLES
from normalizer.errors import InputError, UsageError

CONFIG = NormalizerConfig()
ENDINGS = {row.name: row.endings[0] for row in FORMATS.values() if row.name not in (*TABLES, *ARCHIVES)}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*paths, output="", in_place=False, annotations="", **more):
    request = Request(paths, more.pop("config", CONFIG), **{"quiet": True, **more})
    return run_documents(request, Destination(output, in_place, annotations))


def write(name, content):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def list_files(folder):
    """Return the files by name but for those of the state."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and STATE_FOLDER not in p.parts)
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def test_a_folder_is_mirrored_with_sidecars(folder):
    write("in/a.txt", "the 舆论 grew\r\n")
    write("in/sub/b.md", "**重要** news")
    write("in/sub/c.jsonl", '{"text": "the 舆论"}\n{"text": "x"}')
    write("in/d.html", "<p>the 舆论</p>\n")
    write("in/plain.txt", b"caf\xc3\xa9 only")
    assert run("in", output="out") == 0
    out = list_files(folder / "out")
    names = ["a.txt", "d.html", "plain.txt", "sub/b.md", "sub/c.jsonl"]
    assert sorted(out) == sorted([*names, *(f"{name}.annotations.json" for name in names)])
    assert out["a.txt"].startswith(b"the public opinion[1] grew\r\n\r\n--- mixnorm notes ---\r\n[1] ")
    assert out["sub/b.md"].startswith(b"**Important**[^mixnorm-1] news\n\n[^mixnorm-1]: ")
    assert out["sub/c.jsonl"].endswith(b'\n{"text": "x"}')
    assert out["d.html"] == b"<p>the public opinion</p>\n"
    assert out["plain.txt"] == b"caf\xc3\xa9 only"
    for name in names:
        restore_file(f"out/{name}", f"back/{name}")
    assert list_files(folder / "back") == list_files(folder / "in")


def test_the_sidecar_says_what_was_read_and_written(folder):
    write("a.txt", "\ufeffthe 舆论\r\nand\n")
    run("a.txt", output="o.txt", program="1.2.3", notes="none")
    data = json.loads(Path("o.txt.annotations.json").read_bytes())
    head = data["mixnorm"]
    assert (head["program"], head["source"], head["clean"]) == ("1.2.3", "a.txt", "o.txt")
    assert (head["format"], head["notes"]) == ("text", "text")
    assert head["encoding"] == {"name": "utf-8", "mark": "efbbbf"}
    assert head["config"] == CONFIG._asdict() | {"glossary": [], "unmask": []}
    for side, name in (("source", "a.txt"), ("clean", "o.txt")):
        content = Path(name).read_bytes()
        assert data[side] == {"sha256": sha256(content).hexdigest(), "bytes": len(content)}
    assert data["newlines"] == {"lf": 1, "crlf": 1, "cr": 0}
    assert data["lexicon"]["entries"] > 100_000
    (unit,) = data["units"]
    assert unit["unit"] == "document"
    assert unit["result"]["text"] == "the public opinion\r\nand\n"


def test_results_are_the_same_for_any_number_of_processes(folder, monkeypatch):
    monkeypatch.setattr(pieces, "PIECE_BYTES", 500)
    lines = [
        json.dumps({"id": n, "text": "the 舆论 and 经济" if n % 3 else "plain"}, ensure_ascii=n % 2 == 0)
        for n in range(200)
    ]
    write("in/corpus.jsonl", "\n".join(lines))
    for n in range(120):
        write(f"in/{n}.txt", f"{n}: the 舆论 of 雷军\n" if n % 4 else f"{n}: plain\n")
    for jobs in (1, 2, 5):
        assert run("in", output=f"out{jobs}", jobs=jobs) == 0
    assert list_files(folder / "out1") == list_files(folder / "out2") == list_files(folder / "out5")
    restore_file("out2/corpus.jsonl", "back.jsonl")
    assert Path("back.jsonl").read_bytes() == Path("in/corpus.jsonl").read_bytes()


def test_one_that_fails_stops_no_other_and_leaves_no_half_file(folder, monkeypatch, capsys):
    monkeypatch.setattr(pieces, "PIECE_BYTES", 30)
    write("in/1.txt", "the 舆论")
    write("in/2.txt", "the 舆论".encode("gb18030"))
    write("in/3.jsonl", '{"text": "the 舆论"}\n' * 5 + '{"text": "舆论"\n' + "{}\n" * 9)
    write("in/4.txt", "the 经济")
    assert run("in", "gone.txt", output="out") == 1
    assert sorted(list_files(folder / "out")) == ["1.txt", "1.txt.annotations.json", "4.txt", "4.txt.annotations.json"]
    told = capsys.readouterr().err.splitlines()
    where = "byte 0xD3 at offset 4, line 1"
    assert told == [
        f"mixnorm: error: in/2.txt: this is not utf-8: {where}; name the right encoding with --encoding",
        "mixnorm: error: in/3.jsonl: line 6 is no JSON object: the line is cut short",
        "mixnorm: error: gone.txt: there is no such file or folder",
    ]


def test_an_output_that_cannot_be_written_is_told(folder, capsys):
    write("in/a.txt", "the 舆论")
    write("in/b/c.txt", "the 舆论")
    write("out/b", "a file in the way")
    assert run("in", output="out") == 1
    assert Path("out/a.txt").exists()
    assert capsys.readouterr().err.startswith("mixnorm: error: in/b/c.txt: ")


def test_in_place_rewrites_what_changes_and_keeps_permissions(folder):
    write("a.txt", "the 舆论\n")
    write("b.txt", "plain\n")
    Path("a.txt").chmod(0o640)
    before = Path("b.txt").stat()
    assert run("a.txt", "b.txt", in_place=True, notes="none") == 0
    assert Path("a.txt").read_bytes() == b"the public opinion\n"
    assert Path("a.txt").stat().st_mode & 0o777 == 0o640
    assert Path("b.txt").stat().st_ino == before.st_ino
    assert sorted(list_files(folder)) == ["a.txt", "a.txt.annotations.json", "b.txt", "b.txt.annotations.json"]
    restore_file("a.txt", in_place=True)
    assert Path("a.txt").read_bytes() == "the 舆论\n".encode()


def test_in_place_twice_keeps_the_way_back_to_the_source(folder, capsys):
    write("a.txt", "the 舆论 and 好了\n")
    assert run("a.txt", in_place=True, config=NormalizerConfig(leak="keep"), notes="none") == 0
    first = list_files(folder)
    assert run("a.txt", in_place=True, config=NormalizerConfig(leak="keep"), notes="none") == 0
    assert list_files(folder) == first
    assert run("a.txt", in_place=True, notes="none") == 0
    assert "public opinion" in Path("a.txt").read_text(encoding="utf-8")
    second = list_files(folder)
    assert run("a.txt", in_place=True, notes="none") == 0
    assert list_files(folder) == second
    restore_file("a.txt", "source.txt")
    assert Path("source.txt").read_text(encoding="utf-8") == "the 舆论 and 好了\n"


def test_a_clean_file_that_would_change_again_in_place_is_refused(folder, capsys):
    write("a.txt", "雷军 saw the 舆论\n")
    run("a.txt", in_place=True, config=NormalizerConfig(leak="keep", matrix_language="en"), notes="none")
    assert "舆论" in Path("a.txt").read_text(encoding="utf-8")
    first = list_files(folder)
    assert run("a.txt", in_place=True, notes="none") == 1
    assert "was normalized before; restore it first" in capsys.readouterr().err
    assert list_files(folder) == first


def test_in_place_over_a_file_edited_since_begins_anew(folder):
    write("a.txt", "the 舆论\n")
    run("a.txt", in_place=True, notes="none")
    write("a.txt", "now the 经济 too\n")
    assert run("a.txt", in_place=True, notes="none") == 0
    restore_file("a.txt", "back.txt")
    assert Path("back.txt").read_text(encoding="utf-8") == "now the 经济 too\n"


def test_a_run_over_its_own_output_changes_nothing(folder):
    write("in/a.txt", "the 舆论 and 東京タワー\n")
    write("in/b.md", "| 舆论 | x |\n|---|---|\n| y | `代码` |\n")
    write("in/c.jsonl", '{"text": "the 舆论 and 東京タワー"}\n')
    write("in/d.html", "<p title='舆论'>the 舆论</p>")
    run("in", output="one")
    run("one", output="two")
    one, two = list_files(folder / "one"), list_files(folder / "two")
    assert {n: c for n, c in one.items() if not n.endswith(".json")} == {
        n: c for n, c in two.items() if not n.endswith(".json")
    }


def test_notes_are_chosen_for_the_format(folder, capfdbinary):
    write("a.txt", "the 舆论")
    for notes, wanted in (
        ("inline", "the public opinion (舆论 yú lùn)"),
        ("footnotes", "the public opinion[^mixnorm-1]\n\n[^mix"),
    ):
        run("a.txt", notes=notes)
        assert capfdbinary.readouterr().out.decode().startswith(wanted)
    run("a.txt", notes="json")
    assert json.loads(capfdbinary.readouterr().out)["annotations"][0]["fragment"] == "舆论"
    write("plain.txt", "plain")
    run("plain.txt", notes="json", output="plain.json")
    assert json.loads(Path("plain.json").read_bytes())["text"] == "plain"
    restore_file("plain.json", "back.txt")
    assert Path("back.txt").read_bytes() == b"plain"
    write("a.html", "the 舆论")
    with pytest.raises(UsageError, match="notes 'footnotes' do not fit html"):
        run("a.txt", "a.html", notes="footnotes", output="out")
    assert not Path("out").exists()


def test_a_wrong_glossary_is_told_once_before_anything_is_done(folder):
    write("a.txt", "the 舆论")
    write("g.tsv", "no Chinese here\tx\n")
    with pytest.raises(InputError, match=r"g\.tsv: line 1"):
        run("a.txt", output="out.txt", config=NormalizerConfig(glossary="g.tsv"))
    assert not Path("out.txt").exists()


def test_standard_output_needs_no_sidecar_but_may_have_one(folder, capfdbinary):
    write("a.txt", "the 舆论\n")
    run("a.txt", annotations="s.json", notes="none")
    write("clean", capfdbinary.readouterr().out)
    restore_file("clean", "back.txt", "s.json")
    assert Path("back.txt").read_bytes() == Path("a.txt").read_bytes()
    assert run("a.txt", annotations="s.json") == 0
    write("b.txt", "the 经济\n")
    assert run("b.txt", annotations="s.json") == 1


def test_a_plan_tells_and_writes_nothing(folder, capsys):
    write("in/a.txt", "the 舆论")
    write("in/b.txt", "plain")
    write("in/c.txt", b"the \xe8\x88")
    before = list_files(folder)
    assert plan_documents(Request(("in",), CONFIG), Destination("out")) == 1
    assert list_files(folder) == before
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "in/a.txt (1 fragment): would write out/a.txt and out/a.txt.annotations.json, changed",
        "in/b.txt (0 fragments): would write out/b.txt and out/b.txt.annotations.json, as it is",
    ]
    assert "in/c.txt: this is not utf-8" in told.err
    assert "3 files, 1 would change" in told.err


def test_findings_have_a_place_and_make_the_code_one(folder, capsys):
    write("a.txt", "plain\r\nthe 舆论 (public opinion) of 東京タワー\n")
    write("b.jsonl", '{}\n{"id": 7, "text": "the \\u8206\\u8bba"}\n')
    assert check_documents(Request(("a.txt", "b.jsonl"), CONFIG)) == 1
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "a.txt:2:5: 舆论 would be replaced by “public opinion” (pair, author)",
        "b.jsonl:2:24: 舆论 would be replaced by “public opinion” (leak, lexicon)",
    ]
    assert (
        told.err
        == "mixnorm: 2 files, 2 with findings; 3 fragments: 2 replaced (author 1, lexicon 1), 1 kept (policy 1)\n"
    )
    write("c.txt", "the 東京タワー")
    assert check_documents(Request(("c.txt",), CONFIG)) == 0
    assert check_documents(Request(("c.txt", "gone.txt"), CONFIG)) == 1


def test_a_difference_shows_the_words_and_writes_nothing(folder, capsys):
    write("a.txt", "one\na 经济 decision\nthree\n东西 here")
    write("plain.txt", "plain")
    before = list_files(folder)
    assert show_changes(Request(("a.txt", "plain.txt"), CONFIG, quiet=True), colour=False) == 0
    assert capsys.readouterr().out.splitlines()[:4] == [
        "--- a.txt",
        "+++ a.txt (clean)",
        "@@ line 2 @@",
        "[-a 经济-]{+an economic+} decision",
    ]
    assert list_files(folder) == before


def test_warnings_are_told_with_their_place(folder, capsys):
    write("a.txt", "one\n舆论 # mixnorm: ignore\n")
    run("a.txt", output="o.txt", quiet=False)
    assert "mixnorm: warning: a.txt:2:1: a line is ignored without a reason" in capsys.readouterr().err


TEXT_PIECES = [
    "the 舆论",
    "a 经济 decision",
    "东京タワー",
    "public opinion (舆论)",
    "plain",
    "\ufeff",
    "**好**",
    "`代码`",
    '"',
    "\\",
]
FRAMES = {"xliff": ("<target>", "</target>"), "srt": ("00:01,0 --> 00:02,0\n", "\n")}
"""What a text stands in, in formats that do not take every text."""
NEWLINES = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])


@st.composite
def documents(draw):
    """Return the ending, encoding and bytes of a document with any mixture of newlines."""
    format_name = draw(st.sampled_from(list(ENDINGS)))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
    texts = draw(st.lists(st.lists(st.sampled_from(TEXT_PIECES), max_size=4).map(" ".join), max_size=5))
    if format_name == "jsonl":
        texts = [
            json.dumps({"n": n, "text": text, "x": "舆"}, ensure_ascii=draw(st.booleans()))
            for n, text in enumerate(texts)
        ]
    if format_name == "json":
        texts = [json.dumps([{"text": text, "x": "舆"} for text in texts], ensure_ascii=draw(st.booleans()), indent=1)]
    if format_name in ("csv", "tsv"):
        between = {"csv": draw(st.sampled_from(",;|\t")), "tsv": "\t"}[format_name]
        cells = ['"{}"'.format(text.replace('"', '""')) for text in texts]
        texts = [f"n{between}text", *(f"1{between}{cell}{between}x 舆" for cell in cells)]
    newline = st.sampled_from(["\n", "\r\n", "\n\n"]) if format_name == "jsonl" else NEWLINES
    before, after = FRAMES.get(format_name, ("", ""))
    if format_name in FRAMES:
        texts = [before + escape(text) + after for text in texts]
    if format_name == "xliff":
        texts = ["<xliff>", *texts, "</xliff>"]
    text = "".join(part for t in texts for part in (t, draw(newline)))
    return format_name, encoding, (text if draw(st.booleans()) else text.rstrip()).encode(encoding)


@given(documents(), st.booleans(), st.sampled_from(["", "none", "inline"]), st.sampled_from([7, 60, 1 << 20]))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_document_is_restored_byte_for_byte(tmp_path, document, in_place, notes, size):
    format_name, encoding, content = document
    place = tmp_path / "round"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    source = place / ("a" + ENDINGS[format_name])
    source.write_bytes(content)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(pieces, "PIECE_BYTES", size)
        clean = source if in_place else place / "clean" / source.name
        given_encoding = "gb18030" if encoding == "gb18030" else ""
        output = "" if in_place else str(clean)
        assert run(str(source), output=output, in_place=in_place, notes=notes, encoding=given_encoding) == 0
    restore_file(str(clean), str(place / "back"))
    assert (place / "back").read_bytes() == content
