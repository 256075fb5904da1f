from __future__ import annotations

import json

import pytest

from benchmarks.judging import count_romanized, fold_answer, is_dropped, judge_hard, judge_pair, score_overlap
from benchmarks.rows import Hidden, cut_window, hide_gloss, read_rows


def row(text, fragment, gloss, **more):
    start, gloss_start = text.index(fragment), text.index(gloss)
    places = {
        "start": start,
        "end": start + len(fragment),
        "gloss_start": gloss_start,
        "gloss_end": gloss_start + len(gloss),
    }
    return {"text": text, "fragment": fragment, "gloss": gloss, **places, **more}


def test_a_window_holds_no_other_chinese():
    cut = cut_window(row("The 城市 has public opinion (舆论) and 经济 too", "舆论", "public opinion"))
    assert cut == (" has public opinion (舆论) and ", 6)


def test_chinese_between_gloss_and_fragment_leaves_the_row_out():
    assert cut_window(row("public opinion (经济, 舆论)", "舆论", "public opinion")) is None


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("They shape public opinion (舆论) at home", "They shape 舆论 at home"),
        ("They shape public opinion (舆论, yúlùn) at home", "They shape 舆论 at home"),
        ("They shape public opinion 舆论 at home", "They shape 舆论 at home"),
        ("They shape “public opinion 舆论” at home", "They shape 舆论 at home"),
        ("They shape 舆论 (public opinion) at home", "They shape 舆论 at home"),
        ("They shape 舆论 “public opinion” at home", "They shape 舆论 at home"),
        ("They shape _yúlùn_ 舆论 “public opinion” at home", "They shape 舆论 at home"),
    ],
)
def test_the_pair_becomes_the_bare_fragment(text, hidden):
    found = hide_gloss(row(text, "舆论", "public opinion"))
    assert found.text == hidden
    assert found.text[found.start : found.end] == "舆论"


def test_a_gloss_that_still_occurs_leaves_the_row_out():
    assert hide_gloss(row("public opinion (舆论) is public opinion", "舆论", "public opinion")) is None


def test_the_halves_part_the_rows(tmp_path):
    rows = [{"fragment": chr(0x4E00 + n)} for n in range(60)]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    tune, report = (list(read_rows(tmp_path, "x.jsonl", half)) for half in ("tune", "report"))
    assert len(tune) + len(report) == 60
    assert tune
    assert report
    assert not {r["fragment"] for r in tune} & {r["fragment"] for r in report}


class Fixed:
    """An engine's result with a text of our choosing, its annotations those of the real engine."""

    def __init__(self, text, annotations=()):
        self.text = text
        self.annotations = annotations


WINDOW = "They shape public opinion (舆论), he said."


@pytest.mark.parametrize(
    ("clean", "fault"),
    [
        ("They shape public opinion, he said.", None),
        ("They shape public opinion (舆论), he said.", "Chinese left"),
        ("They shape , he said.", "gloss not as often as before"),
        ("They shape public opinion (public opinion), he said.", "gloss not as often as before"),
        ("They shape public opinion today, he said.", "added: today"),
        ("They shape public opinion (), he said.", "empty bracket"),
        ("They shape  public opinion, he said.", "doubled blank"),
        ("They shape public opinion , he said.", "blank before mark"),
    ],
)
def test_pairs_are_judged(clean, fault):
    faults = judge_pair(WINDOW, "public opinion", Fixed(clean))
    assert (fault in faults) if fault else faults == []


def test_hard_rows_are_judged(normalizer):
    text = "In Japanese: 東京タワー.\n\n" + "They went home again. " * 20 + "So in 北京 too"
    kept = {"start": 13, "end": 18, "expected": "keep"}
    glossed = {"start": text.index("北京"), "end": text.index("北京") + 2, "expected": "gloss"}
    result = normalizer.normalize(text)
    assert judge_hard(kept, result)
    assert judge_hard(glossed, result)
    assert not judge_hard({**kept, "expected": "gloss"}, result)
    assert not judge_hard({**glossed, "expected": "keep"}, result)


def test_a_drop_is_seen(normalizer):
    text = "public opinion 舆论 matters"
    assert is_dropped(Hidden(text, 15, 17, ""), normalizer.normalize(text))
    bare = "they said 舆论 matters"
    assert not is_dropped(Hidden(bare, 10, 12, ""), normalizer.normalize(bare))


def test_answers_are_folded_and_scored():
    assert fold_answer("The Hóng-wèi bīng.", "translit") == "hongweibing"
    assert fold_answer(" “The Red Guards” ", "translation") == "red guards"
    assert score_overlap("red guards", "the red guards") == pytest.approx(0.8)


def test_romanization_is_counted(normalizer):
    romanized, total = count_romanized(normalizer.normalize("the 㐀 and the 经济"))
    assert (romanized, total) == (1, 3)
