"""What holds for every text whatever: the promises that users build on."""

from __future__ import annotations

import json
import os
import pickle
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from normalizer import NormalizedText, Normalizer, NormalizerConfig
from normalizer.detection.codepoints import find_runs, has_cjk
from normalizer.joining import join_results

NORMALIZER = Normalizer()
WINDOWED = Normalizer(NormalizerConfig(context="window"))
WORDS = [
    "the", "a", "an", "critical", "plan", "public opinion", "economy", "of", "to", "is", "Lei Jun", "CEO", "he", "and", "Japan", "read", "real",
    "the word", "which means", "or", "café", "It’s", "don't", "2023", "5G", "A", "T", "see page 3", "literally", "yúlùn", "guanxi",
]  # fmt: skip
CHINESE = [
    "舆论", "舆论环境", "恳请大家", "经济", "重要", "雷军", "欧阳修", "西安", "马云", "三亿元", "2023年9月1日", "第三季度", "的", "了", "不", "放弃", "制约",
    "《论语》", "“你好”", "好，世界。", "內卷", "經濟", "东京", "㐀", "𠀀", "々", "〇", "⼈", "豈", "A股", "卡拉OK", "百分之五", "中国制造（Made in China）", "一二三",
]  # fmt: skip
OTHER = [
    "東京タワー",
    "ありがとう",
    "서울",
    "大韓民國",
    "駅",
    "https://a.cn/舆论",
    "`变量`",
    "<b>",
    "</b>",
    "#话题",
    "报告.pdf",
    "🙂",
    "│",
    "(`皿´)",
    "(ﾟДﾟ)",
    "丨",
    " 一 ",
    "user_名",
    "self.名",
    "$x_中$",
    "<code>",
    "\n    f('中');\n",
]
MARKS = [" ", " ", " ", "", "", ", ", ". ", "，", "。", "、", "(", ")", "（", "）", "[", "]", "“", "”", "'", '"', "\n", "\n\n", "  ", "*", "**", "_", "-", "/", ":", "；", "　", "…", "《", "》", "s", "ed", "\r\n", "\t", "|", "`"]  # fmt: skip
TEXTS = st.lists(st.one_of(*(st.sampled_from(p) for p in (WORDS, CHINESE, OTHER, MARKS, MARKS))), max_size=18).map(
    "".join
)
ANYTHING = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("舆论的中文，。（）《》ア한a “”")), max_size=60
)
FORMATS = st.sampled_from(["text", "text", "markdown", "html"])


def check_record(text: str, result: NormalizedText) -> None:
    position = target = 0
    for note in result.annotations:
        assert position <= note.start <= note.end
        assert text[note.start : note.end] == note.original
        assert text[position : note.start] == result.text[target : note.target_start]
        assert result.text[note.target_start : note.target_end] == note.replacement
        assert text[note.fragment_start : note.fragment_end] == note.fragment
        assert note.start <= note.fragment_start
        assert note.fragment_end <= note.end
        assert 0 <= note.anchor_start <= note.anchor_end <= len(result.text)
        assert 0 <= note.confidence <= 1
        if note.action == "keep":
            assert note.replacement == note.original == note.fragment
        if note.tokens:
            assert "".join(t.text for t in note.tokens) == note.fragment
            assert note.tokens[0].start == note.fragment_start
            assert all(text[t.start : t.end] == t.text for t in note.tokens)
        if note.gloss_start is not None and note.action == "drop":
            assert text[note.gloss_start : note.gloss_end] == note.gloss
        position, target = note.end, note.target_end
    assert text[position:] == result.text[target:]


@given(TEXTS, FORMATS)
@settings(max_examples=300, deadline=None)
def test_the_record_is_exact_and_restores(text, form):
    result = NORMALIZER.normalize(text, form)
    check_record(text, result)
    assert result.restore() == text


@given(ANYTHING, FORMATS)
@settings(max_examples=150, deadline=None)
def test_any_text_at_all_survives(text, form):
    result = NORMALIZER.normalize(text, form)
    check_record(text, result)
    assert result.restore() == text


@given(TEXTS)
@example("the character 好 and a 㐀 b")
@example("the word舆论三亿元")
@example("卡拉OK\n西安")
@settings(max_examples=300, deadline=None)
def test_every_run_is_annotated_and_only_kept_ones_stay(text):
    result = NORMALIZER.normalize(text)
    covered = {i for n in result.annotations for i in range(n.fragment_start, n.fragment_end)}
    assert {i for m in find_runs(text) for i in range(*m.span())} <= covered
    kept = {i for n in result.annotations if n.action == "keep" for i in range(n.target_start, n.target_end)}
    assert all(i in kept for m in find_runs(result.text) for i in range(*m.span()))


@given(TEXTS, FORMATS)
@example("三亿元the〇", "text")
@example("东京⼈#话题", "markdown")
@example("⼈/舆论/", "text")
@example("中国制造（Made in China）#话题:[了", "text")
@example('舆论and"Japan《论语》\u3000or三亿元yúlùn〇', "html")
@settings(max_examples=300, deadline=None)
def test_normalizing_again_changes_nothing(text, form):
    once = NORMALIZER.normalize(text, form).text
    assert NORMALIZER.normalize(once, form).text == once


@given(st.text(alphabet=st.characters(exclude_categories=["Lo", "Cs"]), max_size=80))
def test_text_without_chinese_is_the_same_object(text):
    if not has_cjk(text):
        result = NORMALIZER.normalize(text)
        assert result.text is text
        assert result.annotations == ()


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_the_dictionary_form_comes_back_the_same(text):
    result = NORMALIZER.normalize(text)
    data = json.loads(json.dumps(result.to_dict()))
    data["from_the_future"] = 1
    for note in data["annotations"]:
        note["from_the_future"] = 1
    assert NormalizedText.from_dict(data) == result


def test_a_newer_version_of_the_dictionary_form_is_refused():
    with pytest.raises(ValueError, match="version 99"):
        NormalizedText.from_dict({"version": 99, "text": ""})


@given(TEXTS, st.lists(st.integers(0, 80), max_size=6))
@settings(max_examples=150, deadline=None)
def test_a_stream_gives_the_window_result_for_any_chunking(text, cuts):
    whole = WINDOWED.normalize(text)
    edges = [0, *sorted(min(c, len(text)) for c in cuts), len(text)]
    chunks = [text[a:b] for a, b in pairwise(edges)]
    streamed = list(NORMALIZER.stream(chunks))
    assert "".join(r.text for r in streamed) == whole.text
    assert "".join(r.restore() for r in streamed) == text
    assert join_results(streamed).annotations == whole.annotations
    assert list(NORMALIZER.stream(text)) == streamed


SETTINGS = st.sampled_from(
    [
        {"context": "paragraph"},
        {"context": "window"},
        {"fullwidth": "all"},
        {"fullwidth": "keep"},
        {"leak": "romanize", "title": "keep", "name": "romanize"},
        {"author_gloss": False, "mention": "replace", "quotation": "keep"},
        {"tokens": False, "matrix_language": "en"},
    ]
)


@given(TEXTS, SETTINGS)
@settings(max_examples=300, deadline=None)
def test_every_setting_keeps_the_record_exact(text, chosen):
    normalizer = Normalizer(NormalizerConfig(**chosen))
    result = normalizer.normalize(text)
    check_record(text, result)
    assert result.restore() == text


def test_a_narrower_context_forgets():
    text = "Good 舆论环境 (climate of opinion) helps.\n\nA bad 舆论环境 hurts."
    later = {
        c: Normalizer(NormalizerConfig(context=c)).normalize(text).annotations[1].origin
        for c in ("document", "window", "paragraph")
    }
    assert later == {"document": "author", "window": "author", "paragraph": "lexicon"}
    reverse = "A bad 舆论环境 hurts.\n\nGood 舆论环境 (climate of opinion) helps."
    first = {
        c: Normalizer(NormalizerConfig(context=c)).normalize(reverse).annotations[0].origin
        for c in ("document", "window")
    }
    assert first == {"document": "author", "window": "lexicon"}


def test_worker_processes_change_nothing():
    texts = [SAMPLE, "a 经济 decision", "plain", "好"] * 40
    assert list(NORMALIZER.normalize_many(texts, jobs=2)) == list(NORMALIZER.normalize_many(texts))


SAMPLE = "In 北京 the critical舆论环境 (public opinion environment) 制约s growth，因此 雷军 (Lei Jun) left. 東京 (Tokyo), Japan."


def test_threads_and_pickled_copies_agree():
    expected = NORMALIZER.normalize(SAMPLE)
    fresh = pickle.loads(pickle.dumps(NORMALIZER))  # noqa: S301 - our own object
    assert fresh.normalize(SAMPLE) == expected
    with ThreadPoolExecutor(8) as pool:
        assert set(map(repr, pool.map(Normalizer().normalize, [SAMPLE] * 32))) == {repr(expected)}


def test_the_hash_seed_changes_nothing():
    code = f"from normalizer import normalize; print(normalize({SAMPLE!r}).to_dict())"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "12345")
    }
    assert len(outputs) == 1


def count_calls(text: str, **chosen: str) -> int:
    """Count Python-level calls while a text is normalized."""
    normalizer = Normalizer(NormalizerConfig(matrix_language="en", **chosen))  # langdetect's work is its own
    normalizer.normalize(text[: len(text) // 10])  # what is made once is made before the count
    calls = 0

    def watch(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(watch)
    try:
        normalizer.normalize(text)
    finally:
        sys.setprofile(None)
    return calls


PATHOLOGICAL = {
    "many fragments": "the 舆论 of ",
    "many glossed": "public opinion (舆论), ",
    "open brackets": "(舆论 ",
    "open quotes": "“舆论 ",
    "one long line of words": "word word 舆 ",
    "many masks": "`x` 舆论 https://a.cn/b ",
    "stars": "**舆论 ",
    "nested": "((舆论) ",
    "many numbers": "三亿元 2023年 ",
    "cues": "Japan 舆论 Tokyo ",
    "one long fragment": "舆论环境，",
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_work_grows_with_the_text_alone(name):
    unit = PATHOLOGICAL[name]
    counts = [count_calls(unit * n) for n in (50, 100, 200)]
    # Shared fragments are answered from caches, so growth may fall short of linear, never exceed it.
    assert counts[1] <= 2.2 * counts[0]
    assert counts[2] <= 2.2 * counts[1]


def test_shuffled_documents_give_the_same_results():
    texts = [SAMPLE, "a 经济 decision", "the 舆论", "好", "public opinion 舆论"] * 3
    expected = {t: NORMALIZER.normalize(t) for t in texts}
    random.Random(7).shuffle(texts)  # noqa: S311 - not for secrets
    assert all(r == expected[t] for t, r in zip(texts, NORMALIZER.normalize_many(texts), strict=True))
