from __future__ import annotations

import pytest

from normalizer.batch.difference import COLOURED, list_changes
from normalizer.documents import open_document
from normalizer.documents.document import Source
from normalizer.documents.encoding import Encoding
from normalizer.types import NormalizedText


def change(text, normalizer, format_name="text", **more):
    document = open_document(Source(text.encode(), format_name, Encoding()))
    results = document.accept([normalizer.normalize(unit.text, unit.format) for unit in document.units])
    return list(list_changes(document, results, **more))


def test_edits_of_one_line_share_a_hunk(normalizer):
    assert change("x\nthe 舆论 and 制约s it\r\ny\rthe 舆论\n", normalizer) == [
        "@@ line 2 @@",
        "the [-舆论-]{+public opinion+} and [-制约s-]{+restricts+} it",
        "@@ line 4 @@",
        "the [-舆论-]{+public opinion+}",
    ]


def test_what_is_only_removed_has_no_addition(normalizer):
    assert change("public opinion (舆论) grew", normalizer)[1] == "public opinion[- (舆论)-] grew"


def test_colours_take_the_place_of_brackets(normalizer):
    place, line = change("the 舆论 grew -]", normalizer, signs=COLOURED)
    assert place == "\x1b[36m@@ line 1 @@\x1b[0m"
    assert line == "the \x1b[31;9m舆论\x1b[0m\x1b[32mpublic opinion\x1b[0m grew -]"


def test_records_show_their_text_at_their_line(normalizer):
    assert change('{}\n{"text": "one\\nthe \\u8206\\u8bba"}', normalizer, "jsonl") == [
        "@@ line 2 @@",
        "the [-舆论-]{+public opinion+}",
    ]


@pytest.mark.parametrize("text", ["plain", "東京タワー"])
def test_without_changes_there_is_no_hunk(text, normalizer):
    assert change(text, normalizer) == []


def test_an_edit_over_two_lines_takes_both(normalizer):
    note = normalizer.normalize("the 舆论").annotations[0]
    edit = note._replace(start=2, end=5, original="b\nc", target_start=2, target_end=3, replacement="x")
    document = open_document(Source(b"a b\nc d\ne", "text", Encoding()))
    assert list(list_changes(document, [NormalizedText("a x d\ne", (edit,))])) == ["@@ line 1 @@", "a [-b\nc-]{+x+} d"]
