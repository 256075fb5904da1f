from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.detection.codepoints import has_cjk
from normalizer.lexicon.index import open_lexicon
from normalizer.translation.guards import refuse, tidy

FILE = Path(__file__).parents[2] / "fixtures" / "cases" / "engine_answers.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['source']} {str(case['answer'])[:30]}")
def test_answers_are_believed_or_refused_for_a_reason(case):
    text = tidy(case["source"], case["answer"] or "")
    reason = refuse(case["source"], text if case["answer"] else None)
    assert reason == case.get("reason", "")
    if not reason:
        assert text == case["text"]


@given(st.text(max_size=60))
def test_what_is_believed_is_english_of_one_line(answer):
    text = tidy("舆论环境", answer)
    assert tidy("舆论环境", text) == text or "&" in text
    if not refuse("舆论环境", text):
        assert text.strip() == text
        assert not has_cjk(text)
        assert "\n" not in text


def test_what_the_lexicon_itself_says_is_hardly_ever_refused():
    lexicon = open_lexicon()
    words = "舆论 环境 稳健 市场 经济 恳请 大家 塞翁失马 内卷 加油 马马虎虎 警告 访问 配额 错误 当然 可以 是 好 打 禁止".split()
    senses = [(word, sense.gloss) for word in words for entry in lexicon.lookup(word).entries for sense in entry.senses]
    assert len(senses) > 50
    assert [
        (word, gloss, refuse(word, tidy(word, gloss)))
        for word, gloss in senses
        if gloss and refuse(word, tidy(word, gloss))
    ] == []
