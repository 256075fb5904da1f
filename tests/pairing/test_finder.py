from __future__ import annotations

import pytest

from normalizer.detection.masking.lookup import MaskLookup
from normalizer.pairing.finder import find_pairs
from normalizer.types import Fragment, Mask, Span

_MOST = 12
"""Matches that one fragment may cost, whatever stands around it."""


class CountingReader:
    """An evidence reader that counts what it is asked, and the words that it is asked about."""

    def __init__(self, reader) -> None:
        self.reader, self.matches, self.words_seen = reader, 0, 0

    def match(self, fragment, phrase):
        self.matches += 1
        self.words_seen += len(phrase.words)
        return self.reader.match(fragment, phrase)

    def __getattr__(self, name):
        return getattr(self.reader, name)


def count(unit, times, resources):
    text = unit * times
    starts = [i for i in range(len(text)) if text.startswith("德治", i)]
    fragments = [Fragment(i, i + 2, "德治", Span(i, i + 2)) for i in starts]
    reader = CountingReader(resources.evidence)
    find_pairs(text, fragments, MaskLookup([]), reader)
    return reader.matches, reader.words_seen, len(fragments)


@pytest.mark.parametrize(
    "unit",
    [
        "word " * 40 + "德治 ",
        "“word " * 10 + "德治” ",
        "(word, (德治, ",
        "a line. A b. (德治) ",
        "| 德治 | word word |\n",
        "- 德治: word word\n",
        "德治 (word, word; word, word) ",
    ],
)
def test_evidence_is_bounded_for_each_fragment(unit, resources):
    matches, words, fragments = count(unit, 20, resources)
    assert matches <= _MOST * fragments
    assert words <= 40 * _MOST * fragments
    doubled = count(unit, 40, resources)
    assert doubled[0] <= 2.1 * matches + _MOST
    assert doubled[1] <= 2.1 * words + 40 * _MOST


@pytest.mark.parametrize(("masked", "paired"), [("public", True), ("lit.", False), ("opinion)", False)])
def test_what_is_masked_may_stand_inside_the_authors_words_only(masked, paired, resources):
    text = "the 舆论 (lit. public opinion) here"
    masks = MaskLookup([Mask(text.index(masked), text.index(masked) + len(masked), "code")])
    pairs = find_pairs(text, [Fragment(4, 6, "舆论", Span(4, 6))], masks, resources.evidence)
    assert [pair.text for pair in pairs.values()] == (["public opinion"] if paired else [])


@pytest.mark.parametrize(("masked", "paired"), [("opinion", True), ("grew", True), (")", False), ("(", False)])
def test_what_is_masked_is_not_removed_with_the_chinese(masked, paired, resources):
    text = "public opinion (舆论) grew"
    masks = MaskLookup([Mask(text.index(masked), text.index(masked) + len(masked), "markup")])
    pairs = find_pairs(text, [Fragment(16, 18, "舆论", Span(16, 18))], masks, resources.evidence)
    assert bool(pairs) is paired
