from __future__ import annotations

import json
import pickle

import pytest

from normalizer.batch.pieces import Piece
from normalizer.batch.treating import Outcome, Task, treat_piece
from normalizer.config import NormalizerConfig
from normalizer.documents.document import Source
from normalizer.documents.encoding import Encoding
from normalizer.errors import LexiconError

FORMS = (("text", "text"), ("jsonl", "text"))


def treat(data, product, format_name="text", **config):
    piece = Piece(0, "a.txt", Source(data.encode(), format_name, Encoding()))
    task = Task(NormalizerConfig(**config), product, FORMS)
    return treat_piece(pickle.loads(pickle.dumps(task)), pickle.loads(pickle.dumps(piece)))  # noqa: S301 - our own


def test_each_product_has_what_it_needs_and_no_more():
    text = "one\nthe 舆论 and 東京タワー"
    clean = treat(text, "clean")
    assert clean == Outcome("one\nthe public opinion and 東京タワー".encode(), tally=clean.tally)
    assert clean.tally.actions == {("keep", "policy"): 1, ("replace", "lexicon"): 1}
    records = treat(text, "records")
    assert records.data == clean.data
    assert json.loads(records.records[0])["unit"] == "document"
    findings = treat(text, "findings")
    assert (findings.data, findings.tally) == (b"", clean.tally)
    told = [(f.path, f.region[:2], f.message) for f in findings.findings]
    assert told == [("a.txt", (2, 5), "舆论 would be replaced by “public opinion” (leak, lexicon)")]
    assert treat(text, "difference").lines[0] == "@@ line 2 @@"


def test_a_piece_without_fragments_has_no_tally():
    assert treat("plain “English”", "clean").tally is None


def test_what_is_wrong_with_a_document_is_its_own_affair():
    assert treat('{"text": "舆论"', "clean", "jsonl") == Outcome(
        error="line 1 is no JSON object: the line is cut short"
    )
    assert treat('{"text": "舆论", "a": ' + "[" * 100_000, "clean", "jsonl").error.endswith("nested too deeply")


def test_what_is_wrong_with_the_lexicon_concerns_all():
    with pytest.raises(LexiconError):
        treat("舆论", "clean", lexicon="/nowhere.mnlx")
