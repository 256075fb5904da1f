"""Windows around pairs: no other Chinese, cut where a reader would cut."""

from __future__ import annotations

import pytest

from benchmarks.material import Omission
from benchmarks.windows import cut_window, find_closing, find_opening

CASES = [
    # a sentence's edge is preferred, the one that keeps the most
    (
        "She sang 昆曲 well. It was old. The mood (人心) turned. So did I. Later 民意 won.",
        "人心",
        "mood",
        "It was old. The mood (人心) turned. So did I.",
    ),
    # without one, a blank
    ("Both face (面子) and mood (人心) and will (民意) count", "人心", "mood", "and mood (人心) and will"),
    # without a blank, the edge of the other Chinese
    ("面子mood (人心)民意", "人心", "mood", "mood (人心)"),
    # a bracket that only opens before the cut goes with it
    ("The mood (人心) and the will (in Chinese: 民意)", "人心", "mood", "The mood (人心) and the will"),
    # one that only closes after the cut too
    ("The will (民意, so they say) and the mood (人心)", "人心", "mood", "and the mood (人心)"),
    # and so does a quote
    ('The mood (人心) and "the will 民意"', "人心", "mood", "The mood (人心) and"),
    # a bracket that opened before the cut closes nothing any more
    ("The will (民意 or mood 人心, they say) turned", "人心", "mood", "or mood 人心, they say"),
    # nothing else to cut
    ("The mood (人心) turned", "人心", "mood", "The mood (人心) turned"),
    # a paragraph's end is an edge
    ("民意\n\nThe mood (人心) turned", "人心", "mood", "The mood (人心) turned"),
    # Japanese kana is no Chinese, a run that mixes it with Han is cut
    ("The mood (人心) in カラオケ and in 東京タワー", "人心", "mood", "The mood (人心) in カラオケ and in"),
]


@pytest.mark.parametrize(("text", "fragment", "gloss", "expected"), CASES)
def test_window_is_cut(make_row, text, fragment, gloss, expected):
    window = cut_window(make_row(text, fragment, gloss))
    assert window.text == expected
    assert window.text[window.start : window.end] == fragment
    assert window.text[window.gloss_start : window.gloss_end] == gloss
    assert not window.shared


def test_bracket_with_two_fragments_stays_whole_and_is_told_apart(make_row):
    window = cut_window(make_row("The sages of rites (禮生/礼生) sang. Then 民意 won.", "禮生", "sages of rites"))
    assert window.text == "The sages of rites (禮生/礼生) sang."
    assert window.shared


@pytest.mark.parametrize(
    ("text", "fragment", "gloss", "reason"),
    [
        ("The mood or will 民意 (人心) turned", "人心", "mood", "between"),
        ("人心 (mood, 民意 too) turned", "人心", "mood, 民意 too", "holds Chinese"),
        ("The mood (人心所向) turned", "人心", "mood", "longer"),
    ],
)
def test_rows_without_a_window_say_why(make_row, text, fragment, gloss, reason):
    outcome = cut_window(make_row(text, fragment, gloss))
    assert isinstance(outcome, Omission)
    assert reason in outcome.reason


def test_brackets_are_matched_within_the_line():
    text = "a (b [c] 中 (d) e) f"
    assert find_opening(text, text.index("中")) == 2
    assert find_closing(text, text.index("中")) == text.index(") f")
    assert find_opening("a (b\n中", 5) is None
    assert find_closing("中\n)", 0) is None
    assert find_opening(text, text.index("中"), low=5) is None
