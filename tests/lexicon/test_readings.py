from __future__ import annotations

import pytest
from pypinyin.contrib.tone_convert import to_tone

from normalizer.lexicon.readings import join_name, mark_tones, plain_syllables


@pytest.mark.parametrize(
    ("numbered", "marked"),
    [
        ("Bei3 jing1", "Běi jīng"),
        ("lu:4 se4", "lǜ sè"),
        ("nu:3 hai2 r5", "nǚ hái r"),
        ("liu2", "liú"),
        ("gui4", "guì"),
        ("ou1", "ōu"),
        ("A股", "A股"),
    ],
)
def test_tones_are_marked(numbered, marked):
    assert mark_tones(numbered) == marked


def test_marks_agree_with_pypinyin_on_every_syllable_of_the_lexicon(lexicon):
    syllables = {r for row in lexicon.readings().values() for r in row.split()}
    ordinary = [
        s
        for s in syllables
        if s[:-1].isalpha() and s[-1] in "1234" and "m" not in s[0] and s[:-1] not in ("n", "ng", "hm", "hng", "e:")
    ]
    assert len(ordinary) > 1000
    wrong = [s for s in ordinary if mark_tones(s) != to_tone(s.replace("u:", "ü"))]
    assert wrong == []


def test_names_are_joined():
    assert join_name(["xi", "an"], "'") == "Xi'an"
    assert join_name(["ou", "yang"]) == "Ouyang"
    assert plain_syllables("Lu:3 Xun4") == ["lu", "xun"]
