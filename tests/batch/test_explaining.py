from __future__ import annotations

from normalizer.batch.explaining import explain_lexicon, explain_word
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
