"""What is done in each context: every treatment, alone and together, and that it holds on a second run."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from normalizer import Normalizer, NormalizerConfig
from normalizer.config import AT_FIRST, POLICIES, PROFILES
from normalizer.literals import ContextScope, Fullwidth, LanguageTreatment, PairTreatment, Treatment
from tests.test_invariants import FORMATS, TEXTS, check_record, count_calls

TREATMENTS = st.sampled_from(get_args(Treatment))
EVERY = st.fixed_dictionaries(
    {
        **dict.fromkeys(("leak", "quotation", "title", "name", "mention"), TREATMENTS),
        "pair": st.sampled_from(get_args(PairTreatment)),
        "language": st.sampled_from(get_args(LanguageTreatment)),
        "fullwidth": st.sampled_from(get_args(Fullwidth)),
        "context": st.sampled_from(get_args(ContextScope)),
    }
)
DROP = dict.fromkeys(("leak", "quotation", "title", "name", "mention"), "drop")
FIRST = dict.fromkeys(("leak", "quotation", "title", "name", "mention", "pair"), AT_FIRST)


def clean(text, **chosen):
    return Normalizer(NormalizerConfig(**chosen)).normalize(text).text


@given(TEXTS, FORMATS, EVERY)
@example("舆论丨the", "text", {"leak": "drop"})
@example("舆论丨舆论", "text", {"leak": "drop"})
@example("ありがとう丨and", "text", {"language": "drop"})
@example("ありがとう丨(`皿´)", "text", {"language": "drop"})
@example("Ma Yun 马云 (舆论) is", "text", {"leak": "keep"})
@example("马云 (舆论) is a 关系 of 北京", "text", {"leak": "keep"})
@example("雷军 经济 and 经济 雷军", "text", {"leak": "keep", "name": "romanize"})
@example("，中国制造（Made in China），，`变量`", "text", {"fullwidth": "all"})
@example("`（the word中国制造（Made in China） #话题", "text", {"fullwidth": "all", "mention": "romanize"})
@example("；报告.pdf报告.pdf西安；", "text", {"fullwidth": "all"})
@example(
    "东京三亿元\n\nLei Jun“你好”, 中国制造（Made in China）",
    "text",
    {"context": "window", "leak": "keep", "language": "drop"},
)
@example("a 经济 (经济) and 经济 (经济)", "text", FIRST)
@settings(max_examples=400, deadline=None)
def test_any_treatment_keeps_the_record_and_holds_on_a_second_run(text, form, chosen):
    normalizer = Normalizer(NormalizerConfig(**chosen))
    result = normalizer.normalize(text, form)
    check_record(text, result)
    assert result.restore() == text
    assert normalizer.normalize(result.text, form).text == result.text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A 经济 decision.", "A decision."),
        ("The 舆论 grew", "The grew"),
        ("舆论 grew", "grew"),
        ("It 制约s growth", "It growth"),
        ("still真 Chinese", "still Chinese"),
        ("He (舆论) left", "He left"),
        ("He said “舆论, 经济” and", "He said and"),
        ("apples, 舆论, 经济, and pears", "apples, and pears"),
        ("(舆论, pinyin) x", "(pinyin) x"),
        ("a (舆论; 经济) b", "a b"),
        ("x (see) y and (舆论)", "x (see) y and"),
        ("舆论, they said", "they said"),
        ("grew 舆论。Then", "grew. Then"),
        ("grew舆论，and then 经济", "grew, and then"),
        ("the  舆论  of", "the of"),
        ("**舆论** x", "x"),
        ("read 《论语》 now", "read now"),
        ("a “你好” b", "a b"),
        ("the character 好 is old", "the character is old"),
        ("“舆论,” he said", "he said"),
        ("the 舆论-based plan", "the based plan"),
        ("x—舆论—y", "x—y"),
        ("In 北京, the mayor", "In, the mayor"),
        ("a 经济 issue", "an issue"),
        ("舆论", ""),
        ("she 经济\nand", "she\nand"),
        ("public opinion (舆论) grew", "public opinion grew"),
    ],
)
def test_a_dropped_fragment_leaves_no_trace(text, wanted):
    assert clean(text, **DROP) == wanted


def test_other_languages_are_dropped_when_asked_for():
    text = "In Japan the 東京タワー and 서울 stand."
    assert clean(text) == text
    assert clean(text, language="drop") == "In Japan the stand."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A 经济 decision. The 经济 grew.", "An economic (经济) decision. The economy grew."),
        ("it 制约s growth", "it restricts (制约) growth"),
        ("the舆论。Then", "the public opinion (舆论). Then"),
        ("He read 《论语》 and said “你好”.", "He read “The Analects of Confucius” (论语) and said “hello (你好)”."),
        ("The word 关系 is 关系.", "The word guanxi (关系) is relationship."),
        (
            "public opinion (舆论) and public opinion (舆论), 舆论",
            "public opinion (舆论) and public opinion, public opinion",
        ),
        ("the 舆论 and public opinion (輿論)", "the public opinion (舆论) and public opinion"),
        ("It is 内卷, which means “involution”", "It is 内卷, which means “involution”"),
    ],
)
def test_the_chinese_stays_behind_its_first_mention(text, wanted):
    assert clean(text, **FIRST) == wanted
    assert clean(wanted, **FIRST) == wanted


@pytest.mark.parametrize(
    ("pair", "wanted"),
    [
        ("replace", "public opinion and public opinion; public opinion."),
        ("keep", "public opinion (舆论) and public opinion (舆论); public opinion."),
        (AT_FIRST, "public opinion (舆论) and public opinion; public opinion."),
    ],
)
def test_what_is_done_with_the_authors_pair(pair, wanted):
    text = "public opinion (舆论) and public opinion (舆论); 舆论."
    normalizer = Normalizer(NormalizerConfig(pair=pair))
    result = normalizer.normalize(text)
    assert result.text == wanted
    first = result.annotations[0]
    assert (first.context, first.origin, first.gloss) == ("pair", "author", "public opinion")
    assert first.action == ("drop" if pair == "replace" else "keep")


def test_a_word_whose_meaning_the_sentence_tells_follows_the_policy_of_mentions():
    text = "It is 内卷, which means “involution”."
    assert clean(text, mention=AT_FIRST) == "It is neijuan (内卷), which means “involution”."
    assert clean(text, mention="keep") == text
    assert clean(text, mention="replace") == clean(text) == "It is neijuan, which means “involution”."


def test_other_contexts_decide_for_themselves():
    text = "In 北京 the 舆论 grew"
    assert clean(text, name=AT_FIRST) == "In Beijing (北京) the public opinion grew"
    assert clean(text, name="drop", leak="keep") == "In the 舆论 grew"


def test_a_window_counts_what_was_mentioned_in_it():
    text = "The 舆论 grew.\nThe 舆论 fell.\n"
    assert clean(text, context="window", **FIRST) == "The public opinion (舆论) grew.\nThe public opinion fell.\n"


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_holds_on_a_second_run(name):
    text = (
        "In 北京, Lei Jun (雷军) read 《论语》; the word 关系 and 舆论 (public opinion) and 舆论, in “你好” and 雷军."
    )
    normalizer = Normalizer(NormalizerConfig(**PROFILES[name]))
    once = normalizer.normalize(text).text
    assert normalizer.normalize(once).text == once


@pytest.mark.parametrize(
    "unit", ["the 舆论 of ", "public opinion (舆论), ", "(舆论, ", "舆论, 经济 and ", "雷军 (Lei Jun), 雷总 "]
)
@pytest.mark.parametrize("chosen", [DROP, FIRST, {"leak": "keep", "name": "romanize"}], ids=["drop", "first", "keep"])
def test_work_grows_with_the_text_alone_under_every_policy(unit, chosen):
    counts = [count_calls(unit * n, **chosen) for n in (50, 100, 200)]
    assert counts[1] <= 2.2 * counts[0]
    assert counts[2] <= 2.2 * counts[1]


def test_every_policy_is_a_setting_named_like_its_context():
    assert set(POLICIES) <= set(NormalizerConfig._fields)
