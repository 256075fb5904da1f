from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import Normalizer, render
from normalizer.markers import NOTES_BEGIN, NOTES_END
from normalizer.types import NormalizedText

NORMALIZER = Normalizer()
PIECES = st.sampled_from(
    [
        "the 舆论 of",
        "a 经济 decision",
        "制约s growth",
        "雷军 said",
        "public opinion (舆论)",
        "東京タワー",
        "real[1]",
        "[note 3]",
        "`代码`",
        "https://a.cn/舆论",
        "“你好”",
        ".",
        ",",
        "\n",
        "\r\n",
        "\r",
        "see",
        "it’s",
    ]
)
TEXTS = st.lists(PIECES, max_size=10).map(" ".join)


def test_notes_of_a_whole_text(normalizer):
    text = "The 舆论 grew. 雷军 met the 舆论 again.\n"
    assert render(normalizer.normalize(text), "notes") == (
        "The public opinion[1] grew. Lei Jun[2] met the public opinion[1] again.\n"
        "\n"
        f"{NOTES_BEGIN}\n"
        "[1] 舆论 (yú lùn): public opinion\n"
        "[2] 雷军 (léi jūn): Lei Jun\n"
        f"{NOTES_END}\n"
    )


def test_words_are_told_one_by_one(normalizer):
    rendered = render(normalizer.normalize("a 经济政策 here"), "notes")
    note = r"^\[1\] 经济政策 \(jīng jì zhèng cè\): .+ \[经济 econom\w+( / \w+)?; 政策 policy\]$"
    assert re.search(note, rendered, re.MULTILINE)


def test_a_text_with_numbers_in_brackets_gets_other_marks(normalizer):
    rendered = render(normalizer.normalize("As shown [1], the 舆论 grew."), "notes")
    assert "[1], the public opinion[note 1] grew." in rendered
    assert "\n[note 1] 舆论" in rendered


def test_kept_fragments_get_no_note(normalizer):
    text = "See 東京タワー (Tokyo Tower) at https://a.cn/舆论"
    result = normalizer.normalize(text)
    assert result.annotations
    assert render(result, "notes") == text


def test_a_mark_stands_outside_code(normalizer):
    result = normalizer.normalize("the 舆论 of it")
    notes = tuple(note._replace(anchor_start=5, anchor_end=12) for note in result.annotations)
    code = NormalizedText("the `public opinion` of it", notes)
    assert render(code, "notes").startswith("the `public opinion`[1] of it\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_block_uses_the_newlines_of_the_text(newline, normalizer):
    rendered = render(normalizer.normalize(f"The 舆论.{newline}More.{newline}"), "notes")
    block = newline.join([NOTES_BEGIN, "[1] 舆论 (yú lùn): public opinion", NOTES_END])
    assert rendered.endswith(f"{newline}{newline}{block}{newline}")
    assert set(re.findall(r"\r\n|\r|\n", rendered)) == {newline}


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_a_rendered_text_normalizes_to_itself(text):
    rendered = render(NORMALIZER.normalize(text), "notes")
    again = NORMALIZER.normalize(rendered)
    assert again.text == rendered
    assert render(again, "notes") == rendered


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_without_its_marks_and_block_the_text_is_the_clean_one(text):
    result = NORMALIZER.normalize(text)
    rendered = render(result, "notes")
    if rendered != result.text:
        body = rendered[: rendered.rindex(NOTES_BEGIN)]
        known = set(re.findall(r"[\r\n](\[(?:note )?\d+\]) ", rendered[len(body) :]))
        assert known
        for mark in known:
            body = body.replace(mark, "")
        assert body.rstrip("\r\n") == result.text.rstrip("\r\n")
