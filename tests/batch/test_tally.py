from __future__ import annotations

import json
import pickle
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer.batch import tally as tallying
from normalizer.batch.tally import DOUBTS, PAIRS, Doubt, Pair, Tally
from normalizer.documents import open_document
from normalizer.documents.document import Source
from normalizer.documents.encoding import Encoding
from normalizer.documents.formats import FORMATS
from normalizer.pipeline import normalize
from tests.golden import find_articles


def count(text, format_name="text", path="a.txt"):
    document = open_document(Source(text.encode(), format_name, Encoding()))
    found = [normalize(unit.text, format=unit.format) for unit in document.units]
    tally = Tally()
    tally.add(path, document, document.accept(found))
    return tally


def put_together(*tallies):
    whole = Tally()
    for tally in tallies:
        whole.merge(tally)
    return whole


def test_fragments_are_counted_by_everything():
    tally = count("the 舆论 of 東京タワー and\nthe 舆论 (public opinion) # mixnorm: ignore\n")
    assert tally.fragments == 3
    assert tally.actions == {("replace", "lexicon"): 1, ("keep", "policy"): 2}
    assert tally.languages == {"zh": 2, "ja": 1}
    assert tally.warnings == {"pragma-without-reason": 1}
    assert tally.pairs[Pair("東京タワー", "", "policy", "keep", "ja")] == 1


def test_a_doubt_has_its_place_and_what_stands_around():
    tally = count('{"text": "x"}\n{"text": "y\\nthe 舆论\\nof it"}\n', "jsonl", "b.jsonl")
    assert list(tally.doubts) == [Pair("舆论", "public opinion", "lexicon", "replace", "zh")]
    (doubt,) = tally.doubts.values()
    assert (doubt.path, doubt.line, doubt.column) == ("b.jsonl", 2, 18)
    assert (doubt.before, doubt.after) == ("y the ", " of it")
    assert 0 < doubt.confidence < 1
    assert doubt.reason


def test_a_doubt_is_the_least_sure_occurrence_of_its_pair():
    tally = count("the 舆论 grew. " * 3 + "the 舆论 (public opinion) grew, and 舆论")
    pairs = {(pair.fragment, pair.origin) for pair in tally.doubts}
    assert pairs == {("舆论", "author")}
    assert sum(tally.pairs.values()) == 5
    (doubt,) = (d for pair, d in tally.doubts.items() if pair.action != "drop")
    assert (doubt.line, doubt.column) == (1, 5)


def test_character_references_are_read():
    (pair,) = count("<p>the &#33286;&#x8bba;</p>", "html").pairs
    assert pair.fragment == "舆论"


def test_what_is_long_is_cut():
    (pair, *_) = count("He said “" + "我们认为这个问题非常重要，" * 40 + "” and left.").pairs
    assert len(pair.fragment) == len(pair.gloss) == 120
    assert pair.fragment.endswith("…")


@pytest.mark.parametrize("article", find_articles(), ids=lambda a: a.name)
def test_articles_add_up_and_come_back(article):
    text = article.read_text(encoding="utf-8")
    format_name = {ending: row.name for row in FORMATS.values() for ending in row.endings}[article.suffix]
    tally = count(text, format_name, article.name)
    annotations = normalize(text, format=FORMATS[format_name].markup).annotations
    assert tally.fragments == len(annotations) == sum(tally.pairs.values()) == sum(tally.contexts.values())
    changed = [note for note in annotations if note.action != "keep"]
    assert sum(tally.confidences.values()) == len(changed)
    assert min(d.confidence for d in tally.doubts.values()) == min(note.confidence for note in changed)
    lines = text.splitlines()
    for pair, doubt in tally.doubts.items():
        assert lines[doubt.line - 1][doubt.column - 1 :].startswith(pair.fragment)
    assert Tally.from_dict(json.loads(json.dumps(tally.to_dict()))) == tally
    assert pickle.loads(pickle.dumps(tally)) == tally  # noqa: S301 - our own


words = st.sampled_from("舆论 经济 <b> 北京 好".split())
pairs = st.builds(
    Pair, words, words, st.sampled_from(["lexicon", "author"]), st.sampled_from(["replace", "drop"]), st.just("zh")
)
sure = st.integers(0, 100).map(lambda n: n / 100)
doubts = st.builds(
    Doubt, sure, words, st.integers(1, 9), st.integers(1, 9), st.text(max_size=3), st.text(max_size=3), words
)


@st.composite
def tallies(draw):
    tally = Tally()
    for pair, number in draw(st.dictionaries(pairs, st.integers(1, 5), max_size=12)).items():
        tally.pairs[pair] = number
        tally.actions[pair.action, pair.origin] += number
        tally.contexts["leak"] += number
        tally.languages["zh"] += number
        tally.confidences[draw(st.integers(0, 19))] += number
    tally.doubts = draw(st.dictionaries(pairs, doubts, max_size=6))
    tally.warnings = Counter(draw(st.dictionaries(words, st.integers(1, 3))))
    tally._bound()  # noqa: SLF001 - as `add` ends
    return tally


@given(tallies(), tallies(), tallies())
@settings(deadline=None)
def test_merging_is_the_same_in_any_order(a, b, c):
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(tallying, "DOUBTS", 4)
        for tally in (a, b, c):
            tally._bound()  # noqa: SLF001 - the bound has just become smaller
        whole = put_together(a, b, c)
        assert len(whole.doubts) <= 4
        assert whole == put_together(c, b, a) == put_together(a, put_together(b, c)) == put_together(b, a, c)
        assert put_together(Tally(), a) == a
        assert whole.to_dict() == put_together(b, c, a).to_dict()
        assert json.dumps(whole.to_dict()) == json.dumps(put_together(b, c, a).to_dict())


@given(tallies())
def test_the_dictionary_leads_back(tally):
    assert Tally.from_dict(json.loads(json.dumps(tally.to_dict()))) == tally


def test_what_is_held_is_bounded_and_the_frequent_stay():
    tally = Tally()
    for number in range(5 * PAIRS):
        more = Tally()
        more.pairs = Counter(
            {Pair(str(number), "", "lexicon", "drop", "zh"): 1, Pair("舆论", "", "lexicon", "drop", "zh"): 1}
        )
        tally.merge(more)
    assert tally.cut
    assert len(tally.pairs) <= 4 * PAIRS
    assert tally.list_pairs()[0] == (Pair("舆论", "", "lexicon", "drop", "zh"), 5 * PAIRS)
    data = tally.to_dict()
    assert data["pairs_cut"]
    assert len(data["pairs"]) == PAIRS


def test_the_lowest_doubts_stay():
    tally = put_together(*(count(f"the 舆论{a}经济{b} grew\n") for a in "一二三四五六七八" for b in "甲乙丙丁戊己庚辛"))
    assert len(tally.doubts) == DOUBTS < len(tally.pairs)
    assert [doubt for _, doubt in tally.list_doubts()] == sorted(tally.doubts.values())
