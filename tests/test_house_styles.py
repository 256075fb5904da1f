"""House styles: what is set behind a term, with which marks, and the presets that name such settings."""

from __future__ import annotations

import pytest

from normalizer import Normalizer, NormalizerConfig
from normalizer.config import PROFILES, check_settings
from normalizer.errors import ConfigError

TEXT = "The word 关系 is old. Later the word 关系 became common."


def clean(text, **settings):
    return Normalizer(NormalizerConfig(**settings)).normalize(text).text


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ({}, "The word guanxi is old. Later the word guanxi became common."),
        ({"tones": True}, "The word guānxi is old. Later the word guānxi became common."),
        ({"mention": "keep"}, TEXT),
        ({"mention": "replace"}, "The word relationship is old. Later the word relationship became common."),
        ({"mention": "both"}, 'The word guanxi ("relationship") is old. Later the word guanxi became common.'),
    ],
)
def test_what_is_put_for_a_word_that_is_spoken_of(settings, wanted):
    assert clean(TEXT, **settings) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Such ties are called 关系 in Chinese.", "Such ties are called guanxi in Chinese."),
        ("The verb 吃 can stand alone.", "The verb chi can stand alone."),
        ("In Mandarin, 'face' is 面子.", "In Mandarin, 'face' is mianzi."),
        ("It was written as 内卷.", "It was written as neijuan."),
    ],
)
def test_ways_of_speaking_of_a_word(text, wanted):
    assert clean(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It was a radical 改革 of schools.", "It was a radical reform of schools."),
        ("In other words 成功 is near.", "In other words success is near."),
        ("Our short-term 目标 is clear.", "Our short-term target is clear."),
        ("The written 报告 is long.", "The written report is long."),
        ("The main character 成长 is slow.", "The main character growth is slow."),
    ],
)
def test_words_that_only_look_like_speaking_of_one(text, wanted):
    assert clean(text) == wanted


@pytest.mark.parametrize("settings", [{"mention": "both"}, {"mention": "both", "tones": True}])
def test_the_clean_text_stays_as_it_is_and_can_be_restored(settings):
    normalizer = Normalizer(NormalizerConfig(**settings))
    result = normalizer.normalize(TEXT)
    assert normalizer.normalize(result.text).text == result.text
    assert result.restore() == TEXT


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_names_settings_that_exist(name):
    settings = check_settings({"profile": name})
    assert settings == PROFILES[name]
    assert NormalizerConfig(**settings) != NormalizerConfig()
    assert check_settings({"profile": name, "mention": "keep"})["mention"] == "keep"
    assert check_settings({"mention": "keep", "profile": name})["mention"] == "keep"


def test_the_profile_for_corpora_leaves_documents_in_another_language_alone():
    text = "Le rapport du gouvernement parle de 经济 et des mesures que les ministres ont prises cette année pour les familles du pays."
    assert clean(text, **check_settings({"profile": "corpus"})) == text


def test_an_unknown_profile_is_named():
    with pytest.raises(ConfigError, match="newsroom"):
        check_settings({"profile": "tabloid"})


@pytest.mark.parametrize("value", [3, ["a.tsv", 3]])
def test_a_glossary_is_a_path_or_a_list_of_paths(value):
    assert check_settings({"glossary": "a.tsv"}) == {"glossary": ("a.tsv",)}
    assert check_settings({"glossary": ["a.tsv", "b.csv"]}) == {"glossary": ("a.tsv", "b.csv")}
    with pytest.raises(ConfigError, match="glossary"):
        check_settings({"glossary": value})
