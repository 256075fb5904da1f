from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from normalizer.detection.fragments import find_fragments
from normalizer.detection.language import identify_languages
from normalizer.detection.matrix import find_matrix_language
from normalizer.types import LanguageSpan
from tests.conftest import read_cases

GERMAN = (
    "Die Regierung hat gestern beschlossen, dass die neuen Regeln ab dem kommenden Jahr gelten sollen, und die Opposition "
    "kritisierte den Plan scharf, weil er nach ihrer Meinung zu spät kommt und nicht weit genug reicht. 舆论"
)


@pytest.mark.parametrize("case", read_cases("languages"), ids=lambda c: c["text"][:40])
def test_han_runs_are_told_apart(case, resources):
    found = identify_languages(case["text"], find_fragments(case["text"]), resources.evidence)
    assert [f.language for f in found] == case["languages"]
    assert all(f.reason for f in found)


def test_a_declared_language_decides(resources):
    text = "the word 東京 here"
    found = identify_languages(
        text, find_fragments(text), resources.evidence, [LanguageSpan(0, len(text), "ja-JP")]
    )
    assert found[0].language == "ja"


@pytest.mark.parametrize(("text", "script"), [("国们", "Hans"), ("國們", "Hant"), ("中文", "Hani")])
def test_scripts_are_named(text, script, resources):
    assert identify_languages(text, find_fragments(text), resources.evidence)[0].script == script


def test_another_language_around_is_passed_through(normalizer):
    result = normalizer.normalize(GERMAN)
    assert result.text == GERMAN
    assert result.language == "de"
    assert result.annotations[0].context == "matrix"


def test_short_texts_are_never_called_foreign():
    for text in ("雷军", "Bonjour 世界", "OK 好", "ciao bella 舆论"):
        assert find_matrix_language(text) == "en"


def test_threads_starting_at_once_agree():
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(find_matrix_language, [GERMAN] * 8)) == {"de"}


def test_modes_other_than_auto_never_look():
    assert find_matrix_language(GERMAN, "en") == find_matrix_language(GERMAN, "any") == "en"
