"""Whether kills lose or double anything: ``python benchmarks/crash.py [--articles N] [--megabytes MB] [--kills K]``.

Three jobs (a folder of articles, the same in place, one JSON Lines file) are done once undisturbed.
Then each is done again and killed with SIGKILL at random moments, taken up with ``--resume`` after
each, until it ends; when kills are left it begins anew. What stands there in the end is compared
byte for byte, sidecars too, with what the undisturbed run wrote; the summary that the last run
told must be the same but for what was done before, and the ledger must hold every document as
done, and no piece. The exit code is 1 when something differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.processes import ROOT
from benchmarks.tables import format_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ARTICLES = ROOT / "fixtures" / "articles"
_STATE = ".mixnorm"
_RECORD_BYTES = 3_000
_ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


class Job(NamedTuple):
    """What is run in a folder of its own: the arguments, what is compared, and what is copied there before."""

    name: str
    arguments: tuple[str, ...]
    output: str
    copied: str = ""


class Trial(NamedTuple):
    """What came of one job: kills, how often it began anew, seconds undisturbed and in all, and what was wrong."""

    job: str
    documents: int
    kills: int
    rounds: int
    undisturbed: float
    disturbed: float
    faults: tuple[str, ...]


JOBS = (
    Job("articles", ("../articles", "-o", "out"), "out"),
    Job("articles in place", ("articles", "--in-place"), "articles", "articles"),
    Job("JSON Lines", ("../corpus.jsonl", "-o", "out/corpus.jsonl"), "out"),
)


def make_material(folder: Path, articles: int, megabytes: float) -> None:
    """Write so many articles, half of them with Chinese, and a JSON Lines file with Chinese in one record of ten."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(_ARTICLES.glob("*.txt"))]
    plain = [re.sub(r"[^\x00-\x7f]+", "", text) for text in texts]
    (folder / "articles" / "more").mkdir(parents=True)
    for number in range(articles):
        text = (texts if number % 2 else plain)[number // 2 % len(texts)]
        name = f"{'more/' if number % 3 else ''}{number:05d}.txt"
        (folder / "articles" / name).write_text(f"{number}\n{text}", encoding="utf-8")
    with (folder / "corpus.jsonl").open("w", encoding="utf-8") as file:
        for number in range(round(megabytes * 1e6 / _RECORD_BYTES)):
            text = (texts if number % 10 == 0 else plain)[number // 10 % len(texts)]
            padding = plain[number % len(plain)]
            text = f"{text[:_RECORD_BYTES]} {padding[: max(_RECORD_BYTES - len(text), 0)]}"
            file.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")


def start(job: Job, place: Path, more: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a job in its folder, with its messages in a file."""
    command = [sys.executable, "-m", "normalizer", "run", *job.arguments, "--resume", "--no-config", *more]
    with (place / "messages").open("wb") as messages:
        return subprocess.Popen(command, cwd=place, stderr=messages, env=_ENVIRONMENT)


def prepare(job: Job, folder: Path, name: str) -> Path:
    """Return a fresh folder for a job."""
    place = folder / name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    if job.copied:
        shutil.copytree(folder / job.copied, place / job.copied)
    return place


def try_job(job: Job, folder: Path, kills: int, chance: random.Random, more: Sequence[str] = ()) -> Trial:
    """Do a job undisturbed and then with kills, and compare."""
    whole = prepare(job, folder, "whole")
    began = time.monotonic()
    code = start(job, whole, more).wait()
    undisturbed = time.monotonic() - began
    faults = [f"undisturbed: exit code {code}"] if code else []
    # Few kills come while there is work, many come soon enough after one another that a job is killed several times.
    limit = max(undisturbed * min(6 / max(kills, 1), 1), 0.3)
    done = rounds = 0
    began = time.monotonic()
    while done < kills:
        rounds += 1
        place = prepare(job, folder, "killed")
        done, code = _run_with_kills(job, place, (done, kills), limit, chance, more)
        faults += [f"exit code {code}"] if code else []
        faults += compare(whole, place, job.output)
    return Trial(
        job.name,
        len(_read_ledger(_find_state(whole), "SELECT name FROM documents")),
        done,
        rounds,
        undisturbed,
        time.monotonic() - began,
        tuple(faults),
    )


def _run_with_kills(
    job: Job, place: Path, kills: tuple[int, int], limit: float, chance: random.Random, more: Sequence[str]
) -> tuple[int, int]:
    """Run a job to its end, killed as often as kills are left; return how many were made, and its exit code."""
    done, wanted = kills
    while True:
        process = start(job, place, more)
        try:
            return done, process.wait(chance.uniform(0, limit) if done < wanted else None)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            done += 1


def compare(whole: Path, killed: Path, output: str) -> list[str]:
    """Return what is otherwise than in the undisturbed run: files, the summary, the ledger."""
    ours, theirs = _list_files(killed / output), _list_files(whole / output)
    faults = [f"{name} is missing" for name in theirs.keys() - ours.keys()]
    faults += [f"{name} is left over" for name in ours.keys() - theirs.keys()]
    faults += [f"{name} differs" for name in ours.keys() & theirs.keys() if not _are_equal(ours[name], theirs[name])]
    state = _find_state(killed)
    faults += ["the report differs"] if _read_report(state) != _read_report(_find_state(whole)) else []
    faults += ["the ledger is damaged"] if _read_ledger(state, "PRAGMA integrity_check") != [("ok",)] else []
    faults += ["pieces are left in the ledger"] if _read_ledger(state, "SELECT 1 FROM pieces LIMIT 1") else []
    question = "SELECT name, failure, source FROM documents ORDER BY name"
    faults += (
        ["the ledger differs"] if _read_ledger(state, question) != _read_ledger(_find_state(whole), question) else []
    )
    return faults


def _read_report(state: Path) -> object:
    """Return what the report of a run says but for the run itself: times, and what was done before."""
    report = json.loads((state / "report.json").read_text(encoding="utf-8"))
    return {name: value for name, value in report.items() if name != "run"}


def _list_files(folder: Path) -> dict[str, Path]:
    files = (path for path in folder.rglob("*") if path.is_file() and _STATE not in path.parts)
    return {str(path.relative_to(folder)): path for path in files}


def _are_equal(one: Path, other: Path) -> bool:
    with one.open("rb") as first, other.open("rb") as second:
        while True:
            data = first.read(1 << 20)
            if data != second.read(1 << 20):
                return False
            if not data:
                return True


def _find_state(place: Path) -> Path:
    (state,) = place.rglob(_STATE)
    return state


def _read_ledger(state: Path, question: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(state / "ledger.sqlite3")
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def tabulate(trials: Iterable[Trial]) -> str:
    """Return the table of all jobs."""
    head = ("killed with SIGKILL", "documents", "kills", "rounds", "s undisturbed", "s with kills", "wrong")
    rows = [
        (t.job, f"{t.documents:,}", t.kills, t.rounds, f"{t.undisturbed:.1f}", f"{t.disturbed:.1f}", len(t.faults))
        for t in trials
    ]
    return format_table(head, rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--megabytes", type=float, default=200)
    parser.add_argument("--kills", type=int, default=30, help="for each job")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="processes that a run works in")
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)  # noqa: S311 - moments, not secrets
    with tempfile.TemporaryDirectory() as folder:
        make_material(Path(folder), chosen.articles, chosen.megabytes)
        more = ("--jobs", str(chosen.jobs))
        trials = [try_job(job, Path(folder), chosen.kills, chance, more) for job in JOBS]
    print(tabulate(trials))
    for trial in trials:
        for fault in trial.faults[:20]:
            print(f"{trial.job}: {fault}")
    return int(any(trial.faults for trial in trials))


if __name__ == "__main__":
    sys.exit(main())
