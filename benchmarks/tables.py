"""Verdicts made readable: tables of figures, and rows around their fragment."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.scores import score_characters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.verdicts import Romanized, Verdict

_AROUND = 90
"""Code points shown on each side of a fragment."""


def format_table(head: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """Return a table with its first column to the left and the others to the right."""
    cells = [[str(cell) for cell in line] for line in (head, *lines)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(w) if not i else cell.rjust(w) for i, (cell, w) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    )


def percent(part: float, whole: float) -> str:
    """Return a share with one decimal, or a dash for nothing of nothing.

    >>> percent(1, 3), percent(0, 0)
    ('33.3', '-')
    """
    return f"{100 * part / whole:.1f}" if whole else "-"


def group_by(verdicts: Sequence[Verdict], key: Callable[[Verdict], str]) -> dict[str, list[Verdict]]:
    """Return the verdicts in groups, the groups in the order of their names."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(key(verdict), []).append(verdict)
    return dict(sorted(groups.items()))


def tabulate_hard(verdicts: Sequence[Verdict]) -> str:
    """Return the table of what must be kept and what must be glossed, by kind."""
    lines = []
    for expected in ("keep", "gloss"):
        judged = [v for v in verdicts if v.row.expected == expected]
        for kind, group in (*group_by(judged, lambda v: v.group).items(), ("all", judged)):
            right = sum(v.right for v in group)
            lines.append((f"{expected}: {kind}", len(group), right, percent(right, len(group))))
    return format_table(("hard", "rows", "right", "%"), lines)


def tabulate_pairs(verdicts: Sequence[Verdict]) -> str:
    """Return the table of pairs by confidence of the boundary and kind; shared brackets stand apart."""
    lines = []
    plain = [v for v in verdicts if v.group != "shared bracket"]
    for conf in ("high", "medium"):
        judged = [v for v in plain if v.row.conf == conf]
        for kind, group in (*group_by(judged, lambda v: v.group).items(), ("all", judged)):
            lines.append(_count_causes(f"{conf}: {kind}", group))
        lines.append(_count_causes(f"({conf}, kept ones apart)", [v for v in judged if not _is_kept(v)]))
    lines.append(_count_causes("all", plain))
    lines.append(_count_causes("(shared bracket)", [v for v in verdicts if v.group == "shared bracket"]))
    head = ("pair", "rows", "right", "%", *(short for short, _ in _CAUSES))
    untidy = Counter(remark for v in verdicts if v.right for remark in v.remarks)
    remarks = "; ".join(f"{name} {count}" for name, count in sorted(untidy.items()))
    return format_table(head, lines) + (f"\nright, yet not tidy (not counted): {remarks}" if remarks else "")


_CAUSES = (
    ("Han", "Chinese left"),
    ("lost", "gloss lost"),
    ("twice", "gloss twice"),
    ("added", "word added"),
    ("empty()", "empty bracket"),
    ("blank2", "doubled blank"),
    ("blank,", "blank before mark"),
)


def _is_kept(verdict: Verdict) -> bool:
    """Tell whether the Chinese was left on purpose: as another language's, or in a file's name, a URL and the like."""
    return not verdict.right and bool(verdict.notes) and all(note.action == "keep" for note in verdict.notes)


def _count_causes(name: str, group: Sequence[Verdict]) -> tuple[object, ...]:
    right = sum(v.right for v in group)
    causes = (sum(any(f.startswith(cause) for f in v.flags) for v in group) for _, cause in _CAUSES)
    return (name, len(group), right, percent(right, len(group)), *causes)


def tabulate_hidden(verdicts: Sequence[Verdict]) -> str:
    """Return the table of answers against hidden glosses, by type of gloss, confidence and kind."""
    groups = [*group_by(verdicts, lambda v: v.row.gloss_type).items()]
    groups += [(f"conf {conf}", group) for conf, group in group_by(verdicts, lambda v: v.row.conf).items()]
    groups += [(f"kind {kind}", group) for kind, group in group_by(verdicts, lambda v: v.row.kind).items()]
    groups.append(("all", list(verdicts)))
    head = ("hidden", "rows", "exact %", "F1", "chrF corpus", "chrF mean", "dropped", "author", "kept", "romanized")
    return format_table(head, [_measure_hidden(name, group) for name, group in groups if group])


def _measure_hidden(name: str, group: Sequence[Verdict]) -> tuple[object, ...]:
    count = len(group)
    flags = Counter(flag for v in group for flag in v.flags)
    return (
        name,
        count,
        percent(sum(v.right for v in group), count),
        f"{100 * sum(v.f1 for v in group) / count:.1f}",
        f"{score_characters([v.answer for v in group], [v.reference for v in group]):.1f}",
        f"{sum(v.chrf for v in group) / count:.1f}",
        flags["dropped"],
        flags["author's other words"],
        flags["kept"],
        flags["romanized"],
    )


def tabulate_stray(judged: Sequence[tuple[Verdict, Romanized]]) -> str:
    """Return the table of stray Chinese: rows with Han left, share of characters that are only romanized."""
    lines = []
    groups = group_by([v for v, _ in judged], lambda v: v.group)
    for name in (*groups, "all"):
        members = [(v, c) for v, c in judged if name in (v.group, "all")]
        han, names = sum(c.han for _, c in members), sum(c.names for _, c in members)
        romanized, left = sum(c.romanized for _, c in members), sum(c.left for _, c in members)
        rows_left = sum(not v.right for v, _ in members)
        lines.append((name, len(members), rows_left, left, han, names, romanized, percent(romanized, han - names)))
    return format_table(
        ("stray", "rows", "rows with Han", "Han left", "Han in", "names", "romanized", "% of others"), lines
    )


def show(verdict: Verdict) -> str:
    """Return a row as a few lines: what it is, the text before and after, what was wrong, what was done and why."""
    row = verdict.row
    about = " ".join(filter(None, (row.id, row.kind, row.gloss_type, row.conf, row.stray, row.expected)))
    lines = [f"{about}  {'; '.join((*verdict.flags, *verdict.remarks)) or 'right'}"]
    if row.gloss:
        lines.append(f"  gloss  {row.gloss}" + (f"   answer: {verdict.answer}" if verdict.answer else ""))
    lines.append("  before " + cut_around(verdict.before, *verdict.span))
    lines.append("  after  " + cut_around(verdict.after, *verdict.target))
    lines += [
        f"  note   {n.fragment} → {n.replacement!r} {n.action}/{n.origin}/{n.context}/{n.language}: {n.reason}"
        for n in verdict.notes
    ]
    return "\n".join(lines)


def cut_around(text: str, start: int, end: int) -> str:
    """Return the text around a place on one line, the place between ⟦ and ⟧."""
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    left, right = "…" if low else "", "…" if high < len(text) else ""
    shown = f"{left}{text[low:start]}⟦{text[start:end]}⟧{text[end:high]}{right}"
    return shown.replace("\n", "⏎")
