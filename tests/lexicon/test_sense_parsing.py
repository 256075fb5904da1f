from __future__ import annotations

import re

import pytest

from normalizer.lexicon.sense_parsing import parse_sense
from tests.conftest import read_cases

NEVER = re.compile(
    r"[\u2e80-\u9fff\[\]{}()\"“”_|\x00-\x1f]|CL:|\bsb\b|\bsth\b|\b(?:lit|fig)\.|^to to |^\s|\s$|  |\s[,;.!?]|[,;:]$|^[,;:.]"
)


@pytest.fixture(scope="module")
def senses(entries):
    assert len(entries) == 122143
    return [sense for entry in entries for sense in entry.senses]


@pytest.mark.parametrize("case", read_cases("senses"), ids=lambda c: c["raw"][:40])
def test_senses_are_parsed(case):
    sense = parse_sense(case["raw"], proper=case.get("proper", False))
    assert sense.gloss == case["gloss"]
    for field in ("kind", "pos", "target"):
        if field in case:
            assert getattr(sense, field) == case[field]
    for field in ("labels", "alternatives"):
        if field in case:
            assert list(getattr(sense, field)) == case[field]


def test_no_gloss_of_the_whole_dictionary_is_unfit_for_a_sentence(senses):
    unfit = [s.raw for s in senses for wording in (s.gloss, *s.alternatives) if wording and NEVER.search(wording)]
    assert unfit == []


def test_few_senses_have_no_gloss(senses):
    told = [s for s in senses if s.kind == "gloss"]
    assert all(s.gloss for s in told)
    assert len(told) > 0.94 * len(senses)
    assert sum(s.kind == "note" for s in senses) < 0.01 * len(senses)


def test_no_sense_turns_into_its_opposite(senses):
    negated = [s for s in senses if re.match(r"(?:not to|to not) [a-z]", s.raw) and s.gloss]
    assert len(negated) > 100
    assert [s.raw for s in negated if not re.search(r"\bnot\b", " ".join((s.gloss, *s.alternatives)))] == []


def test_a_pointer_in_chinese_has_a_target(senses):
    pointers = [s for s in senses if s.kind in ("variant", "see")]
    assert len(pointers) > 5000
    assert [s.raw for s in pointers if not s.target] == []


def test_labels_hold_no_chinese(senses):
    assert [s.raw for s in senses for label in s.labels if re.search(r"[\u4e00-\u9fff\[\]]", label)] == []


def test_quoted_wordings_lose_both_quotation_marks_or_none(senses):
    assert [s.gloss for s in senses if s.gloss.count('"') % 2 or s.gloss.count("“") != s.gloss.count("”")] == []
