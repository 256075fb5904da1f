"""What an article loads and opens: nothing that it does not need."""

from __future__ import annotations

import functools
import gc
import json
import os
import pkgutil
import subprocess
import sys
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import normalizer

CASES = json.loads((Path(__file__).parents[1] / "fixtures" / "cases" / "loading.json").read_text(encoding="utf-8"))
WATCH = """
import sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
before = set(sys.modules)
from normalizer import normalize
normalize(sys.argv[1])
loaded = sorted(set(sys.modules) - before)
import json
print(json.dumps({"modules": loaded, "opened": opened}))
"""
DEAR = {"dataclasses", "decimal", "hashlib", "inspect", "json", "logging", "pathlib", "tempfile", "typing"}
"""Modules of the standard library that take more than a millisecond each."""

SOURCES = (".py", ".pyc", ".so", ".patterns", ".txt", ".json", ".utf8")
"""Modules, what is kept of patterns, and the tables that other packages bring themselves."""


@pytest.fixture(params=CASES, ids=lambda case: case["name"])
def watched(request):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONHASHSEED"}
    done = subprocess.run(
        [sys.executable, "-c", WATCH, request.param["text"]], env=environment, capture_output=True, check=True
    )
    return request.param, json.loads(done.stdout)


def test_an_article_loads_and_opens_what_it_needs(watched):
    case, found = watched
    ours = [name for name in found["modules"] if name.split(".")[0] == "normalizer"]
    tops = {name.split(".")[0] for name in found["modules"]}
    others = sorted(tops & set(packages_distributions()) - {"normalizer"})
    if "modules" in case:
        assert ours == case["modules"]
    assert [name for name in others if not name.startswith("_")] == case["packages"]
    # A module's bytecode that is not kept yet is written under a name with a number behind it.
    opened = [path for path in found["opened"] if not path.endswith(SOURCES) and ".pyc." not in path]
    data = [Path(path).name for path in opened if "normalizer" in path]
    assert data == case["files"]


def test_rooms_that_an_article_does_not_pass_are_not_loaded(watched):
    _, found = watched
    rooms = {name.split(".")[1] for name in found["modules"] if name.startswith("normalizer.")}
    assert not rooms & {"documents", "batch", "cli", "integrations"}


def test_of_the_standard_library_an_article_loads_what_it_needs(watched):
    case, found = watched
    if "langdetect" not in case["packages"]:  # which loads much itself
        assert sorted(DEAR & set(found["modules"])) == case["standard"]


@pytest.mark.parametrize("text", ["plain English\n", "the café’s 舆论 (public opinion) grew\n"])
def test_a_run_of_one_file_loads_what_it_needs(tmp_path, text):
    article = tmp_path / "article.txt"
    article.write_text(text, encoding="utf-8")
    code = (
        "import sys; from normalizer.cli import main; main(sys.argv[1:])\n"
        "import json; sys.stdout.write(json.dumps(sorted(sys.modules)))"
    )
    command = [sys.executable, "-c", code, "run", str(article), "-o", str(tmp_path / "clean.txt")]
    loaded = set(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))
    assert (tmp_path / "clean.txt.annotations.json").exists()
    assert DEAR & loaded == {"json", "pathlib"}
    for_others = ("workers", "crew", "ledger", "compression", "ignoring", "report", "linting.sarif")
    assert not loaded & {f"normalizer.batch.{name}" for name in for_others}
    assert not loaded & {"heapq", "multiprocessing", "sqlite3", "rich", "requests", "pyromark"}


def test_every_cache_has_a_size():
    for module in pkgutil.walk_packages(normalizer.__path__, "normalizer."):
        if module.name != "normalizer.__main__" and not module.name.endswith("build_hook"):
            import_module(module.name)
    normalizer.normalize("the critical舆论环境 of 習近平 in 台北 in 2023年9月")
    caches = [o for o in gc.get_objects() if isinstance(o, functools._lru_cache_wrapper)]  # noqa: SLF001
    ours = [cache for cache in caches if cache.__module__.startswith("normalizer")]
    assert len(ours) > 20
    for cache in ours:
        # What takes no argument can hold one result at most.
        size = cache.cache_parameters()["maxsize"]
        assert size is not None or not cache.__wrapped__.__code__.co_argcount, cache.__qualname__
