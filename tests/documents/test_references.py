from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.documents.references import lay_over, resolve
from normalizer.types import NormalizedText


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&#33286;&#x8BBA;&#X8bba;", "舆论论"),
        ("&#65292;&#x3002;", "，。"),
        ("&amp; &#233; &#38; &#8217; &nbsp;", "&amp; &#233; &#38; &#8217; &nbsp;"),
        ("&#33286 &#x; &#; &#xZZ; &#9999999; &#xFFFFFF;", "&#33286 &#x; &#; &#xZZ; &#9999999; &#xFFFFFF;"),
        ("&#131072;", "𠀀"),
    ],
)
def test_references_to_chinese_are_resolved_and_others_left(source, text):
    assert resolve(source).text == text


PIECES = st.sampled_from(["a", "舆", "&#33286;", "&#x8BBA;", "&#xff0c;", "&amp;", " ", "&#"])


@given(st.lists(PIECES, max_size=12))
def test_every_boundary_has_its_place_in_the_source(pieces):
    resolved = resolve("".join(pieces))
    if "".join(pieces) == "".join(re.findall(r"&#x?\w+;|&amp;|.", "".join(pieces))):
        ends = [resolved.to_source(offset) for offset in range(len(resolved.text) + 1)]
        assert ends[0] == 0
        assert ends[-1] == len(resolved.source)
        for character, start, end in zip(resolved.text, ends, ends[1:], strict=False):
            assert resolve(resolved.source[start:end]).text == character


def test_a_text_without_references_is_laid_over_itself():
    result = NormalizedText("x")
    assert lay_over(result, resolve("x")) is result


def test_tokens_warnings_and_glosses_move_too(normalizer):
    source = "&#26085;&#12390; public opinion (&#33286;&#35770;)\n&#22909; # mixnorm: ignore"
    resolved = resolve(source)
    result = lay_over(normalizer.normalize(resolved.text, "html"), resolved)
    note = next(note for note in result.annotations if note.fragment == "&#33286;&#35770;")
    assert source[note.gloss_start : note.gloss_end] == "public opinion"
    assert [token.text for token in note.tokens] == ["&#33286;&#35770;"]
    (warning,) = result.warnings
    assert source[warning.start : warning.end] == "&#22909; # mixnorm: ignore"
    assert result.restore() == source
