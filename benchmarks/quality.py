"""Language quality on rows of real text: tables by kind, and the wrong ones to read.

    python -m benchmarks.quality FOLDER --half tune [--only pair|hidden|hard|stray] [--misses 50] [--sample 20]

FOLDER holds author.jsonl, hard.jsonl and stray.jsonl. The tuning half is for reading; from
the reporting half only figures are taken. ``--engine`` measures plain deletion, or the
pipeline of a file with a function ``normalize(text) -> (clean, notes)``, for comparison.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.judging import (
    count_romanized,
    find_left,
    find_notes,
    fold_answer,
    is_dropped,
    judge_hard,
    judge_pair,
    read_slot_text,
    score_overlap,
)
from benchmarks.rows import HAN_CHARACTER, cut_window, hide_gloss, read_rows
from normalizer import NormalizedText, Normalizer, NormalizerConfig
from normalizer.detection.codepoints import RUN
from normalizer.resources import load_resources

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.rows import Hidden

    Engine = Callable[[str], NormalizedText]


BESIDE = 48


class Table:
    """Counts of right and all by kind."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])

    def add(self, kind: str, *, right: bool) -> None:
        self.counts[kind][0] += right
        self.counts[kind][1] += 1

    def show(self) -> None:
        print(f"\n{self.title}")
        for kind, (right, total) in sorted(self.counts.items()):
            print(f"  {kind:<42} {right:>5} of {total:>5}  {100 * right / total:6.1f} %")


class Misses:
    """The first wrong rows, to be read."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.shown = 0

    def show(self, row: dict[str, Any], before: str, result: NormalizedText, place: tuple[int, int], why: str) -> None:
        if self.shown >= self.limit:
            return
        self.shown += 1
        start, end = place
        notes = find_notes(result, start, end)
        around = before[max(0, start - 80) : end + 80].replace("\n", "⏎")
        print(f"- {row['id']} {row['kind']}: {why}; gloss {row.get('gloss')!r}\n    < {around}")
        for note in notes:
            after = result.text[max(0, note.target_start - 80) : note.target_end + 80].replace("\n", "⏎")
            print(f"    > {after}\n      {note.action}, {note.origin}, {note.context}: {note.reason}")


def measure_hard(folder: Path, half: str, engine: Engine, misses: Misses) -> None:
    table = Table("hard: kept or glossed as expected")
    for row in read_rows(folder, "hard.jsonl", half):
        if not row.get("expected"):
            continue
        result = engine(row["text"])
        right = judge_hard(row, result)
        table.add(f"all {row['expected']}", right=right)
        table.add(f"{row['expected']}: {row['kind'].removeprefix('hard_')} {row['lang'] or ''}", right=right)
        if not right:
            misses.show(row, row["text"], result, (row["start"], row["end"]), row["expected"])
    table.show()


def measure_pairs(folder: Path, half: str, engine: Engine, misses: Misses) -> None:
    table = Table("author, pair: Chinese gone, gloss once, nothing added, no scar")
    for row in read_rows(folder, "author.jsonl", half):
        cut = cut_window(row) if "gloss_start" in row else None
        if cut is None:
            continue
        window, shift = cut
        result = engine(window)
        faults = judge_pair(window, row["gloss"], result)
        table.add(f"all {row['conf']}", right=not faults)
        table.add(f"{row['conf']}: {row['kind']}", right=not faults)
        if faults:
            misses.show(row, window, result, (row["start"] - shift, row["end"] - shift), ", ".join(faults))
    table.show()


def measure_hidden(folder: Path, half: str, engine: Engine, misses: Misses) -> None:
    from sacrebleu.metrics import CHRF

    chrf = CHRF()
    dropped = Table("author, hidden: nothing put in the slot (must not happen)")
    answers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    still_read = 0
    for row in read_rows(folder, "author.jsonl", half):
        hidden = hide_gloss(row) if "gloss_start" in row else None
        if hidden is None:
            continue
        if keeps_reading(hidden, row["fragment"]):
            still_read += 1
            continue
        result = engine(hidden.text)
        lost = is_dropped(hidden, result)
        dropped.add("dropped", right=lost)
        kind = row["gloss_type"]
        answers[kind].append((fold_answer(read_slot_text(hidden, result), kind), fold_answer(hidden.gloss, kind)))
        if lost:
            misses.show(row, hidden.text, result, (hidden.start, hidden.end), "dropped")
    dropped.show()
    print(f"  left out: {still_read} rows in which the author's own romanization still stands beside the fragment")
    print("\nauthor, hidden: what stands in the slot against the author's gloss")
    for kind, pairs in sorted(answers.items()):
        exact = sum(a == g for a, g in pairs) / len(pairs)
        overlap = sum(score_overlap(a, g) for a, g in pairs) / len(pairs)
        score = chrf.corpus_score([a for a, _ in pairs], [[g for _, g in pairs]]).score
        figures = f"exact {100 * exact:5.1f} %  token F1 {100 * overlap:5.1f}  chrF {score:5.1f}"
        print(f"  {kind:<14} {len(pairs):>5} rows  {figures}")


def keeps_reading(hidden: Hidden, fragment: str) -> bool:
    """Tell whether words beside the bare fragment spell its Mandarin reading: then a second gloss is still there."""
    evidence = load_resources(NormalizerConfig()).evidence
    before, after = hidden.text[max(0, hidden.start - BESIDE) : hidden.start], hidden.text[hidden.end :][:BESIDE]
    return evidence.reads_beside(before, after, fragment)


def measure_stray(folder: Path, half: str, engine: Engine, misses: Misses, sample: int) -> None:
    table = Table("stray: rows with Chinese left")
    romanized = total = 0
    for row in read_rows(folder, "stray.jsonl", half):
        result = engine(row["text"])
        left = find_left(result)
        table.add(f"all ({row['stray']})", right=bool(left))
        table.add("all", right=bool(left))
        counts = count_romanized(result)
        romanized, total = romanized + counts[0], total + counts[1]
        if left:
            misses.show(row, row["text"], result, (row["start"], row["end"]), "Chinese left")
        if sample > 0:
            sample -= 1
            show_sample(row["text"], result)
    table.show()
    share = 100 * romanized / max(1, total)
    print(f"  Han characters outside names answered by romanization alone: {romanized} of {total}, {share:.1f} %")


def show_sample(text: str, result: NormalizedText) -> None:
    for note in result.annotations:
        if note.action != "keep":
            print(f"  < {text[max(0, note.start - 60) : note.end + 40]!r}")
            print(f"  > {result.text[max(0, note.target_start - 60) : note.target_end + 40]!r}")


def load_engine(name: str, file: str) -> Engine:
    """Return our engine, plain deletion, or a plain pipeline from a file, all with the same result type."""
    if name == "ours":
        return Normalizer().normalize
    if name == "delete":
        return lambda text: _wrap(text, RUN.sub("", text))
    spec = importlib.util.spec_from_file_location("plain_pipeline", file)
    if spec is None or spec.loader is None:
        sys.exit(f"{file}: no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # Its notes stand at the end, behind a blank line; the text before them is what is judged.
    return lambda text: _wrap(text, _strip_marks(module.normalize(text)[0], text))


def _strip_marks(clean: str, text: str) -> str:
    import re

    body = clean.rpartition("\n\n[1]")[0] if HAN_CHARACTER.search(text) and "\n\n[1]" in clean else clean
    return re.sub(r"(?<=\S)\[\d+\]", "", body)


def _wrap(text: str, clean: str) -> NormalizedText:
    """Give another engine's text one annotation that covers it all, so that the same judges can read it."""
    from normalizer.types import Annotation

    note = Annotation(
        start=0,
        end=len(text),
        original=text,
        target_start=0,
        target_end=len(clean),
        replacement=clean,
        fragment=text,
        fragment_start=0,
        fragment_end=len(text),
        gloss=None,
        gloss_start=None,
        gloss_end=None,
        anchor_start=0,
        anchor_end=len(clean),
        action="replace",
        origin="lexicon",
        context="leak",
        language="zh",
        script="Hani",
        confidence=0.0,
        reason="",
    )
    return NormalizedText(clean, (note,))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--half", choices=("tune", "report"), default="tune")
    parser.add_argument("--only", choices=("hard", "pair", "hidden", "stray"))
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show the first N wrong rows of each table")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="show N stray rows before and after")
    parser.add_argument("--engine", choices=("ours", "delete", "plain"), default="ours")
    parser.add_argument("--file", default="", help="the file of the plain pipeline")
    options = parser.parse_args()
    started = time.process_time()
    engine = load_engine(options.engine, options.file)
    misses = lambda: Misses(options.misses)  # noqa: E731 - one limit for each table
    measures: dict[str, Callable[[], None]] = {
        "hard": lambda: measure_hard(options.folder, options.half, engine, misses()),
        "pair": lambda: measure_pairs(options.folder, options.half, engine, misses()),
        "hidden": lambda: measure_hidden(options.folder, options.half, engine, misses()),
        "stray": lambda: measure_stray(options.folder, options.half, engine, misses(), options.sample),
    }
    for name, measure in measures.items():
        if options.only in (None, name):
            measure()
    print(f"\n{options.half} half, {options.engine}: {time.process_time() - started:.1f} s of CPU")


if __name__ == "__main__":
    main()
