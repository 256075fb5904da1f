"""The written cases of what a good editor puts; those that fail are listed with the reason."""

from __future__ import annotations

import pytest

from benchmarks.held_out import FILES, accepted, put_in
from normalizer import Normalizer
from tests.conftest import read_cases

NORMALIZER = Normalizer()
KNOWN = {text: reason for reason, texts in read_cases("known_misses").items() for text in texts}


def list_cases():
    for name in FILES:
        for case in read_cases(name):
            reason = KNOWN.get(put_in(case))
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            yield pytest.param(case, marks=marks, id=f"{name}-{put_in(case)[:60]}")


@pytest.mark.parametrize("case", list(list_cases()))
def test_an_editor_accepts(case):
    assert NORMALIZER.normalize(put_in(case)).text in accepted(case)


def test_known_misses_name_real_cases():
    assert set(KNOWN) <= {put_in(case) for name in FILES for case in read_cases(name)}
