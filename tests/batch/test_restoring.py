from __future__ import annotations

import json
from pathlib import Path

import pytest

from normalizer.batch.restoring import restore_file
from normalizer.batch.running import Request, run_documents
from normalizer.batch.targets import Destination
from normalizer.config import NormalizerConfig
from normalizer.errors import InputError, RestoreError, UsageError

SOURCE = "the 舆论 of 雷军\n".encode()


@pytest.fixture
def clean(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(SOURCE)
    run_documents(Request(("a.txt",), NormalizerConfig(), quiet=True), Destination("clean.txt"))
    return tmp_path


def test_the_source_goes_to_standard_output_or_a_file(clean, capfdbinary):
    restore_file("clean.txt")
    assert capfdbinary.readouterr().out == SOURCE
    restore_file("clean.txt", "new/b.txt")
    assert Path("new/b.txt").read_bytes() == SOURCE


def test_a_changed_clean_file_is_refused(clean):
    with Path("clean.txt").open("ab") as file:
        file.write(b" ")
    with pytest.raises(RestoreError, match="the clean document has changed since it was written"):
        restore_file("clean.txt", "b.txt")
    assert not Path("b.txt").exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d["units"][0]["result"]["annotations"][0].update(original="经济"), "does not lead back"),
        (lambda d: d["units"].clear(), "does not lead back"),
        (lambda d: d["source"].update(sha256="00"), "does not lead back"),
        (lambda d: d["units"].append(d["units"][0]), "holds 2 units"),
        (lambda d: d["mixnorm"]["encoding"].update(name="klingon"), "does not fit"),
        (lambda d: d["mixnorm"]["encoding"].update(name="ascii"), "does not fit"),
        (lambda d: d["mixnorm"]["encoding"].update(mark="xyz"), "damaged"),
        (lambda d: d["mixnorm"].update(format="jsonl"), "unit 'document'"),
        (lambda d: d["units"][0]["result"].pop("text"), "broken unit"),
    ],
)
def test_a_changed_sidecar_is_refused(clean, change, message):
    path = Path("clean.txt.annotations.json")
    data = json.loads(path.read_bytes())
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(RestoreError, match=message):
        restore_file("clean.txt", "b.txt")
    assert not Path("b.txt").exists()


def test_files_that_are_not_there_are_told(clean):
    with pytest.raises(RestoreError, match=r"a\.txt\.annotations\.json: there is no such sidecar"):
        restore_file("a.txt")
    with pytest.raises(InputError, match=r"gone\.txt: No such file"):
        restore_file("gone.txt", "", "clean.txt.annotations.json")
    Path("way").write_bytes(b"")
    with pytest.raises(InputError, match=r"way/b\.txt: "):
        restore_file("clean.txt", "way/b.txt")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-",), "name the sidecar"),
        (("clean.txt", "clean.txt"), "use --in-place"),
        (("clean.txt", "clean.txt.annotations.json"), "is the file clean"),
        (("clean.txt", "."), "no regular file"),
    ],
)
def test_wrong_use_is_told(clean, arguments, message):
    with pytest.raises(UsageError, match=message):
        restore_file(*arguments)
    with pytest.raises(UsageError, match="no -o"):
        restore_file("clean.txt", "b.txt", in_place=True)


def test_in_place_keeps_the_permissions(clean):
    Path("clean.txt").chmod(0o600)
    restore_file("clean.txt", in_place=True)
    assert Path("clean.txt").read_bytes() == SOURCE
    assert Path("clean.txt").stat().st_mode & 0o777 == 0o600


def test_a_folder_is_told(clean):
    with pytest.raises(UsageError, match="is a folder: name the clean files one by one"):
        restore_file(str(Path(clean).parent))
