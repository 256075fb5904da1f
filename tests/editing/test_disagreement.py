"""Glosses that the lexicon contradicts: told where it is plain, and nowhere else."""

from __future__ import annotations

import pytest

from normalizer import Normalizer, NormalizerConfig
from normalizer.editing.exclusion import FAMILIES
from tests.conftest import read_cases

CASES = read_cases("contradictions")
# The vectors find these words near each other; to warn there would be to warn of free translations too.
UNSEEN = ("失业", "森林", "房子", "飞机")


def find_doubts(result):
    return [notice for notice in result.warnings if notice.code == "gloss-disagrees"]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            marks=pytest.mark.xfail(strict=True, reason="too near by word vectors")
            if case["fragment"] in UNSEEN
            else (),
        )
        for case in CASES["contradictions"]
    ],
    ids=lambda c: c["text"],
)
def test_a_contradiction_is_told_and_the_author_followed(case, normalizer):
    result = normalizer.normalize(case["text"])
    (notice,) = find_doubts(result)
    assert case["text"][notice.start : notice.end] == case["fragment"]
    (note,) = result.annotations
    assert (note.origin, note.gloss in notice.text, note.gloss in result.text) == ("author", True, True)
    assert "; the lexicon says “" in note.reason


@pytest.mark.parametrize("case", CASES["agreements"], ids=lambda c: c["text"])
def test_a_free_translation_is_no_contradiction(case, normalizer):
    assert find_doubts(normalizer.normalize(case["text"])) == []


def test_the_sentence_names_both():
    (notice,) = Normalizer().normalize("They fought over the economy (战争).").warnings
    assert notice.text == "the author glosses 战争 as “economy”, the lexicon knows it as “war”"


def test_a_term_of_the_users_glossary_is_its_own_matter(tmp_path):
    path = tmp_path / "terms.tsv"
    path.write_text("战争\tstruggle\n", encoding="utf-8")
    result = Normalizer(NormalizerConfig(glossary=(str(path),))).normalize("They fought over the economy (战争).")
    assert [notice.code for notice in result.warnings] == ["glossary-clash"]


def test_words_of_a_family_exclude_each_other_and_stand_there_once():
    assert all(len(family) > 1 for family in FAMILIES)
    assert len(FAMILIES) == len(set(FAMILIES))
