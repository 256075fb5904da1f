"""Language quality on real mixed text: ``python benchmarks/quality.py FOLDER --half tune``.

FOLDER holds ``hard.jsonl``, ``author.jsonl`` and ``stray.jsonl``. Rows whose fragment has an
even SHA-1 are for tuning, the others for reported figures only. Four tables:

hard    what must be kept, and what looks like it and must be glossed
pair    the author's gloss beside the fragment: the Chinese goes, the author's words stay, once
hidden  the author's gloss taken away: how near to it is what the engine writes
stray   stray Chinese in model output: none may be left, little only romanized
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.engines import ENGINES, make_engine
from benchmarks.judges import judge_hard, judge_hidden, judge_pair, judge_stray
from benchmarks.material import HALVES, Omission, read_rows
from benchmarks.tables import show, tabulate_hard, tabulate_hidden, tabulate_pairs, tabulate_stray

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.judges import Engine
    from benchmarks.material import Row
    from benchmarks.verdicts import Verdict

TABLES = ("hard", "pair", "hidden", "stray")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 0."""
    options = _build_parser().parse_args(arguments)
    engine = make_engine(options.engine, options.naive)
    figures: dict[str, list[dict[str, Any]]] = {}
    begun = time.perf_counter()
    for table in options.only or TABLES:
        started = time.perf_counter()
        verdicts = _RUNNERS[table](engine, options)
        figures[table] = [_to_dict(verdict) for verdict in verdicts]
        print(f"[{table}: {time.perf_counter() - started:.1f} s]\n")
    print(f"engine {options.engine}, half {options.half}, {time.perf_counter() - begun:.1f} s in all")
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=HALVES, default="tune")
    parser.add_argument("--only", choices=TABLES, action="append", help="this table only; may be given again")
    parser.add_argument("--kind", default="", help="rows of this kind (or this kind of stray) only")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N wrong rows under each table")
    parser.add_argument("--flag", default="", help="show only misses with this word among their flags")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="show N stray rows, evenly taken")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every verdict to FILE")
    parser.add_argument("--engine", choices=ENGINES, default="ours")
    parser.add_argument("--naive", type=Path, metavar="FILE", help="the script of the naive pipeline")
    return parser


def _run_hard(engine: Engine, options: argparse.Namespace) -> list[Verdict]:
    rows = read_rows(options.folder / "hard.jsonl", options.half, options.kind)
    verdicts = [judge_hard(engine, row) for row in rows]
    print(tabulate_hard(verdicts))
    print(f"without expectation, not counted: {sum(not row.expected for row in rows)}")
    _show_misses(verdicts, options)
    return verdicts


def _run_author(judge: Callable[[Engine, Row], Verdict | Omission]) -> Callable[..., list[Verdict]]:
    tabulate = tabulate_pairs if judge is judge_pair else tabulate_hidden

    def run(engine: Engine, options: argparse.Namespace) -> list[Verdict]:
        rows = read_rows(options.folder / "author.jsonl", options.half, options.kind)
        outcomes = [judge(engine, row) for row in rows]
        verdicts = [outcome for outcome in outcomes if not isinstance(outcome, Omission)]
        print(tabulate(verdicts))
        omitted = Counter(outcome.reason for outcome in outcomes if isinstance(outcome, Omission))
        print("left out: " + ("; ".join(f"{reason} {count}" for reason, count in sorted(omitted.items())) or "none"))
        _show_misses(verdicts, options)
        return verdicts

    return run


def _run_stray(engine: Engine, options: argparse.Namespace) -> list[Verdict]:
    rows = read_rows(options.folder / "stray.jsonl", options.half, options.kind)
    judged = [judge_stray(engine, row) for row in rows]
    print(tabulate_stray(judged))
    verdicts = [verdict for verdict, _ in judged]
    _show_misses(verdicts, options)
    for verdict in _spread(verdicts, options.sample):
        print("\n" + show(verdict))
    return verdicts


_RUNNERS: dict[str, Callable[[Engine, argparse.Namespace], list[Verdict]]] = {
    "hard": _run_hard,
    "pair": _run_author(judge_pair),
    "hidden": _run_author(judge_hidden),
    "stray": _run_stray,
}


def _show_misses(verdicts: Sequence[Verdict], options: argparse.Namespace) -> None:
    """Show misses, evenly taken from all, in file order."""
    wrong = [v for v in verdicts if v.flags and any(options.flag in flag for flag in v.flags)]
    for verdict in _spread(wrong, options.misses):
        print("\n" + show(verdict))


def _spread(verdicts: Sequence[Verdict], count: int) -> list[Verdict]:
    """Return `count` of the verdicts, evenly spread over them."""
    if count >= len(verdicts):
        return list(verdicts) if count else []
    return [verdicts[i * len(verdicts) // count] for i in range(count)]


def _to_dict(verdict: Verdict) -> dict[str, Any]:
    return {
        "id": verdict.row.id,
        "kind": verdict.row.kind,
        "right": verdict.right,
        "flags": verdict.flags,
        "remarks": verdict.remarks,
        "before": verdict.before,
        "after": verdict.after,
        "answer": verdict.answer,
        "reference": verdict.reference,
        "f1": round(verdict.f1, 4),
        "chrf": round(verdict.chrf, 2),
    }


if __name__ == "__main__":
    sys.exit(main())
