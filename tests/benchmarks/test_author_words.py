"""The written cases of what the author says; those that fail are listed with the reason."""

from __future__ import annotations

import pytest

from benchmarks.author_words import main, read_tables

_READING = "the house's romanization joins syllables and writes ü as u"
_NAMING = "a rule of policy: the fragment is translated or read out in small letters"
KNOWN = {
    "In Daoism the idea of non-action 無為 is central.": "the dictionary explains the word and has no such wording",
    "- 舆论 — public opinion\n- 土地改革 — land reform\n": _READING,
    "通货膨胀: inflation, a rise of all prices\n": _READING,
    "| English | Meaning |\n| --- | --- |\n| 舆论 | public opinion |\n| 利率 | interest rate |\n": _READING,
    "| English | Chinese |\n| --- | --- |\n| public opinion | 舆论 |\n| interest rate | 利率 |\n": _READING,
    "Its name is 紫禁城, literally the Purple Forbidden City.": _NAMING,
    "The household registration system, known as 户口, divides the country.": _NAMING,
    "The rule of virtue ([德治](https://example.org/dezhi)) is old.": "an edit may not take a link with it",
    "The court cited public order and good morals. This clause (公序良俗) is vague.": "the word is in no dictionary",
    "My 签证 (expired) was the first thing the officer asked to see.": "the vectors put expired near visa",
    "Every 驿站 (mules, hay, hot water) charged the envoy double after dark.": "the first item is taken by itself",
    "She teaches 瑜伽 (beginners) in a church hall (heated) near the docks.": "the vectors put beginners near yoga",
    "She kept the letters in a 木头 wooden box under the bed.": "the adjective of a noun's wording is not known",
}


def list_cases():
    for title, cases, judge in read_tables():
        for number, case in enumerate(cases):
            reason = KNOWN.get(case["text"])
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            yield pytest.param(case, judge, marks=marks, id=f"{title}-{case['form']}-{number}")


@pytest.mark.parametrize(("case", "judge"), list(list_cases()))
def test_the_author_is_heard(case, judge):
    assert not judge(case)


def test_known_failures_name_real_cases():
    assert set(KNOWN) <= {case["text"] for _, cases, _ in read_tables() for case in cases}


def test_the_script_prints_every_table(capsys):
    assert main(["--misses"]) == 0
    printed = capsys.readouterr().out
    assert all(f"{title}\n" in printed for title in ("pairs", "no pairs", "brackets", "doublets"))
