from __future__ import annotations

import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import normalize
from normalizer.detection.masking.lookup import MaskLookup
from normalizer.detection.wrapping import unwrap
from normalizer.types import Mask

CLAUSES = st.sampled_from(
    [
        "the officials of the country spoke of the public opinion (舆论) for many hours",
        "they made a 经济 decision that nobody had asked for",
        "the 市场 (market) fell again",
        "the economic环境 of the whole region was good",
        "“public opinion 舆论” was what they read about",
        "all of us went home in the evening",
        "he once again恳请大家 to stay where they were",
    ]
)
PARAGRAPHS = st.lists(CLAUSES, min_size=3, max_size=8).map(
    lambda clauses: "It was said that " + ", and ".join(clauses) + "."
)


@given(PARAGRAPHS, st.integers(60, 80), st.sampled_from(["\n", "\r\n", "\n  "]))
@settings(deadline=None)
def test_a_wrapped_paragraph_says_what_the_same_in_one_line_says(paragraph, width, newline):
    wrapped = textwrap.fill(paragraph, width, break_long_words=False, break_on_hyphens=False).replace("\n", newline)
    result = normalize(wrapped)
    assert result.text.split() == normalize(paragraph).text.split()
    assert result.restore() == wrapped
    # A newline goes only where a mark follows what stood alone in its line.
    swallowed = sum(note.original.count("\n") - note.replacement.count("\n") for note in result.annotations)
    assert swallowed <= wrapped.count("\n(") + wrapped.count("\n  (") + wrapped.count("舆论")


def test_newlines_under_a_mask_stay():
    text = "They all spoke of the public opinion of the\n(舆论) country."
    assert unwrap(text, MaskLookup([])) == text.replace("\n", " ")
    assert unwrap(text, MaskLookup([Mask(40, 50, "code")])) == text


@given(st.text(st.sampled_from("ab舆(.-* \n\r|#"), max_size=300))
def test_only_newlines_become_blanks(text):
    shown = unwrap(text, MaskLookup([]))
    assert len(shown) == len(text)
    assert all(a == b or (a in "\r\n" and b == " ") for a, b in zip(text, shown, strict=True))
