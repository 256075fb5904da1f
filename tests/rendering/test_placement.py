from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.rendering.placement import (
    Barrier,
    Insertion,
    find_place,
    insert,
    list_changed,
    make_block,
    merge_barriers,
)


@pytest.mark.parametrize(
    ("text", "position", "place"),
    [
        ("restricts growth", 8, 9),
        ("China’s growth", 5, 7),
        ("opinion-based view", 7, 13),
        ("opinion東京", 7, 7),
        ("opinion (x)", 7, 7),
        ("the ’90s", 3, 3),
        ("“opinion”s", 8, 8),
        ("opinion", 7, 7),
        ("opinion", 0, 0),
    ],
)
def test_a_mark_cuts_no_word(text, position, place):
    assert find_place(text, position, []) == place


def test_a_mark_leaves_a_barrier_and_the_word_behind_it():
    assert find_place("see `a`s now", 5, [Barrier(4, 7)]) == 7
    assert find_place("see xyzs now", 5, [Barrier(4, 7)]) == 8
    assert find_place("ab cd", 2, [Barrier(2, 5)]) == 2


@given(st.text(alphabet="ab-’ 東.", max_size=20), st.data())
def test_a_place_is_never_inside_a_word_or_barrier(text, data):
    spans = st.tuples(st.integers(0, len(text)), st.integers(1, 5)).map(lambda t: (t[0], min(t[0] + t[1], len(text))))
    barriers = merge_barriers(s for s in data.draw(st.lists(spans, max_size=4)) if s[0] < s[1])
    position = data.draw(st.integers(0, len(text)))
    place = find_place(text, position, barriers)
    assert position <= place <= len(text)
    assert not any(b.start < place < b.end for b in barriers)
    assert not (text[place - 1 : place] in tuple("ab") and text[place : place + 1] in tuple("ab"))


@given(st.text(max_size=20), st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["[1]", "[2]"])), max_size=5))
def test_insertions_only_add(text, pairs):
    insertions = [Insertion(min(place, len(text)), added) for place, added in pairs]
    marked = insert(text, insertions)
    expected = text
    for _, (place, added) in sorted(enumerate(insertions), key=lambda pair: (-pair[1].place, -pair[0])):
        expected = expected[:place] + added + expected[place:]
    assert marked == expected


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a", "a\n\nX"),
        ("a\n", "a\n\nX\n"),
        ("a\r\nb", "a\r\nb\r\n\r\nX"),
        ("a\rb\r", "a\rb\r\rX\r"),
        ("", "\n\nX"),
    ],
)
def test_a_block_keeps_the_newline_style_and_the_end(text, wanted):
    assert insert(text, [make_block(text, ["X"])]) == wanted


def test_kept_fragments_are_no_changes(normalizer):
    result = normalizer.normalize("Tokyo Tower (東京タワー) and the 舆论")
    assert [note.fragment for note in list_changed(result)] == ["舆论"]
