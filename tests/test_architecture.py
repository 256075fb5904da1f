"""The direction of imports and the shape of the house, read from the source."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import normalizer

ROOT = Path(normalizer.__file__).parent
# Each layer may import itself and every layer before it.
LAYERS = [
    {"types", "errors", "protocols", "config", "markers", "patterns", "records", "literals", "deferring", "version"},
    {"detection", "lexicon"},
    {"pairing"},
    {"glossing"},
    {"editing"},
    {"resources", "joining", "recollection", "pipeline"},
    {"rendering", "translation"},
    {"documents"},
    {"batch", "integrations"},
    {"cli", "__main__", "__init__"},
]
RANK = {room: rank for rank, layer in enumerate(LAYERS) for room in layer}
MODULES = sorted(ROOT.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Dotted names of everything inside the package that a module imports, type checking included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return {name for name in found if name.split(".")[0] == "normalizer"}


def test_there_are_modules():
    assert len(MODULES) > 30


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path):
    room = room_of(path)
    for name in imports_of(path):
        parts = name.split(".")
        if room not in ("__init__", "__main__"):
            assert len(parts) > 1, f"{path} imports the package root"
        target = parts[1] if len(parts) > 1 else "__init__"
        assert RANK[target] <= RANK[room], f"{room} may not import {target}"


def test_siblings_do_not_import_each_other_in_circles():
    graph = {}
    for path in MODULES:
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        graph[name] = imports_of(path)
    state: dict[str, int] = {}

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if state.get(name) == 2:
            return
        assert state.get(name) != 1, " -> ".join((*trail, name))
        state[name] = 1
        for target in graph.get(name, ()):
            if target in graph:
                visit(target, (*trail, name))
        state[name] = 2

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_functions_stay_small():
    nodes = [(path, node) for path in MODULES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    functions = [(path, node) for path, node in nodes if isinstance(node, ast.FunctionDef)]
    assert [f"{p.name}:{n.name}" for p, n in functions if n.end_lineno - n.lineno >= 50] == []
