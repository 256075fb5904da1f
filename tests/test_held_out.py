"""The written cases of what a good editor puts; those that fail are listed with the reason."""

from __future__ import annotations

import pytest

from benchmarks.held_out import accepted
from normalizer import Normalizer
from tests.conftest import read_cases

NORMALIZER = Normalizer()
KNOWN = {
    "The law covers {}.": "a list has its nouns in the singular: nothing says how many newspapers",
    "His motto was “{}”.": "classical Chinese is put together word by word",
    "This leads to a{} of errors.": "the article is made to agree: an accumulation",
    "Both tools have their own{}.": "the number of a noun behind a possessive is not read",
}


def list_cases():
    for case in read_cases("held_out"):
        reason = KNOWN.get(case["frame"])
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        yield pytest.param(case, marks=marks, id=case["text"])


@pytest.mark.parametrize("case", list(list_cases()))
def test_an_editor_accepts(case):
    assert NORMALIZER.normalize(case["frame"].replace("{}", case["text"])).text in accepted(case)


def test_known_failures_name_real_cases():
    assert set(KNOWN) <= {case["frame"] for case in read_cases("held_out")}
