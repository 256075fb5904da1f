"""Programs run as processes of their own: what each took of the processor and of memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
# Compiled modules and patterns are cached, as they are wherever a program is used twice.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024


class Cost(NamedTuple):
    """What one process took: CPU seconds (user and system), peak memory in bytes, and the seconds it told itself.

    ``told`` is what a program printed of a part of its work, 0 where it printed no number.
    """

    cpu: float
    memory: int
    told: float = 0.0


def run(command: Sequence[str]) -> Cost:
    """Run `command` to its end; raise `RuntimeError` with its messages when it fails."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(command, stdout=output, stderr=messages, cwd=ROOT, env=_ENVIRONMENT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            messages.seek(0)
            failure = messages.read().decode(errors="replace")[-2000:]
            message = f"{' '.join(command)}: exit code {process.returncode}\n{failure}"
            raise RuntimeError(message)
        output.seek(0)
        told = _read_number(output.read(64))
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _MEMORY_UNIT, told)


def _read_number(printed: bytes) -> float:
    try:
        return float(printed)
    except ValueError:
        return 0.0


def measure(commands: Mapping[str, Sequence[str]], repeat: int) -> dict[str, Cost]:
    """Return the median cost of each command over `repeat` rounds, in each of which every command runs once.

    All take turns, so that a slow minute of the machine hits all alike. With more than one round, one
    goes before them uncounted, which fills the caches of compiled modules.
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
    cpu, memory, told = (statistics.median(part) for part in zip(*costs, strict=True))
    return Cost(cpu, round(memory), told)
