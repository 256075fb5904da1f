"""What web engines do with faults of their services: ``python benchmarks/engine_faults.py [--only ENGINE …]``.

Every engine is asked on real connections to a server on this machine, which plays one fault after the other. What
is told is what the engine said: a right answer, a wrong one, ``guards`` (a wrong one that the guards must find),
``none``, or the kind of its fault.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.engine_playing import DIALECTS, PLAYS, play, translate
from benchmarks.tables import format_table
from normalizer.translation.engine import EngineError, PassingError, Prompt
from normalizer.translation.registry import ENGINES
from normalizer.translation.settings import EngineSettings
from normalizer.translation.web import open_engine

if TYPE_CHECKING:
    from collections.abc import Iterable

SLOW = {"slow": 0.5, "trickling": 0.5}
"""Seconds of a request to what is slow on purpose; all else has `PATIENT`, so that a busy machine changes nothing."""

PATIENT = 30.0

TEXT = "舆论环境"


def set_keys() -> None:
    """Put a key for every engine into the environment."""
    for kind in ENGINES.values():
        for key in kind.keys:
            os.environ[key] = f"secret-{key}"


def give_time(fault: str) -> float:
    """Return the seconds that a request has."""
    return SLOW.get(fault, PATIENT)


def ask(name: str, url: str, fault: str = "well", text: str = TEXT) -> str:
    """Return what an engine at `url`, where a fault is played, makes of a text, in a word or two."""
    engine = open_engine(name, EngineSettings((name,), url=url, timeout=give_time(fault)))
    try:
        (answer,) = engine.translate([Prompt(text)])
    except PassingError as error:
        return f"passing {error.wait:g}" if error.wait else "passing"
    except EngineError as error:
        return {"SpentError": "spent", "EngineError": "fault"}[type(error).__name__]
    if answer is None:
        return "none"
    return "right" if answer == translate(text) else "guards" if answer == text else "WRONG"


def tabulate(names: Iterable[str]) -> str:
    """Return the table of faults and engines, with the longest time that an answer took."""
    names = list(names)
    lines = []
    with play() as server:
        for fault in PLAYS:
            start = time.monotonic()
            told = [ask(name, server.locate(name, fault), fault) for name in names]
            lines.append((fault, *told, f"{(time.monotonic() - start) / len(names):.2f}"))
    return format_table(("played", *names, "s"), lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=sorted(DIALECTS), default=list(DIALECTS), metavar="ENGINE")
    set_keys()
    print(tabulate(parser.parse_args().only))


if __name__ == "__main__":
    main()
