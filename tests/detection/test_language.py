from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from normalizer import Normalizer, NormalizerConfig
from normalizer.detection.fragments import find_fragments
from normalizer.detection.language import identify_languages
from normalizer.detection.matrix import find_matrix_language
from normalizer.types import LanguageSpan
from tests.conftest import read_cases

GERMAN = (
    "Die Regierung hat gestern beschlossen, dass die neuen Regeln ab dem kommenden Jahr gelten sollen, und die Opposition "
    "kritisierte den Plan scharf, weil er nach ihrer Meinung zu spät kommt und nicht weit genug reicht. 舆论"
)


def mark(case):
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(case, id=case["text"][:40], marks=marks)


@pytest.mark.parametrize("case", [mark(case) for case in read_cases("languages")])
def test_han_runs_are_told_apart(case, resources):
    found = identify_languages(case["text"], find_fragments(case["text"]), resources.evidence)
    assert [f.language for f in found] == case["languages"]
    assert all(f.reason for f in found)


def identify(text, resources, **settings):
    return identify_languages(text, find_fragments(text), resources.evidence, **settings)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Her grandmother folded the furoshiki (風呂敷) twice.", "its Japanese reading beside it: furoshiki"),
        ("King Sejong (世宗) made the letters.", "its Korean reading beside it: Sejong"),
        ("the kanji 東 means east", "the label beside it: kanji"),
        ("the president (대통령, 大統領) left", "the run beside it: 대통령"),
        ("Kyoto Station (京都駅) is busy", "a form that only Japan uses"),
        ("Nguyễn Trãi (阮廌) wrote it", "the word beside it is Vietnamese: Nguyễn"),
        ("a wooden temple (本堂) in Kyoto", "the words around it: Kyoto"),
        ("Lu Xun (魯迅) was in Japan", "its Mandarin reading stands beside it"),
        (
            "The gate is a torii (鳥居). The 鳥居 is red.",
            "the same run elsewhere has its Japanese reading beside it: torii",
        ),
    ],
)
def test_reasons_name_the_evidence(text, reason, resources):
    assert identify(text, resources)[-1].reason == reason


@pytest.mark.parametrize(
    ("text", "auto", "chinese", "doubtful"),
    [
        ("Japan's 出口 rose", "zh", "zh", "ja"),
        ("a wooden temple (本堂) in Kyoto", "ja", "zh", "ja"),
        ("the kanji 東 means east", "ja", "zh", "ja"),
        ("She wrote ありがとう here", "ja", "ja", "ja"),
        ("the 政府 said", "zh", "zh", "zh"),
        ("Japan's 经济 grew", "zh", "zh", "zh"),
        ("Lu Xun (魯迅) was in Japan", "zh", "zh", "zh"),
        ("Hanoi is 不滿 with it", "zh", "zh", "vi"),
    ],
)
def test_the_setting_han_decides(text, auto, chinese, doubtful, resources):
    found = [identify(text, resources, han=han)[0].language for han in ("auto", "chinese", "keep-doubtful")]
    assert found == [auto, chinese, doubtful]


def test_a_declared_language_beats_the_setting(resources):
    text = "the word 東京 here"
    found = identify(text, resources, declared=[LanguageSpan(0, len(text), "ja")], han="chinese")
    assert found[0].language == "ja"


def test_a_word_of_the_users_glossary_is_glossed_whatever_language_it_is(tmp_path):
    terms = tmp_path / "terms.tsv"
    terms.write_text("取締役\tdirector\n駅\tstation\nすし\tsushi\n", encoding="utf-8")
    text = "A 取締役 at the 駅 had すし and 立入禁止."
    normalizer = Normalizer(NormalizerConfig(glossary=(str(terms),)))
    assert normalizer.normalize(text).text == "A director at the station had sushi and 立入禁止."
    assert Normalizer().normalize(text).text == text


def test_the_other_readings_are_not_looked_up_for_stray_words(resources, monkeypatch):
    asked = []
    monkeypatch.setattr(type(resources.evidence), "readings_abroad", lambda _, character: asked.append(character))
    identify("They are 討論 the plan (政府 said so) and the critical 輿論 here.", resources)
    assert asked == []


def test_a_declared_language_decides(resources):
    text = "the word 東京 here"
    found = identify_languages(text, find_fragments(text), resources.evidence, [LanguageSpan(0, len(text), "ja-JP")])
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
