from __future__ import annotations

import pytest

from normalizer.lexicon.labels import TURN, take_labels


@pytest.mark.parametrize(
    ("raw", "labels", "text"),
    [
        ("(Tw) (coll.) lunch box", ("Tw", "coll."), "lunch box"),
        ("pica (medicine)", ("medicine",), "pica"),
        ("old wine in a new bottle (idiom, from Mencius)", ("idiom",), "old wine in a new bottle"),
        ("(colloquial) dim-witted (Taiwan)", ("coll.", "Tw"), "dim-witted"),
        ("(of knowledge, skill etc) to pass on", ("of knowledge", "skill etc"), "to pass on"),
        ("(variant of 真相[zhen1 xiang4]) truth", (), "truth"),
        ("Mao Zedong (1893-1976), leader", (), "Mao Zedong, leader"),
        ("to raise (a ceiling (in a house)) up", (), "to raise up"),
        ("open-air restaurant (originally Hong Kong usage", (), "open-air restaurant"),
        ("to take (one's) place", (), "to take one's place"),
        ("(un)able to see", (), "unable to see"),
    ],
)
def test_brackets_are_labels_or_remarks(raw, labels, text):
    assert take_labels(raw) == (labels, text)


def test_the_turn_of_an_idiom_is_marked():
    assert take_labels("empty talk (idiom); hot air")[1] == f"empty talk{TURN} hot air"
