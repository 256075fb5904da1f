"""Speed against a plain pipeline, in CPU seconds and peak memory, interleaved in one run.

    python -m benchmarks.speed FOLDER [--repeat 5] [--megabytes 5]

FOLDER holds naive_pipeline.py (``--article FILE``; ``IN.jsonl OUT.jsonl``) and make_corpus.py
(``OUTDIR MEGABYTES``). Every figure is a median; ratios are within the run. Nothing is asserted:
machines differ.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

# Compiled modules are cached, as they are wherever a program is used twice.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
ARTICLE = Path(__file__).resolve().parent.parent / "fixtures" / "articles" / "01-car-launch.txt"


class Cost(NamedTuple):
    """What one process took: CPU seconds (user and system) and peak memory in MiB."""

    seconds: float
    mebibytes: float


def measure(command: list[str]) -> Cost:
    """Run a command to its end and return its cost; its output is thrown away."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def compare(commands: dict[str, list[str]], repeat: int) -> dict[str, Cost]:
    """Run the commands in turn, `repeat` times, and return the median cost of each."""
    for command in commands.values():
        measure(command)  # once without counting: caches of the system
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(repeat):
        for name, command in commands.items():
            costs[name].append(measure(command))
    return {
        name: Cost(statistics.median(c.seconds for c in runs), statistics.median(c.mebibytes for c in runs))
        for name, runs in costs.items()
    }


def show(title: str, costs: dict[str, Cost], base: str) -> None:
    print(f"\n{title}")
    for name, cost in costs.items():
        ratio = costs[base].seconds / cost.seconds
        memory = costs[base].mebibytes / cost.mebibytes
        against = f"{ratio:6.1f} times less CPU, {memory:4.1f} times less memory than {base}"
        print(f"  {name:<28} {cost.seconds:8.3f} s {cost.mebibytes:8.0f} MiB   {against}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--repeat", type=int, default=5, metavar="N")
    parser.add_argument("--megabytes", type=float, default=5, metavar="N", help="size of the corpus")
    parser.add_argument("--article", type=Path, default=ARTICLE, metavar="FILE")
    options = parser.parse_args()
    plain = [sys.executable, str(options.folder / "naive_pipeline.py")]
    ours = [sys.executable, "-m", "normalizer", "run", "--quiet"]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        clean = work / "clean.txt"
        clean.write_text("Nothing but English stands here. " * 100, encoding="utf-8")
        library = (
            f"from normalizer import normalize; normalize(open({str(options.article)!r}, encoding='utf-8').read())"
        )
        article = {
            "plain pipeline": [*plain, "--article", str(options.article)],
            "mixnorm run": [*ours, str(options.article)],
            "import and normalize": [sys.executable, "-c", library],
        }
        show("one article, cold", compare(article, options.repeat), "plain pipeline")
        without = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "mixnorm run": [*ours, str(clean)],
            "import and normalize": [sys.executable, "-c", library.replace(str(options.article), str(clean))],
        }
        show("one article without Chinese, cold", compare(without, options.repeat), "python -c pass")
        measure([sys.executable, str(options.folder / "make_corpus.py"), str(work), str(options.megabytes)])
        corpus = {
            "plain pipeline": [*plain, str(work / "corpus.jsonl"), str(work / "plain.jsonl")],
            "mixnorm run": [*ours, str(work / "corpus.jsonl"), "-o", str(work / "ours.jsonl")],
        }
        show(
            f"JSON Lines, {options.megabytes:g} MB, one document in ten with Chinese",
            compare(corpus, min(3, options.repeat)),
            "plain pipeline",
        )


if __name__ == "__main__":
    main()
