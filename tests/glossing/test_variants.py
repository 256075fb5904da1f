from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from normalizer.glossing.variants import fold
from normalizer.lexicon.index import open_lexicon


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("輿論環境", "舆论环境"),
        ("乾坤", "乾坤"),
        ("乾淨", "干净"),
        ("瞭望", "瞭望"),
        ("著名", "著名"),
        ("藉口", "借口"),
        ("藉此", "借此"),
        ("⼈民", "人民"),
        ("豈", "岂"),
        ("⻳", "龟"),
        ("\U0002f800", "丽"),
        ("⺅", "⺅"),
        ("々々", "々々"),
        ("人々", "人人"),
        ("二〇〇八", "二〇〇八"),
        ("ABC ，", "ABC ，"),
    ],
)
def test_variants_are_folded(text, folded, lexicon):
    assert fold(text, lexicon) == folded


def test_folding_agrees_with_opencc(lexicon):
    converter = OpenCC("t2s")
    words = [word for word, _, _ in lexicon.words() if not word.isascii() and not set("々著") & set(word)]
    chance = random.Random(2)  # noqa: S311 - not for secrets
    for _ in range(4000):
        text = "".join(chance.choices(words, k=2))
        wanted = converter.convert(text)
        if len(wanted) == len(text):
            assert fold(text, lexicon) == wanted


def test_folding_agrees_with_opencc_where_a_form_depends_on_its_word(lexicon):
    converter = OpenCC("t2s")
    parts = [*sorted(lexicon.fold_exceptions - {"著"}), *lexicon.fold_phrases, *"乾坤净口船然解的一"]
    assert len(lexicon.fold_phrases) > 200
    chance = random.Random(3)  # noqa: S311 - not for secrets
    for _ in range(4000):
        text = "".join(chance.choices(parts, k=3))
        wanted = converter.convert(text)
        assert fold(text, lexicon) == (wanted if len(wanted) == len(text) else text.translate(lexicon.fold_table))


@given(st.text(max_size=30))
def test_the_length_never_changes(text):
    assert len(fold(text, open_lexicon())) == len(text)
