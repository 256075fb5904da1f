from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizer import Normalizer
from normalizer.documents import jsonl, open_document, restore_document
from normalizer.documents.document import Record, Source
from normalizer.documents.encoding import Encoding, find_encoding
from normalizer.documents.splicing import Edit, splice, undo_edits
from normalizer.errors import EncodingError, InputError, RestoreError
from normalizer.types import NormalizedText

NORMALIZER = Normalizer()


def treat(data, *fields, form="text", **place):
    source = Source(data, "jsonl", find_encoding(data), fields or ("text",), **place)
    document = open_document(source)
    results = document.accept([NORMALIZER.normalize(unit.text, unit.format) for unit in document.units])
    clean, records = document.assemble(results, form)
    return source, clean, [Record.from_dict(json.loads(json.dumps(record.to_dict()))) for record in records]


def test_only_the_text_changes_and_annotations_are_added():
    line = '{ "id": 12345678901234567890, "text":  "the 舆论 \\/ \\"x\\"", "note": "\\u00e9", "f": 1.50e3 }'
    _, clean, records = treat(f"{line}\n".encode())
    text, _, annotations = clean.decode().partition(', "annotations": ')
    assert (
        text
        == '{ "id": 12345678901234567890, "text":  "the public opinion \\/ \\"x\\"", "note": "\\u00e9", "f": 1.50e3'
    )
    assert annotations.endswith("] }\n")
    assert json.loads(annotations[: -len(" }\n")]) == records[0].result.to_dict()["annotations"]
    assert records[0].unit == "1#/text"


def test_compact_ascii_records_stay_compact_and_ascii():
    line = json.dumps({"text": "the 舆论", "b": 1}, separators=(",", ":"))
    _, clean, _ = treat(line.encode())
    assert clean.isascii()
    assert clean.startswith(b'{"text":"the public opinion","b":1,"annotations":[{"start":4,')
    assert b'"fragment":"\\u8206\\u8bba"' in clean


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "plain", "x": "舆论"}',
        '{"text": "東京タワー"}',
        '{"body": "舆论"}',
        '{"text": ["舆论"]}',
        '{"text": null, "text2": "舆论"}',
        '{"a": {"text": "舆论"}}',
        '{"a": "{\\"text\\": \\"舆论\\"}"}',
        '{"text": "舆论", "text": "plain"}',
        "",
        "not json at all",
    ],
)
def test_a_line_that_needs_no_change_stays_as_it_was(line):
    data = f"  {line}\r\n\n{line}".encode()
    assert treat(data)[1] == data


def test_the_field_may_be_another_one_and_is_named_as_a_pointer():
    _, clean, records = treat('{"text": "舆论", "a/b~": "the 舆论"}'.encode(), "a/b~")
    assert clean.startswith('{"text": "舆论", "a/b~": "the public opinion", '.encode())
    assert records[0].unit == "1#/a~1b~0"


def test_annotations_of_our_own_are_replaced_and_of_others_refused():
    first = treat('{"annotations": [], "text": "the 舆论"}'.encode())[1]
    assert json.loads(first)["annotations"][0]["fragment"] == "舆论"
    edited = first.replace(b'"text": "the public opinion"', '"text": "the 经济"'.encode())
    source, second, records = treat(edited)
    assert [note["fragment"] for note in json.loads(second)["annotations"]] == ["经济"]
    assert restore_document(source._replace(data=second), records) == edited
    for other in ('"mine"', "[1]", '[{"label": 1}]'):
        with pytest.raises(InputError, match="line 2 has a member 'annotations' that is not of this program"):
            treat(f'{{}}\n{{"text": "the 舆论", "annotations": {other}}}'.encode())


def test_a_clean_document_normalizes_to_itself():
    clean = treat('{"text": "the 舆论 and 東京タワー"}\n{"text": "x"}\n'.encode())[1]
    assert treat(clean)[1] == clean


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": "舆论"', "line 7 is no JSON object: the line is cut short"),
        ('["舆论"]', "line 7 is no JSON object: expected '{' at column 1"),
        ('{"a": "舆论"}\r{"b": 1}', "line 7 is no JSON object: something follows"),
    ],
)
def test_a_line_with_chinese_that_is_no_record_is_named(line, message):
    with pytest.raises(InputError, match=message):
        treat(f"{{}}\n{line}\n".encode(), first_line=6)


def test_a_wrong_byte_is_named_with_its_place_in_the_file():
    with pytest.raises(EncodingError, match="byte 0xFF at offset 116, line 12"):
        treat('{}\n{"text": "舆'.encode() + b'\xff"}', first_line=11, offset=100)


def test_a_wrong_byte_in_a_line_that_holds_no_chinese_is_none_of_our_business():
    data = b'{"text": "caf\xff"}\n'
    assert treat(data)[1] == data


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_come_out_as_they_went_in(encoding):
    data = '{"text": "the 舆论"}\r\n{"text": "\u2028x"}'.encode(encoding)
    source, clean, records = treat(data)
    assert clean.decode(encoding).startswith('{"text": "the public opinion", "annotations": ')
    assert clean.decode(encoding).endswith(']}\r\n{"text": "\u2028x"}')
    assert restore_document(source._replace(data=clean), records) == data


def test_half_a_surrogate_pair_comes_through():
    data = '{"text": "the 舆论 \\ud83d", "x": "好"}'.encode()
    source, clean, records = treat(data)
    assert json.loads(clean)["text"] == "the public opinion \ud83d"
    assert restore_document(source._replace(data=clean), records) == data


@pytest.mark.parametrize(
    ("line", "fragment", "column"),
    [('{"text": "the 舆论"}', "舆论", 15), ('{"text": "\\u0061\\n\\ud83d\\ude00 舆论"}', "舆论", 32)],
)
def test_positions_are_those_of_the_file(line, fragment, column):
    document = open_document(Source(f"{{}}\n{line}".encode(), "jsonl", Encoding()))
    offset = document.units[0].text.index(fragment)
    assert tuple(document.locate(0, offset)) == (2, column)
    assert line[column - 1 :].startswith(fragment)


RECORDS = st.fixed_dictionaries(
    {
        "text": st.lists(
            st.sampled_from(["the 舆论", "经济", "東京", "é", '"', "\\", "/", "\n", "😀", "\x7f", "x"]), max_size=5
        ).map(" ".join)
    },
    optional={
        "id": st.integers(),
        "a": st.floats(allow_nan=False),
        "b": st.text(max_size=3),
        "c": st.just({"text": "舆论"}),
        "舆": st.just("舆论"),
    },
)


@st.composite
def lines(draw):
    record = draw(RECORDS)
    keys = draw(st.permutations(list(record)))
    separators = (draw(st.sampled_from([",", ", ", " ,\t"])), draw(st.sampled_from([":", ": ", " : "])))
    line = json.dumps({key: record[key] for key in keys}, ensure_ascii=draw(st.booleans()), separators=separators)
    if draw(st.booleans()):
        line = line.replace("/", "\\/")
    return draw(st.sampled_from(["", " "])) + line + draw(st.sampled_from(["\n", "\r\n", " \n", "\n\n"]))


@given(st.lists(lines(), max_size=5), st.booleans(), st.sampled_from(["text", "notes", "footnotes", "inline"]))
@settings(max_examples=150, deadline=None)
def test_lines_are_restored_byte_for_byte(content, ended, form):
    data = "".join(content).encode()
    data = data if ended else data.rstrip()
    source, clean, records = treat(data, form=form)
    assert restore_document(source._replace(data=clean), records) == data
    touched = {int(record.unit.partition("#")[0]) for record in records if record.undo}
    before, after = data.split(b"\n"), clean.split(b"\n")
    assert len(before) == len(after)
    for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
        if number in touched:
            wanted, got = json.loads(old), json.loads(new)
            assert {**got, "text": None, "annotations": None} == {**wanted, "text": None, "annotations": None}
            assert list(got) == [*wanted, "annotations"]
        else:
            assert old == new


@given(
    st.text(max_size=12), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3), st.text(max_size=3)), max_size=3)
)
def test_undoing_a_splice_gives_the_line_back(line, raw):
    edits, position = [], 0
    for start, length, text in sorted(raw):
        if position <= start <= len(line):
            position = min(len(line), start + length)
            edits.append(Edit(start, position, text))
    clean, undo = splice(line, edits)
    assert undo_edits(clean, undo) == line


@pytest.mark.parametrize(
    ("unit", "undo"), [("9#/text", [[0, 1, "x"]]), ("document", []), ("1#/text", [[0, 1, "\ud800"]])]
)
def test_a_record_that_does_not_fit_is_an_error(unit, undo):
    record = Record.from_dict({"unit": unit, "result": NormalizedText("x").to_dict(), "undo": undo})
    with pytest.raises(RestoreError, match="unit"):
        restore_document(Source(b'{"text": "x"}', "jsonl", Encoding()), [record])


def count_calls(data):
    calls = 0

    def watch(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(watch)
    try:
        open_document(Source(data, "jsonl", Encoding()))
    finally:
        sys.setprofile(None)
    return calls


def test_work_grows_with_the_hits_alone():
    hit, miss = '{"text": "舆论"}\n'.encode(), b'{"text": "plain"}\n'
    count_calls(hit)
    one, two = count_calls(hit * 100), count_calls(hit * 200)
    assert two <= 2.1 * one
    per_block = count_calls(miss * 10_000)
    assert per_block <= 200  # of 10,000 lines
    assert count_calls(hit * 100 + miss * 10_000) <= one + per_block + 20


@given(st.lists(st.sampled_from(["plain", "舆", "\\u8206", "\\u2019", "’", ""]), max_size=12), st.integers(0, 20))
def test_lines_are_found_as_by_looking_at_each(lines, size):
    data = "\n".join(lines).encode()
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(jsonl, "BLOCK_BYTES", size)
        found = [data[start:end].decode() for start, end in jsonl.find_lines(data)]
    assert found == [line for line in lines if "舆" in line or "\\u8" in line]


def test_records_with_chinese_but_no_text_in_the_field_are_counted():
    data = '{"body": "舆论"}\n{"text": ["舆论"]}\n{"text": "舆论"}\n{"a": 1}\n'.encode()
    assert open_document(Source(data, "jsonl", Encoding())).missed == 2


CHAT = '{"id": 1, "messages": [{"role": "用户", "content": "the \\u8206\\u8bba \\/"}, {"content": "a 经济 decision \\u00e9"}], "x": "舆论"}'


@pytest.mark.parametrize(
    ("fields", "changes", "units"),
    [
        (["/messages/*/content"], [("\\u8206\\u8bba", "public opinion"), ("a 经济", "an economic")], ["0", "1"]),
        (["/messages/1/content"], [("a 经济", "an economic")], ["1"]),
        (["/messages/*/content", "x"], [("\\u8206\\u8bba", "public opinion"), ("a 经济", "an economic"), ("舆论", "Public opinion")], ["0", "1", "x"]),
        (["/x", "/messages/0/content"], [("\\u8206\\u8bba", "public opinion"), ("舆论", "Public opinion")], ["0", "x"]),
        (["*"], [("舆论", "Public opinion")], ["x"]),
        (["/*/*/role"], [("用户", "User")], ["role"]),
    ],
)  # fmt: skip
def test_several_texts_of_a_record_are_changed_where_they_stand(fields, changes, units):
    names = {"x": "/x", "role": "/messages/0/role"} | {n: f"/messages/{n}/content" for n in "01"}
    source, clean, records = treat(f"{{}}\n{CHAT}\r\n".encode(), *fields)
    wanted = CHAT
    for old, new in changes:
        wanted = wanted.replace(old, new)
    text, _, annotations = clean.decode().partition(', "annotations": ')
    assert text == "{}\n" + wanted[:-1]
    assert annotations.endswith("}]}\r\n")
    assert [record.unit for record in records] == [f"2#{names[unit]}" for unit in units]
    notes = json.loads(clean.splitlines()[1])["annotations"]
    if len(fields) > 1 or "*" in fields[0]:
        assert [note.pop("unit") for note in notes] == [names[unit] for unit in units]
    assert notes == [note for record in records for note in record.result.to_dict()["annotations"]]
    assert restore_document(source._replace(data=clean), records) == source.data
    assert treat(clean, *fields)[1] == clean


def test_the_style_of_each_literal_is_kept():
    line = '{"text": "《\\u7ea2\\u697c\\u68a6》 \\u2019", "b": "\\u300a\\u7ea2\\u697c\\u68a6\\u300b \\u2019 \\/"}'
    clean = treat(line.encode(), "text", "b")[1].decode()
    assert clean.startswith(
        '{"text": "“Dream of the Red Chamber” \\u2019", "b": "\\u201cDream of the Red Chamber\\u201d \\u2019 \\/", '
    )


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ('{"text": "the 舆论 \\ud83d\\/\\u00E9é"}', '{"text": "the public opinion \\ud83d\\/\\u00E9é"'),
        ('{"text": "a", "text": "the 舆论"}', '{"text": "a", "text": "the public opinion"'),
        ('{"n": 1e999, "m": -0.0, "x": NaN, "text": "the 舆论"}', '{"n": 1e999, "m": -0.0, "x": NaN, "text": "the public opinion"'),
        ('{"text": "the 舆论", "a": ' + "[" * 200 + "]" * 200 + "}", '{"text": "the public opinion", "a": ' + "[" * 200 + "]" * 200),
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["text", "/text", "*"])
def test_everything_else_in_a_line_stays(line, after, field):
    source, clean, records = treat(f"\ufeff\n{line}\r\n\r\n".encode(), field)
    assert clean.decode().startswith(f"\ufeff\n{after}, ")
    assert clean.endswith(b"}]}\r\n\r\n")
    assert restore_document(source._replace(data=clean), records) == source.data


def test_where_chinese_stands_that_no_field_means_is_told():
    lines = [
        '{"body": "舆论", "turns": [{"said": "市场"}, {"said": "\\u5e02"}]}',
        '{"body": "市场"}',
        '{"text": "x", "body": "舆"}',
        '{"a": "’"}',
    ]
    for fields in (["text"], ["/text"], ["text", "/a/b"]):
        document = open_document(Source("\n".join(lines).encode(), "jsonl", Encoding(), tuple(fields)))
        assert document.missed == 2
        assert dict(document.elsewhere) == {"body": 2, "/turns/*/said": 1}


@pytest.mark.parametrize(
    ("line", "message"),
    [('["舆论"]', r"expected '\{' at column 1"), ('{"a": "舆论"', "cut short at column 11"), ('{"a": "舆论"} 1', "something follows the value at column 13")],
)  # fmt: skip
def test_a_line_that_is_no_record_is_named_for_pointers_too(line, message):
    with pytest.raises(InputError, match=f"line 2 is no JSON object: .*{message}"):
        treat(f"{{}}\n{line}\n".encode(), "/a/b")


@given(st.lists(lines(), max_size=4), st.sampled_from([("*",), ("text", "/c/text"), ("/c/*", "舆"), ("/*/text",)]))
@settings(max_examples=120, deadline=None)
def test_lines_with_several_texts_are_restored_byte_for_byte(content, fields):
    source, clean, records = treat("".join(content).encode(), *fields)
    assert restore_document(source._replace(data=clean), records) == source.data
    texts = {record.unit: record.result.text for record in records}
    for number, line in enumerate(clean.split(b"\n"), 1):
        for place in ("text", "c/text", "舆"):
            if (unit := f"{number}#/{place}") in texts:
                value = json.loads(line)
                for step in place.split("/"):
                    value = value[step]
                assert value == texts[unit]
