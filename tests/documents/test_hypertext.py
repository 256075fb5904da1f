from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from normalizer import Normalizer, NormalizerConfig
from normalizer.detection.codepoints import has_cjk
from normalizer.documents import open_document, restore_document
from normalizer.documents.document import Record, Source
from normalizer.documents.encoding import find_encoding
from normalizer.documents.formats import FORMATS
from normalizer.documents.hypertext import find_passages
from tests.conftest import read_cases

NORMALIZER = Normalizer()


def treat(data, form="text", normalizer=NORMALIZER, glosses=(), format_name="html"):
    """Return the clean bytes, the results, and the bytes that lead back."""
    source = Source(data, format_name, find_encoding(data, "", format_name))
    document = open_document(source)
    results = document.accept(
        [normalizer.normalize(u.text, u.format, u.hints._replace(glosses=glosses)) for u in document.units]
    )
    clean, records = document.assemble(results, form)
    records = [Record.from_dict(record.to_dict()) for record in records]
    return clean, results, restore_document(source._replace(data=clean), records)


def read(text, format_name="html"):
    (passage,) = find_passages(text, Source(b"", format_name, find_encoding(b"")))
    return passage


@pytest.mark.parametrize("case", read_cases("hypertext"), ids=lambda case: case["label"])
def test_a_document_becomes_what_an_editor_would_make_of_it(case):
    normalizer = Normalizer(NormalizerConfig(unmask=tuple(case.get("unmask", ())), **case.get("settings", {})))
    data = case["html"].encode()
    clean, _, back = treat(data, "text", normalizer, tuple(case.get("glosses", {}).items()))
    assert clean.decode() == case["clean"]
    assert back == data
    assert treat(clean, "text", normalizer)[0] == clean


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One\n two</p>\n\n<p>three</p>", "One two\n\nthree"),
        ("a<br>b<BR/>c<br><br>d", "a\nb\nc\n\nd"),
        ("a <b> b</b> <i>c </i> d", "a b c d"),
        ("<ul>\n<li>a\n<li>b\n</ul>", "a\n\nb"),
        ("<p>a <span>b</span><wbr>c<img>d</p>", "a bcd"),
        ("<title>&lt;b></title><textarea><b></textarea>", "<b>\n\n<b>"),
        (
            "&nbsp;a&nbsp; b&notit; &bogus; &#0;&#x110000;&#xD800;&#150;&#99999999999999;",
            "\xa0a\xa0 b¬it; &bogus; \ufffd\ufffd\ufffd–\ufffd",
        ),
        ("<p a='>'b=\">\" c = d/ >x<p/y>z", "x\n\nz"),
        ("a<!--x--!>b<!-->c<!--->d<!x>e<?y>f</>g</ h>i<!--", "abcdefgi"),
        ("<pre>\n a\n  b</pre>c", "\n a\n  b\n\nc"),
        ("x<svg><title/><style>a<g>c</style></svg>y<svg/>z<svg><p>v", "xyz\n\nv"),
        ("<svg><desc><svg><p>舆</p></svg></desc></svg><svg><g><svg><p>v", "v"),
        ("<xmp><b></xmp><noscript>a</noscript><iframe>b</iframe><plaintext>c", "a"),
        ("", ""),
    ],
)
def test_the_text_is_what_a_browser_shows(html, text):
    assert read(html).join() == text


def test_a_browser_and_xhtml_differ():
    assert read("<p>a<title/>b</p>").join() == "a\n\nb</p>"
    assert read("<p>a<title/>b</p>", "epub").join() == "a\n\nb"
    for before in (
        "<?xml version='1.0'?>",
        "<!-- a --> <!DOCTYPE html><!-- b --><html xmlns='x'>",
        "<!DOCTYPE html 'XHTML 1'>",
    ):
        assert read(f"{before}<p>a<title/>b<?x >c ?></p>").join() == "a\n\nb"


def test_languages_are_told_of_all_that_they_hold():
    passage = read("<p>a <span lang=zh>舆论</span><b lang=zh>环境</b> <i lang=en>舆</i> <i lang=ja>舆<b lang=''>论")
    said = passage.join()
    assert [(said[a:b], tag) for a, b, tag in passage.hints.languages] == [("舆论环境", "zh"), ("舆", "ja")]


PIECES = [
    *"the 舆论|a 经济 decision|market (市场)|学|习|東京タワー|so| |\n|(|)|é|“|\x00|yúlùn|[1]|<|&|&amp;|&lt|&#33286;|;|#|='".split(
        "|"
    ),
    *"<b>|</b>|<p>|</p>|<br/>|<td>|<table>|</table>|<i lang=ja>|<ruby>|<rt>|</ruby>|<rp>|<sup>|</sup>|<q>|</q>".split(
        "|"
    ),
    *"<code>|</code>|<pre>|</pre>|<p translate=no>|<title>|</title>|<script>|</script>|<!--|-->|<svg>|</svg>".split(
        "|"
    ),
    *"&#x8BBA|&nbsp;|<img alt='舆论'>|<img alt=舆论>|<a title=\"the 舆论\" href=舆论>".split("|"),
    *("<!-- mixnorm: off -->", "<!-- mixnorm: on -->"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
CONFIGS = [
    NORMALIZER,
    Normalizer(NormalizerConfig(unmask=("attribute", "element"))),
    Normalizer(NormalizerConfig(name="keep-at-first-mention", leak="both", title="keep")),
    Normalizer(NormalizerConfig(context="paragraph", quotation="drop", language="drop")),
    Normalizer(NormalizerConfig(context="window", leak="drop")),
]
TAG = re.compile(r"<[a-zA-Z/][^>]*>")


@given(
    TEXTS,
    st.sampled_from(FORMATS["html"].forms),
    st.sampled_from(CONFIGS),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@settings(max_examples=400, deadline=None)
def test_every_document_comes_back(text, form, normalizer, encoding):
    data = f"<!doctype html>{text}".encode(encoding)
    clean, results, back = treat(data, form, normalizer)
    assert back == data
    if form == "text" and not any(note.action != "keep" for result in results for note in result.annotations):
        assert clean == data


@given(TEXTS, st.sampled_from(CONFIGS))
@settings(max_examples=400, deadline=None)
@example("<舆论b>&舆论lt;", NORMALIZER)
def test_tags_stay_and_a_second_run_changes_nothing(text, normalizer):
    clean, results, _ = treat(text.encode(), "text", normalizer)
    before, after = read(text), read(clean.decode())
    assert treat(clean, "text", normalizer)[0] == clean
    if not normalizer.config.unmask:
        assert TAG.findall(text.replace("<!---->", "")) == TAG.findall(clean.decode().replace("<!---->", ""))
    if not has_cjk(before.join()):
        assert clean == text.encode()
    assert has_cjk(after.join()) == has_cjk("".join(result.text for result in results))


@given(
    st.lists(
        st.sampled_from(["the 舆论", "a 经济 decision", "(市场)", "market", " ", "東京タワー", "学", "“", "so."]),
        max_size=12,
    )
)
@settings(max_examples=200, deadline=None)
def test_text_without_tags_is_what_a_text_is(pieces):
    text = re.sub(" +", " ", "".join(pieces)).strip(" ")
    assert treat(text.encode())[0].decode() == NORMALIZER.normalize(text).text


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_node_says_what_stands_at_its_place(text):
    passage = read(text)
    position = 0
    for part in passage.parts:
        if isinstance(part, str):
            continue
        if not part.steps:
            assert part.text == text[part.start : part.end]
        else:
            assert len(part.steps) == len(part.text) + 1
            assert all(a <= b for a, b in pairwise(part.steps))
            assert (part.steps[0], part.steps[-1]) == (part.start, part.end)
        position = max(position, part.end)
    assert position <= len(text)
    said = passage.join()
    for mask in (*passage.hints.masks, *passage.hints.marked, *passage.hints.languages):
        assert 0 <= mask.start < mask.end <= len(said)


@pytest.mark.parametrize(
    "piece",
    "<b>|<p>|<div><p>|</b>|<svg>|<ruby>|<rt>|<sup>|<|<a b='|<!--|&|&#|<td>|<table><td>|<script>|<![CDATA[| |\n |<li>".split(
        "|"
    )
    + "<p translate=no>|<p lang=ja>舆</p>|<svg><desc>|</p><b><p>|<x y z=1 |<q>|<!-- mixnorm: off -->|<img alt=舆>".split(
        "|"
    ),
)
def test_marks_that_are_never_closed_cost_work_in_proportion(piece):
    """A quadratic search over these would take minutes."""
    text = piece * (200_000 // len(piece)) + "the 舆论"
    passage = read(text)
    assert len(passage.join()) <= len(text) + 2 * len(passage.parts)


@pytest.mark.parametrize("name", ["sup", "ruby", "q", "p", "svg", "pre", "x"])
def test_nested_tags_cost_work_in_proportion(name):
    text = f"<{name}>舆<rt>yú</rt>" * 10_000 + f"</{name}>" * 10_000 + "the 舆论"
    assert read(text).join().endswith("the 舆论")


def test_what_the_encoding_lacks_is_written_as_a_reference():
    data = '<meta charset="iso-8859-1"><p>café: the &#33286;&#35770; grew'.encode("cp1252")
    clean, _, back = treat(data, "inline")
    assert clean == (
        '<meta charset="iso-8859-1"><p>café: the public opinion (&#33286;&#35770; yú lùn) grew'.encode("cp1252")
    )
    assert back == data


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "big5"])
def test_a_declared_encoding_is_read_and_written(declared):
    data = f'<html><meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>the 政府 grew'.encode(
        declared
    )
    clean, _, back = treat(data)
    assert clean == data.replace("政府".encode(declared), b"government")
    assert back == data


def test_what_is_wrong_with_a_switch_is_told_at_its_place():
    data = b"<p>a</p>\n<!-- mixnorm: ignore --><!-- mixnorm: off -->\n<p>the &#33286;</p>"
    source = Source(data, "html", find_encoding(data))
    document = open_document(source)
    (result,) = [NORMALIZER.normalize(unit.text, unit.format, unit.hints) for unit in document.units]
    places = [(warning.code, tuple(document.locate(0, warning.start))) for warning in result.warnings]
    assert places == [("switch-left-off", (2, 25)), ("pragma-without-reason", (2, 1))]


def test_every_run_of_chinese_is_annotated():
    _, results, _ = treat("<p translate=no>舆论</p><code>变量</code><img alt=图>".encode())
    assert [(n.fragment, n.context) for n in results[0].annotations] == [
        ("舆论", "off"),
        ("变量", "element"),
        ("图", "attribute"),
    ]
