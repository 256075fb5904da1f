"""Whether the comparison outside edits sees a change, and how edits are named by the English in them."""

from __future__ import annotations

import pytest

from benchmarks.covering import count_lost_marks, name_cover
from benchmarks.salting import BLANKS, MARKS, WORDS, salt
from benchmarks.untouched import judge, main, tabulate
from normalizer import normalize

CORPUS = """
import json, pathlib, sys
folder = pathlib.Path(sys.argv[1])
texts = ["the 经济 plan of the caf\\u00e9 is a plan, and public opinion (舆论) is public", "no Chinese in it at all, none " * 9]
lines = [json.dumps({"text": text}) + "\\n" for text in texts for _ in range(40)]
(folder / "corpus.jsonl").write_text("".join(lines), encoding="utf-8")
"""


def test_a_change_outside_an_edit_is_counted(make_result):
    text = "The naïve 经济 plan."
    result = make_result(text, ("经济", "economic", {}))
    assert judge(text, result).counts["changed"] == 0
    hurt = result._replace(text=result.text.replace("ï", "i").replace("plan.", "plan"))
    counts = judge(text, hurt).counts
    assert (counts["changed"], counts["not restored"]) == (2, 1)


def test_a_wrong_record_is_counted_though_the_text_is_right(make_result):
    text = "a 经济 plan"
    result = make_result(text, ("经济", "economic", {}))
    note = result.annotations[0]
    moved = note._replace(start=note.start - 1, fragment_start=note.fragment_start - 1)
    assert judge(text, result._replace(annotations=(moved,))).counts["changed"] > 0


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the critical舆论 grew", "none"),
        ("public opinion (舆论) grew", "none"),
        ("a 经济 plan", "article"),
        ("it 制约s growth", "ending"),
        ("the 舆论 (public opinion) grew", "gloss"),
        ("Xiaomi (Chinese: 小米) grew", "label"),
    ],
)
def test_edits_are_named_by_the_english_in_them(text, kind):
    assert [name_cover(note) for note in normalize(text).annotations] == [kind]


def test_english_that_an_edit_takes_is_seen(make_result):
    text = "They grew 经济 quickly, not slowly."
    note = make_result(text, ("经济 quickly", "the economy", {"fragment": "经济", "fragment_end": 12})).annotations[0]
    assert name_cover(note) == "lost"
    note = make_result(
        text, ("经济 quickly", "economy quickly", {"fragment": "经济", "fragment_end": 12, "gloss": "economy"})
    ).annotations[0]
    assert name_cover(note) == "kept"


def test_marks_that_an_edit_takes_are_counted():
    note = normalize("public opinion\xa0(舆论) grew").annotations[0]
    assert count_lost_marks(note) == {"\xa0": 1, "(": 1, ")": 1}


def test_every_kind_of_salt_is_put_in_and_the_words_stay():
    text = "some words of plain English " * 500
    salted, counts = salt(text, 7)
    assert set(counts) == {*WORDS, *BLANKS, *MARKS}
    assert salt(text, 7)[0] == salted != salt(text, 8)[0]
    assert salted.count("lain") >= text.count("lain") * 0.9


def test_the_corpus_is_made_and_treated(tmp_path, capsys):
    (tmp_path / "make_corpus.py").write_text(CORPUS, encoding="utf-8")
    assert main([str(tmp_path), "--megabytes", "1", "--show", "none"]) == 0
    cells = capsys.readouterr().out.splitlines()[1].split()
    assert (cells[2], cells[3], cells[5], cells[6], cells[7]) == ("80", "40", "80", "0", "0")


def test_the_table_shows_what_changed(make_result):
    text = "The naïve 经济 plan."
    result = make_result(text, ("经济", "economic", {}))
    table = tabulate(judge(text, result._replace(text=result.text.replace("ï", "i"))))
    assert table.splitlines()[1].split()[-2:] == ["1", "1"]
