from __future__ import annotations

import pytest

from normalizer.errors import LexiconError
from normalizer.lexicon.index import open_lexicon
from normalizer.lexicon.vocabulary import FOLDER, PARTS_OF_SPEECH, read_vocabulary

TERMS = read_vocabulary()


def test_there_is_enough_and_every_table_tells_its_source():
    assert len({term.word for term in TERMS}) >= 1500
    for path in FOLDER.glob("*.tsv"):
        assert path.read_text(encoding="utf-8").startswith("# "), path


def test_no_line_says_a_thing_twice():
    keys = [(term.word, term.pos, term.table) for term in TERMS]
    assert len(keys) == len(set(keys))


def test_the_english_can_stand_in_a_sentence():
    for term in TERMS:
        assert term.pos in PARTS_OF_SPEECH.values()
        for wording in term.english:
            assert wording == wording.strip()
            assert not any(ord(c) > 0x2E7F for c in wording), term
            assert term.pos != "verb" or not wording.startswith("to "), term
            assert "sb" not in wording.split(), term


def test_every_term_is_found_in_the_lexicon():
    lexicon = open_lexicon()
    for term in TERMS:
        own = [s for e in lexicon.lookup(term.word).entries for s in e.senses if s.kind == "own"]
        assert term.english[0] in {sense.gloss for sense in own}, term


@pytest.mark.parametrize("line", ["词", "词\tn\t\t", "词\tq\tword\t", "\tn\tword\t", "词\tn\tone; ; two\t"])
def test_a_line_of_another_form_is_named(tmp_path, line):
    (tmp_path / "a.tsv").write_text(f"# source\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="line 2"):
        read_vocabulary(tmp_path)
