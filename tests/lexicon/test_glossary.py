from __future__ import annotations

import pytest

from normalizer import Normalizer, NormalizerConfig
from normalizer.errors import InputError
from normalizer.lexicon.glossary import read_glossary


def test_a_glossary_beats_the_dictionary(tmp_path):
    path = tmp_path / "terms.tsv"
    path.write_text("# mine\n舆论\tvox populi\n\n經濟\tthe money\tnote\n", encoding="utf-8")
    normalizer = Normalizer(NormalizerConfig(glossary=str(path)))
    result = normalizer.normalize("the 舆论 of it, 經濟 too")
    assert result.text == "the vox populi of it, the money too"
    assert {note.origin for note in result.annotations} == {"glossary"}


def test_a_word_in_traditional_characters_is_there_in_simplified_ones_too(tmp_path, resources):
    path = tmp_path / "terms.tsv"
    path.write_text("經濟\tthe money\n頭髮\thair\n头发\tmane\n", encoding="utf-8")
    glossary = read_glossary(str(path), resources.fold)
    assert glossary == {"經濟": "the money", "经济": "the money", "頭髮": "hair", "头发": "mane"}


def test_later_lines_beat_earlier_ones(tmp_path):
    path = tmp_path / "terms.tsv"
    path.write_bytes("\ufeff舆论\tone\r\n舆论\ttwo\r\n".encode())
    assert read_glossary(str(path)) == {"舆论": "two"}


def test_commas_in_a_csv(tmp_path):
    path = tmp_path / "terms.csv"
    path.write_text('舆论,"opinion, public"\n', encoding="utf-8")
    assert read_glossary(str(path)) == {"舆论": "opinion, public"}


@pytest.mark.parametrize("line", ["舆论", "舆论\t", "opinion\t舆论"])
def test_a_bad_line_is_named(tmp_path, line):
    path = tmp_path / "terms.tsv"
    path.write_text(f"经济\teconomy\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        read_glossary(str(path))


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, content):
    path = tmp_path / "terms.tsv"
    if content:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"terms\.tsv"):
        read_glossary(str(path))
