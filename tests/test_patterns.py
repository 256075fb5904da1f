"""The kept patterns are what ``re`` compiles, whatever becomes of the file."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizer import patterns

USE = """
import sys
from normalizer import patterns
kept = patterns._load(patterns._find_place())
from normalizer import normalize
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        normalize(file.read())
print(len(kept), len(patterns._state.get("new", {})))
"""
PASSED = ("detection", "pairing", "glossing", "editing")
"""The rooms that an article passes."""
OF_BYTES = ("lead_bytes",)
"""A clean text needs no other patterns than these three small ones, and so no file of patterns."""
ROOT = Path(patterns.__file__).parent
ARTICLES = sorted((Path(__file__).parents[1] / "fixtures" / "articles").glob("*"))


def use(folder: Path, *options: str, seed: str = "0", articles: int = 3) -> tuple[int, int]:
    """Normalize articles in a process of their own; return how many patterns it found kept, and how many it compiled."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder), "PYTHONHASHSEED": seed}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, *options, "-c", USE, *map(str, ARTICLES[:articles])]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    kept, new = done.stdout.split()
    return int(kept), int(new)


def find_file(folder: Path) -> Path:
    (found,) = folder.rglob("*.patterns")
    return found


@given(
    st.sampled_from(
        [
            r"[一-龥]+",
            r"(?P<a>x)(?P<b>[\w’]{2,5})?(?=y)",
            r"\bword\b",
            r"(?<!\w)(?:经济|舆论)$",
            "",
            r"(.)\1",
            r"[^\W\d_\u4e00-\U0003ffff]+",
        ]
    ),
    st.sampled_from([0, re.IGNORECASE, re.MULTILINE, re.DOTALL, re.VERBOSE | re.IGNORECASE]),
)
def test_a_pattern_is_what_re_compiles(pattern, flags):
    code = patterns._compile(pattern, int(flags))
    assert patterns._assemble(pattern, code) == re.compile(pattern, flags)
    assert patterns.precompile(pattern, flags).groupindex == re.compile(pattern, flags).groupindex


def test_every_kept_pattern_is_what_re_compiles(tmp_path):
    use(tmp_path, articles=len(ARTICLES))
    kept = patterns._load(str(find_file(tmp_path)))
    assert len(kept) > 150
    for (pattern, flags), code in kept.items():
        assert patterns._assemble(pattern, code) == re.compile(pattern, flags), pattern


def test_a_second_process_compiles_nothing(tmp_path):
    kept, new = use(tmp_path, seed="1")
    assert kept == 0
    assert new > 100
    # Another order of sets makes no other patterns.
    assert use(tmp_path, seed="2") == (new, 0)


@pytest.mark.parametrize("damage", [b"", b"x", b"\x00" * 100])
def test_a_damaged_file_is_written_anew(tmp_path, damage):
    _, new = use(tmp_path)
    file = find_file(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damage or whole[: len(whole) // 2])
    assert use(tmp_path) == (0, new)
    assert use(tmp_path) == (new, 0)


def test_what_another_interpreter_wrote_is_not_used(tmp_path):
    import marshal

    use(tmp_path)
    file = find_file(tmp_path)
    mark, kept = marshal.loads(file.read_bytes())
    file.write_bytes(marshal.dumps((("another", *mark[1:]), kept)))
    assert use(tmp_path)[0] == 0


def test_nothing_is_written_where_python_writes_no_bytecode(tmp_path):
    use(tmp_path, "-B")
    assert not list(tmp_path.rglob("*.patterns"))


def test_a_folder_that_takes_nothing_does_no_harm(tmp_path):
    (tmp_path / "taken").write_text("a file where the folder should be")
    assert use(tmp_path / "taken")[1] > 100


def test_a_wrong_pattern_is_an_error():
    with pytest.raises(re.error):
        patterns.precompile("(unclosed")


@pytest.mark.parametrize(
    "path",
    [p for room in PASSED for p in sorted((ROOT / room).rglob("*.py")) if p.stem not in OF_BYTES],
    ids=lambda p: p.stem,
)
def test_no_pattern_of_an_article_is_compiled_by_re_itself(path):
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    used = [n for n in nodes if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == "re"]
    compiling = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
    assert [f"{node.attr} in line {node.lineno}" for node in used if node.attr in compiling] == []
