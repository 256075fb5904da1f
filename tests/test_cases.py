"""Texts with the clean text that an editor would write, from fixtures/cases."""

from __future__ import annotations

import pytest

from normalizer import Normalizer, NormalizerConfig
from tests.conftest import read_cases


def mark(case):
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(case, id=case["label"], marks=marks)


@pytest.mark.parametrize("case", [mark(c) for name in ("pairs", "seams", "wrapped") for c in read_cases(name)])
def test_clean_text(case, normalizer):
    result = normalizer.normalize(case["text"], format=case.get("format", "text"))
    assert result.text == case["clean"]
    assert result.restore() == case["text"]


@pytest.mark.parametrize("case", read_cases("settings"), ids=lambda c: c["label"])
def test_settings_decide(case):
    result = Normalizer(NormalizerConfig(**case["settings"])).normalize(case["text"])
    assert result.text == case["clean"]
    assert result.restore() == case["text"]


def test_tokens_are_left_out_when_nobody_wants_them():
    text = "the 政府 and public opinion (舆论)"
    without = Normalizer(NormalizerConfig(tokens=False)).normalize(text)
    assert [note.tokens for note in without.annotations] == [(), ()]
    assert without.text == Normalizer().normalize(text).text
