from __future__ import annotations

import pytest

from normalizer.batch.checking import describe_finding


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the 舆论 grew", "舆论 would be replaced by “public opinion” (leak, lexicon)"),
        ("public opinion (舆论) grew", "舆论 would be dropped: the text says “public opinion” (pair, author)"),
        ("the character 好 is", "好 would be romanized as “hao” (mention, romanization)"),
    ],
)
def test_a_finding_tells_what_would_be_done(text, wanted, normalizer):
    assert describe_finding(normalizer.normalize(text).annotations[0]) == wanted


def test_references_are_shown_as_characters(normalizer):
    note = normalizer.normalize("the 舆论 grew").annotations[0]._replace(fragment="&#33286;&#x8bba;")
    assert describe_finding(note).startswith("舆论 would")
