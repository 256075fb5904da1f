"""Whether the judge of real documents sees what is wrong, and small documents of each format as it judges them."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pyarrow as pa
import pytest

from benchmarks.documents import Outcome, judge, tabulate
from benchmarks.documents_comparing import compare_archives, compare_text
from benchmarks.documents_files import salt_file
from benchmarks.documents_making import write_table
from benchmarks.documents_salting import FRAGMENTS, SHAPES, TEXTS, Gap, Salting, salt_text
from benchmarks.readers import READERS, Reading, find_difference
from benchmarks.script import has_han

PROSE = (
    "The committee said that the decision was easy to make, though nobody asked the people of the town what they wanted. "
    "Some of the members met in a small room, voted on the plan and went home early on the same day. "
)
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><title>t</title><style>p {{ color: red }}</style></head>
<body class="x"><!-- some words in a comment --><p title="words in an attribute">{PROSE}<em>{PROSE}</em></p>
<pre>some code that stays as it is</pre><p>caf&eacute; &amp; {PROSE}</p></body></html>
"""
SRT = "".join(
    f"{i}\r\n00:00:{i:02},000 --> 00:00:{i:02},900\r\n{PROSE[:60]}\r\n<i>{PROSE[61:116]}</i>\r\n\r\n"
    for i in range(1, 9)
)
VTT = "WEBVTT\n\nNOTE some words in a note\n\n" + SRT.replace("\r", "").replace(",", ".")
PO = 'msgid ""\nmsgstr ""\n"Language: en_GB\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n' + "".join(
    f'#: file.c:{i}\nmsgid "a text of number {i}"\nmsgstr "{PROSE}\\n"\n"{PROSE}"\n\n' for i in range(9)
)
XLIFF = (
    '<?xml version="1.0"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="de" trgLang="en">'
    f'<file id="f"><unit id="u"><segment><source>Ein Satz.</source><target>{PROSE * 4}</target></segment></unit></file></xliff>'
)
MARKDOWN = f"# A title of it\n\n{PROSE}\n\n- *{PROSE}*\n\n```\nsome code that stays\n```\n\n[{PROSE}](a b)\n"
RECORDS = "".join(json.dumps({"id": i, "text": f"{PROSE} {PROSE}", "of": [1.50, None]}) + "\n" for i in range(5))
CELLS = "name;said of it\r\n" + "".join(f'n{i};"{PROSE} ""{PROSE}"" {PROSE}"\r\n' for i in range(6))
WRITTEN = {
    "json": (
        "a.json",
        json.dumps({"a": [{"b": f"{PROSE} \u00e9 {PROSE}", "c": 1.50}] * 4}, indent=2).replace("/", "\\/"),
    ),
    "csv": ("a.csv", f"\ufeff{CELLS}"),
    "tsv": ("a.tsv", CELLS.replace(";", "\t")),
    "text": ("a.txt", f"\ufeff{PROSE * 5}\r\n\r\nnaïve {PROSE * 5}"),
    "markdown": ("a.md", MARKDOWN * 3),
    "html": ("a.html", PAGE),
    "jsonl": ("a.jsonl", RECORDS),
    "srt": ("a.srt", SRT),
    "vtt": ("a.vtt", VTT),
    "po": ("a.po", PO),
    "xliff": ("a.xlf", XLIFF),
}
"""A document of each format."""

NEEDED_HERE = ("json", "csv", "pyarrow", "unpacked")
"""The readers that the tests have."""


def write_document(folder, kind):
    name, text = WRITTEN[kind]
    (folder / kind).mkdir(parents=True)
    (folder / kind / name).write_bytes(text.encode())
    return folder / kind / name


def judge_here(folder, kind, scratch, seed=0):
    return judge(folder, kind, scratch, seed, [reader for reader in READERS[kind] if reader.name in NEEDED_HERE])


@pytest.mark.parametrize("kind", sorted(WRITTEN))
def test_a_document_comes_through(kind, tmp_path):
    write_document(tmp_path, kind)
    outcome = judge_here(tmp_path, kind, tmp_path / "scratch", 3)
    assert outcome.faults == []
    assert outcome.counts["glossed"] > outcome.counts["kept"]
    assert outcome.counts["salts"] > 1


@pytest.mark.parametrize("name", ["parquet/pyarrow-zstd.parquet", "arrow/feather-lz4.feather", "arrow/stream.arrows"])
def test_a_table_comes_through(name, tmp_path):
    (tmp_path / name).parent.mkdir()
    write_table(pa.table({"id": range(99), "text": [PROSE] * 99}), tmp_path / name)
    outcome = judge_here(tmp_path, name.partition("/")[0], tmp_path / "scratch")
    assert (outcome.faults, outcome.readers) == ([], {"pyarrow": Counter(accepted=1)})


def test_a_packed_document_comes_through(tmp_path):
    (tmp_path / "packed").mkdir()
    (tmp_path / "packed" / "a.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    outcome = judge_here(tmp_path, "packed", tmp_path / "scratch")
    assert (outcome.faults, outcome.readers) == ([], {"unpacked": Counter(accepted=1)})
    assert outcome.counts["glossed"]


@pytest.mark.parametrize("kind", sorted(WRITTEN))
def test_salts_stand_in_texts_and_pieces_around_them(kind):
    text = WRITTEN[kind][1]
    salting = salt_text(text, kind, 5)
    assert salting == salt_text(text, kind, 5) != salt_text(text, kind, 6)
    assert (
        "".join(piece + gap.salt for piece, gap in zip(salting.pieces, (*salting.gaps, Gap("")), strict=True))
        == salting.text
    )
    assert not has_han("".join(salting.pieces))
    if kind == "html":
        kept = re.findall(r"<style>.*?</style>|<!--.*?-->|title=\"[^\"]*\"|<pre>.*?</pre>", salting.text)
        assert len(kept) == 4
        assert not has_han("".join(kept))


def test_all_shapes_and_fragments_are_put_in():
    saltings = [salt_text(PAGE * 40, "html", seed) for seed in range(9)]
    assert {shape for salting in saltings for shape in salting.shapes} == {shape.name for shape in SHAPES}
    salts = "".join(gap.salt for salting in saltings for gap in salting.gaps)
    assert all(fragment in salts for fragment in FRAGMENTS)
    assert "&#" in salts


@pytest.mark.parametrize(
    ("clean", "fault"),
    [
        ("so the economic plan, an old one (islands) it is", ""),
        ("so the economic plan, an old one  islands it is", ""),
        ("So the economic plan, an old one islands it is", "the beginning differs"),
        ("so the economic plan, a old one islands it is", "after '经济'"),
        ("so the economic plan, an old one islands it is.", "after '群岛'"),
        ("so the economic plan, an old one islands it", "after '群岛'"),
        ("so the <b>economic</b> plan, an old one islands it is", "holds markup"),
        ("so the plan, an old one islands it is", "nothing came of '经济'"),
        ("so the " + "very " * 40 + "economic plan, an old one islands it is", "after '经济'"),
    ],
)
def test_what_is_outside_the_salts_is_compared(clean, fault):
    salting = Salting(("so the ", " plan, an old one ", " it is"), (Gap("经济"), Gap("群岛")), ("alone", "alone"))
    faults = compare_text(salting, clean).faults
    assert [fault in told for told in faults] == [True] * bool(fault)


def test_a_gloss_beside_it_excuses_what_vanished_and_chinese_that_stayed_is_counted():
    salting = Salting(
        ("the ", " islands, a ", " plan"), (Gap("群岛", meanings="island"), Gap("经济")), ("alone", "alone")
    )
    comparison = compare_text(salting, "the islands, a 经济 plan")
    assert comparison == ((), 1, 1)


def write_archive(path, *members, comment=b""):
    with ZipFile(path, "w") as archive:
        archive.comment = comment
        for name, text, method in members:
            archive.writestr(name, text, method)
    return path


BODY = '<w:p><w:r><w:t xml:space="preserve">the {} plan</w:t></w:r></w:p>'
OTHERS = (("word/a.xml", "<a/>" * 99, ZIP_DEFLATED), ("b.png", "1234" * 99, ZIP_STORED))


@pytest.mark.parametrize(
    ("others", "comment", "fault"),
    [
        (OTHERS, b"", ""),
        (OTHERS[::-1], b"", "order"),
        (OTHERS[:1], b"", "order"),
        (OTHERS, b"c", "comment"),
        ((OTHERS[0], ("b.png", "1234" * 99, ZIP_DEFLATED)), b"", "compress_type"),
        ((("word/a.xml", "<a/>" * 98, ZIP_DEFLATED), OTHERS[1]), b"", "untouched member"),
    ],
)
def test_archives_are_compared_member_by_member(others, comment, fault, tmp_path):
    salting = Salting((BODY.partition("{}")[0], BODY.partition("{}")[2]), (Gap("经济"),), ("alone",))
    salted = write_archive(tmp_path / "a", ("word/document.xml", salting.text, ZIP_DEFLATED), *OTHERS)
    clean = write_archive(
        tmp_path / "b", ("word/document.xml", BODY.format("economic"), ZIP_DEFLATED), *others, comment=comment
    )
    faults = compare_archives(salted, clean, {"word/document.xml": salting}).faults
    assert bool(faults) is bool(fault)
    assert all(fault in told for told in faults[:1])
    other = write_archive(
        tmp_path / "c", ("word/document.xml", BODY.format("economic").replace("plan", "Plan"), ZIP_DEFLATED), *OTHERS
    )
    assert "after '经济'" in compare_archives(salted, other, {"word/document.xml": salting}).faults[0]


OFFICE = "http://schemas.openxmlformats.org"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = f'<Types xmlns="{OFFICE}/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
RELATIONS = (
    f'<Relationships xmlns="{OFFICE}/package/2006/relationships"><Relationship Id="r" Target="word/document.xml" '
    f'Type="{OFFICE}/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
WORD = f"{OFFICE}/wordprocessingml/2006/main"
DOCUMENT = f'<w:document xmlns:w="{WORD}"><w:body>{BODY.format(PROSE) * 9}</w:body></w:document>'
PACKAGE = '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest><item id="p" href="p.xhtml" '
PACKAGE += 'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="p"/></spine></package>'
CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile '
CONTAINER += 'full-path="c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
XHTML = (
    f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body><p>{PROSE * 9}</p></body></html>'
)
ARCHIVES = {
    "docx": (
        ("[Content_Types].xml", TYPES, ZIP_DEFLATED),
        ("_rels/.rels", RELATIONS, ZIP_DEFLATED),
        ("word/document.xml", DOCUMENT, ZIP_DEFLATED),
        *OTHERS,
    ),
    "epub": (
        ("mimetype", "application/epub+zip", ZIP_STORED),
        ("META-INF/container.xml", CONTAINER, ZIP_DEFLATED),
        ("c.opf", PACKAGE, ZIP_DEFLATED),
        ("p.xhtml", XHTML, ZIP_DEFLATED),
        *OTHERS,
    ),
}


@pytest.mark.parametrize("kind", sorted(ARCHIVES))
def test_an_archive_comes_through(kind, tmp_path):
    (tmp_path / kind).mkdir()
    write_archive(tmp_path / kind / f"a.{kind}", *ARCHIVES[kind])
    outcome = judge_here(tmp_path, kind, tmp_path / "scratch")
    assert outcome.faults == []
    assert outcome.counts["glossed"] > outcome.counts["kept"]


def test_archives_are_salted_in_their_texts(tmp_path):
    body = BODY.format(PROSE)
    source = write_archive(tmp_path / "a.docx", ("word/document.xml", body * 9, ZIP_DEFLATED), *OTHERS)
    salted = salt_file(source, "docx", tmp_path / "b.docx", 0)
    with ZipFile(salted.path) as archive:
        text = archive.read("word/document.xml").decode()
        assert [archive.read(name).decode() for name, *_ in OTHERS] == [text for _, text, _ in OTHERS]
    assert text == salted.saltings["word/document.xml"].text
    assert has_han(text)
    assert re.sub(r"(?s)<w:t.*?</w:t>", "", text).count("<") > 0
    assert not has_han(re.sub(r"<w:t[^>]*>[^<]*</w:t>", "", text))


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        (Reading(accepted=True, items=("a 经济 plan",)), Reading(accepted=True, items=("an economic plan",)), False),
        (Reading(accepted=True, items=("a plan",)), Reading(accepted=True, items=("a Plan",)), True),
        (Reading(accepted=True, items=("a",)), Reading(accepted=True, items=("a", "b")), True),
        (Reading(accepted=True, items=("a",)), Reading(accepted=False, items=("broken",)), True),
        (Reading(accepted=False, items=("broken",)), Reading(accepted=False, items=("broken",)), False),
        (Reading(accepted=False, items=("broken",)), Reading(accepted=False, items=("broken otherwise",)), True),
    ],
)
def test_readings_are_compared(before, after, differs):
    assert bool(find_difference(before, after)) is differs


def test_faults_are_counted_once_a_document_and_shown():
    outcome = Outcome(
        "text", Counter(documents=2, salts=3), {"iconv": Counter({"accepted": 1, "refused before": 1})}, []
    )
    outcome.blame("a.txt", "changed", ["one", "another"])
    outcome.blame("b.txt", "not restored", [])
    assert outcome.counts["changed"] == 1
    assert outcome.faults == ["text/a.txt: changed: one", "text/a.txt: changed: another"]
    line = tabulate([outcome]).splitlines()[1].split()
    assert line[:6] == ["text", "2", "3", "0", "0", "1"]
    assert line[-4:] == ["1/2", "(1", "refused", "before)"]


def test_every_format_has_readers_and_texts():
    assert set(READERS) - {"docx", "epub", "parquet", "arrow", "packed"} == set(TEXTS) - {"docx", "xhtml"}
