from __future__ import annotations

import json
import subprocess

import pytest

from tests.command import mixnorm


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_bytes("the 舆论 grew\r\nin 东京 too\r\n".encode())
    (folder / "b.jsonl").write_bytes(
        b'{"text": "the \\u8206\\u8bba", "n": 1.0}\n{"text": "a \\u7ecf\\u6d4e decision"}\n'
    )
    (folder / "c.html").write_bytes(b"<p>plain</p>")
    return tmp_path


def fix(folder, *arguments):
    return mixnorm("check", "--fix", *arguments, cwd=folder)


def list_files(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and ".git" not in p.parts)


def allow(folder, *fragments):
    entries = "".join(f'[[allow]]\nfragment = "{fragment}"\nreason = "why"\n' for fragment in fragments)
    (folder / ".mixnorm-allow.toml").write_text(entries, encoding="utf-8")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_is_told_is_fixed_as_a_run_in_place_would(docs, jobs):
    sources = {name: (docs / name).read_bytes() for name in list_files(docs)}
    code, out, told = fix(docs, "docs", "--jobs", jobs)
    assert code == 1
    assert out.splitlines() == [
        "docs/a.md:1:5: 舆论 was replaced by “public opinion” (leak, lexicon)",
        "docs/a.md:2:4: 东京 was replaced by “Tokyo” (name, name)",
        "docs/b.jsonl:1:15: 舆论 was replaced by “public opinion” (leak, lexicon)",
        "docs/b.jsonl:2:13: 经济 was replaced by “economic” (leak, lexicon)",
    ]
    way = "mixnorm restore FILE --in-place"
    assert told == f"mixnorm: files fixed: 2; findings in them: 4; the way back: {way}\n"
    fixed = {name: (docs / name).read_bytes() for name in list_files(docs)}
    assert fixed["docs/a.md"] == b"the public opinion grew\r\nin Tokyo too\r\n"
    assert set(fixed) == {*sources, "docs/a.md.annotations.json", "docs/b.jsonl.annotations.json"}
    assert fix(docs, "docs") == (0, "", "mixnorm: nothing was fixed\n")
    for name, source in sources.items():
        (docs / name).write_bytes(source)
    for name in fixed.keys() - sources.keys():
        (docs / name).unlink()
    assert mixnorm("run", "docs", "--in-place", "--notes", "none", cwd=docs)[0] == 0
    for name in sources:
        assert (docs / name).read_bytes() == fixed[name]
    assert mixnorm("restore", "docs/a.md", "--in-place", cwd=docs)[0] == 0
    assert (docs / "docs" / "a.md").read_bytes() == sources["docs/a.md"]


def test_what_is_allowed_or_known_stays(docs):
    allow(docs, "东京")
    (docs / "docs" / "b.jsonl").unlink()
    fix(docs, "docs")
    assert (docs / "docs" / "a.md").read_bytes() == "the public opinion grew\r\nin 东京 too\r\n".encode()
    sidecar = json.loads((docs / "docs" / "a.md.annotations.json").read_bytes())
    notes = sidecar["units"][0]["result"]["annotations"]
    assert [(note["fragment"], note["action"]) for note in notes] == [("舆论", "replace"), ("东京", "keep")]
    assert mixnorm("restore", "docs/a.md", cwd=docs)[1] == "the 舆论 grew\r\nin 东京 too\r\n"
    code, out, told = fix(docs, "docs")
    assert (code, out) == (0, "")
    assert "nothing was fixed" in told
    (docs / ".mixnorm-allow.toml").unlink()
    assert mixnorm("check", "docs", "--baseline", "known.json", "--write-baseline", cwd=docs)[0] == 0
    assert fix(docs, "docs", "--baseline", "known.json")[:2] == (0, "")


def test_records_of_a_file_are_fixed_one_by_one(docs):
    allow(docs, "经济")
    fix(docs, "docs/b.jsonl")
    first, second = (docs / "docs" / "b.jsonl").read_bytes().splitlines()
    assert first.startswith(b'{"text": "the public opinion", "n": 1.0, "annotations": [')
    assert second == b'{"text": "a \\u7ecf\\u6d4e decision"}'


def test_html_with_references_keeps_what_is_allowed_as_it_is_written(docs):
    allow(docs, "经济")
    (docs / "docs" / "c.html").write_text("<p>the &#33286;论 of a &#x7ecf;&#27982; &amp;</p>", encoding="utf-8")
    fix(docs, "docs/c.html")
    assert (docs / "docs" / "c.html").read_text(encoding="utf-8") == (
        "<p>the public opinion of a &#x7ecf;&#27982; &amp;</p>"
    )
    assert mixnorm("restore", "docs/c.html", cwd=docs)[1] == "<p>the &#33286;论 of a &#x7ecf;&#27982; &amp;</p>"


def test_tables_are_fixed_too(docs):
    import pyarrow as pa
    from pyarrow import parquet

    allow(docs, "经济")
    parquet.write_table(pa.table({"text": ["the 舆论", "a 经济", "plain"], "n": [1, 2, 3]}), docs / "d.parquet")
    code, out, _ = fix(docs, "d.parquet")
    assert (code, out) == (1, "d.parquet:1:5: 舆论 was replaced by “public opinion” (leak, lexicon)\n")
    assert parquet.read_table(docs / "d.parquet")["text"].to_pylist() == ["the public opinion", "a 经济", "plain"]


def test_warnings_are_told_and_left_to_a_person(docs):
    (docs / "e.txt").write_text("the economy (战争) grew", encoding="utf-8")
    code, out, told = fix(docs, "e.txt", "--warnings", "--pair", "keep")
    assert (code, out[:11], told) == (1, "e.txt:1:14:", "mixnorm: nothing was fixed\n")
    code, out, _ = fix(docs, "e.txt", "--warnings")
    assert out.count("\n") == 2
    assert (docs / "e.txt").read_text(encoding="utf-8") == "the economy grew"


def test_in_git_the_ways_back_lie_out_of_the_way_and_none_is_lost(docs):
    subprocess.run(["git", "init", "-q"], cwd=docs, check=True)
    source = (docs / "docs" / "a.md").read_bytes()
    allow(docs, "东京")
    before = list_files(docs)
    code, _, told = fix(docs, "docs", "--sidecars", "git")
    assert code == 1
    way = "mixnorm restore docs/a.md --in-place --annotations .git/mixnorm/docs/a.md.1.annotations.json (of the first)"
    assert f"the way back: {way}\n" in told
    assert list_files(docs) == before
    (docs / ".mixnorm-allow.toml").unlink()
    # Beside the file this would be refused: its only sidecar would be written over.
    assert fix(docs, "docs/a.md", "--sidecars", "git")[0] == 1
    assert list_files(docs) == [name for name in before if name[0] != "."]
    for number in (2, 1):
        sidecar = f".git/mixnorm/docs/a.md.{number}.annotations.json"
        assert mixnorm("restore", "docs/a.md", "--in-place", "--annotations", sidecar, cwd=docs)[0] == 0
    assert (docs / "docs" / "a.md").read_bytes() == source


def test_a_second_fix_beside_the_file_is_refused_as_in_a_run(docs):
    allow(docs, "东京")
    assert fix(docs, "docs/a.md")[0] == 1
    clean = (docs / "docs" / "a.md").read_bytes()
    (docs / ".mixnorm-allow.toml").unlink()
    code, out, told = fix(docs, "docs/a.md")
    assert (code, out) == (1, "")
    assert "it was normalized before; restore it first" in told
    assert told.endswith("mixnorm: nothing was fixed\n")
    assert (docs / "docs" / "a.md").read_bytes() == clean


def test_one_that_fails_stops_no_other(docs):
    (docs / "docs" / "0.txt").write_bytes("the 舆论".encode("gb18030"))
    (docs / "docs" / "a.md.annotations.json").write_text("{}", encoding="utf-8")
    code, out, told = fix(docs, "docs")
    assert code == 1
    assert {line.partition(":")[0] for line in out.splitlines()} == {"docs/b.jsonl"}
    assert "docs/0.txt: this is not utf-8" in told
    assert "docs/a.md.annotations.json is no sidecar" in told
    assert "files fixed: 1; findings in them: 2" in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-"], "standard input cannot be fixed in place"),
        (["docs", "--format", "json"], "with --fix or --write-baseline there is no --format"),
        (["docs", "--format", "text=x"], "with --fix or --write-baseline there is no --format"),
        (["docs", "--commit-message"], "--fix does not change commit messages"),
        (["docs", "--baseline", "x", "--write-baseline"], "choose --write-baseline or --fix, not both"),
        (["docs", "--sidecars", "git"], "not a git repository"),
        (["docs", "--sidecars", "nowhere"], "invalid choice: 'nowhere'"),
    ],
)
def test_wrong_use_changes_nothing(docs, arguments, message):
    before = {name: (docs / name).read_bytes() for name in list_files(docs)}
    code, out, told = mixnorm("check", "--fix", *arguments, cwd=docs, GIT_CEILING_DIRECTORIES="/")
    assert (code, out) == (2, "")
    assert message in told
    assert {name: (docs / name).read_bytes() for name in list_files(docs)} == before
