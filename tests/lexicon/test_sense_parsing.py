from __future__ import annotations

import re

import pytest

from normalizer.lexicon.parsing import read_dictionary
from normalizer.lexicon.sense_parsing import parse_sense
from normalizer.lexicon.sources import find_dictionary
from tests.conftest import read_cases

NEVER = re.compile(r"[\u2e80-\u9fff\[\]()]|CL:|\bsb\b|\bsth\b|^to |^\s|\s$|  ")


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


def test_no_gloss_of_the_whole_dictionary_is_unfit_for_a_sentence():
    entries = read_dictionary(find_dictionary()).entries
    assert len(entries) == 122143
    senses = [sense for entry in entries for sense in entry.senses]
    unfit = [s.raw for s in senses for wording in (s.gloss, *s.alternatives) if wording and NEVER.search(wording)]
    assert unfit == []
    assert sum(bool(s.gloss) for s in senses) > 0.93 * len(senses)
