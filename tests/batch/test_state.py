from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer.batch.state import LARGE, Keeping, choose_folder, lock_folder, write_config
from normalizer.batch.targets import Destination, plan_targets
from normalizer.batch.walking import find_inputs
from normalizer.config import MASKS, NormalizerConfig, read_config
from normalizer.errors import InputError, UsageError
from tests.command import environment


@pytest.fixture(autouse=True)
def material(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("in/a.txt", "in/sub/b.txt", "single/c.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("the 舆论", encoding="utf-8")
    with Path("large.jsonl").open("wb") as file:
        file.truncate(LARGE)
    return tmp_path


def choose(*paths, keeping=None, **destination):
    documents = find_inputs(paths).documents
    return choose_folder(documents, plan_targets(documents, Destination(**destination)), keeping or Keeping())


RESUME = Keeping(resume=True)


@pytest.mark.parametrize(
    ("paths", "destination", "keeping", "folder"),
    [
        (["in"], {"output": "out"}, None, "out/.mixnorm"),
        (["in/a.txt", "single/c.txt"], {"output": "out"}, None, "out/.mixnorm"),
        (["in"], {"in_place": True}, None, "in/.mixnorm"),
        (["single/c.txt", "in/sub"], {"in_place": True}, None, "in/sub/.mixnorm"),
        (["in/a.txt"], {"output": "o/x.txt"}, None, ""),
        (["in/a.txt"], {"in_place": True}, None, ""),
        (["in/a.txt"], {}, None, ""),
        (["-"], {"output": "x.txt"}, None, ""),
        (["large.jsonl"], {"output": "o/x.jsonl"}, None, "o/.mixnorm"),
        (["large.jsonl"], {"output": "x.jsonl"}, None, ".mixnorm"),
        (["large.jsonl"], {}, None, ""),
        (["in/a.txt"], {"output": "o/x.txt"}, RESUME, "o/.mixnorm"),
        (["in/a.txt"], {"output": "o/x.txt"}, Keeping(retry_failed=True), "o/.mixnorm"),
        (["in/a.txt"], {"output": "o/x.txt"}, Keeping("elsewhere"), "elsewhere"),
        (["in"], {"output": "out"}, Keeping("elsewhere", resume=True), "elsewhere"),
        (["in"], {"output": "out"}, Keeping(none=True), ""),
        (["large.jsonl"], {"output": "x.jsonl"}, Keeping(none=True), ""),
    ],
)
def test_a_state_is_kept_where_something_can_be_taken_up_again(paths, destination, keeping, folder):
    assert choose(*paths, keeping=keeping, **destination) == folder


@pytest.mark.parametrize(
    ("keeping", "destination", "told"),
    [
        (RESUME, {}, "standard output cannot be taken up again"),
        (Keeping("st"), {}, "standard output cannot be taken up again"),
        (Keeping(none=True, resume=True), {"output": "o"}, "--no-state keeps nothing"),
        (Keeping("st", none=True), {"output": "o"}, "--no-state keeps nothing"),
        (Keeping(resume=True, retry_failed=True), {"output": "o"}, "not both"),
    ],
)
def test_wishes_that_do_not_go_together_are_told(keeping, destination, told):
    with pytest.raises(UsageError, match=told):
        choose("in/a.txt", keeping=keeping, **destination)


HOLD = (
    "import sys, time\nfrom normalizer.batch.state import lock_folder\n"
    "with lock_folder('st'):\n    print('held', flush=True); time.sleep(100)"
)


def test_a_folder_is_held_by_one_run_until_its_process_ends(tmp_path):
    holder = subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, env=environment())
    with holder:
        assert holder.stdout.readline() == b"held\n"
        told = rf"another run \(process {holder.pid}\) is at work with st; .* --state DIR or --no-state"
        with pytest.raises(UsageError, match=told), lock_folder("st"):
            pass
        holder.send_signal(signal.SIGKILL)
    with lock_folder("st"):
        pass


def test_a_folder_that_cannot_be_made_is_told():
    Path("st").write_bytes(b"")
    with (
        pytest.raises(InputError, match="st: the state of the run cannot be kept here: File exists"),
        lock_folder("st"),
    ):
        pass


CONFIGS = st.builds(
    NormalizerConfig,
    tones=st.booleans(),
    leak=st.sampled_from(["replace", "keep", "both"]),
    lexicon=st.sampled_from(["", '/a "b"\\c\x7f\t.mnlx', "/舆论.mnlx"]),
    glossary=st.lists(st.sampled_from(["/g.tsv", "/'\n.tsv"])).map(tuple),
    unmask=st.lists(st.sampled_from(sorted(MASKS))).map(tuple),
    stream_memory=st.integers(0, 9),
)


@given(CONFIGS, st.text())
def test_any_settings_are_read_as_they_were_written(config, remark):
    path = Path("config.toml")
    path.write_text(write_config(config, {"field": remark.encode("utf-8", "replace").decode()}), encoding="utf-8")
    assert NormalizerConfig(**read_config(path)) == config


def test_paths_in_settings_become_absolute(tmp_path):
    text = write_config(NormalizerConfig(glossary=("g.tsv",)), {})
    assert f'glossary = ["{tmp_path}/g.tsv"]' in text
