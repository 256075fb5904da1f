from __future__ import annotations

import gzip
import pickle
import random

import pytest
from pypinyin.constants import PINYIN_DICT

from normalizer.errors import LexiconError
from normalizer.lexicon.compiling import compile_lexicon
from normalizer.lexicon.index import LexiconIndex, open_lexicon, packaged_path
from normalizer.lexicon.parsing import read_dictionary
from normalizer.lexicon.sources import find_dictionary, read_packages

SMALL = """# CC-CEDICT
#! date=2026-01-02T00:00:00Z
#! entries=4
輿論 舆论 [yu2 lun4] /public opinion/
單 单 [Shan4] /surname Shan/
單 单 [dan1] /bill/list/CL:個|个[ge4]/
羣 群 [qun2] /variant of 群[qun2]/
群 群 [qun2] /group/crowd/
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lexicon")
    source = folder / "small.u8"
    source.write_text(SMALL, encoding="utf-8")
    target = folder / "small.mnlx"
    compile_lexicon(source, target, read_packages())
    return target


def test_all_homographs_are_kept_in_both_scripts(small):
    index = LexiconIndex(str(small))
    for word in ("单", "單"):
        assert [entry.pinyin for entry in index.lookup(word).entries] == ["Shan4", "dan1"]
    assert index.lookup("沒有這個詞兒") is None


def test_pointers_are_followed(small):
    glosses = [s.gloss for s in LexiconIndex(str(small)).lookup("羣").entries[0].senses]
    assert "group" in glosses


def test_every_entry_of_the_dictionary_is_found_again(lexicon):
    entries = read_dictionary(find_dictionary()).entries
    for entry in random.Random(3).sample(entries, 3000):  # noqa: S311 - not for secrets
        for word in (entry.traditional, entry.simplified):
            found = lexicon.lookup(word).entries
            assert any((e.traditional, e.simplified, e.pinyin) == entry[:3] for e in found)
            kept = next(e for e in found if e[:3] == entry[:3])
            assert kept.senses[: len(entry.senses)] == entry.senses


def test_readings_are_those_of_pypinyin(lexicon):
    for character in map(chr, random.Random(5).sample(sorted(PINYIN_DICT), 500)):  # noqa: S311
        assert lexicon.reading(character)
    assert lexicon.reading("x") == ()
    assert lexicon.reading("行")[:2] == ("xing2", "hang2")


def test_compiling_twice_gives_the_same_bytes(small, tmp_path):
    source = small.with_name("small.u8")
    compile_lexicon(source, tmp_path / "again.mnlx", read_packages())
    assert (tmp_path / "again.mnlx").read_bytes() == small.read_bytes()


def test_a_compressed_download_compiles_with_the_background_of_the_package(tmp_path):
    source = tmp_path / "small.txt.gz"
    source.write_bytes(gzip.compress(SMALL.encode()))
    facts = compile_lexicon(source, tmp_path / "new.mnlx")
    index = LexiconIndex(str(tmp_path / "new.mnlx"))
    assert facts["date"] == "2026-01-02T00:00:00Z"
    assert index.lookup("舆论").entries[0].senses[0].gloss == "public opinion"
    assert index.frequency("我们") == open_lexicon().frequency("我们")
    assert "CC BY-SA" not in (tmp_path / "LICENSE-CC-CEDICT.txt").read_text(encoding="utf-8")[:20]
    assert "MDBG" in (tmp_path / "LICENSE-CC-CEDICT.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda _: b"", "cannot mmap an empty file|no compiled lexicon"),
        (lambda _: b"nonsense" * 40, "this is no compiled lexicon"),
        (lambda data: data[:-100], "cut short"),
        (lambda data: data[:8] + b"\x63" + data[9:], "of format 99"),
        (lambda data: data[:60] + b"\x00" + data[61:], "damaged in its header"),
    ],
    ids=["empty", "other file", "cut", "newer", "header"],
)
def test_a_damaged_file_is_a_clear_error(small, tmp_path, damage, message):
    bad = tmp_path / "bad.mnlx"
    bad.write_bytes(damage(small.read_bytes()))
    with pytest.raises(LexiconError, match=message):
        LexiconIndex(str(bad))


def test_damage_in_the_records_is_found(small, tmp_path):
    index = LexiconIndex(str(small))
    offset, length = index._sections["records"]  # noqa: SLF001
    data = bytearray(small.read_bytes())
    data[offset : offset + length] = bytes(length)
    bad = tmp_path / "bad.mnlx"
    bad.write_bytes(data)
    with pytest.raises(LexiconError, match="damaged"):
        LexiconIndex(str(bad)).lookup("舆论")
    with pytest.raises(LexiconError, match="section 'records' is damaged"):
        LexiconIndex(str(bad)).verify()


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(LexiconError, match="reinstall the package"):
        open_lexicon(str(tmp_path / "none.mnlx"))


def test_a_line_of_another_form_is_named(tmp_path):
    source = tmp_path / "bad.u8"
    source.write_text(SMALL + "not an entry\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="line 9 is not of the form"):
        compile_lexicon(source, tmp_path / "bad.mnlx", read_packages())
    assert not (tmp_path / "bad.mnlx").exists()


def test_the_index_is_pickled_by_its_path(lexicon):
    assert pickle.loads(pickle.dumps(lexicon)) is open_lexicon(packaged_path())  # noqa: S301


def test_the_packaged_lexicon_is_whole(lexicon):
    lexicon.verify()
    assert lexicon.metadata["entries"] == 122143
    assert lexicon.metadata["license"] == "CC-BY-SA-4.0"
