from __future__ import annotations

import pytest

from normalizer.batch.explaining import Place, explain_lexicon, explain_place, explain_word, read_place
from normalizer.batch.pieces import Reading
from normalizer.config import NormalizerConfig
from normalizer.errors import InputError
from normalizer.types import Entry, Sense, WordRecord


def test_all_entries_of_a_word_are_told(lexicon):
    told = explain_word("行", lexicon.lookup("行"))
    assert "\n  行  háng\n" in told
    assert "\n  行  xíng\n" in told
    assert "    1. row\n" in told
    assert "(put into a text as “column”)" in told


def test_both_scripts_are_told(lexicon):
    assert "  银行 銀行  yín háng\n" in explain_word("銀行", lexicon.lookup("銀行"))


def test_senses_that_are_not_the_entrys_own_or_not_insertable_say_so():
    senses = (Sense("variant of 夠|够", kind="variant"), Sense("enough", "enough", labels=("via",)))
    told = explain_word("够", WordRecord(1, "", (Entry("够", "够", "gou4", senses),)))
    assert told.splitlines()[2:] == [
        "    1. variant of 夠|够  (not put into a text)",
        "    2. enough  (of the word that the entry points to)",
    ]


def test_a_word_without_an_entry_says_so():
    assert "in no dictionary entry" in explain_word("某词", WordRecord(5, "n", ()))


def test_the_lexicon_says_what_it_is(lexicon):
    told = explain_lexicon(lexicon.path, lexicon.metadata, verified=True)
    assert told.startswith(f"file     {lexicon.path}, every section as it was compiled\n")
    assert "\nlicence  CC-BY-SA-4.0 (https://creativecommons.org/licenses/by-sa/4.0/)" in told


def test_a_place_of_a_file_is_explained_with_its_setting(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Title\n\nThe word 关系 and `代码`.\n", encoding="utf-8")
    place = read_place(f"{path}:3:11")
    told = explain_place(place, NormalizerConfig(mention="both"), {"mention": "mixnorm.toml"})
    assert told.startswith(f"{path}:3:10: 关系\n")
    assert "context   mention: the sentence speaks of it as a word (“word”)\n" in told
    assert "setting   mention = both (mixnorm.toml)\n" in told
    assert told.count("setting") == 1
    code = explain_place(place._replace(column=18), NormalizerConfig(), {})
    assert "setting   always kept\n" in code


def test_a_line_of_json_is_explained_by_its_own_column(tmp_path):
    path = tmp_path / "b.jsonl"
    path.write_text('{"body": "x"}\n{"body": "the 舆论 (public mood)"}\n', encoding="utf-8")
    told = explain_place(Place(str(path), 2, 15), NormalizerConfig(), {}, Reading(fields=("body",)))
    assert told.startswith(f"{path}:2:15: 舆论\n")
    assert "setting   pair = replace (default)\n" in told


@pytest.mark.parametrize("column", [1, 12, 500])
def test_a_place_without_chinese_is_an_error(tmp_path, column):
    path = tmp_path / "a.txt"
    path.write_text("The word 关系.", encoding="utf-8")
    with pytest.raises(InputError, match=f"a.txt:1:{column}: no Chinese"):
        explain_place(Place(str(path), 1, column), NormalizerConfig(), {})


def test_a_text_that_only_looks_like_a_place_is_a_text(tmp_path):
    assert read_place("at 3:10:5") is None
    assert read_place(f"{tmp_path}/none.txt:1:1") is None
