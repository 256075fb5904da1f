"""Score of the written cases of what the author says: ``python benchmarks/author_words.py [--misses]``.

Four tables. The cases of ``fixtures/cases/author_gloss.json`` were written before the rules that they
judge; those of ``no_gloss_parentheses.json`` and ``doublets.json`` by somebody who knew no rule.

pairs       right when the clean text is the editor's and every annotation names the author's words
no pairs    what only looks like a pair: nothing may be taken for the gloss, no English word lost
brackets    asides in brackets right after Chinese: none may be taken for its gloss
doublets    Chinese beside its own English goes; beside other English it is translated
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

from benchmarks.engines import make_engine
from benchmarks.script import HAN_RUN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from normalizer.types import NormalizedText

    Case = dict[str, Any]

CASES = ROOT / "fixtures" / "cases"


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge every case, print one line a form and the sums, and return 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="show every wrong case")
    options = parser.parse_args(arguments)
    for title, cases, judge in read_tables():
        right: Counter[str] = Counter()
        for case in cases:
            wrong = judge(case)
            right[case["form"]] += not wrong
            if wrong and options.misses:
                print(f"{case['form']}: {case['text']!r}\n    {wrong}")
        forms = Counter(case["form"] for case in cases)
        print(f"{title}\n" + "".join(f"  {form:32} {right[form]:3} of {count}\n" for form, count in forms.items()))
        print(f"  {'all':32} {right.total():3} of {len(cases)}\n")
    return 0


def read_tables() -> list[tuple[str, list[Case], Callable[[Case], str]]]:
    """Return each table's title, its cases and their judge, which says what is wrong with one or nothing."""
    written = json.loads((CASES / "author_gloss.json").read_text(encoding="utf-8"))
    brackets = json.loads((CASES / "no_gloss_parentheses.json").read_text(encoding="utf-8"))
    doublets = json.loads((CASES / "doublets.json").read_text(encoding="utf-8"))
    return [
        ("pairs", written["pairs"], judge_pair),
        ("no pairs", written["no pairs"], judge_no_pair),
        ("brackets", [{"form": "aside", **case} for case in brackets], judge_aside),
        ("doublets", [{"form": "drop" if case["drop"] else "no drop", **case} for case in doublets], judge_doublet),
    ]


def normalize(case: Case) -> NormalizedText:
    """Return what becomes of a case's text."""
    return _ENGINE(case["text"], case.get("format", "text"))  # type: ignore[call-arg]


_ENGINE = make_engine("ours")


def judge_pair(case: Case) -> str:
    """Return what is wrong with a pair: its clean text, or the words that its annotations name."""
    result = normalize(case)
    if result.text != case["clean"]:
        return f"text: {result.text!r}"
    notes = [note for note in result.annotations if HAN_RUN.search(note.fragment)]
    glosses = [note.gloss if note.gloss_start is not None else None for note in notes]
    if glosses != case["gloss"]:
        return f"glosses: {glosses}"
    if any(n.gloss_start is not None and case["text"][n.gloss_start : n.gloss_end] != n.gloss for n in notes):
        return "a gloss does not stand where its annotation says"
    return ""


def judge_no_pair(case: Case) -> str:
    """Return what is wrong with what only looks like a pair: a gloss of the author's seen, a word of his lost."""
    result = normalize(case)
    seen = [note for note in result.annotations if note.origin == "author" or note.gloss_start is not None]
    if seen:
        return f"taken for the gloss: {seen[0].gloss!r} ({seen[0].reason}): {result.text!r}"
    lost = Counter(read_words(HAN_RUN.sub(" ", case["text"]))) - Counter(read_words(result.text))
    return f"lost: {sorted(lost)}" if lost - Counter(("a", "an", "the")) else ""


def judge_aside(case: Case) -> str:
    """Return what is wrong when the aside in brackets beside a fragment is taken for its gloss, or is gone."""
    result = normalize(case)
    taken = any(note.origin == "author" and note.fragment in case["fragment"] for note in result.annotations)
    return f"taken for the gloss: {result.text!r}" if taken or case["beside"] not in result.text else ""


def judge_doublet(case: Case) -> str:
    """Return what is wrong when a fragment beside its own English stays, or one beside other English goes."""
    result = normalize(case)
    dropped = any(note.origin == "author" for note in result.annotations)
    return "" if dropped == case["drop"] else f"{'dropped' if dropped else 'kept'}: {result.text!r}"


def read_words(text: str) -> list[str]:
    """Return the words of `text` in lower case.

    >>> read_words("The p. 44 (of 舆论)")
    ['the', 'p', '44', 'of', '舆论']
    """
    return "".join(c if c.isalnum() else " " for c in text.casefold()).split()


if __name__ == "__main__":
    sys.exit(main())
