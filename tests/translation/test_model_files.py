"""Files of models: where the extras are missing, and how files are found and told apart."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from normalizer.errors import UsageError
from normalizer.translation.model_files import open_files

# Without the folder of installed packages nothing optional is there.
PROGRAM = """
import importlib.util, sys
find = importlib.util.find_spec
importlib.util.find_spec = lambda name: None if name in {missing!r} else find(name)
from importlib import import_module
from normalizer.errors import UsageError
from normalizer.translation.settings import EngineSettings
try:
    import_module("normalizer.translation.{module}").open_engine({engine!r}, EngineSettings(model="."))
except UsageError as error:
    print(error)
"""
EXTRAS = [("ctranslate", "ctranslate2", ("ctranslate2", "sentencepiece")), ("firefox", "firefox", ("fxtranslate",))]


@pytest.mark.parametrize(("module", "engine", "missing"), EXTRAS)
def test_a_missing_extra_is_named(module, engine, missing):
    program = PROGRAM.format(module=module, engine=engine, missing=missing)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert f"pip install 'mixed-language-normalizer[{engine}]'" in done.stdout
    assert ", ".join(missing) in done.stdout


def test_files_lie_in_a_folder_or_one_level_below(tmp_path):
    for name in ("a.bin", "model/b.bin", "model/deep/c.bin"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    files = open_files(str(tmp_path))
    assert files.match("*.bin") == ["a.bin"]
    assert files.match("model/*") == ["model/b.bin"]
    assert "model/deep/c.bin" not in files
    assert files.read("model/b.bin") == b"model/b.bin"


@pytest.mark.parametrize("top", ["", "translate-zh_en/"])
def test_the_one_folder_of_a_zip_is_no_part_of_the_names(tmp_path, top):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(f"{top}metadata.json", "{}")
        archive.writestr(f"{top}model/model.bin", "weights")
    files = open_files(str(tmp_path / "a.zip"), zips=True)
    assert files.read("model/model.bin") == b"weights"
    assert "metadata.json" in files


def test_a_large_file_is_told_apart_by_its_size_and_its_ends(tmp_path):
    def fingerprint(content):
        (tmp_path / "model.bin").write_bytes(content)
        return open_files(str(tmp_path)).fingerprint(["model.bin"])

    large = bytes(3 << 20)
    variants = [large, large + b"\0", b"x" + large[1:], large[:-1] + b"x", b"", b"x"]
    assert len({fingerprint(content) for content in variants}) == len(variants)
    assert fingerprint(large) == fingerprint(large)


def test_a_folder_is_wanted(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="file: is no folder with a model"):
        open_files(str(tmp_path / "file"))
    with pytest.raises(UsageError, match="there is no such folder with a model"):
        open_files(str(tmp_path / "none"))
