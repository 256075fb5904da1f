from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer.documents.xml_events import CDATA, read_events
from normalizer.errors import InputError

TEXT = '<?xml version="1.0"?>\r\n<p a="1">a &amp; é<b>舆&#35770;</b><br/>x\r\ny<![CDATA[<z]]>w<!-- c --></p>'


def test_every_event_has_its_exact_place():
    found = [(event.kind, TEXT[event.start : event.end], event.text) for event in read_events(TEXT)]
    assert found == [
        ("other", '<?xml version="1.0"?>\r\n', ""),
        ("start", '<p a="1">', ""),
        ("text", "a &amp; é", "a & é"),
        ("start", "<b>", ""),
        ("text", "舆&#35770;", "舆论"),
        ("end", "</b>", ""),
        ("start", "<br/>", ""),
        ("end", "", ""),
        ("text", "x\r\ny", "x\ny"),
        ("other", CDATA, ""),
        ("text", "<z", "<z"),
        ("other", "]]>", ""),
        ("text", "w", "w"),
        ("other", "<!-- c -->", ""),
        ("end", "</p>", ""),
    ]


def test_names_have_their_namespace():
    (start, *_) = read_events('<w:t xmlns:w="urn:w" w:x="1"/>')
    assert (start.name, start.attributes) == ("urn:w t", {"urn:w x": "1"})


PIECES = st.sampled_from(
    ["a", "é", "舆", "𠀋", "&amp;", "&#x8206;", "&#35770;", "\r\n", "\r", "<b>c</b>", "<i/>", "<!-- -->"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(deadline=None)
def test_events_tile_the_source_and_each_step_leads_to_its_character(inside):
    text = f"<p>{inside}</p>"
    events = read_events(text)
    assert "".join(text[event.start : event.end] for event in events) == text
    for event in events:
        node = event.to_node()
        for index, character in enumerate(node.text):
            source = text[node.to_source(index) : node.to_source(index + 1)]
            assert source == character or source.startswith("&") or source in ("\r\n", "\r")


@pytest.mark.parametrize("text", ["<p>", "<p></q>", "", "<p>&nope;</p>", "<p a=1/>"])
def test_what_is_no_xml_is_refused_with_its_place(text):
    with pytest.raises(InputError, match=r"not well-formed XML: .+ at line 1, column \d+"):
        read_events(text)
