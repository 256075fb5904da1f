from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import normalizer.rendering
from tests.command import mixnorm

SCHEMA = json.loads(Path(normalizer.rendering.__file__).with_name("findings.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text("the 舆论 grew\nplain\nthe 百分之五十 grew\n", encoding="utf-8")
    rows = "".join(f'{{"text": "the 经济 of {number}, {"and so on " * 1000}"}}\n' for number in range(60))
    (folder / "b.jsonl").write_text(rows, encoding="utf-8")
    (folder / "c.txt").write_bytes(b"\xff")
    (folder / "d.txt").write_text("the economy (战争)", encoding="utf-8")
    return tmp_path


def test_all_outputs_are_the_same_for_any_number_of_workers(docs):
    told = {}
    for jobs in ("1", "2", "3"):
        formats = [
            "--format",
            "text",
            "--format",
            f"json=j{jobs}",
            "--format",
            f"sarif=s{jobs}",
            "--format",
            f"github=g{jobs}",
        ]
        code, out, error = mixnorm("check", "docs", "--warnings", *formats, "--jobs", jobs, cwd=docs)
        assert code == 1
        told[jobs] = [out, error, *((docs / f"{kind}{jobs}").read_bytes() for kind in "jsg")]
    assert told["1"] == told["2"] == told["3"]
    assert told["1"][0].count("\n") == 64
    assert len(json.loads(told["1"][2])["findings"]) == 64


def test_the_schema_is_a_schema_and_describes_every_field(docs):
    Draft202012Validator.check_schema(SCHEMA)
    (docs / "docs" / "b.jsonl").write_text('{"text": "the 经济"}\n', encoding="utf-8")
    (docs / "allow.toml").write_text('[[allow]]\nfragment = "经济"\nreason = "why"\n', encoding="utf-8")
    mixnorm("check", "docs/a.md", "--baseline", "known.json", "--write-baseline", cwd=docs)
    (docs / "docs" / "a.md").write_text("the 舆论 grew\n", encoding="utf-8")
    given = ["--warnings", "--allow", "allow.toml", "--baseline", "known.json", "--format", "json"]
    code, out, _ = mixnorm("check", "docs", *given, cwd=docs)
    assert code == 1
    data = json.loads(out)
    Draft202012Validator(SCHEMA).validate(data)
    described = SCHEMA["$defs"]["finding"]["properties"].keys()
    assert {key for finding in data["findings"] for key in finding} == described
    assert data.keys() == SCHEMA["properties"].keys()
    suppressed = [(f["path"], f["suppressed"] and f["suppressed"]["kind"]) for f in data["findings"]]
    assert suppressed == [
        ("docs/a.md", "baselined"),
        ("docs/b.jsonl", "allowed"),
        ("docs/d.txt", None),
        ("docs/d.txt", None),
    ]
    assert data["findings"][1]["suppressed"]["reason"] == "why"
    assert data["counts"] == {"documents": 4, "told": 2, "allowed": 1, "baselined": 1}
    assert [failure["path"] for failure in data["failures"]] == ["docs/c.txt"]
    assert [gone["path"] for gone in data["gone"]] == ["docs/a.md"]


def test_json_of_nothing_is_json_too(tmp_path):
    (tmp_path / "a.txt").write_text("plain", encoding="utf-8")
    code, out, _ = mixnorm("check", "a.txt", "--format", "json", cwd=tmp_path)
    assert code == 0
    data = json.loads(out)
    Draft202012Validator(SCHEMA).validate(data)
    assert (data["version"], data["findings"], data["failures"]) == (1, [], [])


def test_machines_get_utf_8_whatever_the_terminal_has(tmp_path):
    name = os.fsdecode(b"b\xff\xe9.txt")
    (tmp_path / name).write_text("a “café” 经济\n", encoding="utf-8")
    for kind in ("json", "sarif"):
        _, out, _ = mixnorm("check", ".", "--format", kind, cwd=tmp_path, PYTHONIOENCODING="latin-1")
        assert "经济" in json.dumps(json.loads(out), ensure_ascii=False)
    _, out, _ = mixnorm("check", ".", "--format", "json", cwd=tmp_path)
    assert json.loads(out)["findings"][0]["path"] == name


def test_commands_for_workflows(docs):
    (docs / "docs" / "b.jsonl").unlink()
    (docs / "docs" / "a,b:%.md").write_text("the\n舆论", encoding="utf-8")
    code, out, _ = mixnorm("check", "docs", "--warnings", "--format", "github", cwd=docs)
    assert code == 1
    message = "舆论 would be replaced by “public opinion” (leak, lexicon)"
    assert out.splitlines()[:2] == [
        f"::error file=docs/a%2Cb%3A%25.md,line=2,col=1,endLine=2,endColumn=3,title=mixnorm StrayFragment::{message}",
        f"::error file=docs/a.md,line=1,col=5,endLine=1,endColumn=7,title=mixnorm StrayFragment::{message}",
    ]
    assert "百分之五十 would be replaced by “50%25”" in out
    assert "::warning file=docs/d.txt,line=1,col=14,endLine=1,endColumn=16,title=mixnorm GlossDisagrees::" in out
    assert out.splitlines()[-1].startswith("::error file=docs/c.txt,title=mixnorm::this is not utf-8: byte 0xFF")


def test_a_compressed_file_has_places_and_no_fixes(tmp_path):
    (tmp_path / "a.md.gz").write_bytes(gzip.compress("the\n舆论".encode()))
    _, out, _ = mixnorm("check", ".", "--format", "json", cwd=tmp_path)
    (found,) = json.loads(out)["findings"]
    assert (found["path"], found["line"], found["column"], found["fix"]) == ("a.md.gz", 2, 1, None)


def test_a_place_in_a_table_is_a_row(tmp_path):
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({"text": ["plain", "the 舆论"]}), tmp_path / "a.parquet")
    _, out, _ = mixnorm("check", ".", "--format", "github", cwd=tmp_path)
    assert out.startswith("::error file=a.parquet,title=mixnorm StrayFragment::row 2: 舆论 would be")
    _, out, _ = mixnorm("check", ".", "--format", "json", cwd=tmp_path)
    (found,) = json.loads(out)["findings"]
    assert (found["counted"], found["line"], found["column"], found["fix"]) == ("row", 2, 5, None)


def test_standard_input_is_checked(tmp_path):
    code, out, _ = mixnorm("check", "-", "--format", "github", cwd=tmp_path, stdin="the 舆论".encode())
    assert (code, out[:18]) == (1, "::error file=-,lin")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "xml"], "'xml' is none of text, json, sarif, github"),
        (["--format", "json", "--format", "sarif"], "only one format can go to standard output: json or sarif"),
        (["--write-baseline"], "--write-baseline needs --baseline FILE"),
        (["--write-baseline", "--baseline", "b", "--diff-base", "HEAD"], "takes no --diff-base"),
        (["--write-baseline", "--baseline", "b", "--format", "json"], "there is no --format"),
        (["--format", "json=a.md/x"], "a.md/x: "),
    ],
)
def test_wrong_use_is_told_and_nothing_is_written(tmp_path, arguments, message):
    (tmp_path / "a.md").write_text("the 舆论", encoding="utf-8")
    code, out, told = mixnorm("check", "a.md", *arguments, cwd=tmp_path)
    assert (code, out) == (2, "")
    assert message in told
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_report_appears_whole_or_not_at_all(tmp_path):
    (tmp_path / "a.md").write_text("the 舆论", encoding="utf-8")
    (tmp_path / "old.json").write_text("old", encoding="utf-8")
    code, _, told = mixnorm("check", "a.md", "--format", "json=old.json", "--lexicon", "/nowhere.mnlx", cwd=tmp_path)
    assert (code, "nowhere" in told) == (1, True)
    assert (tmp_path / "old.json").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "old.json"]
