"""Verdicts on hand-made results, one for each cause."""

from __future__ import annotations

import pytest

from benchmarks.engines import delete_runs
from benchmarks.judges import flag_pair, judge_hard, judge_hidden, judge_pair, judge_stray
from benchmarks.verdicts import count_romanized, find_notes, locate
from normalizer.types import NormalizedText

PAIR_CASES = [
    ("the mood (人心) turned", "the mood turned", ()),
    ("the mood (人心) turned", "the mood (人心) turned", ("Chinese left",)),
    ("the mood (人心) turned", "the turned", ("gloss lost",)),
    ("the 人心 (mood) turned", "the Mood turned", ("gloss lost",)),
    ("the 人心 (mood) turned", "the mood (mood) turned", ("gloss twice", "word added: mood")),
    ("the mood (人心) turned", "the mood hearts turned", ("word added: hearts",)),
    ("the mood (人心) turned", "the mood (rénxīn) turned", ()),
    ("the mood (人心) turned", "the moodturned", ("word added: moodturned",)),
    ("the mood (人心) turned", "the mood () turned", ("empty bracket",)),
    ("the mood (人心, ) turned", "the mood (, ) turned", ("empty bracket",)),
    ("the mood 人心 turned", "the mood  turned", ("doubled blank",)),
    ("the mood  人心 turned", "the mood  turned", ()),
    ("the mood 人心, then", "the mood , then", ("blank before mark",)),
    ("the mood , 人心, then", "the mood , then", ()),
    ("the mood (人心) turned", "The mood turned", ()),
]


@pytest.mark.parametrize(("before", "after", "flags"), PAIR_CASES)
def test_pair_is_flagged_by_cause(before, after, flags):
    assert flag_pair(before, after, "mood", "人心") == flags


def test_pair_is_judged_in_its_window(make_row):
    row = make_row("Once 民意 won. The mood (人心) turned.", "人心", "mood", conf="high")
    seen = []

    def engine(text):
        seen.append(text)
        return NormalizedText(text.replace(" (人心)", ""))

    verdict = judge_pair(engine, row)
    assert seen == ["The mood (人心) turned."]
    assert verdict.right
    assert verdict.group == "paren_before"
    assert not judge_pair(delete_runs, row).right


def test_what_is_not_tidy_is_remarked_and_not_counted(make_row):
    row = make_row("The mood (人心, they say) turned.", "人心", "mood")
    verdict = judge_pair(delete_runs, row)
    assert verdict.right
    assert verdict.remarks == ("mark after an opening bracket",)


@pytest.mark.parametrize(
    ("expected", "new", "fields", "flags"),
    [
        ("keep", "民意", {"action": "keep", "origin": "policy"}, ()),
        ("keep", "will", {}, ("not kept: replace",)),
        ("gloss", "will", {}, ()),
        ("gloss", "民意", {"action": "keep", "origin": "policy"}, ("kept",)),
        ("gloss", "", {"action": "drop", "anchor_start": 0, "anchor_end": 0}, ("dropped",)),
        ("gloss", "", {"action": "drop", "origin": "author", "anchor_start": 0, "anchor_end": 3}, ()),
        ("gloss", "will 意", {}, ("Chinese in the replacement",)),
        ("", "will", {}, ()),
    ],
)
def test_hard_rows_are_judged_by_what_they_expect(make_row, make_result, expected, new, fields, flags):
    row = make_row("The 民意 won", "民意", kind="hard", expected=expected)
    verdict = judge_hard(lambda text: make_result(text, ("民意", new, fields)), row)
    assert verdict.flags == flags
    assert verdict.right is (not flags)


def test_fragment_that_no_annotation_touches_is_kept(make_row):
    keep = make_row("The `民意` won", "民意", expected="keep")
    assert judge_hard(NormalizedText, keep).right
    assert judge_hard(NormalizedText, keep._replace(expected="gloss")).flags == ("kept",)


def test_half_glossed_fragment_is_not_glossed(make_row, make_result):
    row = make_row("The 民意 won", "民意", expected="gloss")
    assert judge_hard(lambda text: make_result(text, ("民", "people", {})), row).flags == ("kept",)


@pytest.mark.parametrize(
    ("new", "fields", "answer", "flags"),
    [
        ("The Mood", {}, "mood", ()),
        ("mood of men", {}, "mood of men", ("another gloss",)),
        ("", {"action": "drop"}, "", ("dropped", "another gloss")),
        ("   ", {"anchor_start": 4, "anchor_end": 4}, "", ("dropped", "another gloss")),
        ("人心", {"action": "keep"}, "人心", ("kept", "another gloss")),
        ("renxin", {"origin": "romanization"}, "renxin", ("romanized", "another gloss")),
        ("hearts", {"origin": "author"}, "hearts", ("author's other words", "another gloss")),
    ],
)
def test_hidden_gloss_is_compared_with_what_stands_in_the_slot(make_row, make_result, new, fields, answer, flags):
    row = make_row("The mood (人心) turned.", "人心", "mood", gloss_type="translation")
    verdict = judge_hidden(lambda text: make_result(text, ("人心", new, fields)), row)
    assert verdict.before == "The 人心 turned."
    assert (verdict.answer, verdict.flags, verdict.right) == (answer, flags, not flags)


def test_romanizations_are_compared_without_blanks_and_hyphens(make_row, make_result):
    row = make_row("So Mei-ling (美齡) left.", "美齡", "Mei-ling", gloss_type="translit")

    def engine(text):
        return make_result(text, ("美齡", "Měilíng", {}))

    assert judge_hidden(engine, row).right
    assert not judge_hidden(engine, row._replace(gloss_type="translation")).right


def test_several_annotations_over_one_fragment_are_read_as_one_slot(make_row, make_result):
    row = make_row("The mood of 1912 (民心1912) turned.", "民心1912", "mood of 1912", gloss_type="translation")
    verdict = judge_hidden(lambda text: make_result(text, ("民", "mood ", {}), ("心", "of ", {})), row)
    assert verdict.answer == "mood of"


def test_share_of_romanization_is_counted_in_characters(make_result, make_token):
    text = "民意, 人心所向, 王安忆, 江湖, 面子"
    result = make_result(
        text,
        ("民意", "minyi", {"origin": "romanization"}),
        (
            "人心所向",
            "hearts suoxiang",
            {"tokens": (make_token("人心", "lexicon"), make_token("所向", "romanization"))},
        ),
        ("王安忆", "Wang Anyi", {"origin": "name"}),
        ("江湖", "the Anshi world", {"tokens": (make_token("江", "name"), make_token("湖", "lexicon"))}),
        ("面子", "face", {"origin": "author", "tokens": (make_token("面子", "romanization"),)}),
    )
    assert count_romanized(text, result) == (13, 0, 4, 4)


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({"action": "keep", "context": "code"}, 0),
        ({"action": "keep", "context": "url"}, 0),
        ({"action": "keep", "context": "language", "language": "ja"}, 0),
        ({"action": "keep", "context": "leak"}, 2),
        ({"action": "keep", "context": "matrix"}, 2),
        ({"action": "replace", "context": "code"}, 2),
    ],
)
def test_han_may_stay_only_in_masks_and_other_languages(make_row, make_result, fields, left):
    row = make_row("The 民意 won", "民意", stray="word")
    verdict, counts = judge_stray(lambda text: make_result(text, ("民意", "民意", fields)), row)
    assert counts.left == left
    assert verdict.right is (left == 0)


def test_han_without_annotation_is_left(make_row):
    verdict, counts = judge_stray(NormalizedText, make_row("The 民意 won", "民意", stray="word"))
    assert (verdict.right, counts.left) == (False, 2)


def test_places_are_found_in_the_output(make_result):
    text = "a 民意 b 人心 c"
    result = make_result(text, ("民意", "the will", {}), ("人心", "", {}))
    assert result.text[slice(*locate(result, 2, 4))] == "the will"
    assert result.text[slice(*locate(result, 7, 9))] == ""
    assert result.text[slice(*locate(result, 9, 11))] == " c"
    assert result.text[slice(*locate(result, 0, 11))] == result.text


def test_annotation_of_a_neighbour_is_not_taken_for_the_fragments(make_result):
    text = "a 民意 b 人心 c"
    result = make_result(text, ("民意", "will", {}), ("人心", "mood", {}))
    assert [note.fragment for note in find_notes(result, 7, 9)] == ["人心"]
    wide = make_result(text, ("a 民意 b", "will b", {"fragment_start": 2, "fragment_end": 4}), ("人心", "mood", {}))
    assert [note.fragment for note in find_notes(wide, 5, 9)] == ["人心"]
    assert [note.original for note in find_notes(wide, 5, 6)] == ["a 民意 b"]
