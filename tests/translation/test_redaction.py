from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer import Normalizer
from normalizer.translation.redaction import redact
from tests.translation.loopback import HttpEngine, Service, make_chain

PIECES = ["舆论", " ", "a@b.cn", "li.wei+x@mail.example.com", "13800138000", "+86 (010) 6552-9988", "３５", "3.5", "https://a.cn/舆?q=1",
          "www.b.com", "ab", "，", "q1@example.com", "90017", "7"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=30))
def test_what_is_masked_comes_back(text):
    found = redact(text)
    back = found.put_back(found.text)
    assert back in (text, None)
    # A mask that would touch a digit or letter of the text itself is given up, not guessed.
    if not any(character.isascii() and character.isalnum() for character in text):
        assert back == text


@pytest.mark.parametrize("secret", ["a@b.cn", "13800138000", "010-6552 9988", "３５９９", "https://a.cn/x?token=9"])
def test_no_secret_is_sent(secret):
    text = f"Ask 市场 at {secret} or 请打{secret}找我们 now."
    with Service(lambda text: text.replace("市场", "market")) as service:
        chain = make_chain(HttpEngine(url=service.url), redact=True)
        result = Normalizer(translator=chain).normalize(text)
    assert service.requests
    assert not any(secret in asked for asked in service.asked)
    assert result.restore() == text
    assert "example.com" not in result.text


def test_a_mask_that_the_engine_loses_or_doubles_is_no_answer():
    found = redact("打13800138000或13900139000")
    assert found.text == "打90017或90027"
    assert found.put_back("call 90027 or 90017") == "call 13900139000 or 13800138000"
    assert found.put_back("call 90017") is None
    assert found.put_back("call 90017, 90017 or 90027") is None
    assert found.put_back("call 190017 or 90027") is None
