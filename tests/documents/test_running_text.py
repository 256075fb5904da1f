from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import Normalizer
from normalizer.documents import open_document, restore_document
from normalizer.documents.document import Record, Source
from normalizer.documents.encoding import Encoding, find_encoding
from normalizer.documents.formats import FORMATS
from normalizer.errors import EncodingError, RestoreError
from normalizer.types import NormalizedText

NORMALIZER = Normalizer()


def treat(data, format_name, form, given_encoding=""):
    source = Source(data, format_name, find_encoding(data, given_encoding))
    document = open_document(source)
    results = document.accept([NORMALIZER.normalize(unit.text, unit.format) for unit in document.units])
    clean, records = document.assemble(results, form)
    return source, clean, [Record.from_dict(record.to_dict()) for record in records]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_encoding_mark_and_newlines_come_out_as_they_went_in(encoding):
    data = "The 舆论.\r\nOn\rmore\n".encode(encoding)
    given_encoding = encoding if encoding == "gb18030" else ""
    source, clean, records = treat(data, "text", "text", given_encoding)
    assert clean == "The public opinion.\r\nOn\rmore\n".encode(encoding)
    assert restore_document(source._replace(data=clean), records) == data


PIECES = [
    "the 舆论",
    "a 经济 decision",
    "雷军",
    "東京タワー",
    "public opinion (舆论)",
    "&#33286;&#35770;",
    "&#x6771;&#x4EAC;タワー",
    "`代码`",
    "<b>好</b>",
    "é",
]
TEXTS = st.lists(st.sampled_from([*PIECES, "\n", "\r\n", "\r", " ", "\ufeff", "#", "[x](y)"]), max_size=10).map(
    " ".join
)


@given(
    TEXTS,
    st.sampled_from(["text", "markdown"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    st.data(),
)
@settings(max_examples=300, deadline=None)
def test_every_form_of_every_format_is_restored_byte_for_byte(text, format_name, encoding, data):
    content = text.encode(encoding)
    form = data.draw(st.sampled_from(FORMATS[format_name].forms))
    source, clean, records = treat(content, format_name, form, encoding if encoding == "gb18030" else "")
    assert restore_document(source._replace(data=clean), records) == content
    if form == "text" and not any(note.action != "keep" for record in records for note in record.result.annotations):
        assert clean == content


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_offsets_count_in_the_document_with_its_references(text):
    _, _, records = treat(text.encode(), "markdown", "text")
    text = text.removeprefix("\ufeff")
    for record in records:
        result = record.result
        position = target = 0
        for note in result.annotations:
            assert text[note.start : note.end] == note.original
            assert result.text[note.target_start : note.target_end] == note.replacement
            assert text[position : note.start] == result.text[target : note.target_start]
            assert text[note.fragment_start : note.fragment_end] == note.fragment
            assert "".join(token.text for token in note.tokens) in ("", note.fragment)
            assert all(text[token.start : token.end] == token.text for token in note.tokens)
            assert 0 <= note.anchor_start <= note.anchor_end <= len(result.text)
            position, target = note.end, note.target_end
        assert text[position:] == result.text[target:]


def test_references_are_treated_and_kept_ones_stay_as_they_were():
    data = b"the &#33286;&#x8bba; of &#26481;&#20140;&#x30BF;&#x30EF;&#x30FC; &amp; &#233;"
    _, clean, records = treat(data, "markdown", "text")
    assert clean == b"the public opinion of &#26481;&#20140;&#x30BF;&#x30EF;&#x30FC; &amp; &#233;"
    first, second = records[0].result.annotations
    assert (first.fragment, first.gloss, first.action) == ("&#33286;&#x8bba;", "public opinion", "replace")
    assert records[0].result.text[first.anchor_start : first.anchor_end] == "public opinion"
    assert second.action == "keep"


def test_an_anchor_behind_a_reference_is_moved_with_it():
    data = b"&#26481;&#20140;&#x30BF;&#x30EF;&#x30FC; has public opinion (&#33286;&#35770;) too"
    _, _, records = treat(data, "markdown", "text")
    note = records[0].result.annotations[-1]
    assert note.action == "drop"
    assert records[0].result.text[note.anchor_start : note.anchor_end] == "public opinion"
    assert data.decode()[note.gloss_start : note.gloss_end] == "public opinion"


def test_a_wrong_encoding_is_named_with_its_byte():
    with pytest.raises(EncodingError, match="byte 0xD3 at offset 4, line 1"):
        open_document(Source("the 舆论".encode("gb18030"), "text", Encoding()))


def test_positions_are_lines_and_columns():
    document = open_document(Source("好\r\nthe 舆论".encode(), "text", Encoding()))
    assert tuple(document.locate(0, 7)) == (2, 5)


def test_a_sidecar_with_two_units_does_not_fit_a_text():
    records = [Record("document", NormalizedText("x"))] * 2
    with pytest.raises(RestoreError, match="holds 2 units"):
        restore_document(Source(b"x", "text", Encoding()), records)


def test_a_broken_record_is_named():
    with pytest.raises(RestoreError, match="broken unit"):
        Record.from_dict({"unit": "document"})
    with pytest.raises(RestoreError, match="version 9"):
        Record.from_dict({"unit": "document", "result": {"version": 9, "text": ""}})
