from __future__ import annotations

import re

from normalizer import render


def test_every_choice_is_accounted_for(normalizer):
    account = render(normalizer.normalize("It 制约s growth.\n雷军 saw 東京タワー."), "explanation")
    rows = dict(re.findall(r"^   (\w+) +(.+)$", account.split("\n2. ")[0], re.MULTILINE))
    assert rows["found"] == "It ▸制约◂s growth.⏎雷军 saw 東京タワー."
    assert rows["place"] == "3-5"
    assert rows["language"] == "zh (Hans)"
    assert (rows["context"], rows["action"], rows["origin"]) == ("leak", "replace", "lexicon")
    assert rows["edit"] == "3-6  “制约s” → “restricts”"
    assert re.search(r"^ +→ \+\d\.\d\d  restrict  \(restrict; constrain\)$", account, re.MULTILINE)
    assert re.search(r"^ +[+-]\d\.\d\d  condition$", account, re.MULTILINE)
    assert "\n2. 雷军\n" in account
    assert re.search(r"\n3. 東京タワー\n.*\n.*\n   language  ja \(Jpan\)\n.*\n   action    keep\n", account)
    assert account.endswith("\nclean     It restricts growth.\nLei Jun saw 東京タワー.\n")


def test_a_text_without_chinese_says_so(normalizer):
    assert "no Chinese, Japanese or Korean in it" in render(normalizer.normalize("plain"), "explanation")


def test_warnings_are_told(normalizer):
    account = render(normalizer.normalize("舆论 # mixnorm: ignore"), "explanation")
    assert "warning   a line is ignored without a reason (0-20)" in account
