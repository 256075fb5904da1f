from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import normalize
from normalizer.documents import open_document, restore_document
from normalizer.documents.document import Record, Source
from normalizer.documents.encoding import Encoding
from normalizer.errors import InputError
from tests.command import mixnorm
from tests.word_files import (
    STRICT,
    list_members,
    make_word,
    paragraph,
    read_comments,
    read_letters,
    read_member,
    read_text,
    run,
)

MAIN = "word/document.xml"
BOLD = "<w:b/>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def to_source(data):
    return Source(data, "docx", Encoding())


def treat(data, form="text"):
    """Return the clean bytes; what leads back is tried with every document."""
    document = open_document(to_source(data))
    results = [normalize(unit.text, None, unit.format, unit.hints) for unit in document.units]
    clean, records = document.assemble(document.accept(results), form)
    kept = [Record.from_dict(record.to_dict()) for record in records]
    assert restore_document(to_source(clean), kept) == data
    return clean


def clean_text(body, **parts):
    return read_text(read_member(treat(make_word(body, **parts)), MAIN))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            paragraph("the critical", run("舆论", BOLD), run("环境", "<w:i/>"), " grew"),
            ["the critical public opinion environment grew"],
        ),
        (paragraph("a 经济 decision"), ["an economic decision"]),
        (paragraph("the public opinion ", run("(舆论)", BOLD), " grew"), ["the public opinion grew"]),
        (paragraph("the 舆论"), ["the public opinion"]),
        (
            paragraph("We met.", "<w:r><w:br/></w:r>", "The 舆论 grew", "<w:r><w:tab/></w:r>", "so"),
            ["We met.\nThe public opinion grew\tso"],
        ),
        (paragraph("&lt;b&gt; &amp; &#33286;&#35770; &#65;"), ["<b> & public opinion A"]),
    ],
)
def test_words_are_replaced_where_they_stand(body, expected):
    assert clean_text(body) == expected


def test_a_format_that_cuts_a_fragment_stays_on_its_words():
    data = treat(make_word(paragraph("the critical", run("舆论", BOLD), run("环境", "<w:i/>"), " grew")))
    (letters,) = read_letters(read_member(data, MAIN))
    bold = "".join(letter for letter, properties in letters if properties)
    assert bold == "public opinion environment"


def test_a_text_that_now_begins_or_ends_with_a_blank_says_so():
    markup = read_member(treat(make_word(paragraph("the critical", run("舆论", BOLD)))), MAIN)
    assert '<w:t xml:space="preserve">the critical </w:t>' in markup
    assert "<w:t>public opinion</w:t>" in markup


@pytest.mark.parametrize("form", ["text", "tracked", "comments"])
def test_blanks_that_are_not_shown_do_not_come_to_light(form):
    texts = ["the critical", " \n舆论 ", "grew and 市场 ", " 经济. "]
    data = make_word(paragraph(*(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts)))
    clean = read_member(treat(data, form), MAIN)
    assert read_text(clean) == ["the critical public opinion grew and market economy."]
    assert read_text(clean, accept=False) == (
        read_text(read_member(data, MAIN)) if form == "tracked" else read_text(clean)
    )


@pytest.mark.parametrize(
    "untouched",
    [
        paragraph('<w:del w:id="1" w:author="x"><w:r><w:delText>舆论</w:delText></w:r></w:del>'),
        paragraph('<w:moveFrom w:id="1" w:author="x">' + run("舆论") + "</w:moveFrom>"),
        paragraph(FIELD.format("begin"), "<w:r><w:instrText>REF 舆论</w:instrText></w:r>", FIELD.format("end")),
        paragraph(
            FIELD.format("begin"),
            FIELD.format("begin"),
            FIELD.format("separate"),
            run("舆论"),
            FIELD.format("end"),
            FIELD.format("end"),
        ),
        paragraph('<w:hyperlink w:anchor="舆论">' + run("plain") + "</w:hyperlink>"),
        paragraph(run("舆论", '<w:rStyle w:val="KeywordTok"/>')),
        '<w:p><w:pPr><w:pStyle w:val="SourceCode"/></w:pPr>' + run("print 舆论") + "</w:p>",
        paragraph("<m:oMath><m:r><m:t>舆论</m:t></m:r></m:oMath>"),
        paragraph(run("図書", '<w:lang w:eastAsia="ja-JP"/>')),
    ],
)
def test_what_is_no_text_of_the_article_stays(untouched):
    data = make_word(paragraph("the 舆论 grew") + untouched)
    clean = read_member(treat(data), MAIN)
    assert clean == read_member(data, MAIN).replace("the 舆论 grew", "the public opinion grew")
    alone = make_word(untouched)
    assert treat(alone) == alone


@pytest.mark.parametrize(
    ("wrapped", "expected"),
    [
        ('<w:ins w:id="1" w:author="x">{}</w:ins>', "The public opinion grew"),
        ('<w:hyperlink w:anchor="a">{}</w:hyperlink>', "The public opinion grew"),
        ("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "The public opinion grew"),
        ('<w:fldSimple w:instr=" TITLE ">{}</w:fldSimple>', "The public opinion grew"),
        (FIELD.format("begin") + FIELD.format("separate") + "{}" + FIELD.format("end"), "The public opinion grew"),
    ],
)
@pytest.mark.parametrize("form", ["text", "tracked", "comments"])
def test_text_in_other_elements_is_text(wrapped, expected, form):
    data = make_word(paragraph(wrapped.format(run("The 舆论 grew"))))
    clean = read_member(treat(data, form), MAIN)
    assert read_text(clean) == [expected]
    if form == "tracked":
        assert read_text(clean, accept=False) == read_text(read_member(data, MAIN), accept=False)


def test_a_run_that_declares_japanese_against_the_document_is_believed():
    runs = paragraph("the ", run("図書", '<w:lang w:eastAsia="ja-JP"/>'), " was")
    assert clean_text(runs) == ["the 図書 was"]
    defaults = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault></w:docDefaults>'
    same = paragraph("the ", run("舆论", '<w:lang w:eastAsia="ja-JP"/>'), " was")
    assert clean_text(same, styles=defaults) == ["the public opinion was"]


def test_both_branches_of_an_alternative_say_the_same_afterwards():
    inner = "<w:txbxContent>" + paragraph("the critical", run("舆论", BOLD)) + "</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{inner}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{inner}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>"
    )
    data = make_word(paragraph("So the 市场", box, " fell."))
    document = open_document(to_source(data))
    assert document.units[0].text == "So the 市场 fell.\n\nthe critical舆论"
    for form in ("text", "tracked", "comments"):
        lines = read_text(read_member(treat(data, form), MAIN))
        assert sorted(lines) == ["So the market fell.", "the critical public opinion", "the critical public opinion"]


def test_branches_that_differ_are_both_read():
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{paragraph('the 舆论')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{paragraph('the 市场')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert sorted(clean_text(paragraph("So", box))) == ["So", "the market", "the public opinion"]


def test_a_row_of_a_table_is_a_line():
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("舆论", "public opinion"))
    other = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("市场", "market"))
    body = paragraph("Terms.") + f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{other}</w:tr></w:tbl>" + paragraph("The end.")
    (unit,) = open_document(to_source(make_word(body))).units
    assert unit.text == "Terms.\n\n舆论\tpublic opinion\n市场\tmarket\n\nThe end."
    assert clean_text(body) == ["Terms.", "Yulun", "public opinion", "Shichang", "market", "The end."]


def test_a_reading_above_its_word_is_read_behind_it():
    ruby = "<w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
    body = paragraph("the ", ruby.format(run("ふろしき"), run("風呂敷")), " was") + paragraph("the 舆论 grew")
    assert open_document(to_source(make_word(body))).units[0].text.startswith("the 風呂敷 (ふろしき) was")
    assert clean_text(body) == ["the ふろしき風呂敷 was", "the public opinion grew"]


def test_every_part_with_text_is_treated_and_its_kin_found_by_relationship():
    note = '<w:footnote w:id="2">' + paragraph("a 舆论 note") + "</w:footnote>"
    comment = '<w:comment w:id="0" w:author="Li">' + paragraph("check the 舆论") + "</w:comment>"
    parts = {"header": paragraph("the 市场"), "footer": paragraph("no Chinese"), "footnotes": note, "comments": comment}
    data = make_word(paragraph("the 经济"), main="word/main.xml", **parts)
    # The part that names what the main document leads to has the main document's name.
    data = rename(data, "word/_rels/document.xml.rels", "word/_rels/main.xml.rels")
    clean = treat(data)
    texts = {name: read_text(read_member(clean, f"word/{name}.xml")) for name in ("main", *parts)}
    assert texts == {
        "main": ["the economy"],
        "header": ["the market"],
        "footer": ["no Chinese"],
        "footnotes": ["a public opinion note"],
        "comments": ["check the public opinion"],
    }
    assert raw_entry(clean, "word/footer.xml") == raw_entry(data, "word/footer.xml")


def rename(data, old, new):
    raw = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(raw, "w") as out:
        for name in file.namelist():
            out.writestr(new if name == old else name, file.read(name))
    return raw.getvalue()


def raw_entry(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        info = file.getinfo(name)
        return data[info.header_offset : info.header_offset + 30 + len(name.encode()) + info.compress_size]


@pytest.mark.parametrize("form", ["text", "inline", "comments", "tracked"])
def test_without_chinese_the_same_bytes_come_out(form):
    data = make_word(paragraph("no Chinese, “curly” café") + paragraph(run("図書", '<w:lang w:eastAsia="ja-JP"/>')))
    assert treat(data, form) == data
    plain = make_word(paragraph("no Chinese"))
    assert open_document(to_source(plain)).units == ()
    assert treat(plain, form) == plain


def test_comments_are_anchored_on_the_english():
    body = paragraph(
        "the critical",
        run("舆论", BOLD),
        " (public opinion) fell & a 经济 decision &amp; the market (市场) too".replace(" & ", " and "),
    )
    data = make_word(body, modified="2024-05-06T07:08:09Z")
    clean = treat(data, "comments")
    assert read_letters(read_member(clean, MAIN)) == read_letters(read_member(treat(data), MAIN))
    found = read_comments(read_member(clean, MAIN), read_member(clean, "word/comments.xml"))
    assert found == [
        ("mixnorm", "舆论 (yú lùn): public opinion", "public opinion"),
        ("mixnorm", "经济 (jīng jì): economic [经济 economic / economy]", "economic"),
        ("mixnorm", "市场 (shì chǎng): market [市场 market / marketplace]", "market"),
    ]
    assert 'w:date="2024-05-06T07:08:09Z"' in read_member(clean, "word/comments.xml")
    read = docx.Document(io.BytesIO(clean))
    assert [comment.author for comment in read.comments] == ["mixnorm"] * 3
    assert read.paragraphs[0].text == "the critical public opinion fell and an economic decision & the market too"


def test_comments_join_those_that_are_there():
    old = '<w:comment w:id="7" w:author="Li">' + paragraph("good") + "</w:comment>"
    data = make_word(paragraph("a 经济 decision"), comments=old)
    clean = treat(data, "comments")
    assert list_members(clean) == list_members(data)
    found = [(comment.comment_id, comment.author) for comment in docx.Document(io.BytesIO(clean)).comments]
    assert found == [(7, "Li"), (8, "mixnorm")]


def test_comments_join_an_empty_part():
    data = make_word(paragraph("a 经济 decision"), comments="")
    empty = replace_text(data, "word/comments.xml", r"></w:comments>", "/>")
    found = read_comments(*(read_member(treat(empty, "comments"), name) for name in (MAIN, "word/comments.xml")))
    assert [author for author, _, _ in found] == ["mixnorm"]


def replace_text(data, name, pattern, text):
    raw = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(raw, "w") as out:
        for member in file.namelist():
            content = file.read(member).decode()
            out.writestr(member, re.sub(pattern, text, content) if member == name else content)
    return raw.getvalue()


def test_there_are_no_comments_where_word_has_none():
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('the 市场')}</w:txbxContent></v:textbox></w:pict></w:r>"
    data = make_word(paragraph("the end", box), header=paragraph("a 经济 decision"))
    clean = treat(data, "comments")
    assert clean == treat(data)
    assert "word/comments.xml" not in list_members(clean)


def test_tracked_changes_keep_runs_and_leave_no_empty_ones():
    data = make_word(paragraph("It ", run("制约", BOLD), " growth."), modified="2024-05-06T07:08:09Z")
    markup = read_member(treat(data, "tracked"), MAIN)
    who = 'w:author="mixnorm" w:date="2024-05-06T07:08:09Z"'
    assert (
        f'<w:del w:id="1" {who}><w:r><w:rPr><w:b/></w:rPr><w:delText xml:space="preserve">制约</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" {who}><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">restricts</w:t></w:r></w:ins>'
    ) in markup
    assert "<w:t></w:t>" not in markup


def test_a_tracked_change_inside_another_insertion_ends_it_and_begins_it_again():
    inserted = '<w:ins w:id="5" w:author="Li">' + run("so the 舆论 grew") + "</w:ins>"
    markup = read_member(treat(make_word(paragraph("Well, ", inserted)), "tracked"), MAIN)
    assert read_text(markup) == ["Well, so the public opinion grew"]
    assert read_text(markup, accept=False) == ["Well, "]
    assert not re.search(r"<w:ins [^>]*>(?:(?!</w:ins>).)*<w:ins ", markup)
    numbers = re.findall(r'w:id="(\d+)"', markup)
    assert len(numbers) == len(set(numbers)) == 4


@pytest.mark.parametrize("form", ["text", "inline", "comments", "tracked"])
def test_sections_and_comments_of_xml_in_a_text_do_no_harm(form):
    odd = "<w:r><w:t><![CDATA[a <b> 舆论]]> and<!-- 市场 --> 市场 &amp; 经济</w:t></w:r>"
    markup = read_member(treat(make_word(paragraph(odd)), form), MAIN)
    assert "<![CDATA[a <b> public opinion" in markup
    assert "<!-- 市场 -->" in markup
    (line,) = read_text(markup)
    if form != "inline":
        assert line == "a <b> public opinion and market & economy"


@pytest.mark.parametrize("form", ["comments", "tracked"])
@pytest.mark.parametrize("namespace", [STRICT, None])
def test_a_marked_document_is_left_as_it_is(form, namespace):
    body = paragraph("the critical", run("舆论", BOLD), " (public opinion) fell") + paragraph("a 经济 decision")
    clean = treat(make_word(body, **({"namespace": namespace} if namespace else {})), form)
    assert treat(clean, form) == clean


PIECES = st.sampled_from(
    ["the 舆论", "a 经济 decision", "market (市场)", "舆", "论", "学习 ", " so", " ", "(", ")", "&amp;", "制约s", "x"]
)
RUNS = st.tuples(PIECES, st.sampled_from(["", BOLD, "<w:i/>"]))
MADE = st.lists(
    st.one_of(RUNS.map(lambda pair: run(*pair)), st.sampled_from(["<w:r><w:tab/></w:r>", "<w:bookmarkEnd w:id='1'/>"])),
    max_size=8,
)


@given(st.lists(MADE.map(lambda runs: paragraph(*runs)), max_size=3).map("".join))
@settings(max_examples=30)
def test_accepted_is_the_plain_form_rejected_the_source_and_comments_change_no_letter(body):
    data = make_word(body)
    before, plain, tracked, noted = (
        read_member(part, MAIN) for part in (data, treat(data), treat(data, "tracked"), treat(data, "comments"))
    )
    assert read_letters(tracked) == read_letters(plain) == read_letters(noted)
    assert read_letters(tracked, accept=False) == read_letters(before)
    # Nothing but texts, and whether they keep their blanks, differs in the plain form.
    bare = [re.sub(r"(<w:t)[^>]*>[^<]*<", r"\1><", markup) for markup in (before, plain)]
    assert bare[0] == bare[1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "_rels/.rels", "pattern": "officeDocument", "text": "other"}, "no office document"),
        ({"name": MAIN, "pattern": "w:document", "text": "w:hdr"}, "is no Word document"),
        ({"name": MAIN, "pattern": "</w:p>", "text": ""}, "not well-formed XML"),
        ({"name": MAIN, "pattern": "<w:document", "text": "<!DOCTYPE x><w:document"}, "DOCTYPE"),
        ({"name": MAIN, "pattern": "UTF-8", "text": "ASCII"}, "not in its encoding"),
    ],
)
def test_what_is_no_word_document_is_refused(change, message):
    with pytest.raises(InputError, match=message):
        open_document(to_source(replace_text(make_word(paragraph("the 舆论")), **change)))


def test_a_signed_document_is_told():
    data = make_word(paragraph("the 舆论"))
    pattern, signature = "</Relationships>", '<Relationship Id="r9" Type="urn:x/digital-signature/origin" Target="x"/>'
    signed = replace_text(data, "_rels/.rels", pattern, signature + pattern)
    assert ["signed" in warning for warning in open_document(to_source(signed)).warnings] == [True]
    assert open_document(to_source(data)).warnings == ()


def test_places_are_told_by_paragraph_and_column():
    data = make_word(paragraph("One.") + paragraph("") + paragraph("So the 舆论"), header=paragraph("a 经济 decision"))
    document = open_document(to_source(data))
    assert [document.locate(0, unit.text.index("舆")) for unit in document.units[:1]] == [(2, 8)]
    assert document.locate(1, 2) == (3, 3)


def test_a_document_of_python_docx_goes_through(tmp_path):
    made = docx.Document()
    made.add_heading("The 经济 of China", 1)
    words = made.add_paragraph("So, the critical")
    words.add_run("舆论").bold = True
    words.add_run(" fell.")
    made.sections[0].header.paragraphs[0].text = "A 报告"
    made.save(tmp_path / "a.docx")
    clean = docx.Document(io.BytesIO(treat((tmp_path / "a.docx").read_bytes())))
    assert [line.text for line in clean.paragraphs] == ["The economy of China", "So, the critical public opinion fell."]
    assert clean.paragraphs[1].runs[1].bold
    assert clean.sections[0].header.paragraphs[0].text == "A report"


def test_a_word_document_goes_through_the_command(tmp_path):
    data = make_word(paragraph("the critical", run("舆论", BOLD), " (public opinion) fell"))
    (tmp_path / "a.docx").write_bytes(data)
    for notes in ("none", "inline", "comments", "tracked"):
        assert mixnorm("run", "a.docx", "-o", "b.docx", "--notes", notes, cwd=tmp_path)[0] == 0
        assert (tmp_path / "b.docx").read_bytes() == treat(data, "text" if notes == "none" else notes)
        assert mixnorm("restore", "b.docx", "-o", "c.docx", cwd=tmp_path)[0] == 0
        assert (tmp_path / "c.docx").read_bytes() == data
    out = mixnorm("run", "a.docx", "--diff", cwd=tmp_path)[1]
    assert "@@ paragraph 1 @@\nthe critical[-舆论 (public opinion)-]{+ public opinion+} fell" in out
    assert mixnorm("run", "a.docx", "--in-place", cwd=tmp_path)[0] == 0
    assert mixnorm("check", "a.docx", cwd=tmp_path)[:2] == (0, "")
    assert mixnorm("restore", "a.docx", "--in-place", cwd=tmp_path)[0] == 0
    assert (tmp_path / "a.docx").read_bytes() == data
