"""The corpus that speed is measured on, made in a process of its own.

A program that has held much memory would lend it to the peak of every process that it starts.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (1, 2, 4, 8)
"""The parts of the corpus, in eighths."""

_WORDS = 10_000


class Corpus(NamedTuple):
    """A corpus on the disk."""

    folder: Path

    @property
    def mixed(self) -> str:
        """One document in ten holds Chinese."""
        return str(self.folder / "corpus.jsonl")

    @property
    def clean(self) -> str:
        """The documents without Chinese."""
        return str(self.folder / "clean.jsonl")

    def find_part(self, size: int) -> str:
        """Return the path of so many eighths of the corpus; of none it has one document with Chinese."""
        return str(self.folder / f"part-{size}.jsonl")


def order_corpus(yardstick: Path, folder: Path, megabytes: float) -> Corpus:
    """Have the corpus made by another process, and return it."""
    root = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-m", "benchmarks.corpus", str(yardstick), str(folder), f"{megabytes:g}"]
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
    return Corpus(folder)


def make_corpus(yardstick: Path, folder: Path, megabytes: float) -> None:
    """Make the corpus with the yardstick's maker; beside it its clean part, its eighths, and the words in it."""
    subprocess.run([sys.executable, str(yardstick / "make_corpus.py"), str(folder), f"{megabytes:g}"], check=True)
    rows = (folder / "corpus.jsonl").read_bytes().splitlines(keepends=True)
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    clean = [row for row, told in zip(rows, gold, strict=True) if not told["spans"]]
    (folder / "clean.jsonl").write_bytes(b"".join(clean))
    for size in (0, *SIZES):
        part = cut_part(rows, [len(told["spans"]) for told in gold], size)
        (folder / f"part-{size}.jsonl").write_bytes(b"".join(part))
    words = [word for row in rows for word in _list_words(json.loads(row)["text"])][:_WORDS]
    lines = (json.dumps({"text": word}, ensure_ascii=False) for word in words)
    (folder / "words.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _write_parquet(folder / "clean.parquet", clean)


def cut_part(rows: Sequence[bytes], fragments: Sequence[int], size: int) -> list[bytes]:
    """Return so many eighths of the rows, dealt out by their `fragments`: what these take is most of what all takes.

    Of none there is the row with the fewest that has any, so that the start of the program is
    that of one that has met Chinese.
    """
    ranked = sorted(range(len(rows)), key=lambda index: fragments[index])
    if not size:
        return [rows[next(index for index in ranked if fragments[index])]]
    return [rows[index] for index in sorted(index for rank, index in enumerate(ranked) if rank % SIZES[-1] < size)]


def _list_words(text: str) -> list[str]:
    """Return all pairs of neighbouring Chinese characters: words, and what is none."""
    from normalizer.detection.codepoints import find_runs

    return [run[0][at : at + 2] for run in find_runs(text) for at in range(len(run[0]) - 1)]


def _write_parquet(path: Path, lines: list[bytes]) -> None:
    from pyarrow import Table, parquet

    rows = [json.loads(line) for line in lines]
    parquet.write_table(Table.from_pylist(rows), path, compression="zstd", row_group_size=5000)


if __name__ == "__main__":
    make_corpus(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
