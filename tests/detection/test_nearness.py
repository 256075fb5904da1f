"""What is searched for cues near the Chinese is all that counts, and no more of a long text than that."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from normalizer.detection.cues import find_cues
from normalizer.detection.nearness import find_near
from normalizer.detection.subjects import find_names

WORDS = (
    "Tokyo",
    "Hong",
    "Kong",
    "traditional",
    "Chinese",
    "characters",
    "kanji",
    "Kyūshū",
    "tōkyō",
    "Nara",
    "the",
    "a",
)
MARKS = (" ", "  ", "\n", ". ", ", ", "; ", ".", "-", "’", " (", ") ", "舆论")
REACH = 24

pieces = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=120)


def _find(text: str) -> list[tuple[int, int, str, str]]:
    return sorted(find_cues(text) + find_names(text))


@given(pieces, st.lists(st.integers(0, 900), min_size=1, max_size=4))
def test_nothing_within_reach_is_lost(words: list[tuple[str, str]], places: list[int]) -> None:
    text = "".join(word + mark for word, mark in words)
    spans = sorted((min(place, len(text)), min(place + 2, len(text))) for place in places)
    found, everywhere = find_near(text, spans, REACH, _find), _find(text)
    assert set(found) <= set(everywhere)
    for start, end in spans:
        near = [cue for cue in everywhere if start - REACH <= cue[0] < end + REACH]
        assert [cue for cue in found if cue in near] == near


def test_far_parts_of_a_text_are_not_searched() -> None:
    searched: list[str] = []

    def find(part: str) -> list[tuple[int, int, str, str]]:
        searched.append(part)
        return []

    find_near("So it went on. " * 1000 + "京都" + " and so on." * 1000, [(15_000, 15_002)], 300, find)
    assert len("".join(searched)) < 1200


def test_a_text_without_marks_is_searched_as_a_whole() -> None:
    text = "Nara and so on " * 100 + "京都" + " and Nara" * 100
    assert len(find_near(text, [(1500, 1502)], 300, _find)) == 200
