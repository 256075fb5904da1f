from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import Normalizer
from normalizer.documents import open_document, restore_document
from normalizer.documents.document import Record, Source
from normalizer.documents.encoding import find_encoding
from normalizer.documents.fields import check_fields
from normalizer.documents.json_strings import JsonFaultError, find_strings, make_node
from normalizer.errors import InputError, UsageError

NORMALIZER = Normalizer()


def treat(data, *fields, form="text"):
    source = Source(data, "json", find_encoding(data), fields or ("text",))
    document = open_document(source)
    results = document.accept([NORMALIZER.normalize(u.text, u.format, u.hints) for u in document.units])
    clean, records = document.assemble(results, form)
    records = [Record.from_dict(json.loads(json.dumps(record.to_dict()))) for record in records]
    assert restore_document(source._replace(data=clean), records) == data
    return clean, records, document


BEFORE = r"""{
  "text": "the \u8206\u8bba \/ \u00e9 “x”",	"n": -1.50E+3, "big": 123456789012345678901234567890,
  "chats": [ {"messages": [{"role": "a", "content": "a 经济 decision\n"}, {"content":"the 市场 \"grew\""}]}, [] ],
  "deep": {"text": "the \ud83d\ude00舆论", "t\u0065xt": "the 舆论", "a/b~": "the 舆论", "tags": ["the 舆论", {}]}
}
"""


@pytest.mark.parametrize(
    ("fields", "changes", "units"),
    [
        (
            [],
            [
                (r"\u8206\u8bba", "public opinion"),
                ("😀舆论", "😀public opinion"),
                ('"the 舆论", "a', '"the public opinion", "a'),
            ],
            ["#/text", "#/deep/text", "#/deep/text"],
        ),
        (["/text"], [(r"\u8206\u8bba", "public opinion")], ["#/text"]),
        (
            ["/chats/*/messages/*/content"],
            [("a 经济", "an economic"), ("市场", "market")],
            ["#/chats/0/messages/0/content", "#/chats/0/messages/1/content"],
        ),
        (
            ["content", "/deep/tags/0"],
            [("a 经济", "an economic"), ("市场", "market"), ('["the 舆论"', '["the public opinion"')],
            None,
        ),
        (["/chats/0/messages/1/content"], [("市场", "market")], ["#/chats/0/messages/1/content"]),
        (["/deep/a~1b~0"], [('~": "the 舆论"', '~": "the public opinion"')], ["#/deep/a~1b~0"]),
        (["/chats/messages", "/deep/tags/1", "/deep/tags/00"], [], []),
    ],
)
def test_fields_mean_names_at_any_depth_or_pointers(fields, changes, units):
    before = BEFORE.replace("\\ud83d\\ude00舆论", "😀舆论")
    clean, records, _ = treat(before.encode(), *fields)
    wanted = before
    for old, new in changes:
        assert wanted.count(old) == 1
        wanted = wanted.replace(old, new)
    assert clean.decode() == wanted
    if units is not None:
        assert [record.unit for record in records] == units


def test_every_string_can_be_asked_for():
    clean, _, _ = treat('["the 舆论", {"舆论": "the 市场"}]'.encode(), "*")
    assert clean.decode() == '["the public opinion", {"舆论": "the market"}]'
    assert treat('"the 舆论"'.encode(), "*")[0] == b'"the public opinion"'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r'{"text": "on 2023年9月1日 \u201cx\u201d \/ \t"}', r'{"text": "on September 1, 2023 \u201cx\u201d \/ \t"}'),
        (r'{"text": "《\u7ea2\u697c\u68a6》 \u00e9"}', r'{"text": "\"Dream of the Red Chamber\" \u00e9"}'),
        (
            r'{"text": "\u300a\u7ea2\u697c\u68a6\u300b \u2019"}',
            r'{"text": "\u201cDream of the Red Chamber\u201d \u2019"}',
        ),
        (r'{"text": "the \ud83d 舆论 \ude00"}', r'{"text": "the \ud83d public opinion \ude00"}'),
        ('{"text": "the\u2028舆论"}', '{"text": "the\u2028public opinion"}'),
        ('{"text":\r\n\t"the 舆论"}\r\n', '{"text":\r\n\t"the public opinion"}\r\n'),
        ('{"text": "a\nthe 舆论"}', '{"text": "a\nthe public opinion"}'),
        (
            '{"text": "the 舆论", "x": [NaN, -Infinity, 1e999, {"a": {}}]}',
            '{"text": "the public opinion", "x": [NaN, -Infinity, 1e999, {"a": {}}]}',
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_only_the_edited_stretch_of_a_string_changes(before, after, encoding):
    assert treat(before.encode(encoding))[0].decode(encoding) == after


def test_inline_notes_follow_their_english():
    assert (
        treat('{"text": "the 舆论 \\/"}'.encode(), form="inline")[0].decode()
        == '{"text": "the public opinion (舆论 yú lùn) \\/"}'
    )


def test_places_are_those_of_the_file():
    _, _, document = treat('{\n "text": "\\u00e9 the 舆论"}'.encode())
    assert tuple(document.locate(0, 6)) == (2, 22)


def test_chinese_where_no_field_looks_is_told():
    data = json.dumps({"items": [{"body": "舆论"}, {"body": "市场"}, {"tags": ["经济"]}]}).encode()
    clean, _, document = treat(data)
    assert (clean, document.missed) == (data, 3)
    assert dict(document.elsewhere) == {"body": 2, "/items/*/tags/*": 1}
    assert open_document(Source(b'{"text": "plain", "x": "\xe8\x88\x86"}', "json", find_encoding(b""))).missed == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"text": "舆论"', "the text is cut short at line 1, column 14"),
        ('{"text": "舆论",\n}', "expected a key at line 2, column 1"),
        ('{"text": "舆论"}\n{"text": "舆论"}', "something follows the value at line 2, column 1"),
        ('["舆论",]', "expected a value at line 1, column 7"),
        ('["舆论"}', "an object or array ends with the wrong bracket at line 1, column 6"),
        ('["舆论" 1]', "expected ',' or the end of an object or array at line 1, column 7"),
        ('{,"text": "舆论"}', "expected a key at line 1, column 3"),
        ('["舆论\\x"]', "a string with a wrong escape at line 1, column 2"),
        ('["舆论', "expected a value at line 1, column 2"),
        ("'舆论'", "expected a value at line 1, column 1"),
    ],
)
def test_what_is_no_json_is_told_with_its_place(text, message):
    with pytest.raises(InputError, match=f"this is no JSON: {message}".replace("[", r"\[")):
        treat(text.encode())


def test_nesting_has_no_limit():
    depth = 200_000
    text = '{"a": ' * depth + '[{"text": "the 舆论"}]' + "}" * depth
    assert treat(text.encode())[0].decode() == text.replace("舆论", "public opinion")


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.lists(
            st.sampled_from(["the 舆论", "a 经济", "é", '"', "\\", "/", "\n", "😀", "\ud83d", "x"]), max_size=4
        ).map(" ".join),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["text", "a", "舆", "", "a/b", "0", '"']), inner, max_size=4),
    ),
    max_leaves=12,
)


@st.composite
def texts(draw):
    value = draw(VALUES)
    separators = (draw(st.sampled_from([",", ", ", " ,\t"])), draw(st.sampled_from([":", ": ", " : "])))
    indent = draw(st.sampled_from([None, 1, "\t"]))
    text = json.dumps(value, ensure_ascii=draw(st.booleans()), separators=separators, indent=indent)
    if draw(st.booleans()):
        text = text.replace("/", "\\/")
    return value, draw(st.sampled_from(["", " ", "\r\n"])) + text.replace("\ud83d", "\\ud83d") + draw(
        st.sampled_from(["", "\n"])
    )


def list_strings(value, place=()):
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from list_strings(inner, (*place, index))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from list_strings(inner, (*place, key))


@given(texts())
@settings(max_examples=300, deadline=None)
def test_strings_stand_where_they_are_said_to(made):
    value, text = made
    found = [(place, make_node(text, start, end)) for place, start, end in find_strings(text, every=True)]
    assert [(place, node.text) for place, node in found] == list(list_strings(value))
    for _, node in found:
        for offset in range(len(node.text)):
            assert json.loads('"' + text[node.start : node.to_source(offset)] + '"') == node.text[:offset]


@given(
    texts(), st.sampled_from([("text",), ("*",), ("/a/*", "text"), ("/*/text",)]), st.sampled_from(["text", "inline"])
)
@settings(max_examples=200, deadline=None)
def test_documents_come_back_and_other_values_stay(made, fields, form):
    value, text = made
    clean, records, _ = treat(text.encode(), *fields, form=form)
    results = {record.unit: record.result for record in records}
    before, after = dict(list_strings(value)), dict(list_strings(json.loads(clean)))
    assert list(before) == list(after)
    for place, said in before.items():
        unit = "#" + "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in place)
        if unit not in results:
            assert after[place] == said
        elif form == "text":
            assert after[place] == results[unit].text


@given(st.text(st.sampled_from(list('{}[],:"\\ au1.-\n舆')), max_size=24))
@settings(max_examples=500)
def test_what_json_refuses_is_refused(text):
    try:
        json.loads(text, strict=False)
    except ValueError:
        fine = False
    else:
        fine = True
    try:
        for _, start, end in find_strings(text, every=True):
            make_node(text, start, end)
    except JsonFaultError:
        assert not fine
    else:
        # Numbers are passed over, and so are escapes in keys that lead to no string.
        assert fine or any(sign in text for sign in "1.-\\")


def count_calls(text):
    calls = 0

    def watch(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(watch)
    try:
        list(find_strings(text))
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("piece", ['{"a": [1, {"text": "舆论"}]},', '"x\\\\\\"",', "[[[[]]]],", '{"a":{"b":{}}},'])
def test_work_grows_with_the_text(piece):
    one, two = (count_calls("[" + piece * number + "0]") for number in (500, 1000))
    assert two <= 2.05 * one


@pytest.mark.parametrize("field", ["", "/a~2", "/~"])
def test_a_field_that_names_nothing_is_wrong_use(field):
    with pytest.raises(UsageError):
        check_fields([field])
