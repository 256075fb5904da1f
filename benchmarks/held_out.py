"""Score of the written cases: ``python benchmarks/held_out.py [--misses]``.

The cases of ``fixtures/cases/held_out.json`` were written before the engine that they judge; each
holds a frame, the Chinese that stands in it and every English that an editor would accept there.
A case is right when the whole text comes out as the frame with one of the accepted answers.
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

CASES = ROOT / "fixtures" / "cases" / "held_out.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge every case, print one line a point and the sum, and return 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="show every wrong case")
    parser.add_argument("--engine", choices=ENGINES, default="ours")
    parser.add_argument("--naive", type=Path, metavar="FILE", help="the script of the naive pipeline")
    options = parser.parse_args(arguments)
    engine = make_engine(options.engine, options.naive)
    cases: list[dict[str, Any]] = json.loads(CASES.read_text(encoding="utf-8"))
    right: Counter[str] = Counter()
    for case in cases:
        text = engine(case["frame"].replace("{}", case["text"])).text
        if text in accepted(case):
            right[case["point"]] += 1
        elif options.misses:
            print(f"{case['point']:12} {case['text']:12} {text}")
    for point, count in Counter(case["point"] for case in cases).items():
        print(f"{point:12} {right[point]:3} of {count}")
    print(f"{'all':12} {right.total():3} of {len(cases)}")
    return 0


def accepted(case: dict[str, Any]) -> set[str]:
    """Return every text that counts as right for `case`."""
    return {case["frame"].replace("{}", answer) for answer in case["accept"]}


if __name__ == "__main__":
    sys.exit(main())
