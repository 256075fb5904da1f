"""Han and readings."""

from __future__ import annotations

import pytest

from benchmarks.script import count_han, has_han, is_of_reading, is_reading


@pytest.mark.parametrize(("text", "count"), [("舆论", 2), ("〇々", 2), ("𠀋", 1), ("ひらがな 한국", 0), ("，。", 0)])
def test_han_is_counted_and_nothing_else(text, count):
    assert count_han(text) == count
    assert has_han(text) is bool(count)


@pytest.mark.parametrize(
    ("words", "fragment", "reads"),
    [
        ("Lǜshī", "律师", True),
        ("yinhang", "银行", True),
        ("hua'r", "花", True),
        ("_Jiāng hú_", "江湖", True),
        ("hu jiang", "江湖", False),
        ("jiang", "江湖", False),
        ("rivers", "江湖", False),
        ("anything", "", False),
    ],
)
def test_reading_is_the_whole_fragment_in_order(words, fragment, reads):
    assert is_reading(words, fragment) is reads


def test_word_of_the_reading_may_be_a_part_of_it():
    assert is_of_reading("Jiāng", "江湖")
    assert not is_of_reading("lake", "江湖")
