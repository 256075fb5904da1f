"""Where the time goes: a corpus through the command in this process, summed by room and by function."""

from __future__ import annotations

import cProfile
import pstats
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.tables import format_table, percent

_DEAREST = 25
Key = tuple[str, int, str]


def profile_corpus(path: str) -> str:
    """Return a table of rooms and one of the dearest functions; a profiler's seconds are only good as shares."""
    from normalizer.cli import main

    with tempfile.TemporaryDirectory() as folder:
        profiler = cProfile.Profile()
        profiler.enable()
        main(["run", path, "-o", str(Path(folder, "out.jsonl"))])
        profiler.disable()
    stats: dict[Key, Any] = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    own = _sum_by_function(stats)
    total = sum(own.values())
    rooms: Counter[str] = Counter()
    for (file, _, _), seconds in own.items():
        rooms[_find_room(file)] += seconds
    by_room = [(room, f"{seconds:.2f}", percent(seconds, total)) for room, seconds in rooms.most_common()]
    calls = {key: entry[1] for key, entry in stats.items()}
    by_function = [
        (f"{_find_room(key[0])}/{Path(key[0]).stem}:{key[2]}", f"{seconds:.2f}", percent(seconds, total), calls[key])
        for key, seconds in own.most_common(_DEAREST)
    ]
    return (
        format_table(("room", "s", "%"), by_room)
        + "\n\n"
        + format_table(("function, with the built-in ones that it calls", "s", "%", "calls"), by_function)
    )


def _sum_by_function(stats: dict[Key, Any]) -> Counter[Key]:
    """Return the seconds of each Python function itself; those of built-in functions go to their callers."""
    own: Counter[Key] = Counter()
    for key, (_, _, seconds, _, callers) in stats.items():
        if key[0] != "~":
            own[key] += seconds
            continue
        for caller, (_, _, part, _) in callers.items():
            own[caller] += part
    return own


def _find_room(file: str) -> str:
    """Return the room of the package that a file lies in, or ``other`` for other packages."""
    _, found, inner = file.rpartition("/normalizer/")
    return inner.partition("/")[0].removesuffix(".py") if found else "other"
