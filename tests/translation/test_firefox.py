"""The Firefox engine with the real package and real models, tiny and random: only the English is nonsense."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from normalizer.errors import UsageError
from normalizer.translation.engine import EngineError, Prompt, SpentError
from normalizer.translation.firefox import find_parts, open_engine
from normalizer.translation.model_files import open_files
from normalizer.translation.settings import EngineSettings
from tests.translation.tiny_firefox import make_model

SPLIT = ("model.zhen.intgemm.alphas.bin", "srcvocab.zhen.spm", "trgvocab.zhen.spm", "lex.50.50.zhen.s2t.bin")
SHARED = ("model.zhen.intgemm8.bin", "vocab.zhen.spm")


def make_folder(folder, names):
    for name in names:
        (folder / name).write_bytes(name.encode() * 10)
    return folder


def open_model(folder):
    return open_engine("firefox", EngineSettings(("firefox",), model=str(folder)))


PROMPTS = [Prompt(text) for text in ("舆论环境", "经济政策", "公众舆论的经济政策", "城市", "政策。环境")]


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("zh-en")
    for name, content in zip(SHARED, make_model(), strict=True):
        (folder / name).write_bytes(content)
    return folder


def test_a_model_answers_the_same_in_any_company_and_in_another_process(model):
    answers = open_model(model).translate(PROMPTS)
    assert all(answers)
    assert len(set(answers)) > 1
    engine = open_model(model)
    assert [engine.translate([prompt])[0] for prompt in PROMPTS[::-1]] == answers[::-1]
    program = (
        "import json, sys; from tests.translation.test_firefox import *\n"
        "print(json.dumps(open_model(sys.argv[1]).translate(PROMPTS)))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(model)], capture_output=True, check=True)
    assert json.loads(done.stdout) == answers
    assert not done.stderr


def test_any_thread_may_ask(model):
    # A loaded model itself is bound to one thread.
    engine = open_model(model)
    answers = engine.translate(PROMPTS)
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(engine.translate, [PROMPTS] * 8)) == [answers] * 8


def test_nothing_has_no_answer(model):
    engine = open_model(model)
    assert engine.translate([Prompt(""), PROMPTS[0]]) == [None, engine.translate(PROMPTS[:1])[0]]
    assert engine.translate([]) == []


def test_weights_that_are_missing_are_a_fault(model, tmp_path):
    for name in SHARED:
        content = (model / name).read_bytes()
        (tmp_path / name).write_bytes(content.replace(b"encoder_l1_self_Wq", b"encoder_l1_self_Wx"))
    with pytest.raises(EngineError, match="failed on a text"):
        open_model(tmp_path).translate(PROMPTS)


def test_half_a_model_ends_the_engine_for_the_run(model, tmp_path):
    for name in SHARED:
        content = (model / name).read_bytes()
        (tmp_path / name).write_bytes(content[: len(content) // 2] if name == SHARED[0] else content)
    with pytest.raises(SpentError, match="cannot be loaded"):
        open_model(tmp_path).translate(PROMPTS)


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
