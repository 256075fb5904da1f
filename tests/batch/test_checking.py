from __future__ import annotations

import pytest

from normalizer import Normalizer
from normalizer.batch.checking import describe_finding
from normalizer.batch.linting.inspection import Lint
from normalizer.batch.linting.lint import check_documents
from normalizer.batch.running import Request
from normalizer.config import NormalizerConfig


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the 舆论 grew", "舆论 would be replaced by “public opinion” (leak, lexicon)"),
        ("public opinion (舆论) grew", "舆论 would be dropped: the text says “public opinion” (pair, author)"),
        ("the character 好 is", "好 would be romanized as “hao” (mention, romanization)"),
    ],
)
def test_a_finding_tells_what_would_be_done(text, wanted, normalizer):
    assert describe_finding(normalizer.normalize(text).annotations[0]) == wanted


def test_what_the_settings_drop_is_said_to_be_dropped():
    note = Normalizer(NormalizerConfig(leak="drop")).normalize("the 舆论 grew").annotations[0]
    assert describe_finding(note) == "舆论 would be dropped (leak, policy)"


def test_references_are_shown_as_characters(normalizer):
    note = normalizer.normalize("the 舆论 grew").annotations[0]._replace(fragment="&#33286;&#x8bba;")
    assert describe_finding(note).startswith("舆论 would")


def test_warnings_are_findings_when_asked_for(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("So\nthe economy (战争) grew.", encoding="utf-8")
    request = Request((str(path),), NormalizerConfig(pair="keep"))
    assert check_documents(request) == 0
    told = capsys.readouterr()
    assert (told.out, "lexicon knows it as" in told.err) == ("", True)
    assert check_documents(request, Lint(notices=True)) == 1
    told = capsys.readouterr()
    assert told.out.startswith(f"{path}:2:14: the author glosses 战争 as “economy”")
    assert "lexicon knows it as" not in told.err
