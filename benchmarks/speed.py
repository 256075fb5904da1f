"""Speed against plain pipelines: ``python benchmarks/speed.py FOLDER [--only ROW …] [--profile] [--split JOBS]``.

FOLDER holds ``naive_pipeline.py`` and ``naive_nopos.py`` (``--article FILE``, or ``IN.jsonl OUT.jsonl``) and
``make_corpus.py`` (``OUTDIR MEGABYTES``; it needs pyarrow). Every run is a process of its own; what is told is
its CPU time (user and system) and its peak memory, medians of runs that take turns. The goals beside the
ratios are what the project wants to reach; this program judges nothing and ends with 0.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import programs
from benchmarks.corpus import SIZES, order_corpus
from benchmarks.processes import ROOT, Cost, measure
from benchmarks.programs import CALL, FAIRER, NOTHING, OURS, PLAIN, READING
from benchmarks.tables import format_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.corpus import Corpus

ARTICLE = ROOT / "fixtures" / "articles" / "01-car-launch.txt"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_COUNTS = (10, 100, 1_000, 10_000)


class Goal(NamedTuple):
    """How one program should stand to another.

    ``measure`` is ``cpu``, ``memory`` or ``told``. ``must`` and ``aim`` count how many times less the
    one takes than the other; where ``most`` is set, how many times as much it may take at most.
    """

    program: str
    base: str
    measure: str
    must: float
    aim: float
    most: bool = False


class Row(NamedTuple):
    """One comparison: its name, the programs, the goals, and how often everything runs for one round of articles."""

    name: str
    list_programs: Callable[[Path, Path, Corpus], Mapping[str, Sequence[str]]]
    goals: tuple[Goal, ...] = ()
    share: float = 0.5


_NO_GOAL = 0.0
ROWS = (
    Row(
        "article",
        lambda yardstick, _, __: programs.list_article(yardstick, ARTICLE),
        (
            Goal(CALL, PLAIN, "cpu", 25, 40),
            Goal(OURS, PLAIN, "cpu", 25, 40),
            Goal(OURS, FAIRER, "cpu", _NO_GOAL, _NO_GOAL),
            Goal(OURS, PLAIN, "memory", 7, 10),
        ),
        share=1.0,
    ),
    Row(
        "clean-article",
        lambda yardstick, clean, _: programs.list_clean_article(yardstick, clean),
        (Goal(CALL, NOTHING, "cpu", 2.5, 2, most=True), Goal(OURS, NOTHING, "cpu", 2.5, 2, most=True)),
        share=1.0,
    ),
    Row(
        "clean-jsonl",
        lambda yardstick, _, corpus: programs.list_jsonl(yardstick, corpus.clean, corpus.folder),
        (Goal(OURS, PLAIN, "cpu", 15, 26), Goal(OURS, FAIRER, "cpu", _NO_GOAL, _NO_GOAL)),
    ),
    Row(
        "mixed-jsonl",
        lambda yardstick, _, corpus: programs.list_jsonl(yardstick, corpus.mixed, corpus.folder),
        (
            Goal(OURS, PLAIN, "cpu", 8, 12),
            Goal(OURS, FAIRER, "cpu", 4.5, 7),
            Goal(OURS, PLAIN, "memory", 2.5, 4),
        ),
    ),
    Row(
        "text-files",
        lambda yardstick, _, corpus: programs.list_folder(yardstick, corpus),
        (Goal(OURS, PLAIN, "cpu", _NO_GOAL, _NO_GOAL),),
    ),
    Row(
        "parquet",
        lambda _, __, corpus: programs.list_parquet(corpus),
        (Goal(OURS, READING, "cpu", 2, 1.5, most=True),),
    ),
    Row(
        "spans",
        lambda _, __, corpus: programs.list_spans(corpus),
        (Goal(OURS, PLAIN, "told", _NO_GOAL, _NO_GOAL),),
    ),
    Row(
        "lookups",
        lambda _, __, corpus: programs.list_lookups(corpus),
        (Goal(OURS, PLAIN, "told", _NO_GOAL, _NO_GOAL),),
    ),
    Row("growth", lambda _, __, corpus: programs.list_corpora(corpus)),
    Row("fragments", lambda _, __, ___: programs.list_fragments(_COUNTS, "bare")),
    Row("glossed-fragments", lambda _, __, ___: programs.list_fragments(_COUNTS, "glossed")),
)
"""Every comparison, in the order in which they are printed."""


def tabulate(name: str, costs: Mapping[str, Cost]) -> str:
    """Return a table of what each program took; the last column only where programs time a part of themselves."""
    lines = []
    for program, cost in costs.items():
        told = f"{cost.told * 1000:.1f}" if cost.told else ""
        lines.append((program, f"{cost.cpu * 1000:.0f}", f"{cost.memory / 1e6:.0f}", told))
    return format_table((name, "CPU ms", "peak MB", "part ms"), lines)


def judge(goals: Sequence[Goal], costs: Mapping[str, Cost]) -> list[str]:
    """Return a line for each goal: the ratio, and the goal where there is one.

    >>> costs = {"mixnorm run": Cost(0.1, 10), "plain pipeline": Cost(2.0, 50)}
    >>> judge([Goal("mixnorm run", "plain pipeline", "cpu", 25, 40)], costs)
    ['mixnorm run: 20.0 times less CPU than plain pipeline (must 25, aim 40: missed)']
    """
    lines = []
    for goal in goals:
        ours, base = (getattr(costs[name], goal.measure) for name in (goal.program, goal.base))
        what = {"cpu": "CPU", "memory": "memory", "told": "CPU for the part"}[goal.measure]
        ratio = ours / base if goal.most else base / ours
        wanted = f" (must {goal.must:g}, aim {goal.aim:g}: {_rate(goal, ratio)})" if goal.must else ""
        how = "times the" if goal.most else "times less"
        lines.append(f"{goal.program}: {ratio:.1f} {how} {what} {'of' if goal.most else 'than'} {goal.base}{wanted}")
    return lines


def _rate(goal: Goal, ratio: float) -> str:
    reached = [ratio <= limit if goal.most else ratio >= limit for limit in (goal.must, goal.aim)]
    return "beyond the aim" if all(reached) else "reached" if reached[0] else "missed"


def judge_growth(costs: Mapping[str, Cost]) -> list[str]:
    """Return how much more the whole corpus takes than its eighth, less the start of the program (goal: 8.8)."""
    start = costs["0x"].cpu
    ratio = (costs[f"{SIZES[-1]}x"].cpu - start) / (costs[f"{SIZES[0]}x"].cpu - start)
    memory = costs[f"{SIZES[-1]}x"].memory / costs[f"{SIZES[0]}x"].memory
    verdict = "reached" if ratio <= 8.8 else "missed"  # noqa: PLR2004 - the goal
    return [f"8 times the corpus: {ratio:.2f} times the CPU (must 8.8: {verdict}), {memory:.2f} times the memory"]


def judge_fragments(costs: Mapping[str, Cost]) -> list[str]:
    """Return what a fragment takes in documents of rising length (goal: the last within 20 % of the one before)."""
    each = [cost.told / count for count, cost in zip(_COUNTS, costs.values(), strict=True)]
    verdict = "reached" if each[-1] <= 1.2 * each[-2] else "missed"
    return [f"a fragment: {', '.join(f'{part * 1e6:.0f}' for part in each)} µs (must be linear within 20 %: {verdict})"]


_JUDGES = {"growth": judge_growth, "fragments": judge_fragments, "glossed-fragments": judge_fragments}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0: this program never judges a time."""
    options = _build_parser().parse_args(arguments)
    yardstick = options.folder.resolve()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        clean = folder / "clean.txt"
        clean.write_text(_NOT_ASCII.sub("", ARTICLE.read_text(encoding="utf-8")), encoding="utf-8")
        corpus = order_corpus(yardstick, folder, options.megabytes)
        mixed, without = (Path(path).stat().st_size / 1e6 for path in (corpus.mixed, corpus.clean))
        print(f"{mixed:.1f} MB of JSON lines, {without:.1f} MB of documents without Chinese")
        if options.split:
            from benchmarks.splitting import tabulate_split

            print("\n" + tabulate_split(corpus.mixed, options.split))
        elif options.profile:
            from benchmarks.profiling import profile_corpus

            print("\n" + profile_corpus(corpus.mixed))
        else:
            for row in ROWS:
                if not options.only or row.name in options.only:
                    costs = measure(
                        row.list_programs(yardstick, clean, corpus), max(1, int(options.repeat * row.share))
                    )
                    print("\n" + tabulate(row.name, costs), flush=True)
                    judged = _JUDGES[row.name](costs) if row.name in _JUDGES else judge(row.goals, costs)
                    print("\n".join(judged), flush=True)
    return 0


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--repeat", type=int, default=7, metavar="N", help="rounds for an article, twice those of a corpus"
    )
    parser.add_argument("--megabytes", type=float, default=10.0, metavar="MB", help="size of the corpus")
    parser.add_argument(
        "--only", nargs="+", choices=[row.name for row in ROWS], metavar="ROW", help="of the rows those"
    )
    parser.add_argument("--profile", action="store_true", help="where the time goes in a corpus, by room and function")
    parser.add_argument("--split", type=int, metavar="JOBS", help="how a corpus is split between so many processes")
    return parser


if __name__ == "__main__":
    sys.exit(main())
