from __future__ import annotations

from normalizer.rendering.wording import Note, number_notes, write_note
from normalizer.types import SenseChoice, Token


def change(note, **fields):
    return note._replace(**fields)


def test_a_note_says_what_there_is_to_say(normalizer):
    note = normalizer.normalize("the 舆论 grew").annotations[0]
    assert write_note(note) == "舆论 (yú lùn): public opinion"
    assert write_note(change(note, gloss=None)) == "舆论 (yú lùn) [舆论 public opinion]"
    assert write_note(change(note, gloss=None, pinyin="", tokens=())) == "舆论"
    assert write_note(change(note, fragment="舆\n论", tokens=())) == "舆 论 (yú lùn): public opinion"


def test_words_are_told_with_the_chosen_sense_first_and_two_at_most(normalizer):
    senses = tuple(SenseChoice(gloss, 0.0) for gloss in ("one", "two", "", "three"))
    tokens = (
        Token("舆", 4, 5, "word", senses=senses, chosen="two"),
        Token("，", 5, 6, "mark", senses=senses),
        Token("论", 6, 7, "word"),
    )
    note = change(normalizer.normalize("the 舆论 grew").annotations[0], tokens=tokens)
    assert write_note(note).endswith(" [舆 two / one]")


def test_equal_notes_share_a_number(normalizer):
    notes = normalizer.normalize("the 舆论, the 经济, the 舆论").annotations
    assert number_notes(list(notes), 4) == ([4, 5, 4], [Note(4, write_note(notes[0])), Note(5, write_note(notes[1]))])
