from __future__ import annotations

import pytest

from normalizer.pairing.wording import read_phrase


def match(resources, fragment, english):
    return resources.evidence.match(fragment, read_phrase(english, 0, len(english)))


@pytest.mark.parametrize(
    ("fragment", "english"),
    [
        ("毛澤東", "Mao Tse-tung"),
        ("曹雪芹", "Ts'ao Hsüeh-ch'in"),
        ("蔡英文", "President Tsai Ing-wen"),
        ("柴灣", "to Chai Wan"),
        ("深水埗", "in Sham Shui Po"),
        ("李嘉誠", "Li Ka-shing"),
    ],
)
def test_other_spellings_are_heard(fragment, english, resources):
    assert match(resources, fragment, english).sound == 1.0


@pytest.mark.parametrize(
    ("fragment", "english"), [("黃之鋒", "Joshua Wong"), ("周庭", "Agnes Chow"), ("杜琪峯", "Johnnie To")]
)
def test_a_surname_is_heard_in_them(fragment, english, resources):
    assert match(resources, fragment, english).surname


@pytest.mark.parametrize(
    ("fragment", "english"), [("蘇打", "so that"), ("杜琪峯", "To the left"), ("王明", "a long way")]
)
def test_small_words_spell_no_name(fragment, english, resources):
    found = match(resources, fragment, english)
    assert (found.sound, found.surname) == (0.0, False)
