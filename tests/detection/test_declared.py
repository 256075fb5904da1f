from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from normalizer.detection.declared import Declarations
from normalizer.types import LanguageSpan

RANGES = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted)


@given(st.lists(RANGES, max_size=8), RANGES)
def test_the_first_span_that_holds_a_run_counts(ranges, wanted):
    spans = [LanguageSpan(start, end, f"x{number}") for number, (start, end) in enumerate(ranges)]
    start, end = wanted
    expected = next((span.tag for span in spans if span.start <= start and end <= span.end), "")
    assert Declarations(spans).find(start, end) == expected


def test_many_spans_beside_each_other_cost_work_in_proportion():
    """Looking through all of them for each run would take minutes."""
    declared = Declarations([LanguageSpan(3 * number, 3 * number + 2, "ja") for number in range(100_000)])
    assert all(declared.find(3 * number, 3 * number + 2) == "ja" for number in range(100_000))
    assert not declared.find(0, 3)
