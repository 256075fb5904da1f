"""Speed against a naive pipeline: ``python benchmarks/speed.py FOLDER [--repeat 5] [--megabytes 5]``.

FOLDER holds ``naive_pipeline.py`` (``--article FILE``, or ``IN.jsonl OUT.jsonl``) and
``make_corpus.py`` (``OUTDIR MEGABYTES``; it needs pyarrow). Every run is a process of its own; what is given is
its CPU time (user and system) and its peak memory, both from ``wait4``. Runs of all programs
take turns, so that a slow minute of the machine hits all alike, and the median is told.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.tables import format_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "fixtures" / "articles"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_CALL = """
import sys
from normalizer import normalize
with open(sys.argv[1], encoding="utf-8") as file:
    print(normalize(file.read()).text)
"""
# Compiled modules are cached, as they are wherever a program is used twice.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024


class Cost(NamedTuple):
    """What one process took: CPU and wall seconds, peak memory in bytes."""

    cpu: float
    wall: float
    memory: int


def run(command: Sequence[str]) -> Cost:
    """Run `command` to its end, its output thrown away; raise `RuntimeError` with its messages when it fails."""
    with tempfile.TemporaryFile() as messages:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=messages, cwd=ROOT, env=_ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            messages.seek(0)
            failure = messages.read().decode(errors="replace")[-2000:]
            message = f"{' '.join(command)}: exit code {process.returncode}\n{failure}"
            raise RuntimeError(message)
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * _MEMORY_UNIT)


def measure(commands: Mapping[str, Sequence[str]], repeat: int) -> dict[str, Cost]:
    """Return the median cost of each command over `repeat` rounds, in each of which every command runs once.

    With more than one round, one goes before them uncounted, which fills the caches of compiled modules.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for command in commands.values() if repeat > 1 else ():
        run(command)
    for _ in range(repeat):
        for name, command in commands.items():
            costs[name].append(run(command))
    return {name: take_median(taken) for name, taken in costs.items()}


def take_median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each part on its own."""
    cpu, wall, memory = (statistics.median(part) for part in zip(*costs, strict=True))
    return Cost(cpu, wall, round(memory))


def tabulate(subject: str, costs: Mapping[str, Cost], base: str, megabytes: float = 0.0) -> str:
    """Return a table of `costs`, each also as a share of what `base` took, with MB per CPU second for a corpus."""
    lines = []
    for name, cost in costs.items():
        ratio = cost.cpu / costs[base].cpu if costs[base].cpu else float("nan")
        line = [name, f"{cost.cpu * 1000:.0f}", f"{cost.wall * 1000:.0f}", f"{cost.memory / 1e6:.0f}", f"{ratio:.3f}"]
        line.append(f"{1 / ratio:.2f}" if ratio else "-")
        line.append(f"{cost.memory / costs[base].memory:.2f}")
        lines.append([*line, f"{megabytes / cost.cpu:.2f}" if megabytes and cost.cpu else ""])
    head = (subject, "CPU ms", "wall ms", "peak MB", "CPU ratio", "times faster", "memory ratio", "MB/CPU s")
    return format_table(head, lines)


def list_article_commands(article: Path, yardstick: Path) -> dict[str, list[str]]:
    """Return the commands that treat one article cold."""
    python = sys.executable
    return {
        "naive pipeline": [python, str(yardstick / "naive_pipeline.py"), "--article", str(article)],
        "python -m normalizer run": [python, "-m", "normalizer", "run", str(article)],
        "import and call": [python, "-c", _CALL, str(article)],
    }


def list_clean_commands(article: Path, yardstick: Path) -> dict[str, list[str]]:
    """Return the commands that treat one article without Chinese cold, and an empty program."""
    return {"python -c pass": [sys.executable, "-c", "pass"], **list_article_commands(article, yardstick)}


def list_corpus_commands(folder: Path, yardstick: Path) -> dict[str, list[str]]:
    """Return the commands that treat a corpus in JSON Lines with one process each."""
    python, corpus = sys.executable, str(folder / "corpus.jsonl")
    return {
        "naive pipeline": [python, str(yardstick / "naive_pipeline.py"), corpus, str(folder / "naive.jsonl")],
        "python -m normalizer run": [python, "-m", "normalizer", "run", corpus, "-o", str(folder / "ours.jsonl")],
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0: this program never judges a time."""
    options = _build_parser().parse_args(arguments)
    yardstick = options.folder.resolve()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        clean = folder / "clean.txt"
        clean.write_text(_NOT_ASCII.sub("", options.article.read_text(encoding="utf-8")), encoding="utf-8")
        article = options.article.resolve()
        costs = measure(list_article_commands(article, yardstick), options.repeat)
        print(tabulate(f"one article, cold ({article.name}, {article.stat().st_size} bytes)", costs, "naive pipeline"))
        costs = measure(list_clean_commands(clean, yardstick), options.repeat)
        print("\n" + tabulate("the same without Chinese, cold", costs, "python -c pass"))
        if options.megabytes:
            run([sys.executable, str(yardstick / "make_corpus.py"), str(folder), f"{options.megabytes:g}"])
            size = (folder / "corpus.jsonl").stat().st_size / 1e6
            costs = measure(list_corpus_commands(folder, yardstick), options.corpus_repeat)
            print("\n" + tabulate(f"a corpus of {size:.1f} MB, one process", costs, "naive pipeline", size))
    return 0


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="rounds for an article")
    parser.add_argument("--corpus-repeat", type=int, default=1, metavar="N", help="rounds for the corpus")
    parser.add_argument("--megabytes", type=float, default=5.0, metavar="MB", help="size of the corpus, 0 for none")
    parser.add_argument("--article", type=Path, default=ARTICLES / "01-car-launch.txt", metavar="FILE")
    return parser


if __name__ == "__main__":
    sys.exit(main())
