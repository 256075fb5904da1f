from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from normalizer.documents.positions import LineIndex, Position, count_newlines


@given(st.text(alphabet="a好\r\n", max_size=30))
def test_positions_agree_with_lines_cut_plainly(text):
    plain = text.replace("\r\n", "\0\n").replace("\r", "\n").replace("\0\n", "\r\n")
    index = LineIndex(text)
    line, column = 1, 1
    for offset, character in enumerate(plain):
        assert index.locate(offset) == Position(line, column)
        line, column = (line + 1, 1) if character == "\n" else (line, column + 1)
    assert index.locate(len(text)) == Position(line, column)


@given(st.text(alphabet="a好\r\n", max_size=30))
def test_every_newline_is_counted_once(text):
    assert sum(count_newlines(text.encode())) == len(LineIndex(text).starts) - 1
