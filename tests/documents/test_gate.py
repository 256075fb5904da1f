from __future__ import annotations

import json
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.detection.codepoints import CJK, has_cjk
from normalizer.documents.gate import find_pattern, may_hold_cjk

LETTER = re.compile(f"[{CJK}]")
LETTERS = [c for c in map(chr, range(0x1100, min(0x40000, sys.maxunicode))) if LETTER.match(c)]


@pytest.mark.parametrize("format_name", ["text", "markdown", "html", "jsonl", "json", "csv"])
def test_every_letter_opens_the_gate(format_name):
    assert len(LETTERS) > 90_000
    assert [c for c in LETTERS if not may_hold_cjk(c.encode(), format_name)] == []


@pytest.mark.parametrize("format_name", ["jsonl", "json"])
def test_every_escaped_letter_opens_the_gate(format_name):
    assert [c for c in LETTERS if not may_hold_cjk(json.dumps(c).encode(), format_name)] == []
    assert [
        c for c in LETTERS if not may_hold_cjk(json.dumps(c).upper().replace("\\U", "\\u").encode(), format_name)
    ] == []


def test_english_with_curly_quotes_accents_and_emoji_keeps_it_shut():
    text = "“It’s” — a café… naïve ½ € → ● Привет αβγ שלום 😀 é"
    assert not may_hold_cjk(text.encode(), "text")
    assert not may_hold_cjk(json.dumps(text).encode(), "jsonl")


@pytest.mark.parametrize("format_name", ["html", "markdown"])
def test_references_open_it_in_markup_alone(format_name):
    assert may_hold_cjk(b"the &#33286;", format_name)
    assert not may_hold_cjk(b"the &#33286;", "text")
    assert not may_hold_cjk(b"a &amp; b", format_name)


def test_ascii_text_needs_no_search():
    assert find_pattern(b"plain", "text") is None


@given(st.text() | st.text(st.sampled_from("a’é😀舆﨑〇ᄀ⺀ㄅ𠀀ー")))
def test_the_gate_is_never_shut_on_a_letter(text):
    assert has_cjk(text) == bool(LETTER.search(text))
    if has_cjk(text):
        assert may_hold_cjk(text.encode("utf-8", "surrogatepass"), "text")
        assert may_hold_cjk(json.dumps(text).encode(), "jsonl")
