"""Score of the written cases: ``python benchmarks/held_out.py [--cases blind] [--misses]``.

The cases of ``fixtures/cases/held_out.json`` were written before the engine that they judge, those of
``blind.json`` by somebody who did not know it; each holds a frame, the Chinese that stands in it and
every English that an editor would accept there, or an input with its accepted outputs. A case is right
when the whole text comes out as one of those.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.engines import ENGINES, make_engine

if TYPE_CHECKING:
    from collections.abc import Sequence

CASES = ROOT / "fixtures" / "cases"
FILES = ("held_out", "blind", "blind2")


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge every case, print one line a point and the sum, and return 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", choices=FILES, default="held_out")
    parser.add_argument("--misses", action="store_true", help="show every wrong case")
    parser.add_argument("--engine", choices=ENGINES, default="ours")
    parser.add_argument("--naive", type=Path, metavar="FILE", help="the script of the naive pipeline")
    options = parser.parse_args(arguments)
    engine = make_engine(options.engine, options.naive)
    cases: list[dict[str, Any]] = json.loads((CASES / f"{options.cases}.json").read_text(encoding="utf-8"))
    right: Counter[str] = Counter()
    for case in cases:
        text = engine(put_in(case)).text
        if text in accepted(case):
            right[case["point"]] += 1
        elif options.misses:
            print(f"{case['point']:12} {put_in(case)}\n{'':12} {text}")
    for point, count in Counter(case["point"] for case in cases).items():
        print(f"{point:12} {right[point]:3} of {count}")
    print(f"{'all':12} {right.total():3} of {len(cases)}")
    return 0


def put_in(case: dict[str, Any]) -> str:
    """Return the text of a case with its Chinese."""
    return str(case.get("input") or case["frame"].replace("{}", case["text"]))


def accepted(case: dict[str, Any]) -> set[str]:
    """Return every text that counts as right for `case`."""
    if "outputs" in case:
        return set(case["outputs"])
    return {case["frame"].replace("{}", answer) for answer in case["accept"]}


if __name__ == "__main__":
    sys.exit(main())
