from __future__ import annotations

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.batch.outcomes import read_outcome, write_outcome
from normalizer.batch.pieces import Piece
from normalizer.batch.treating import Outcome, Task, treat_piece
from normalizer.config import NormalizerConfig
from normalizer.documents.document import Source
from normalizer.documents.encoding import Encoding
from normalizer.errors import InputError

BYTES = st.lists(st.sampled_from([b"\n", b"a", b"\xff", "舆论".encode(), b"\r"])).map(b"".join)
TEXTS = st.lists(st.sampled_from(["舆", "a.jsonl\udcff:1:2: x", '"', "\n"])).map(tuple)


@given(
    BYTES, BYTES, TEXTS, st.lists(st.text()).map(lambda texts: tuple(text.encode() for text in texts)), st.integers(0)
)
def test_any_outcome_is_read_as_it_was_written(source, clean, warnings, records, missed):
    outcome = Outcome(clean, records, warnings=warnings, missed=missed)
    assert read_outcome(source, write_outcome(source, outcome)) == outcome


def test_a_real_piece_keeps_its_tally_and_only_the_lines_that_change(tmp_path):
    plain = b'{"text": "' + b"plain " * 5_000 + b'"}\n'
    data = plain + '{"text": "the 舆论 of 雷军"}\n'.encode() + plain
    piece = Piece(0, "a.jsonl", Source(data, "jsonl", Encoding()), last=False)
    outcome = treat_piece(Task(NormalizerConfig(), "records", (("jsonl", "text"),)), piece)
    kept = write_outcome(data, outcome)
    assert len(kept) < 4_000
    assert read_outcome(data, kept) == outcome
    assert outcome.tally.fragments == 2


@pytest.mark.parametrize(
    "content", [b"", b"x", zlib.compress(b"{"), zlib.compress(json.dumps([[[9, "x"]], [], [], None, 0]).encode())]
)
def test_what_is_no_outcome_is_told(content):
    with pytest.raises(InputError, match="the ledger holds a damaged piece"):
        read_outcome(b"a\nb", content)
