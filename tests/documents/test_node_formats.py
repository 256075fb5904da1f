"""What is the same for all formats of text nodes, and what each of them leaves alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import normalize
from normalizer.documents import open_document, restore_document, subtitles
from normalizer.documents.document import Record, Source
from normalizer.documents.encoding import Encoding
from normalizer.documents.nodes import Node, NodeEdit
from normalizer.documents.splicing import splice
from normalizer.errors import InputError

DOCUMENTS = Path(__file__).resolve().parents[2] / "fixtures" / "documents"


def treat(data, format_name, form="text"):
    """Return the source, its clean bytes and its records as a sidecar would hold them."""
    source = Source(data, format_name, Encoding())
    document = open_document(source)
    results = document.accept([normalize(unit.text, None, unit.format, unit.hints) for unit in document.units])
    clean, records = document.assemble(results, form)
    return source, clean, [Record.from_dict(record.to_dict()) for record in records]


EXPECTED = [
    (
        "subtitles.srt",
        "srt",
        [
            (
                "The critical<i>舆论</i>环境 (public opinion environment)",
                "The critical <i>public opinion environment</i>",
            ),
            ("the 市场 and\nthe market (市场)\n", "the market and\nthe market\n"),
            ("again恳请大家 to", "again earnestly ask everyone to"),
        ],
    ),
    (
        "subtitles.vtt",
        "vtt",
        [
            (
                "Tom &amp; the 舆论 of <c.yellow>年轻人</c>",
                "Tom &amp; the public opinion of <c.yellow>young people</c>",
            ),
            ("a &#32463;&#27982; decision", "an economic decision"),
        ],
    ),
    (
        "messages.po",
        "po",
        [
            ('"the \\"舆论\\" of"\n" a 经济 decision', '"the \\"public opinion\\" of"\n" an economic decision'),
            ("files in the 市场", "files in the market"),
        ],
    ),
    (
        "translation.xlf",
        "xliff",
        [
            ('critical<pc id="1">舆论</pc>环境 &amp;', 'critical <pc id="1">public opinion environment</pc> &amp;'),
            ("a 经济 decision", "an economic decision"),
        ],
    ),
]


@pytest.mark.parametrize(("name", "format_name", "changes"), EXPECTED, ids=[row[0] for row in EXPECTED])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_text_changes_and_everything_comes_back(name, format_name, changes, newline):
    text = (DOCUMENTS / name).read_text(encoding="utf-8").replace("\n", newline)
    expected = text
    for pair in changes:
        before, after = (part.replace("\n", newline) for part in pair)
        assert expected.count(before) == 1
        expected = expected.replace(before, after)
    source, clean, records = treat(text.encode(), format_name)
    assert clean.decode() == expected
    assert restore_document(source._replace(data=clean), records) == source.data
    again = treat(clean, format_name)[1]
    assert again == clean


@pytest.mark.parametrize(
    ("format_name", "text"),
    [
        ("po", 'msgid ""\nmsgstr "Language: zh_CN\\n"\n\nmsgid "a"\nmsgstr "舆论"\n'),
        (
            "xliff",
            '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" trgLang="zh-Hans"><target>舆论</target></xliff>',
        ),
        (
            "xliff",
            '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"><alt-trans><target>舆论</target></alt-trans></xliff>',
        ),
        ("srt", "no cue at all 舆论\n\n舆论\n"),
        ("vtt", "WEBVTT 舆论\n\nNOTE\n舆论\n"),
    ],
)
def test_what_is_no_text_of_the_document_is_left_alone(format_name, text):
    assert treat(text.encode(), format_name)[1].decode() == text


def test_an_older_translation_file_is_read_too():
    text = (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"><file target-language="en"><body>'
        '<trans-unit id="7"><source>经济</source><target>a 经济 decision</target></trans-unit></body></file></xliff>'
    )
    _, clean, records = treat(text.encode(), "xliff")
    assert "<target>an economic decision</target>" in clean.decode()
    assert [record.unit for record in records] == ["7#1"]


def test_a_broken_translation_file_is_refused():
    with pytest.raises(InputError, match="not well-formed XML"):
        treat("<xliff><target>舆论</xliff>".encode(), "xliff")


@pytest.mark.parametrize(
    ("cue", "expected"),
    [("so\n然后\nit is\n", "so\nit is\n"), ("so\n然后", "so\n"), ("然后\n", ""), ("<i>然后</i>\n", "<i></i>\n")],
)
def test_a_line_of_which_nothing_is_left_goes_for_it_would_end_the_cue(cue, expected):
    text = "1\n00:00:01,000 --> 00:00:02,000\n" + cue
    place = text.index("然后")
    edits = subtitles.write_edits(text, Node(place, place + 2, "然后"), [NodeEdit(0, 2, "")])
    assert splice(text, list(edits))[0] == "1\n00:00:01,000 --> 00:00:02,000\n" + expected


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("They opened the market\n(市场) again", "They opened the market\nagain"),
        ("It was in the\n<i>市场</i> of the town", "It was in the\n<i>market</i> of the town"),
        ("- It was the market\n- 市场 or not", "- It was the market\n- Market or not"),
        ("It is the market.\n市场", "It is the market.\nMarket"),
    ],
)
def test_a_sentence_goes_on_over_the_lines_of_its_cue(cue, expected):
    head = "1\n00:00:01,000 --> 00:00:02,000\n"
    assert treat((head + cue + "\n").encode(), "srt")[1].decode() == head + expected + "\n"


LINES = st.lists(
    st.sampled_from(
        [
            "the 舆论",
            "a 经济 decision",
            "<i>市场</i> grew",
            "market",
            "(市场)",
            "{\\an8}so",
            "&amp;",
            "舆论",
            "&#33286;",
        ]
    ),
    min_size=1,
    max_size=4,
)


@given(st.lists(LINES, max_size=6), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["srt", "vtt"]))
@settings(max_examples=150, deadline=None)
def test_timing_is_never_touched_and_all_subtitles_come_back(cues, newline, format_name):
    head = "WEBVTT\n\n" if format_name == "vtt" else ""
    blocks = [f"{n}\n00:00:0{n},000 --> 00:00:0{n},500\n" + "\n".join(lines) + "\n" for n, lines in enumerate(cues, 1)]
    text = (head + "\n".join(blocks)).replace("\n", newline)
    source, clean, records = treat(text.encode(), format_name)
    assert restore_document(source._replace(data=clean), records) == source.data
    frame = r"\d+(?:\r\n?|\n)00:[^\r\n]*"
    assert re.findall(frame, clean.decode()) == re.findall(frame, text)
    assert re.findall(r"<[^>]*>|\{[^}]*\}", clean.decode()) == re.findall(r"<[^>]*>|\{[^}]*\}", text)
