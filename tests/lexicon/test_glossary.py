from __future__ import annotations

import pytest

from normalizer import Normalizer, NormalizerConfig
from normalizer.errors import InputError
from normalizer.lexicon.glossary import read_glossaries
from normalizer.lexicon.terms import GlossaryTerm

TBX = """<?xml version="1.0"?><tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c1"><langSec xml:lang="en"><termSec><term>computing power</term></termSec></langSec>
<langSec xml:lang="zh-CN"><termSec><term>算力</term></termSec></langSec></conceptEntry></body></text></tbx>"""


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def english(glossary):
    return {word: term.english for word, term in glossary.items()}


def normalize(text, *paths, **settings):
    return Normalizer(NormalizerConfig(glossary=paths, **settings)).normalize(text)


def test_a_glossary_beats_the_dictionary(tmp_path):
    path = write(tmp_path, "terms.tsv", "# mine\n舆论\tvox populi\n\n經濟\tthe money\tnote\n")
    result = normalize("the 舆论 of it, 經濟 too", path)
    assert result.text == "the vox populi of it, the money too"
    assert {note.origin for note in result.annotations} == {"glossary"}


def test_a_term_is_found_inside_a_longer_fragment(tmp_path):
    path = write(tmp_path, "terms.tsv", "舆论\tvox populi\n")
    note = normalize("the critical舆论环境 matters", path).annotations[0]
    assert note.replacement == " vox populi environment"
    assert [(token.text, token.origin) for token in note.tokens] == [("舆论", "glossary"), ("环境", "lexicon")]


def test_the_longest_term_wins_and_what_stands_around_it_is_glossed(tmp_path):
    path = write(tmp_path, "terms.tsv", "经济\tmoney\n经济政策\teconomic policy line\n")
    assert normalize("new经济政策问题 came", path).text == "new economic policy line problem came"


def test_a_term_that_comes_back_a_thousand_times_is_found_each_time(tmp_path):
    path = write(tmp_path, "terms.tsv", "经济\tmoney\n")
    (note,) = normalize("see " + "经济政策" * 1000 + " now", path).annotations
    assert sum(token.origin == "glossary" for token in note.tokens) == 1000
    assert "".join(token.text for token in note.tokens) == note.fragment


def test_a_term_with_a_part_of_speech_takes_the_form_of_its_slot(tmp_path):
    path = write(tmp_path, "terms.tsv", "zh\ten\tpos\n支持\tback up\tv\n订单\twork order\tn\n")
    assert normalize("She 支持 three 订单 a day.", path).text == "She backs up three work orders a day."


def test_a_term_to_keep_stays_and_says_why(tmp_path):
    path = write(tmp_path, "terms.tsv", "zh\ten\tnote\tkeep\n道\tthe Way\tour house style\tyes\n")
    result = normalize("They speak of 道 daily, and of 水.", path)
    assert "道" in result.text
    kept, glossed = result.annotations
    assert (kept.action, kept.origin, kept.gloss) == ("keep", "glossary", "the Way")
    assert glossed.action == "replace"
    assert normalize(result.text, path).text == result.text


def test_a_word_in_traditional_characters_is_there_in_simplified_ones_too(tmp_path, resources):
    path = write(tmp_path, "terms.tsv", "經濟\tthe money\n頭髮\thair\n头发\tmane\n")
    glossary = english(read_glossaries(path, resources.fold))
    assert glossary == {"經濟": "the money", "经济": "the money", "頭髮": "hair", "头发": "mane"}


def test_later_lines_and_later_files_beat_earlier_ones(tmp_path):
    first, second = tmp_path / "a.tsv", tmp_path / "b.tsv"
    first.write_bytes("\ufeff舆论\tone\r\n舆论\ttwo\r\n环境\tsetting\r\n".encode())
    second.write_bytes("舆论\tthree\n".encode())
    assert english(read_glossaries(str(first))) == {"舆论": "two", "环境": "setting"}
    assert english(read_glossaries((str(first), str(second)))) == {"舆论": "three", "环境": "setting"}


def test_commas_in_a_csv(tmp_path):
    path = write(tmp_path, "terms.csv", '舆论,"opinion, public"\n')
    assert english(read_glossaries(path)) == {"舆论": "opinion, public"}


def test_columns_named_in_any_order(tmp_path):
    path = write(tmp_path, "terms.csv", "Note,English,Chinese,POS\nfirst,opinion,舆论,noun\n")
    assert read_glossaries(path) == {"舆论": GlossaryTerm("opinion", "noun", "first", place=f"{path}: line 2")}


def test_flashcards_of_pleco(tmp_path):
    path = write(tmp_path, "cards.txt", "//My words\n电脑[電腦]\tdiàn nǎo\tmachine\n内卷\tnei4 juan3\tneijuan\n")
    assert english(read_glossaries(path)) == {"电脑": "machine", "電腦": "machine", "内卷": "neijuan"}


def test_the_exchange_form_of_terminology(tmp_path):
    path = write(tmp_path, "terms.tbx", TBX)
    assert read_glossaries(path) == {"算力": GlossaryTerm("computing power", place=f"{path}: c1")}


@pytest.mark.parametrize("content", ["<tbx>", "<tbx/>", TBX.replace("<?xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><?xml")])
def test_a_terminology_that_is_unsound_or_holds_no_entry_is_named(tmp_path, content):
    path = write(tmp_path, "terms.tbx", content)
    with pytest.raises(InputError, match=r"terms\.tbx"):
        read_glossaries(path)


@pytest.mark.parametrize("line", ["舆论", "舆论\t", "opinion\t舆论", "舆论\topinion\tnote\tgerund"])
def test_a_bad_line_is_named(tmp_path, line):
    path = write(tmp_path, "terms.tsv", f"经济\teconomy\n{line}\n")
    with pytest.raises(InputError, match="line 2"):
        read_glossaries(path)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, content):
    path = tmp_path / "terms.tsv"
    if content:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"terms\.tsv"):
        read_glossaries(str(path))


def test_a_clash_with_the_author_is_told_and_the_author_is_followed(tmp_path):
    path = write(tmp_path, "terms.tsv", "舆论\tvox populi\n环境\tenvironment\n")
    result = normalize("the public opinion (舆论) and the environment (环境)", path)
    assert result.text == "the public opinion and the environment"
    (notice,) = result.warnings
    assert (notice.code, notice.start, notice.end) == ("glossary-clash", 20, 22)
    assert "vox populi" in notice.text
    assert "line 1" in notice.text


def test_glosses_given_with_the_text_beat_the_files(tmp_path):
    from normalizer import Hints

    path = write(tmp_path, "terms.tsv", "舆论\tvox populi\n")
    normalizer = Normalizer(NormalizerConfig(glossary=(path,)))
    assert normalizer.normalize("the 舆论 grew", hints=Hints(glosses=(("舆论", "buzz"),))).text == "the buzz grew"
