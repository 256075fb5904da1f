"""Whether English stays untouched: ``python benchmarks/untouched.py FOLDER [--megabytes 100]``.

FOLDER holds ``make_corpus.py`` (``OUTDIR MEGABYTES``; it needs pyarrow). Its English is salted
with what programs stumble over: curly quotes, accents, emoji, box drawing, other alphabets, blanks
of all widths, marks that nobody sees. Every document is normalized, and input and output are
compared outside the edits, directly, without ``restore()``, which is judged by itself. The
tables: how many characters changed, what English stands inside edits, by kind, which marks and
blanks edits took away, and what was salted in. The exit code is 1 when a character outside an
edit changed or a text was not restored.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import name

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.covering import COVERS, count_lost_marks, name_cover
from benchmarks.processes import run
from benchmarks.salting import salt
from benchmarks.tables import format_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from normalizer.types import NormalizedText

_BATCH = 200
_SHOWN = 10


class Tally(NamedTuple):
    """What was counted; ``counts`` by name, ``examples`` by kind of edit, at most so many of each."""

    counts: Counter[str]
    salts: Counter[str]
    covers: Counter[str]
    marks: Counter[str]
    examples: dict[str, list[str]]

    def add(self, other: Tally) -> None:
        """Take in what another tally counted."""
        for own, new in zip(self[:4], other[:4], strict=True):
            own.update(new)
        for kind, shown in other.examples.items():
            self.examples[kind] = (self.examples.get(kind, []) + shown)[:_SHOWN]


def make_tally() -> Tally:
    """Return a tally of nothing."""
    return Tally(Counter(), Counter(), Counter(), Counter(), {})


def judge(text: str, result: NormalizedText) -> Tally:
    """Compare a text with its result outside the edits, and look at the English inside them.

    >>> from normalizer import normalize
    >>> judge("a 经济 plan", normalize("a 经济 plan")).counts["changed"]
    0
    """
    tally = make_tally()
    position = target = changed = edits = 0
    for note in result.annotations:
        changed += count_changed(text[position : note.start], result.text[target : note.target_start])
        position, target = note.end, note.target_end
        if note.action == "keep":
            continue
        edits += 1
        kind = name_cover(note)
        tally.covers[kind] += 1
        tally.marks.update(count_lost_marks(note))
        if len(tally.examples.setdefault(kind, [])) < _SHOWN:
            around = text[max(0, note.start - 40) : note.end + 20]
            tally.examples[kind].append(f"{note.original!r} to {note.replacement!r} in {around!r}")
    changed += count_changed(text[position:], result.text[target:])
    tally.counts.update(
        {
            "documents": 1,
            "characters": len(text),
            "with Chinese": bool(result.annotations),
            "edits": edits,
            "changed": changed,
            "not restored": result.restore() != text,
        }
    )
    return tally


def count_changed(before: str, after: str) -> int:
    """Count the places in which two strings that should be one differ.

    >>> count_changed("naïve", "naïve"), count_changed("naïve", "naive!")
    (0, 2)
    """
    if before == after:
        return 0
    return sum(a != b for a, b in zip(before, after, strict=False)) + abs(len(before) - len(after))


def treat(numbered: Sequence[tuple[int, str]]) -> Tally:
    """Salt, normalize and judge some lines of a corpus, each with its number for a seed."""
    from normalizer import normalize

    tally = make_tally()
    for number, line in numbered:
        text, salts = salt(json.loads(line)["text"], number)
        tally.add(judge(text, normalize(text)))
        tally.salts.update(salts)
        tally.counts["bytes"] += len(text.encode())
    return tally


def measure(lines: Iterable[str], jobs: int) -> Tally:
    """Treat all lines in `jobs` processes, with a line of progress on standard error."""
    tally = make_tally()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for done in pool.map(treat, _cut(lines)):
            tally.add(done)
            told = f"\r{tally.counts['bytes'] / 1e6:8.1f} MB, {tally.counts['changed']} characters changed "
            sys.stderr.write(told)
            sys.stderr.flush()
    sys.stderr.write("\n")
    return tally


def _cut(lines: Iterable[str]) -> Iterator[list[tuple[int, str]]]:
    numbered = iter(enumerate(lines))
    while batch := list(islice(numbered, _BATCH)):
        yield batch


def tabulate(tally: Tally) -> str:
    """Return the tables."""
    counts = tally.counts
    head = ("untouched", "MB", "documents", "with Chinese", "characters", "edits", "changed", "not restored")
    columns = head[2:]
    line = ("all", f"{counts['bytes'] / 1e6:.1f}", *(f"{counts[column]:,}" for column in columns))
    covers = [(kind, f"{tally.covers[kind]:,}", about) for kind, about in COVERS.items()]
    width = max(len(about) for about in COVERS.values())
    covers = [(kind, count, about.ljust(width)) for kind, count, about in covers]
    marks = [(f"U+{ord(c):04X} {name(c, '')}".lower(), f"{n:,}") for c, n in tally.marks.most_common()]
    salts = [(kind, f"{count:,}") for kind, count in sorted(tally.salts.items())]
    return "\n\n".join(
        (
            format_table(head, [line]),
            format_table(("English in the edit", "edits", "what it is".ljust(width)), covers),
            format_table(("marks that edits took", "times"), marks),
            format_table(("salted in", "times"), salts),
        )
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 when anything changed that must not."""
    options = _build_parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        sys.stderr.write(f"making {options.megabytes:g} MB\n")
        run([sys.executable, str(options.folder.resolve() / "make_corpus.py"), folder, f"{options.megabytes:g}"])
        with (Path(folder) / "corpus.jsonl").open(encoding="utf-8") as lines:
            tally = measure(lines, options.jobs)
    print(tabulate(tally))
    for kind in options.show:
        print("\n" + "\n".join([f"{kind}:", *tally.examples.get(kind, ["none"])]))
    return int(bool(tally.counts["changed"] or tally.counts["not restored"]))


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=float, default=100.0, metavar="MB", help="size of the corpus")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes to work in")
    parser.add_argument(
        "--show", choices=tuple(COVERS), action="append", default=[], help="show some edits of this kind"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
