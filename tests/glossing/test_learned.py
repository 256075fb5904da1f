"""Names that the document teaches, in longer fragments and before titles."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Lei Jun (雷军) spoke. 雷军接受采访 later.", "Lei Jun spoke. Lei Jun accepts interview later."),
        ("Lei Jun (雷军) spoke. 雷总 left.", "Lei Jun spoke. Mr. Lei left."),
        (
            "Lee Kuan Yew (李光耀) left. 李总理 and 李光耀先生 came.",
            "Lee Kuan Yew left. Premier Lee and Mr. Lee Kuan Yew came.",
        ),
        ("Jack Ma (马云) left. Then 马先生 came.", "Jack Ma left. Then Mr. Ma came."),
        ("He met 雷总 before Lei Jun (雷军) spoke.", "He met Mr. Lei before Lei Jun spoke."),
        ("Lee Kuan Yew (李光耀) left. 王总理 came.", "Lee Kuan Yew left. Premier Wang came."),
    ],
)
def test_a_name_serves_in_longer_fragments_and_before_titles(text, wanted, normalizer):
    result = normalizer.normalize(text)
    assert result.text == wanted
    assert normalizer.normalize(result.text).text == result.text


def test_a_name_that_the_lexicon_has_is_put_together_as_always(normalizer):
    alone = normalizer.normalize("China is big. The 中国经济 grew.").text
    assert normalizer.normalize("China (中国) is big. The 中国经济 grew.").text == alone


def test_the_reason_tells_of_the_author(normalizer):
    note = normalizer.normalize("Lei Jun (雷军) spoke. 雷军接受采访 later.").annotations[1]
    assert "with the author’s name for 雷军" in note.reason
    assert [token.origin for token in note.tokens if token.text == "雷军"] == ["author"]
