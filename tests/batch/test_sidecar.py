from __future__ import annotations

import json
from pathlib import Path

import pytest

from normalizer.batch.sidecar import Head, Tail, read_owner, read_sidecar, write_head, write_records, write_tail
from normalizer.config import NormalizerConfig
from normalizer.documents.delimited import Layout
from normalizer.documents.document import Record, Undo
from normalizer.documents.encoding import Encoding
from normalizer.errors import RestoreError
from normalizer.types import NormalizedText

ENCODING = Encoding("utf-16-le", b"\xff\xfe")
HEAD = Head(
    "9.9",
    "in/a.txt",
    "a.txt",
    "text",
    "notes",
    ("text",),
    ENCODING,
    NormalizerConfig()._asdict() | {"glossary": [], "unmask": []},
)
TAIL = Tail("aa", 1, "bb", 2, {"lf": 1, "crlf": 0, "cr": 0}, None)


def write(path, records, **head):
    lines = b",".join(write_records(records))
    path.write_bytes(write_head(HEAD._replace(**head)) + lines + write_tail(TAIL))
    return str(path)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_what_is_written_is_read(tmp_path, count, normalizer):
    result = normalizer.normalize("the 舆论 grew")
    records = [Record(f"{n}#/text", result, (Undo(1, 2, "舆\ud83d"),)) for n in range(count)]
    path = write(tmp_path / "s.json", records)
    sidecar = read_sidecar(path)
    assert sidecar.head == HEAD
    assert sidecar.records == records
    assert (sidecar.source_sha256, sidecar.clean_sha256) == ("aa", "bb")
    assert read_owner(path) == ("in/a.txt", "a.txt")


def test_it_is_one_json_document_with_a_line_for_each_unit(tmp_path):
    path = tmp_path / "s.json"
    write(path, [Record("1#/text", NormalizedText("x")), Record("2#/text", NormalizedText("舆"))])
    text = path.read_text(encoding="utf-8")
    data = json.loads(text)
    assert data["mixnorm"]["version"] == 1
    assert data["mixnorm"]["config"]["mention"] == "romanize"
    assert [json.loads(line.strip(","))["unit"] for line in text.splitlines()[2:4]] == ["1#/text", "2#/text"]
    assert "舆" in text


def test_a_file_name_that_is_no_utf8_is_kept(tmp_path):
    path = write(tmp_path / "s.json", [], source="a\udcff.txt")
    assert read_sidecar(path).head.source == "a\udcff.txt"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"mixnorm": 1}',
        b'{"mixnorm": {"version": "x"}}',
        b"\xff",
        b"[" * 100_000,
        b'{"mixnorm": {"version": 1}, "units": [], "source": {}, "clean": {}}',
    ],
)
def test_what_is_no_sidecar_is_told_with_its_name(tmp_path, content):
    path = tmp_path / "s.json"
    path.write_bytes(content)
    with pytest.raises(RestoreError, match=r"s\.json: "):
        read_sidecar(str(path))
    assert read_owner(str(path)) is None


def test_a_missing_or_newer_sidecar_is_told(tmp_path):
    with pytest.raises(RestoreError, match="there is no such sidecar; name it with --annotations"):
        read_sidecar(str(tmp_path / "s.json"))
    (tmp_path / "s.json").write_bytes(b'{"mixnorm": {"version": 2}}')
    with pytest.raises(RestoreError, match=r"s\.json: a sidecar of version 2, this program reads up to 1"):
        read_sidecar(str(tmp_path / "s.json"))


def test_a_broken_unit_is_told(tmp_path):
    path = tmp_path / "s.json"
    write(path, [Record("1#/text", NormalizedText("x"))])
    path.write_bytes(path.read_bytes().replace(b'"result"', b'"resort"'))
    with pytest.raises(RestoreError, match=r"s\.json: the sidecar holds a broken unit"):
        read_sidecar(str(path))


def test_a_sidecar_of_the_time_when_there_was_one_field_is_read(tmp_path):
    path = write(tmp_path / "s.json", [])
    head, _, rest = Path(path).read_text(encoding="utf-8").partition("\n")
    data = json.loads(head.rstrip(",") + "}")["mixnorm"]
    del data["fields"]
    old = json.dumps({"mixnorm": {**data, "field": "body"}})[:-1]
    Path(path).write_text(f"{old},\n{rest}", encoding="utf-8")
    assert read_sidecar(path).head == HEAD._replace(fields=("body",))


def test_how_a_table_is_laid_out_is_read_as_it_was_written(tmp_path):
    layout = Layout(";", quotes=False, before=2, columns=("a", "舆"))
    path = write(tmp_path / "s.json", [], layout=layout, fields=("a", "/b/*"), notes_column="notes")
    assert read_sidecar(path).head == HEAD._replace(layout=layout, fields=("a", "/b/*"), notes_column="notes")
