from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import normalize
from normalizer.documents.document import Source
from normalizer.documents.encoding import Encoding
from normalizer.documents.node_document import NodeDocument, restore_nodes, write_escaped
from normalizer.documents.nodes import Distribution, Node, Passage
from normalizer.documents.splicing import undo_edits
from normalizer.errors import RestoreError
from normalizer.types import NormalizedText


class Tagged:
    """A format for these tests: what stands between angle brackets is markup, everything else is nodes of one text."""

    def find_passages(self, text, source):
        nodes = [Node(m.start(), m.end(), m.group()) for m in re.finditer(r"[^<>]+(?![^<]*>)", text)]
        yield Passage("document", tuple(nodes))

    def write_edits(self, text, node, edits):
        return write_escaped(node, edits, {})


def treat(text, form="text"):
    source = Source(text.encode(), "html", Encoding())
    document = NodeDocument(source, Tagged())
    results = document.accept([normalize(unit.text, hints=unit.hints) for unit in document.units])
    clean, records = document.assemble(results, form)
    return source, document, results, clean, records


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the <b>舆论</b>环境 here", "the <b>public opinion environment</b> here"),
        ("the critical<b>舆论</b> here", "the critical <b>public opinion</b> here"),
        ("a <b>经济</b> decision", "an <b>economic</b> decision"),
        ("the public opinion <i>(<b>舆论</b>)</i> grew", "the public opinion<i><b></b></i> grew"),
        ("the <b>舆论环境</b> (<i>public opinion environment</i>).", "the <b>public opinion environment</b><i></i>."),
        ("the <b>舆</b><i>论</i> grew", "the <b>public opinion</b><i></i> grew"),
        ("plain <b>English</b>", "plain <b>English</b>"),
    ],
)
def test_english_goes_to_the_first_node_and_no_edit_holds_a_tag(text, expected):
    source, _, _, clean, records = treat(text)
    assert clean.decode() == expected
    assert restore_nodes(source._replace(data=clean), records) == source.data


def test_inline_notes_stand_behind_their_english():
    _, _, _, clean, _ = treat("the critical<b>舆论</b> and the market <i>(市场)</i> grew", "inline")
    expected = "the critical <b>public opinion (舆论 yú lùn)</b> and the market<i> (市场 shì chǎng)</i> grew"
    assert clean.decode() == expected


def test_a_place_is_told_as_line_and_column_of_the_source():
    _, document, results, _, _ = treat("<p>One.\n<b>So</b> the <i>舆论</i> grew")
    note = results[0].annotations[0]
    assert document.locate(0, note.fragment_start) == (2, 18)
    assert document.locate(0, note.fragment_end) == (2, 24)


PIECES = st.sampled_from(
    ["the 舆论", "a 经济 decision", "market (市场)", "<b>", "</b>", "<i/>", " ", "\n", "学", "习", "so", "(", ")"]
)


@given(st.lists(PIECES, max_size=14).map("".join), st.sampled_from(["text", "inline", "json"]))
@settings(max_examples=200, deadline=None)
def test_every_document_comes_back_and_its_markup_stays(text, form):
    source, _, _, clean, records = treat(text, form)
    assert restore_nodes(source._replace(data=clean), records) == source.data
    if form != "json":
        assert re.findall("<[^>]*>", clean.decode()) == re.findall("<[^>]*>", text)


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=200, deadline=None)
def test_without_markup_a_document_of_nodes_is_what_a_text_is(text):
    plain = re.sub("<[^>]*>", "", text)
    assert treat(plain)[3].decode() == normalize(plain).text


def test_escaped_text_is_changed_where_it_stands():
    node = Node(0, 13, "舆论", (0, 8, 13))
    distribution = Distribution(Passage("document", (node,)))
    ((found, edits),) = distribution.divide(normalize("舆论"))
    assert list(write_escaped(found, edits, {})) == [(0, 13, "Public opinion")]
    assert distribution.locate(1) == 8


def test_an_insertion_where_no_node_is_goes_to_one_beside_it():
    passage = Passage("document", (Node(0, 1, "a"), "\t", Node(9, 10, "b"), "\n", "\n", Node(19, 20, "c")))
    text = NormalizedText(passage.join())
    divided = Distribution(passage).divide(text, [(place, str(place)) for place in range(len(text.text) + 1)])
    assert [(node.text, [edit[:3] for edit in edits]) for node, edits in divided] == [
        ("a", [(0, 0, "0"), (1, 1, "1")]),
        ("b", [(0, 0, "2"), (1, 1, "3"), (1, 1, "4")]),
        ("c", [(0, 0, "5"), (1, 1, "6")]),
    ]


def test_edits_that_do_not_fit_are_refused():
    with pytest.raises(RestoreError, match="does not fit"):
        undo_edits("abc", [(2, 9, "x")])


def test_a_text_without_edits_leaves_the_nodes_alone():
    assert Distribution(Passage("document", (Node(0, 5, "plain"),))).divide(NormalizedText("plain")) == []
