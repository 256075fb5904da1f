from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer.glossing.cues import _BETWEEN, _CUES, _NOT_LETTERS, _TRADES, read_cue
from normalizer.types import Slot

BEFORE = [row for row in _CUES if row[2]]
# Without the two letters that only a comparison without case takes for s and k.
LETTERS = st.characters(max_codepoint=0x2FFF, exclude_characters="\u017f\u212a")


@pytest.mark.parametrize("row", BEFORE, ids=[f"{kind} {number}" for number, (kind, *_) in enumerate(BEFORE)])
def test_a_pattern_is_never_passed_over_where_it_is_found(row):
    """What is looked at first, the last word, only spares work: it lets every text pass that the pattern is found in."""
    _, pattern, endings = row

    @settings(max_examples=600, deadline=None)
    @given(st.from_regex(pattern, alphabet=LETTERS))
    def check(text):
        before = text[-60:]
        if pattern.search(before):
            last = _NOT_LETTERS.split(before.rstrip(_BETWEEN))[-1].lower()
            assert last in endings or last.endswith(_TRADES), before

    check()


@pytest.mark.parametrize(
    ("before", "after", "cue"),
    [
        ("the famous geologist ", " went", "title"),
        ("the village of ", " burnt", "place"),
        ("a shop named ", " opened", "name"),
        ("as told in the Annals, ", "", "book"),
        ("whose birth name was ", "", "person"),
        ("he ate the ", " quickly", ""),
    ],
)
def test_cues_before_a_fragment(before, after, cue):
    assert read_cue(Slot(before, after)) == cue


@pytest.mark.parametrize(
    "trade", ["geologist", "geographer", "physicist", "musician", "economist", "shoemaker", "goalkeeper"]
)
def test_trades_by_their_endings(trade):
    assert read_cue(Slot(f"the famous {trade} ", " went")) == "title"
