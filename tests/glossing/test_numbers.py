from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.glossing.numbers import find_numbers
from normalizer.glossing.numerals import read_numeral, write_number
from tests.conftest import read_cases

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize("case", read_cases("numbers"), ids=lambda c: c["text"])
def test_numbers_are_written(case):
    assert [match.text for match in find_numbers(case["text"])] == case["english"]


def write_chinese(value: int) -> str:
    """Write a number under one hundred million the way Chinese does."""
    if value >= 10_000:
        rest = value % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return write_chinese(value // 10_000) + "万" + gap + (write_chinese(rest) if rest else "")
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return text or "零"


@given(st.integers(0, 99_999_999))
def test_every_numeral_is_read_back(value):
    assert read_numeral(write_chinese(value)) == value


@given(st.integers(1, 10**15))
def test_written_numbers_keep_their_value(value):
    text = write_number(Decimal(value))
    scale = {"million": 10**6, "billion": 10**9, "trillion": 10**12}.get(text.rpartition(" ")[2], 1)
    assert Decimal(text.split(" ")[0].replace(",", "")) * scale == value


@given(st.text(alphabet=DIGITS + "十百千万亿年月日元第季度点分半多个0123456789.,%", max_size=14))
def test_any_jumble_is_survived(text):
    position = 0
    for match in find_numbers(text):
        assert position <= match.start < match.end <= len(text)
        assert match.text
        position = match.end
