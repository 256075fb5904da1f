from __future__ import annotations

import gzip
import json
import random
import zipfile

import pytest

from normalizer.errors import LexiconError
from normalizer.glossing.segmentation import JiebaSegmenter
from normalizer.lexicon.compiling import compile_lexicon
from normalizer.lexicon.index import LexiconIndex, open_lexicon
from normalizer.lexicon.parsing import read_dictionary
from normalizer.lexicon.sources import OPTIONAL_PACKAGES, PACKAGES
from normalizer.version import __version__


@pytest.fixture
def index(small):
    return LexiconIndex(str(small))


def glosses(index, word):
    return [sense.gloss for entry in index.lookup(word).entries for sense in entry.senses if sense.gloss]


def test_all_homographs_are_kept_in_both_scripts(index):
    for word in ("单", "單"):
        own, *entries = index.lookup(word).entries
        assert {sense.kind for sense in own.senses} == {"own"}
        assert [entry.pinyin for entry in entries] == ["Shan4", "dan1"]
    assert index.lookup("沒有這個詞兒") is None


def test_pointers_are_followed_and_say_so(index):
    added = index.lookup("羣").entries[0].senses[1:]
    assert [(s.gloss, s.kind, s.labels) for s in added] == [
        ("group", "gloss", ("via 群",)),
        ("crowd", "gloss", ("via 群",)),
    ]


def test_a_pointer_leads_to_the_homograph_that_it_names(index):
    assert glosses(index, "衖") == ["walk"]


def test_a_pointer_to_a_pointer_is_followed(index):
    assert glosses(index, "浑球儿") == ["scoundrel"]


def test_every_entry_of_the_dictionary_is_found_again(lexicon, entries):
    for entry in random.Random(3).sample(entries, 3000):  # noqa: S311 - not for secrets
        for word in (entry.traditional, entry.simplified):
            found = lexicon.lookup(word).entries
            kept = next(e for e in found if e[:3] == entry[:3] and e.senses[: len(entry.senses)] == entry.senses)
            assert all(sense.labels[-1].startswith("via ") for sense in kept.senses[len(entry.senses) :])


def test_words_that_jieba_lacks_win_over_their_parts(lexicon):
    segmenter = JiebaSegmenter(lexicon)
    # jieba takes words apart at marks, and at characters outside its range, whatever its dictionary says.
    made_up = [
        w for w, f, tag in lexicon.words() if f and not tag and len(w) > 1 and all("\u4e00" <= c <= "\u9fd5" for c in w)
    ]
    assert len(made_up) > 90_000
    chosen = random.Random(8).sample(made_up, 5000)  # noqa: S311
    assert [word for word in chosen if segmenter.segment(word) != [word]] == []


def test_compiling_twice_gives_the_same_bytes(small, small_source, background, tmp_path):
    compile_lexicon(small_source, tmp_path / "again.mnlx", background)
    assert (tmp_path / "again.mnlx").read_bytes() == small.read_bytes()


@pytest.mark.parametrize("form", ["gz", "zip", "a byte-order mark and CR LF"])
def test_every_form_of_a_download_is_read(small_source, tmp_path, form):
    source, text = tmp_path / "cedict", small_source.read_bytes()
    if form == "gz":
        source.write_bytes(gzip.compress(text))
    elif form == "zip":
        with zipfile.ZipFile(source, "w") as archive:
            archive.writestr("cedict_ts.u8", text)
    else:
        source.write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert read_dictionary(source) == read_dictionary(small_source)


def test_a_download_compiles_with_the_background_of_the_package(small_source, tmp_path):
    facts = compile_lexicon(small_source, tmp_path / "new.mnlx")
    index = LexiconIndex(str(tmp_path / "new.mnlx"))
    index.verify()
    assert facts["date"] == "2026-01-02T00:00:00Z"
    assert glosses(index, "舆论") == ["public opinion"]
    assert index.frequency("我们") == open_lexicon().frequency("我们")
    assert index.reading("䶮") == open_lexicon().reading("䶮") != ()
    assert index.fold_table == open_lexicon().fold_table


def test_the_file_says_what_it_is(index, small):
    facts = index.metadata
    assert (facts["entries"], facts["license"], facts["program"]) == (12, "CC-BY-SA-4.0", __version__)
    assert set(PACKAGES) <= set(facts["sources"]) <= {*PACKAGES, *OPTIONAL_PACKAGES}
    assert facts["longest"] == index.longest == max(len(w) for w, f, _ in index.words() if f)
    assert json.dumps(facts)
    notice = small.with_name("LICENSE-CC-CEDICT.txt").read_text(encoding="utf-8")
    for words in ("small.mnlx", "CC BY-SA 4.0", "MDBG", "2026-01-02", "12 entries", "Changes made"):
        assert words in notice


@pytest.mark.parametrize(
    ("line", "message"),
    [("not an entry", "line 16 is not of the form"), ("輿論 舆论 [yu2 lun4] public opinion", "line 16")],
)
def test_a_line_of_another_form_is_named_and_nothing_is_written(small_source, background, tmp_path, line, message):
    source = tmp_path / "bad.u8"
    source.write_text(small_source.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        compile_lexicon(source, tmp_path / "bad.mnlx", background)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.u8"]


@pytest.mark.parametrize(
    "content", [b"", b"# nothing but remarks\n", b"\xff\xfe\x00", b"\x1f\x8b\x08cut", b"PK\x03\x04cut"]
)
def test_what_is_no_dictionary_is_a_clear_error(background, tmp_path, content):
    source = tmp_path / "none.u8"
    source.write_bytes(content)
    with pytest.raises(LexiconError, match=r"none\.u8"):
        compile_lexicon(source, tmp_path / "none.mnlx", background)


def test_a_lexicon_that_is_in_use_survives_being_compiled_anew(small, small_source, background, tmp_path):
    target = tmp_path / "used.mnlx"
    target.write_bytes(small.read_bytes())
    index = LexiconIndex(str(target))
    compile_lexicon(small_source, target, background)
    assert glosses(index, "舆论") == ["public opinion"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["LICENSE-CC-CEDICT.txt", "used.mnlx"]
