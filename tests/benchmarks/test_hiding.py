"""Hidden glosses: each kind of pair becomes the bare fragment."""

from __future__ import annotations

import pytest

from benchmarks.hiding import delete_chinese, hide_gloss, strip_readings
from benchmarks.material import Omission

CASES = [
    ("paren_before", "The mood (人心) turned.", "人心", "mood", "The 人心 turned."),
    ("paren_before", 'The "iron rooster" (铁公鸡) paid.', "铁公鸡", "iron rooster", "The 铁公鸡 paid."),
    (
        "paren_before",
        "The _Iron Rooster_ (Chinese: 铁公鸡; pinyin: tiěgōngjī), a play",
        "铁公鸡",
        "Iron Rooster",
        "The 铁公鸡, a play",
    ),
    ("paren_before", "The mood (人心, rénxīn) turned.", "人心", "mood", "The 人心 turned."),
    # what the bracket holds besides stays in a bracket
    ("paren_before", "Wang Anyi (王安忆, born 1954) writes.", "王安忆", "Wang Anyi", "王安忆 (born 1954) writes."),
    # both scripts go together
    ("paren_before", "A ritual (禮儀 / 礼仪) began.", "禮儀", "ritual", "A 禮儀 began."),
    ("paren_before", "The mood(人心)turned.", "人心", "mood", "The 人心 turned."),
    ("paren_before", "The mood (人心).[4]", "人心", "mood", "The 人心.[4]"),
    ("paren_before", "See https://example.org/mood[the mood] (人心) here", "人心", "the mood", "See 人心 here"),
    (
        "paren_before",
        "See https://example.org/a[mood] (https://zh.example.org/b[人心]) here",
        "人心",
        "mood",
        "See 人心 here",
    ),
    ("apposition", "The _mood_ 人心 turned.", "人心", "mood", "The 人心 turned."),
    ("apposition", 'The "mood" [人心, ] turned.', "人心", "mood", "The 人心 turned."),
    ("apposition", "The novel _Iron Rooster_ 《铁公鸡》 sold.", "铁公鸡", "Iron Rooster", "The novel 铁公鸡 sold."),
    (
        "apposition_in_quotes",
        "Track two “Passing Rain 过云雨” is short.",
        "过云雨",
        "Passing Rain",
        "Track two 过云雨 is short.",
    ),
    ("quote_after", "They say 人心 “mood” here.", "人心", "mood", "They say 人心 here."),
    ("quote_after", "They say 人心 “mood.” Then", "人心", "mood", "They say 人心 Then"),
    # the fragment's own reading before it is part of the pair
    ("quote_after", 'They say _rénxīn_ 人心 "mood" here.', "人心", "mood", "They say 人心 here."),
    ("quote_after", 'They say _hǎochī_ 人心 "mood" here.', "人心", "mood", "They say _hǎochī_ 人心 here."),
    ("quote_after", 'the heart [人心, "mood"] turned', "人心", "mood", "the heart 人心 turned"),
    ("means_after", 'The word "人心" means "mood", they say.', "人心", "mood", "The word 人心, they say."),
    ("means_after", "The word 人心 which means mood, they say.", "人心", "mood", "The word 人心, they say."),
    ("paren_after", "The 人心 (mood) turned.", "人心", "mood", "The 人心 turned."),
    ("paren_after", "The “人心” (lit. “mood”) turned.", "人心", "mood", "The 人心 turned."),
    ("paren_after", 'The 人心 (rénxīn, "mood") turned.', "人心", "mood", "The 人心 turned."),
    ("paren_after", "The 人心 (mood, 1912) turned.", "人心", "mood", "The 人心 (1912) turned."),
    ("paren_after", "So the人心 (mood) turned.", "人心", "mood", "So the 人心 turned."),
    ("paren_before_inner", "The renxin (人心, mood) turned.", "人心", "mood", "The 人心 turned."),
    ("paren_before_inner", 'The “Renxin” (人心; literally "mood"), once', "人心", "mood", "The 人心, once"),
    ("paren_before_inner", "The lower case (人心, mood) turned.", "人心", "mood", "The lower case 人心 turned."),
]


@pytest.mark.parametrize(("kind", "text", "fragment", "gloss", "expected"), CASES)
def test_pair_becomes_the_bare_fragment(make_row, kind, text, fragment, gloss, expected):
    hidden = hide_gloss(make_row(text, fragment, gloss, kind))
    assert hidden.text == expected
    assert hidden.text[hidden.start : hidden.end] == fragment


def test_other_chinese_goes_and_leaves_no_seam(make_row):
    text = "Mao Dun 茅盾, Ding Ling (丁玲) and “民意” met the mood (人心) of 1921 (辛酉, a bad year)."
    hidden = hide_gloss(make_row(text, "人心", "mood"))
    assert hidden.text == "Mao Dun, Ding Ling and met the 人心 of 1921 (a bad year)."


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("word 民意 word", "word word"),
        ("word民意 word", "word word"),
        ("word民意word", "word word"),
        ("民意 word", "word"),
        ("word 民意", "word"),
        ("word (民意), word", "word, word"),
        ("“word 民意” and", "“word” and"),
        ("word 東京タワー, カラオケ", "word, カラオケ"),
        ("word 《民意》。", "word"),
        ("no Chinese", "no Chinese"),
    ],
)
def test_chinese_is_deleted_with_its_brackets(text, clean):
    assert delete_chinese(text) == clean


@pytest.mark.parametrize(
    ("content", "rest"),
    [
        ("Simplified Chinese: 民意", ""),
        ("; pinyin: mínyì; Wade–Giles: min-i", ""),
        ("民意, born 1954", "born 1954"),
        ("mín yì; lit. 'will'", ""),
        ("or", ""),
        ("“the will”", ""),
        ("in modern Gansu", "in modern Gansu"),
    ],
)
def test_readings_labels_and_glosses_leave_a_bracket(content, rest):
    assert strip_readings(content, "民意") == rest


@pytest.mark.parametrize(
    ("text", "fragment", "gloss", "reason"),
    [
        ("The mood (人心) is the MOOD of all.", "人心", "mood", "elsewhere"),
        ("The mood (人心 所向) turned.", "人心", "mood", "longer"),
        ("人心 (mood, 民意 too) turned", "人心", "mood, 民意 too", "holds Chinese"),
    ],
)
def test_rows_that_cannot_be_hidden_say_why(make_row, text, fragment, gloss, reason):
    outcome = hide_gloss(make_row(text, fragment, gloss))
    assert isinstance(outcome, Omission)
    assert reason in outcome.reason


def test_a_gloss_inside_a_longer_word_does_not_count_as_standing(make_row):
    assert hide_gloss(make_row("The mood (人心) was moody.", "人心", "mood")).text == "The 人心 was moody."
