from __future__ import annotations

from pathlib import Path

import pytest

from normalizer.batch.identity import Identity, Treatment
from normalizer.batch.pieces import Piece
from normalizer.config import NormalizerConfig
from normalizer.documents.document import Source
from normalizer.documents.encoding import Encoding
from normalizer.errors import InputError
from normalizer.lexicon.index import packaged_path

TREATMENT = Treatment("1.0", NormalizerConfig(), {"encoding": "", "field": "text"}, {"text": "notes"})
PIECE = Piece(0, "a.jsonl", Source(b'{"text": "x"}\n', "jsonl", Encoding()), last=False)


def name(**changes):
    return Identity(TREATMENT._replace(**changes)).name_run("text")


def test_the_name_of_a_run_stands_for_all_that_decides_the_outcome(tmp_path):
    glossary = tmp_path / "g.tsv"
    glossary.write_text("舆论\topinion\n", encoding="utf-8")
    config = NormalizerConfig(glossary=(str(glossary),))
    names = [
        name(),
        name(program="1.1"),
        name(config=NormalizerConfig(tones=True)),
        name(config=config),
        name(reading={"encoding": "gb18030", "field": "text"}),
        name(reading={"encoding": "", "field": "body"}),
        name(forms={"text": "inline"}),
        Identity(TREATMENT).name_run("markdown"),
    ]
    assert len(set(names)) == len(names)
    before = name(config=config)
    copy = tmp_path / "copy.tsv"
    copy.write_bytes(glossary.read_bytes())
    assert name(config=config._replace(glossary=(str(copy),))) == before
    glossary.write_text("舆论\tpublic opinion\n", encoding="utf-8")
    assert name(config=config) != before
    glossary.unlink()
    with pytest.raises(InputError, match=r"g\.tsv: No such file"):
        name(config=config)


def test_a_lexicon_counts_by_what_it_holds(tmp_path):
    copy = tmp_path / "copy.mnlx"
    copy.write_bytes(Path(packaged_path()).read_bytes())
    assert name(config=NormalizerConfig(lexicon=str(copy))) == name()
    assert name(config=NormalizerConfig(lexicon=str(tmp_path / "none"))) != name()


def test_the_name_of_a_piece_stands_for_its_bytes_its_place_and_the_run(tmp_path):
    identity = Identity(TREATMENT)
    table = tmp_path / "a.parquet"
    table.write_bytes(b"x")
    part = PIECE._replace(source=PIECE.source._replace(data=b"", format="parquet", path=str(table)))
    source = PIECE.source
    pieces = [
        PIECE,
        PIECE._replace(path="b\udcff.jsonl"),
        PIECE._replace(source=source._replace(data=b"{}\n")),
        PIECE._replace(source=source._replace(offset=7)),
        PIECE._replace(source=source._replace(first_line=2)),
        PIECE._replace(source=source._replace(encoding=Encoding("utf-8", b"\xef\xbb\xbf"))),
        part,
        part._replace(source=part.source._replace(offset=1)),
    ]
    names = [identity.name_piece(piece) for piece in pieces]
    assert len(set(names)) == len(names)
    assert identity.name_piece(PIECE._replace(number=5)) == names[0]
    assert Identity(TREATMENT._replace(reading={"encoding": "", "field": "body"})).name_piece(PIECE) != names[0]
    table.write_bytes(b"y")
    assert Identity(TREATMENT).name_piece(part) != names[6]
