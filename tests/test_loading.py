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
import json
loaded = sorted(set(sys.modules) - before)
print(json.dumps({"modules": loaded, "opened": opened}))
"""
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
    data = [Path(path).name for path in found["opened"] if not path.endswith(SOURCES) and "normalizer" in path]
    assert data == case["files"]


def test_rooms_that_an_article_does_not_pass_are_not_loaded(watched):
    _, found = watched
    rooms = {name.split(".")[1] for name in found["modules"] if name.startswith("normalizer.")}
    assert not rooms & {"documents", "batch", "cli", "integrations"}


def test_typing_is_not_loaded_except_for_what_other_packages_load(watched):
    case, found = watched
    if "langdetect" not in case["packages"]:
        assert "typing" not in found["modules"]


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
