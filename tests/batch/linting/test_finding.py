from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer import NormalizedText, Normalizer, NormalizerConfig
from normalizer.batch.checking import list_findings
from normalizer.batch.linting.finding import Numbering, Region, hash_text
from normalizer.batch.linting.keeping import keep_fragments
from normalizer.batch.linting.rules import RULES, find_severity
from normalizer.config import POLICIES
from normalizer.documents import open_document
from normalizer.documents.document import Source
from normalizer.documents.encoding import Encoding
from normalizer.documents.positions import LineIndex


def find(data, format_name="text", *, notices=False, **config):
    document = open_document(Source(data.encode(), format_name, Encoding()))
    normalizer = Normalizer(NormalizerConfig(**config))
    results = [normalizer.normalize(unit.text, unit.format, unit.hints) for unit in document.units]
    findings = list_findings("a", document, document.accept(results), notices=notices)
    return list(map(Numbering("a").mark, findings))


def test_a_finding_holds_all_that_an_output_tells():
    (found,) = find("one\r\na 经济 decision\r\n")
    assert found.region == Region(2, 3, 2, 5)
    assert found.fix == (Region(2, 1, 2, 5), "an economic")
    assert (found.rule, found.severity, found.unit, found.number) == ("leak", "error", "document", 0)
    assert (found.fragment, found.gloss, found.replacement) == ("经济", "economic", "an economic")
    assert (found.action, found.origin, found.counted) == ("replace", "lexicon", "line")
    assert 0 < found.confidence < 1
    assert len(found.fingerprint) == 32


def test_the_region_holds_escapes_and_references_as_they_are_written():
    (found,) = find('{"text": "the \\u8206\\u8bba"}\n', "jsonl")
    assert (found.region, found.fragment, found.fix) == (Region(1, 15, 1, 27), "舆论", None)
    (found,) = find("<p>the &#33286;论 grew", "html")
    assert (found.region, found.fragment) == (Region(1, 8, 1, 17), "舆论")


@pytest.mark.parametrize(
    ("format_name", "data", "region"),
    [
        ("srt", "1\n00:00:01,000 --> 00:00:02,000\nthe <i>舆论</i> grew\n", Region(3, 8, 3, 10)),
        ("html", "<p>the\n<b>舆论</b> grew", Region(2, 4, 2, 6)),
        ("po", 'msgid "a"\nmsgstr "say \\"the 舆论\\" now"\n', Region(2, 19, 2, 21)),
    ],
)
def test_a_fragment_in_a_node_ends_there(format_name, data, region):
    (found,) = find(data, format_name)
    line = data.split("\n")[region.line - 1]
    assert line[region.column - 1 : region.end_column - 1] == "舆论"
    assert (found.region, found.fragment, found.fix) == (region, "舆论", (region, "public opinion"))


def test_what_is_no_edit_of_one_place_has_no_fix():
    for data in ("<p>the 舆<b>论</b>", "<p>the &#33286;论", "<p>the <b>public opinion</b> (舆论)<br>"):
        assert [f.fix for f in find(data, "html")] == [None]
    (found,) = find("<p>public opinion (舆论) grew", "html")
    assert found.fix == (Region(1, 18, 1, 23), "")


def test_a_warning_is_a_finding_without_an_annotation():
    found = find("the economy (战争) grew", notices=True, pair="keep")
    assert [(f.rule, f.severity, f.number, f.fragment) for f in found] == [("gloss-disagrees", "warning", -1, "战争")]
    assert find("the economy (战争) grew", pair="keep") == []


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_fingerprints_follow_the_line_not_its_number(ending):
    lines = ["the 舆论 grew", "plain", "the 舆论 grew", "the 舆论 of 东京"]
    before = find(ending.join(lines))
    after = find(ending.join(["new", "", *lines[:1], "new", *lines[1:]]))
    assert [f.fingerprint for f in before] == [f.fingerprint for f in after]
    assert len({f.fingerprint for f in before}) == 4
    changed = find(ending.join([*lines[:3], "the 舆论 of all 东京"]))
    assert [f.fingerprint for f in changed[:2]] == [f.fingerprint for f in before[:2]]
    assert {f.fingerprint for f in changed[2:]}.isdisjoint(f.fingerprint for f in before)


def test_the_fingerprint_does_not_depend_on_what_is_done():
    as_leak, as_drop = find("the 舆论 grew"), find("the 舆论 grew", leak="drop")
    assert as_leak[0].fingerprint == as_drop[0].fingerprint


def test_every_context_that_is_no_mask_and_every_code_of_a_warning_is_a_rule():
    assert set(POLICIES) < set(RULES)
    assert {find_severity(rule) for rule in POLICIES} == {"error"}
    found = find("好 # mixnorm: ignore\n# mixnorm: off", notices=True)
    assert {f.rule for f in found} == {"pragma-without-reason", "switch-left-off"}
    assert {f.rule for f in found} < set(RULES)


WORDS = ["舆论", "经济", "好", "东京", "the", "public opinion (舆论)", "a", "“关系”", "\n", "\r\n", "x"]


@given(
    st.lists(st.sampled_from([*WORDS, "<b>", "</b>", "<p>", "&amp;", "&#33286;", "<br>"]), max_size=12),
    st.sampled_from(["text", "markdown", "html"]),
)
def test_the_fixes_together_make_what_a_run_makes(normalizer, words, format_name):
    text = " ".join(words)
    document = open_document(Source(text.encode(), format_name, Encoding()))
    found = [normalizer.normalize(unit.text, unit.format, unit.hints) for unit in document.units]
    results = document.accept(found)
    findings = list(list_findings("a", document, results))
    if format_name == "html":
        # An edit across tags, or of references, is no edit of one place; leave it to the run, too.
        kept = {(f.unit, f.number) for f in findings if not f.fix}
        numbers = [{n for unit, n in kept if unit == u.id} for u in document.units]
        results = document.accept([keep_fragments(r, n) for r, n in zip(found, numbers, strict=True)])
        findings = [finding for finding in findings if finding.fix]
    wanted = document.assemble(results, "text")[0].decode()
    # An editor makes single fixes in any order as long as it goes from the end.
    for finding in sorted(findings, key=lambda f: f.fix.region, reverse=True):
        starts = LineIndex(text).starts
        region = finding.fix.region
        start = starts[region.line - 1] + region.column - 1
        end = starts[region.end_line - 1] + region.end_column - 1
        text = text[:start] + finding.fix.text + text[end:]
    assert text == wanted


def test_results_without_findings_cost_nothing():
    class Untouchable(NormalizedText):
        def restore(self):
            raise AssertionError

    document = open_document(Source("東京タワー".encode(), "text", Encoding()))
    result = Untouchable(*Normalizer().normalize("東京タワー"))
    assert list(list_findings("a", document, [result])) == []


@pytest.mark.parametrize("joint", [" ", "\n", "\r"])
def test_each_line_is_hashed_once_however_many_findings_it_holds(normalizer, monkeypatch, joint):
    hashed = []

    def count(text):
        hashed.append(len(text))
        return hash_text(text)

    monkeypatch.setattr("normalizer.batch.checking.hash_text", count)
    for number in (10, 20, 40):
        hashed.clear()
        text = joint.join(["the 舆论 grew"] * number)
        document = open_document(Source(text.encode(), "text", Encoding()))
        findings = list(list_findings("a", document, [normalizer.normalize(text)]))
        assert len(findings) == number
        assert sum(hashed) <= len(text)
