from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

import normalizer.batch.report
from normalizer.batch.account import Account
from normalizer.batch.linting.lint import check_documents
from normalizer.batch.report.data import REPORT_VERSION, Facts, build_report
from normalizer.batch.running import Request, plan_documents, run_documents, show_changes
from normalizer.batch.state import Keeping
from normalizer.batch.tally import DOUBTS, PAIRS, STEPS, Doubt, Pair
from normalizer.batch.targets import Destination
from normalizer.config import NormalizerConfig
from tests.command import ROOT, mixnorm

SCHEMA = json.loads(Path(normalizer.batch.report.__file__).with_name("report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
CONFIG = NormalizerConfig()
USUAL = {"format": "", "encoding": "", "field": "text", "header": "yes", "notes_column": "", "notes": ""}
READING = {**USUAL, "on_error": "skip"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = "舆论 经济 雷军 北京 重要 開始 東京タワー 서울 好吃 内卷 三百万元".split()
    Path("in").mkdir()
    for n in range(60):
        text = " and ".join(f"the {words[(n + k) % len(words)]} grew" for k in range(n % 7)) if n % 3 else "plain"
        Path(f"in/{n:02}.txt").write_text(text, encoding="utf-8")
    lines = [json.dumps({"text": f"the {words[n % 11]} grew"}, ensure_ascii=bool(n % 2)) + "\n" for n in range(300)]
    Path("in/a.jsonl").write_text("".join(lines) + '{"body": "舆论"}\n', encoding="utf-8")
    Path("in/b.jsonl").write_text("".join(lines[:50]) + '{"text": "舆论\n', encoding="utf-8")
    Path("in/c.txt").write_bytes("the 舆论".encode("gb18030"))
    Path("in/d.png").write_bytes(b"")
    return tmp_path


def read(place="r"):
    return json.loads(Path(place, "report.json").read_bytes())


def run(*paths, report="r", **more):
    request = Request(paths, CONFIG, **{"quiet": True, "program": "1.2.3", "report": report, **more})
    return run_documents(request, Destination("out"))


def test_the_schema_is_a_schema_of_this_version():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["version"]["const"] == REPORT_VERSION
    tally = SCHEMA["$defs"]["tally"]["properties"]
    assert (tally["pairs"]["maxItems"], tally["doubts"]["maxItems"]) == (PAIRS, DOUBTS)
    assert tally["confidences"]["minItems"] == tally["confidences"]["maxItems"] == STEPS
    assert SCHEMA["$defs"]["pair"]["required"] == [*Pair._fields, "count"]
    assert SCHEMA["$defs"]["doubt"]["required"] == [*Pair._fields, *Doubt._fields]


def list_members(schema):
    for name, member in schema.get("properties", {}).items():
        yield name, member
        yield from list_members(member)
        yield from list_members(member.get("items", {}))


def test_every_member_is_described_and_required():
    parts = [SCHEMA, *SCHEMA["$defs"].values()]
    for part in parts:
        assert part["required"] == list(part["properties"])
    for name, member in (found for part in parts for found in list_members(part)):
        assert member.get("description") or "$ref" in member or "const" in member, name


def test_a_real_run_is_reported(folder):
    assert run("in", jobs=2, fields=("text",)) == 1
    data = read()
    VALIDATOR.validate(data)
    written = [p for p in Path("out").iterdir() if p.is_file() and not p.name.endswith(".annotations.json")]
    changed = sum(p.read_bytes() != Path("in", p.name).read_bytes() for p in written)
    assert data["files"] == {
        "total": 63,
        "changed": changed,
        "unchanged": len(written) - changed,
        "failed": 2,
        "kept": 0,
        "left": 0,
    }
    assert (len(written), changed > 30) == (61, True)
    assert data["bytes"] == sum(p.stat().st_size for p in Path("in").iterdir() if p.name not in ("c.txt", "b.jsonl"))
    assert data["skipped"] == [{"reason": "unknown format", "detail": ".png", "count": 1}]
    assert data["missed"] == 1
    assert [row["path"] for row in data["failures"]] == ["in/b.jsonl", "in/c.txt"]
    assert data["failures"][0]["reason"].startswith("line 51 is no JSON object")
    assert (data["program"], data["command"], data["run"]["jobs"]) == ("1.2.3", "run", 2)
    assert data["config"]["mention"] == "romanize"
    assert data["reading"] == READING
    tally = data["tally"]
    assert tally["fragments"] == 300 + sum(n % 7 for n in range(60) if n % 3) == sum(p["count"] for p in tally["pairs"])
    assert tally["languages"]["ja"] == next(p["count"] for p in tally["pairs"] if p["language"] == "ja")
    assert tally["doubts"][0]["confidence"] == min(d["confidence"] for d in tally["doubts"])


def test_all_but_the_run_is_the_same_for_any_number_of_processes(folder):
    for jobs in (1, 2, 5):
        run("in", report=f"r{jobs}", jobs=jobs)
    reports = [read(f"r{jobs}") for jobs in (1, 2, 5)]
    runs = [report.pop("run") for report in reports]
    assert [found["jobs"] for found in runs] == [1, 2, 5]
    assert reports[0] == reports[1] == reports[2]
    lines = [Path(f"r{jobs}/report.json").read_text(encoding="utf-8").splitlines() for jobs in (1, 2, 5)]
    same = [[line for line in found if not line.startswith('"run"')] for found in lines]
    assert same[0] == same[1] == same[2]


def test_the_articles_are_reported_by_the_command(tmp_path):
    articles = ROOT / "fixtures" / "articles"
    code, _, told = mixnorm("run", articles, "-o", "out", "--report", "r", "--tones", cwd=tmp_path)
    assert code == 0
    assert "; report: r/report.html\n" in told
    data = read(tmp_path / "r")
    VALIDATOR.validate(data)
    assert data["files"]["total"] == len(list(articles.iterdir()))
    assert data["config"]["tones"] is True
    assert {"author", "lexicon", "name", "number", "policy"} <= {row["origin"] for row in data["tally"]["actions"]}


def test_every_command_over_documents_has_a_report(folder):
    request = Request(("in/01.txt", "in/03.txt"), CONFIG, quiet=True, report="r")
    reports = []
    for act in (
        lambda: plan_documents(request, Destination("out")),
        lambda: show_changes(request, colour=False),
        lambda: check_documents(request),
    ):
        act()
        reports.append(read())
        VALIDATOR.validate(reports[-1])
    assert [report["command"] for report in reports] == ["plan", "difference", "check"]
    assert [report["files"]["changed"] for report in reports] == [1, 1, 1]


def test_a_run_that_was_taken_up_again_has_the_report_of_one_that_was_not(folder):
    assert run("in", report="") == 1
    whole = read("out/.mixnorm")
    VALIDATOR.validate(whole)
    shutil.rmtree("out")
    late = [Path("in", name) for name in ("a.jsonl", "31.txt", "59.txt", "c.txt")]
    contents = [path.read_bytes() for path in late]
    for path in late:
        path.unlink()
    run("in", report="")
    assert read("out/.mixnorm")["files"]["total"] == 59
    for path, content in zip(late, contents, strict=True):
        path.write_bytes(content)
    request = Request(("in",), CONFIG, quiet=True, program="1.2.3")
    assert run_documents(request, Destination("out"), Keeping(resume=True)) == 1
    again = read("out/.mixnorm")
    VALIDATOR.validate(again)
    first, second = whole.pop("run"), again.pop("run")
    assert again == whole
    assert (first["earlier"], second["earlier"]) == (0, 58)
    sizes = [len(content) for path, content in zip(late, contents, strict=True) if path.name != "c.txt"]
    assert second["bytes"] == sum(sizes) < first["bytes"] == whole["bytes"]


def test_only_so_many_failures_are_listed():
    account = Account(1_500, {})
    for n in range(1_500):
        account.fail(f"{n}.txt", "reason")
    report = build_report(account, Facts("run", "1", CONFIG, READING, 1))
    VALIDATOR.validate(report)
    assert (len(report["failures"]), report["failures_cut"], report["files"]["failed"]) == (1_000, True, 1_500)


def test_a_lexicon_that_nobody_needed_may_be_missing(folder):
    config = NormalizerConfig(lexicon="/nowhere.mnlx")
    assert run_documents(Request(("in/03.txt",), config, quiet=True, report="r"), Destination("o.txt")) == 0
    data = read()
    VALIDATOR.validate(data)
    assert data["lexicon"] is None


def test_wrong_reports_are_refused(folder):
    run("in/01.txt")
    data = read()
    data["tally"]["from_the_future"] = 1
    VALIDATOR.validate(data)
    data["tally"]["pairs"][0]["action"] = "explode"
    with pytest.raises(ValidationError):
        VALIDATOR.validate(data)
