from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import normalize
from normalizer.documents import open_document, restore_document
from normalizer.documents.document import Record, Source
from normalizer.documents.encoding import Encoding
from normalizer.errors import InputError
from tests.command import mixnorm

CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:title>The 经济 of China</dc:title><dc:title xml:lang="zh">经济</dc:title><dc:creator>莫言</dc:creator>'
    "<dc:description>On the 市场 &amp; more</dc:description></metadata><manifest>"
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    '<item id="two" href="text/%E7%AC%AC%E4%BA%8C.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="one" href="text/one.xhtml#top" media-type="application/xhtml+xml"/>'
    '<item id="font" href="a.otf" media-type="font/otf"/><item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/>'
    '</manifest><spine toc="ncx"><itemref idref="one"/><itemref idref="two"/></spine></package>'
)
CONTENTS = (
    '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><docTitle><text>The 经济 of China</text></docTitle><navMap>'
    '<navPoint id="a"><navLabel><text>The 舆论</text></navLabel><content src="text/one.xhtml"/></navPoint></navMap></ncx>'
)
PAGE = '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'
FILES = {
    "META-INF/container.xml": CONTAINER,
    "OEBPS/text/第二.xhtml": PAGE.format(
        '<p>the critical<b>舆论</b><br/>grew&nbsp;so <img src="舆论.png" alt="x"/></p>'
    ),
    "OEBPS/text/one.xhtml": PAGE.format('<p id="top">a 经济 decision <code>舆论</code> <i xml:lang="ja">図書</i></p>'),
    "OEBPS/nav.xhtml": PAGE.format("<nav><ol><li><a href='text/one.xhtml'>The &#33286;论</a></li></ol></nav>"),
    "OEBPS/toc.ncx": CONTENTS,
    "OEBPS/book.opf": PACKAGE,
    "OEBPS/a.otf": "no real font",
    "OEBPS/notes.xhtml": PAGE.format("<p>舆论 that no manifest names</p>"),
}


def make_book(files=()):
    """Return a book; `files` are members that are others, None takes one away."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as file:
        for name, text in {"mimetype": "application/epub+zip", **FILES, **dict(files)}.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            if text is not None:
                file.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), text, method)
    return raw.getvalue()


def to_source(data):
    return Source(data, "epub", Encoding())


def treat(data, form="text"):
    """Return the clean bytes; what leads back is tried with every book."""
    document = open_document(to_source(data))
    results = [normalize(unit.text, None, unit.format, unit.hints) for unit in document.units]
    clean, records = document.assemble(document.accept(results), form)
    kept = [Record.from_dict(record.to_dict()) for record in records]
    assert restore_document(to_source(clean), kept) == data
    return clean


def read(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name).decode() for name in file.namelist()}


def test_chapters_contents_title_and_description_are_treated_and_nothing_else():
    clean = read(treat(make_book()))
    wanted = {
        "OEBPS/text/第二.xhtml": [("the critical<b>舆论</b>", "the critical <b>public opinion</b>")],
        "OEBPS/text/one.xhtml": [("a 经济 decision", "an economic decision")],
        "OEBPS/nav.xhtml": [("The &#33286;论", "The public opinion")],
        "OEBPS/toc.ncx": [("The 经济 of", "The economy of"), ("The 舆论", "The public opinion")],
        "OEBPS/book.opf": [("The 经济 of", "The economy of"), ("On the 市场 &amp;", "On the market &amp;")],
    }
    expected = {"mimetype": "application/epub+zip", **FILES}
    for name, changes in wanted.items():
        for old, new in changes:
            assert old in expected[name]
            expected[name] = expected[name].replace(old, new)
    assert clean == expected
    assert list(clean) == list(expected)


def test_units_are_the_members_in_reading_order():
    document = open_document(to_source(make_book()))
    assert [unit.id for unit in document.units] == [
        "OEBPS/text/one.xhtml",
        "OEBPS/text/第二.xhtml",
        "OEBPS/nav.xhtml",
        "OEBPS/toc.ncx",
        "OEBPS/book.opf",
    ]
    assert document.units[3].text == "The 经济 of China\n\nThe 舆论\n\n"
    assert document.locate(3, document.units[3].text.index("舆")) == (5, 5)


def test_inline_notes_stand_behind_their_english():
    clean = read(treat(make_book(), "inline"))
    assert "an economic (经济 jīng jì) decision" in clean["OEBPS/text/one.xhtml"]


def test_the_first_member_is_the_stored_media_type_byte_for_byte():
    data = make_book()
    clean = treat(data)
    assert clean[: 30 + 8 + 20] == data[: 30 + 8 + 20]
    assert clean[30:58] == b"mimetypeapplication/epub+zip"


def test_a_book_without_chinese_comes_out_as_it_is():
    plain = {name: "<html/>" if name.endswith("xhtml") else None for name in FILES if name.endswith(("xhtml", "ncx"))}
    data = make_book(
        files={**plain, "OEBPS/book.opf": PACKAGE.replace("经济", "x").replace("市场", "y").replace("莫言", "z")}
    )
    assert open_document(to_source(data)).units == ()
    assert treat(data) == data


def test_a_clean_book_is_left_as_it_is():
    clean = treat(make_book())
    assert treat(clean) == clean


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030", "iso-8859-1"])
def test_a_chapter_keeps_its_encoding(encoding):
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = PAGE.replace("utf-8", declared).format("<p>caf&#233; the &#33286;&#35770; grew (舆论)</p>")
    text = text if declared != "iso-8859-1" else text.replace("舆论", "&#33286;&#35770;")
    data = make_book(files={"OEBPS/text/one.xhtml": text.encode(encoding)})
    with zipfile.ZipFile(io.BytesIO(treat(data, "inline"))) as file:
        clean = file.read("OEBPS/text/one.xhtml").decode(encoding)
    assert "caf&#233; the public opinion (" in clean
    assert clean.startswith(text[:40])


def test_encrypted_chapters_are_left_alone_and_told(tmp_path):
    listed = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><e:EncryptedData '
        'xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:CipherData><e:CipherReference URI="OEBPS/{}"/></e:CipherData>'
        "</e:EncryptedData></encryption>"
    )
    fonts = make_book(files={"META-INF/encryption.xml": listed.format("a.otf")})
    assert open_document(to_source(fonts)).warnings == ()
    data = make_book(
        files={"META-INF/encryption.xml": listed.format("text/one.xhtml"), "META-INF/signatures.xml": "<s/>"}
    )
    clean = read(treat(data))
    assert clean["OEBPS/text/one.xhtml"] == FILES["OEBPS/text/one.xhtml"]
    assert "The economy of" in clean["OEBPS/book.opf"]
    (tmp_path / "a.epub").write_bytes(data)
    code, _, told = mixnorm("run", "a.epub", "-o", "b.epub", cwd=tmp_path)
    assert code == 0
    assert "a.epub: OEBPS/text/one.xhtml is encrypted and left alone" in told
    assert "a.epub: the book is signed" in told


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"META-INF/container.xml": None}, r"lacks META-INF/container\.xml"),
        ({"META-INF/container.xml": "<container/>"}, "leads to no package"),
        ({"OEBPS/book.opf": "<package>"}, r"book\.opf: this is not well-formed XML"),
        ({"OEBPS/toc.ncx": '<!DOCTYPE ncx [<!ENTITY a "舆论">]><ncx>&a;</ncx>'}, "declarations of its own"),
        ({"OEBPS/toc.ncx": '<?xml version="1.0" encoding="no-such"?><ncx>舆论</ncx>'}, "no text encoding 'no-such'"),
        ({"OEBPS/toc.ncx": "<ncx>舆论</ncx>".encode("gb18030")}, "not in its encoding"),
    ],
)
def test_what_is_no_book_is_refused(files, message):
    with pytest.raises(InputError, match=message):
        treat(make_book(files=files))


PIECES = st.sampled_from(
    [
        "the 舆论",
        "a 经济 decision",
        "market (市场)",
        "<b>",
        "</b>",
        "<br/>",
        "<p>",
        "</p>",
        " ",
        "&amp;",
        "&#33286;",
        "论",
    ]
)


@given(
    st.lists(st.lists(PIECES, max_size=12).map("".join), min_size=2, max_size=2), st.sampled_from(["text", "inline"])
)
@settings(max_examples=40)
def test_every_book_comes_back(pages, form):
    names = ("OEBPS/text/one.xhtml", "OEBPS/text/第二.xhtml")
    data = make_book(files={name: PAGE.format(page) for name, page in zip(names, pages, strict=True)})
    clean = treat(data, form)
    if form == "text":
        assert treat(clean) == clean


def test_books_and_word_documents_go_through_the_command(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.epub").write_bytes(make_book())
    code, _, told = mixnorm("run", "in", "-o", "out", cwd=tmp_path)
    assert (code, "1 changed" in told) == (0, True)
    assert read((tmp_path / "out" / "a.epub").read_bytes()) == read(treat(make_book()))
    assert mixnorm("restore", "out/a.epub", "-o", "back.epub", cwd=tmp_path)[0] == 0
    assert (tmp_path / "back.epub").read_bytes() == make_book()
    code, findings, _ = mixnorm("check", "in/a.epub", cwd=tmp_path)
    assert code == 1
    assert "in/a.epub:1:3: 经济 would be replaced by “economic”" in findings
    assert mixnorm("check", "out/a.epub", cwd=tmp_path)[:2] == (0, "")
    assert mixnorm("run", "in/a.epub", "--notes", "tracked", cwd=tmp_path)[0] == 2
