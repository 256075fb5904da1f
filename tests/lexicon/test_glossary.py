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
