"""The Firefox engine up to the loading of a model, with the real package; no model can be made here."""

from __future__ import annotations

import subprocess
import sys

import pytest

from normalizer.errors import UsageError
from normalizer.translation.engine import Prompt, SpentError
from normalizer.translation.firefox import find_parts, open_engine
from normalizer.translation.model_files import open_files
from normalizer.translation.settings import EngineSettings

SPLIT = ("model.zhen.intgemm.alphas.bin", "srcvocab.zhen.spm", "trgvocab.zhen.spm", "lex.50.50.zhen.s2t.bin")
SHARED = ("model.zhen.intgemm8.bin", "vocab.zhen.spm")


def make_folder(folder, names):
    for name in names:
        (folder / name).write_bytes(name.encode() * 10)
    return folder


def open_model(folder):
    return open_engine("firefox", EngineSettings(("firefox",), model=str(folder)))


def test_vocabularies_are_split_or_shared(tmp_path):
    assert find_parts(open_files(str(make_folder(tmp_path, SPLIT)))) == SPLIT
    for name in SPLIT:
        (tmp_path / name).unlink()
    parts = find_parts(open_files(str(make_folder(tmp_path, SHARED))))
    assert parts == (SHARED[0], SHARED[1], SHARED[1], "")


@pytest.mark.parametrize(
    "names",
    [(), SPLIT[:1], SPLIT[1:], (*SPLIT[:2], SPLIT[3]), SHARED[:1], SHARED[1:]],
    ids=lambda names: "+".join(names) or "nothing",
)
def test_what_lacks_a_part_says_what_there_must_be(tmp_path, names):
    with pytest.raises(UsageError) as caught:
        open_model(make_folder(tmp_path, names))
    for wanted in ("model.*.bin", "srcvocab.*.spm with trgvocab.*.spm", "vocab.*.spm"):
        assert wanted in str(caught.value)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize("end", [".gz", ".zst"])
def test_packed_files_are_told_as_such(tmp_path, end):
    with pytest.raises(UsageError, match="must be unpacked first"):
        open_model(make_folder(tmp_path, [name + end for name in SPLIT]))


def test_a_model_for_other_languages(tmp_path):
    with pytest.raises(UsageError, match=r"model\.enzh\.bin is not for Chinese to English"):
        open_model(make_folder(tmp_path, ["model.enzh.bin", "vocab.enzh.spm"]))


def test_two_models_in_one_folder(tmp_path):
    with pytest.raises(UsageError, match="more than one model"):
        open_model(make_folder(tmp_path, [*SPLIT, "model.enzh.bin"]))


def test_no_folder(tmp_path):
    with pytest.raises(UsageError, match="there is no such folder with a model"):
        open_model(tmp_path / "none")


@pytest.mark.parametrize("names", [SPLIT, SHARED], ids=["split", "shared"])
def test_a_damaged_model_ends_the_engine_for_the_run(tmp_path, names):
    engine = open_model(make_folder(tmp_path, names))
    with pytest.raises(SpentError, match="the model cannot be loaded: unsupported model version"):
        engine.translate([Prompt("舆论环境")])


def test_a_part_that_goes_away_ends_the_engine_for_the_run(tmp_path):
    engine = open_model(make_folder(tmp_path, SPLIT))
    (tmp_path / SPLIT[1]).unlink()
    with pytest.raises(SpentError, match=r"srcvocab\.zhen\.spm cannot be read"):
        engine.translate([Prompt("舆论环境")])


def test_the_identity_changes_with_any_part(tmp_path):
    make_folder(tmp_path, SPLIT)
    seen = {open_model(tmp_path).identity}
    for name in SPLIT:
        (tmp_path / name).write_bytes(b"other")
        seen.add(open_model(tmp_path).identity)
    assert len(seen) == 1 + len(SPLIT)


def test_opening_loads_nothing_heavy(tmp_path):
    make_folder(tmp_path, SPLIT)
    program = (
        "import sys; from normalizer.translation.firefox import open_engine\n"
        "from normalizer.translation.settings import EngineSettings\n"
        "open_engine('firefox', EngineSettings(model=sys.argv[1])); print('fxtranslate' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "False"
