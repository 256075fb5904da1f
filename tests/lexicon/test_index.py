from __future__ import annotations

import os
import pickle
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from pypinyin.constants import PINYIN_DICT

from normalizer.errors import LexiconError
from normalizer.lexicon.index import LexiconIndex, open_lexicon, packaged_path


def test_a_word_that_only_jieba_knows_has_no_entries(lexicon):
    record = lexicon.lookup("第一书记")
    assert record.frequency > 0
    assert record.entries == ()
    assert lexicon.lookup("") is None
    assert lexicon.lookup("舆论x") is None


def test_prefixes_are_the_words_that_a_text_begins_with(lexicon):
    found = lexicon.prefixes("中华人民共和国成立")
    assert [word for word, _ in found] == ["中", "中华", "中华人民", "中华人民共和国"]
    assert all(frequency == lexicon.frequency(word) > 0 for word, frequency in found)
    assert lexicon.prefixes("") == ()


def test_the_total_is_the_sum_of_the_frequencies(lexicon):
    assert lexicon.total == sum(frequency for _, frequency, _ in lexicon.words())


def test_readings_are_those_of_pypinyin(lexicon):
    for character in map(chr, random.Random(5).sample(sorted(PINYIN_DICT), 500)):  # noqa: S311 - not for secrets
        assert lexicon.reading(character)
    assert {c: " ".join(lexicon.reading(c)) for c in "〇一龥𠀀"} == {c: lexicon.readings()[c] for c in "〇一龥𠀀"}
    assert lexicon.reading("行")[:2] == ("xing2", "hang2")


@pytest.mark.parametrize("text", ["x", "", "行行", "\ud800", "\n", "5"])
def test_what_is_no_ideograph_has_no_reading(lexicon, text):
    assert lexicon.reading(text) == ()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda _: b"", "cannot mmap an empty file|no compiled lexicon"),
        (lambda _: b"nonsense" * 40, "this is no compiled lexicon"),
        (lambda data: data[:-100], "cut short"),
        (lambda data: data[:30], "damaged in its header"),
        (lambda data: data[:8] + b"\x63" + data[9:], "of format 99"),
        (lambda data: data[:60] + b"\x00" + data[61:], "damaged in its header"),
    ],
    ids=["empty", "other file", "cut", "cut in the header", "newer", "header"],
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
    with pytest.raises(LexiconError, match="reinstall the package, or compile"):
        open_lexicon(str(tmp_path / "none.mnlx"))
    with pytest.raises(LexiconError):
        open_lexicon(str(tmp_path))


def test_the_index_is_opened_once_and_pickled_by_its_path(lexicon):
    assert open_lexicon() is open_lexicon(packaged_path()) is lexicon
    pickled = pickle.dumps(lexicon)
    assert len(pickled) < 1000
    assert pickle.loads(pickled) is lexicon  # noqa: S301


def test_threads_share_one_index(lexicon):
    chosen = random.Random(6).sample([word for word, _, _ in lexicon.words()], 2000)  # noqa: S311
    expected = [lexicon._lookup(word) for word in chosen]  # noqa: SLF001
    index = LexiconIndex(lexicon.path)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(index.lookup, chosen)) == expected


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_forked_process_reads_the_same_map(lexicon):
    child = os.fork()
    if not child:
        os._exit(0 if lexicon._lookup("舆论").entries[0].senses[0].gloss == "public opinion" else 1)  # noqa: SLF001
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_the_packaged_lexicon_is_whole(lexicon):
    lexicon.verify()
    assert lexicon.metadata["entries"] == 122143
    assert lexicon.metadata["license"] == "CC-BY-SA-4.0"
