"""The CTranslate2 engine with real models, tiny and random: the whole path runs, only the English is nonsense."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile

import pytest

from normalizer.errors import UsageError
from normalizer.translation.ctranslate import LONGEST_SENTENCE, open_engine
from normalizer.translation.engine import EngineError, Prompt, SpentError
from normalizer.translation.settings import EngineSettings
from tests.translation.tiny_model import make_model

PROMPTS = [Prompt(text) for text in ("舆论环境", "经济政策", "公众舆论的经济政策", "城市", "政策环境")]


def open_model(path):
    return open_engine("ctranslate2", EngineSettings(("ctranslate2",), model=str(path)))


def make_opus(folder, **how):
    source, target = make_model(folder, **how)
    (folder / "source.spm").write_bytes(source)
    (folder / "target.spm").write_bytes(target)
    return folder


@pytest.fixture(scope="module")
def opus(tmp_path_factory):
    return make_opus(tmp_path_factory.mktemp("opus"))


def make_argos(folder, **told):
    package = folder / "translate-zh_en-1_9"
    source, _ = make_model(package / "model")
    (package / "sentencepiece.model").write_bytes(source)
    told = {"from_code": "zh", "to_code": "en", "argos_version": "1.9.6", **told}
    (package / "metadata.json").write_text(json.dumps(told), encoding="utf-8")
    return package


def pack(folder, path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder.parent).as_posix())
    return path


def test_a_model_answers_the_same_in_any_company_and_in_another_process(opus):
    answers = open_model(opus).translate(PROMPTS)
    assert all(answers)
    assert len(set(answers)) > 1
    assert open_model(opus).translate(PROMPTS[::-1]) == answers[::-1]
    engine = open_model(opus)
    assert [engine.translate([prompt])[0] for prompt in PROMPTS] == answers
    program = (
        "import json, sys; from tests.translation.test_ctranslate import *\n"
        "print(json.dumps(open_model(sys.argv[1]).translate(PROMPTS)))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(opus)], capture_output=True, check=True)
    assert json.loads(done.stdout) == answers


def test_more_texts_than_fit_in_a_batch(opus):
    engine = open_model(opus)
    assert engine.limits.together > 1
    assert engine.translate(PROMPTS * 20) == engine.translate(PROMPTS) * 20


def test_sentences_are_translated_one_by_one(opus):
    engine = open_model(opus)
    parts = engine.translate([Prompt("舆论环境。"), Prompt("城市")])
    assert engine.translate([Prompt("舆论环境。城市")]) == [" ".join(parts)]


def test_nothing_and_too_much_have_no_answer_and_harm_no_others(opus):
    engine = open_model(opus)
    long = Prompt("猫" * 2 * LONGEST_SENTENCE + "舆论猫" * LONGEST_SENTENCE)
    assert engine.translate([Prompt(""), PROMPTS[0], long]) == [None, engine.translate(PROMPTS[:1])[0], None]
    assert engine.translate([Prompt("")]) == [None]
    assert engine.translate([]) == []


def test_an_answer_without_end_is_none(tmp_path):
    assert open_model(make_opus(tmp_path / "m", end=-100.0)).translate(PROMPTS[:1]) == [None]


def test_the_mark_at_a_sentences_end_is_set_once(tmp_path):
    # The same weights, once with the mark left to the caller and once set by CTranslate2.
    left, kept = (make_opus(tmp_path / str(marked), marked=marked) for marked in (False, True))
    assert open_model(left).translate(PROMPTS) == open_model(kept).translate(PROMPTS)


def test_a_package_is_read_zipped_as_unpacked(tmp_path):
    package = make_argos(tmp_path)
    file = pack(package, tmp_path / "zh_en.argosmodel")
    lying = sorted(tmp_path.rglob("*"))
    answers = open_model(file).translate(PROMPTS)
    assert any(answers)
    assert answers == open_model(package).translate(PROMPTS)
    assert sorted(tmp_path.rglob("*")) == lying


def test_a_zip_that_leads_out_of_itself_writes_nothing(tmp_path):
    package = make_argos(tmp_path / "in" / "here")
    file = pack(package, tmp_path / "in" / "here" / "zh_en.argosmodel")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("translate-zh_en-1_9/../../../escaped", "x")
    lying = sorted(tmp_path.rglob("*"))
    assert any(open_model(file).translate(PROMPTS))
    assert sorted(tmp_path.rglob("*")) == lying


def test_the_identity_changes_with_the_weights_and_with_nothing_else(opus, tmp_path):
    same, other = make_opus(tmp_path / "same"), make_opus(tmp_path / "other", seed=3)
    (same / "README.md").write_text("about", encoding="utf-8")
    assert open_model(same).identity == open_model(opus).identity
    assert open_model(other).identity != open_model(opus).identity


def test_nothing_at_the_path(tmp_path):
    with pytest.raises(UsageError, match=r"none: there is no such folder or \.argosmodel file with a model"):
        open_model(tmp_path / "none")


def test_a_folder_without_a_model_says_what_was_looked_for(tmp_path):
    (tmp_path / "pytorch_model.bin").write_bytes(b"x")
    with pytest.raises(UsageError) as caught:
        open_model(tmp_path)
    for name in ("model.bin", "model/model.bin", "source.spm with target.spm", "sentencepiece.model"):
        assert name in str(caught.value)


@pytest.mark.parametrize(("gone", "told"), [("model.bin", r"no model\.bin"), ("target.spm", "no source.spm with")])
def test_a_model_that_lacks_a_part_names_it(tmp_path, gone, told):
    (make_opus(tmp_path) / gone).unlink()
    with pytest.raises(UsageError, match=told):
        open_model(tmp_path)


def test_an_old_package_is_told_as_such(tmp_path):
    package = make_argos(tmp_path)
    (package / "sentencepiece.model").rename(package / "bpe.model")
    with pytest.raises(UsageError, match=r"bpe\.model is of an old kind"):
        open_model(pack(package, tmp_path / "old.argosmodel"))


def test_a_package_for_other_languages(tmp_path):
    package = make_argos(tmp_path, from_code="en", to_code="zh")
    with pytest.raises(UsageError, match="translates en to zh"):
        open_model(package)


@pytest.mark.parametrize("content", ["{", "[" * 100_000])
def test_metadata_that_is_no_json(tmp_path, content):
    package = make_argos(tmp_path)
    (package / "metadata.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"metadata\.json is no JSON"):
        open_model(package)


def test_a_file_that_is_no_zip(tmp_path):
    (tmp_path / "a.argosmodel").write_bytes(b"no zip")
    with pytest.raises(UsageError, match=r"a\.argosmodel"):
        open_model(tmp_path / "a.argosmodel")


@pytest.mark.parametrize("name", ["model.bin", "source.spm", "source_vocabulary.json"])
def test_damaged_files_end_the_engine_for_the_run(tmp_path, name):
    make_opus(tmp_path)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(SpentError, match="cannot be loaded") as caught:
        open_model(tmp_path).translate(PROMPTS)
    assert str(tmp_path) in str(caught.value)


def test_a_damaged_zip_ends_the_engine_for_the_run(tmp_path):
    file = pack(make_argos(tmp_path), tmp_path / "zh_en.argosmodel")
    content = bytearray(file.read_bytes())
    at = content.index(b"model/model.bin") + 2000
    content[at : at + 50] = bytes(50)
    file.write_bytes(content)
    with pytest.raises(SpentError, match="cannot be loaded"):
        open_model(file).translate(PROMPTS)


def test_a_model_that_fails_on_a_text_is_a_fault(opus, tmp_path):
    engine = open_model(opus)
    engine.translate(PROMPTS[:1])
    translator = engine._loaded.translator  # noqa: SLF001 - unloading it is the only way to make a sound model fail
    while translator.model_is_loaded:  # it is kept while the worker still ends its last batch
        translator.unload_model()
    with pytest.raises(EngineError, match="failed on a text"):
        engine.translate(PROMPTS[:1])


def test_opening_loads_nothing_heavy(opus):
    program = (
        "import sys; from normalizer.translation.ctranslate import open_engine\n"
        "from normalizer.translation.settings import EngineSettings\n"
        "open_engine('ctranslate2', EngineSettings(model=sys.argv[1]))\n"
        "print([name for name in ('ctranslate2', 'sentencepiece', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program, str(opus)], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
