"""What a document teaches: which of several glosses serves, and where the author's glosses differ."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import Normalizer, NormalizerConfig
from normalizer.joining import join_results
from tests.test_invariants import TEXTS

FACE = "face (面子)"
PRESTIGE = "prestige (面子)"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"Of {FACE}. Then 面子. Of {PRESTIGE}.", "Of face. Then face. Of prestige."),
        (f"Of {FACE}, of {PRESTIGE}. Then 面子.", "Of face, of prestige. Then prestige."),
        (
            f"A 面子 here. Of {FACE}, of {PRESTIGE}, of {PRESTIGE}.",
            "A prestige here. Of face, of prestige, of prestige.",
        ),
        (f"A 面子 here. Of {FACE}, of {PRESTIGE}.", "A face here. Of face, of prestige."),
    ],
)
def test_the_nearest_gloss_before_serves_else_the_commonest(text, wanted, normalizer):
    assert normalizer.normalize(text).text == wanted


def find_differences(text):
    return [n for n in Normalizer().normalize(text).warnings if n.code == "glosses-differ"]


def test_unlike_glosses_of_one_fragment_are_told():
    text = f"He wrote of {FACE} and of {PRESTIGE}, {PRESTIGE}."
    (notice,) = find_differences(text)
    assert notice.text == (
        "the author glosses 面子 in unlike ways: “face”, “prestige” (2 times); each pair keeps its own words"
    )
    assert (notice.start, text[notice.start : notice.end]) == (text.index("面子", 30), "面子")


@pytest.mark.parametrize(
    "text",
    [
        "Public opinion (舆论) and public opinions (舆论).",
        "Such guanxi (关系) are relationships (关系).",
        "Lei Jun (雷军) spoke; Mr. Lei (雷军) left.",
        "It is common prosperity (共同富裕), or common wealth (共同富裕).",
        "face (面子) and friends (朋友).",
    ],
)
def test_like_glosses_readings_and_names_do_not_differ(text):
    assert find_differences(text) == []


LATER = (
    "Good 舆论环境 (climate of opinion) helps.\n"
    + "Some plain English text stands here.\n" * 200
    + "A bad 舆论环境 hurts."
)


def test_a_stream_remembers_beyond_its_window_when_asked_to():
    forgetful, mindful = (
        Normalizer(NormalizerConfig(context="window", stream_memory=size)).normalize(LATER).text for size in (0, 4)
    )
    assert forgetful.endswith("A bad public opinion environment hurts.")
    assert mindful.endswith("A bad climate of opinion hurts.")


def test_the_memory_of_a_stream_is_bounded():
    text = (
        "the 舆论环境 (climate of opinion) is\nthe 经济 (economics) is\nthe 政府 (government) is\n"
        + LATER.partition("\n")[2]
    )
    ends = [
        Normalizer(NormalizerConfig(context="window", stream_memory=size)).normalize(text).text.split("\n")[-1]
        for size in (2, 3)
    ]
    assert ends == ["A bad public opinion environment hurts.", "A bad climate of opinion hurts."]


@given(TEXTS, st.lists(st.integers(0, 80), max_size=6), st.sampled_from(["replace", "keep-at-first-mention"]))
@settings(max_examples=100, deadline=None)
def test_a_stream_with_memory_gives_the_window_result_for_any_chunking(text, cuts, leak):
    config = NormalizerConfig(context="window", stream_memory=3, leak=leak)
    whole = Normalizer(config).normalize(text)
    edges = [0, *sorted(min(c, len(text)) for c in cuts), len(text)]
    streamed = list(Normalizer(config).stream(text[a:b] for a, b in pairwise(edges)))
    assert "".join(r.text for r in streamed) == whole.text
    assert join_results(streamed).annotations == whole.annotations
