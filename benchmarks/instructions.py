"""A guard for the hot paths that noise cannot fool: ``python benchmarks/instructions.py [--write]``.

Each job runs in a process of its own under callgrind, which counts instructions. A count divided by
that of a loop in plain Python says what the job takes whatever the machine; counts repeat within one per cent.
The ratios are compared with the budgets in ``instruction_budgets.json``; one that is more than a seventh
above its budget ends the program with 1. ``--write`` makes the present ratios the budgets. Budgets hold
for the minor version of Python that they were written with; another one is only told.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.tables import format_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
BUDGETS = ROOT / "benchmarks" / "instruction_budgets.json"
TOLERANCE = 0.15
_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
_COLLECTED = re.compile(r"Collected : (\d+)")
_LOOP = "total = 0\nfor i in range(2_000_000):\n    total += i % 7\n"
_CALL = (
    "import sys\nfrom normalizer import normalize\nfor path in sys.argv[1:]:\n"
    "    with open(path, encoding='utf-8') as file:\n        normalize(file.read())"
)
_PLAIN = "The café’s guests — all of them — read “the news” and went on. "
_WORDS = "舆论环境 经济发展 人民代表 城市规划 学习成绩 公共交通 科学技术 传统文化 电影导演 国际关系".split()


def _environment() -> dict[str, str]:
    """Return the environment of every job: compiled modules and patterns may be kept, whatever the caller's says."""
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def count_instructions(command: Sequence[str]) -> int:
    """Return how many instructions a Python program takes; raise `RuntimeError` with its messages when it fails."""
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", sys.executable, *command]
    done = subprocess.run(valgrind, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False)
    found = _COLLECTED.search(done.stderr)
    if done.returncode or not found:
        message = f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr[-2000:]}"
        raise RuntimeError(message)
    return int(found[1])


def list_jobs(folder: Path) -> dict[str, list[str]]:
    """Write what the jobs read to `folder`, and return their commands."""
    clean, corpus, many = folder / "clean.txt", folder / "clean.jsonl", folder / "many.txt"
    clean.write_text(_PLAIN * 40, encoding="utf-8")
    row = json.dumps({"id": "1", "text": _PLAIN * 50}, ensure_ascii=False) + "\n"
    corpus.write_text(row * (1_000_000 // len(row.encode())), encoding="utf-8")
    sentences = (f"The critical {_WORDS[i % 10]}{_WORDS[i // 10 % 10]} grew again in spring." for i in range(200))
    many.write_text("\n".join(sentences), encoding="utf-8")
    article = ROOT / "fixtures" / "articles" / "01-car-launch.txt"
    return {
        "a clean article": ["-c", _CALL, str(clean)],
        "an article, cold": ["-c", _CALL, str(article)],
        "a run of a clean article": ["-m", "normalizer", "run", str(clean), "-o", str(folder / "clean-out.txt")],
        "a run of an article": ["-m", "normalizer", "run", str(article), "-o", str(folder / "article-out.txt")],
        "1 MB of clean JSON lines": ["-m", "normalizer", "run", str(corpus), "-o", str(folder / "out.jsonl")],
        "200 fragments": ["-c", _CALL, str(many)],
    }


def measure() -> dict[str, float]:
    """Return the ratio of each job to the loop."""
    with tempfile.TemporaryDirectory() as temporary:
        jobs = list_jobs(Path(temporary))
        for command in jobs.values():  # compiled modules and patterns are kept before anything is counted
            subprocess.run([sys.executable, *command], cwd=ROOT, env=_environment(), capture_output=True, check=True)
        loop = count_instructions(["-c", _LOOP])
        return {name: round(count_instructions(command) / loop, 3) for name, command in jobs.items()}


def find_excess(ratios: Mapping[str, float], budgets: Mapping[str, float]) -> list[str]:
    """Return the jobs that are above their budgets, or have none.

    >>> find_excess({"a": 1.1, "b": 1.2, "c": 1.0}, {"a": 1.0, "b": 1.0})
    ['b', 'c']
    """
    return [name for name, ratio in ratios.items() if ratio > budgets.get(name, 0.0) * (1 + TOLERANCE)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Count, print, and return 1 when a budget is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="make the present ratios the budgets")
    options = parser.parse_args(arguments)
    if not shutil.which("valgrind"):
        print("valgrind is not here, so that no instructions are counted")
        return 0
    ratios = measure()
    kept = json.loads(BUDGETS.read_text(encoding="utf-8")) if BUDGETS.exists() else {"python": "", "ratios": {}}
    lines = [(name, f"{ratio:.3f}", f"{kept['ratios'].get(name, 0):.3f}") for name, ratio in ratios.items()]
    print(format_table(("job", "times the loop", "budget"), lines))
    if options.write:
        BUDGETS.write_text(json.dumps({"python": _VERSION, "ratios": ratios}, indent=2) + "\n", encoding="utf-8")
        return 0
    if kept["python"] != _VERSION:
        print(f"the budgets are those of Python {kept['python']}; nothing is judged with {_VERSION}")
        return 0
    excess = find_excess(ratios, kept["ratios"])
    print(f"above the budget: {', '.join(excess)}" if excess else "within the budgets")
    return 1 if excess else 0


if __name__ == "__main__":
    sys.exit(main())
