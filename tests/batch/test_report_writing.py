from __future__ import annotations

from pathlib import Path

import pytest

from normalizer.batch.running import Request, run_documents
from normalizer.batch.targets import Destination
from normalizer.config import NormalizerConfig
from normalizer.errors import UsageError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("the 舆论", encoding="utf-8")
    return tmp_path


def run(report, output="o.txt", *paths):
    return run_documents(Request(paths or ("a.txt",), NormalizerConfig(), report=report), Destination(output))


def test_a_report_is_written_over_and_nothing_else_is_left(folder):
    assert run("deep/r") == 0
    first = Path("deep/r/report.json").stat().st_ino
    assert run("deep/r") == 0
    assert {path.name for path in Path("deep/r").iterdir()} == {"report.html", "report.json"}
    assert Path("deep/r/report.json").stat().st_ino != first


@pytest.mark.parametrize("name", ["report.json", "report.html"])
def test_what_is_no_report_is_not_written_over(folder, name):
    Path("r").mkdir()
    Path("r", name).write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"is no report of this program and is not written over"):
        run("r")
    assert Path("r", name).read_text(encoding="utf-8") == "{}"
    assert not Path("o.txt").exists()


def test_a_clean_document_of_this_run_is_not_written_over(folder, capsys):
    Path("in").mkdir()
    Path("in/report.html").write_text("<p>the 舆论</p>", encoding="utf-8")
    assert run("out", "out", "in") == 1
    assert "error: the report could not be written: out/report.html is no report" in capsys.readouterr().err
    assert Path("out/report.html").read_text(encoding="utf-8") == "<p>the public opinion</p>"
    assert not Path("out/report.json").exists()


def test_a_report_that_cannot_be_written_is_told_and_the_documents_stand(folder, capsys):
    Path("r").write_text("a file in the way", encoding="utf-8")
    assert run("r/x") == 1
    told = capsys.readouterr().err
    assert told.startswith("mixnorm: error: the report could not be written: Not a directory")
    assert "mixnorm: 1 file, 1 changed; 1 fragment" in told
    assert "; report:" not in told
    assert Path("o.txt").exists()
