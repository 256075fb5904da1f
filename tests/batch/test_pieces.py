from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.batch import pieces
from normalizer.batch.pieces import Reading, read_pieces
from normalizer.batch.walking import Input
from normalizer.errors import UsageError


class Stream:
    """Standard input with these bytes."""

    def __init__(self, data):
        self.buffer = io.BytesIO(data)


def cut(data, format_name, monkeypatch, size=8, **reading):
    monkeypatch.setattr(pieces, "PIECE_BYTES", size)
    monkeypatch.setattr("sys.stdin", Stream(data))
    return list(read_pieces([Input("-", "", format_name)], Reading(**reading)))


@given(
    st.lists(st.sampled_from([b"{}", b'{"a": 1}', b"", b"x" * 20, "舆".encode(), b"\xff"])),
    st.booleans(),
    st.integers(1, 30),
)
def test_pieces_of_json_lines_join_to_the_whole_and_know_their_place(lines, ended, size):
    with pytest.MonkeyPatch.context() as monkeypatch:
        data = b"\n".join(lines) + (b"\n" if ended else b"")
        found = cut(data, "jsonl", monkeypatch, size)
    assert b"".join(piece.source.data for piece in found) == data
    assert [piece.last for piece in found] == [False] * (len(found) - 1) + [True]
    for piece in found:
        before = data[: piece.source.offset]
        assert data[piece.source.offset :].startswith(piece.source.data)
        assert piece.source.first_line == before.count(b"\n") + 1
        assert not before or before.endswith(b"\n")
        assert piece.quiet == ("舆".encode() not in piece.source.data)


@pytest.mark.parametrize("format_name", ["text", "markdown", "html"])
def test_other_formats_are_one_piece(format_name, monkeypatch):
    (piece,) = cut(b"one\ntwo\nthree\n" * 10, format_name, monkeypatch)
    assert piece.source.data == b"one\ntwo\nthree\n" * 10
    assert piece.quiet


def test_only_the_first_piece_has_the_byte_order_mark(monkeypatch):
    data = "\ufeff".encode() + b'{"a": 1}\n' + "\ufeff".encode() + b"{}\n"
    first, second = cut(data, "jsonl", monkeypatch)
    assert (first.source.encoding.mark, second.source.encoding.mark) == (b"\xef\xbb\xbf", b"")


def test_json_lines_of_another_encoding_are_one_piece_and_never_quiet(monkeypatch):
    (piece,) = cut(("{}\n" * 20).encode("utf-16"), "jsonl", monkeypatch)
    assert not piece.quiet


def test_a_rendering_for_all_leaves_no_piece_quiet(monkeypatch):
    assert not cut(b"x", "text", monkeypatch, always=True)[0].quiet


def test_what_cannot_be_read_is_a_piece_with_an_error(tmp_path):
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    good = tmp_path / "good.txt"
    good.write_text("x", encoding="utf-8")
    documents = [Input(str(tmp_path / "loop.txt"), ""), Input("gone", "", error="told"), Input(str(good), "")]
    first, second, third = read_pieces(documents, Reading())
    assert first.error == "Too many levels of symbolic links"
    assert second.error == "told"
    assert (third.number, third.error, third.source.data) == (2, "", b"x")


def test_an_encoding_that_does_not_exist_is_wrong_use(monkeypatch):
    with pytest.raises(UsageError, match="klingon"):
        cut(b"x", "text", monkeypatch, encoding="klingon")


def test_a_long_line_is_read_in_one_go(monkeypatch):
    line = json.dumps({"text": "x" * 100_000}).encode() + b"\n"
    first, second = cut(line * 2, "jsonl", monkeypatch)
    assert (first.source.data, second.source.data) == (line, line)
