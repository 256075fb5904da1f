from __future__ import annotations

import pytest

from normalizer.pairing.notgloss import looks_like_no_gloss
from tests.conftest import read_cases

CASES = read_cases("no_gloss")


@pytest.mark.parametrize("content", CASES["no gloss"])
def test_what_is_no_gloss_is_known(content):
    assert looks_like_no_gloss(content)


@pytest.mark.parametrize("content", CASES["gloss"])
def test_a_gloss_is_left_alone(content):
    assert not looks_like_no_gloss(content)
