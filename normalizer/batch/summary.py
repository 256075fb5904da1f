"""What a run comes to: one line for a few documents, a table for many."""

from __future__ import annotations

import sys

from normalizer.batch.quantities import tell_bytes, tell_number, tell_time
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import IO

    from normalizer.batch.account import Account

DONE = {"replace": "replaced", "drop": "dropped", "romanize": "romanized", "keep": "kept"}
"""What was done, in the order in which it is told."""


class Row(NamedTuple):
    """A line of the table; one of a ``level`` above 0 is part of the line before it."""

    label: str
    value: str
    level: int = 0


def write_line(account: Account, changed: str, report: str = "") -> None:
    """Write the summary in one line; `changed` says what the changed documents are."""
    parts = [f"{tell_number(account.total, 'file')}, {account.changed:,} {changed}", _describe_fragments(account)]
    if account.missed:
        parts.append(f"{tell_number(account.missed, 'record')} with Chinese without a text in the field")
    if account.earlier:
        parts.append(f"{account.earlier:,} done before")
    if account.left:
        parts.append(f"{account.left:,} not treated")
    if account.failed:
        kept = f" ({account.kept:,} kept as {'it is' if account.kept == 1 else 'they are'})" if account.kept else ""
        parts.append(f"{account.failed:,} failed{kept}")
    if account.skipped:
        parts.append(f"{sum(account.skipped.values())} skipped: {describe_skipped(account.skipped)}")
    if report:
        parts.append(f"report: {report}")
    sys.stderr.write(f"mixnorm: {'; '.join(parts)}\n")


def describe_skipped(skipped: Mapping[str, int]) -> str:
    """Return in words what was left out for which reason.

    >>> describe_skipped({"unknown format: .pdf": 4, "ignored": 3, "unknown format: .png": 1})
    'ignored 3, unknown format 5 (.pdf 4, .png 1)'
    >>> describe_skipped({"unknown format: .pdf": 4})
    'unknown format (.pdf 4)'
    """
    groups = group_skipped(skipped)
    told = []
    for reason, details in groups.items():
        # Where there is one reason its number has been told.
        number = f" {sum(details.values())}" if len(groups) > 1 else ""
        listed = ", ".join(f"{detail} {n}" for detail, n in details.items() if detail)
        told.append(f"{reason}{number}" + (f" ({listed})" if listed else ""))
    return ", ".join(told)


def group_skipped(skipped: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Return how many files were left out, by reason and then by detail, in order; a reason may have none ("")."""
    groups: dict[str, dict[str, int]] = {}
    rows = [(*label.partition(": ")[::2], count) for label, count in skipped.items()]
    for reason, detail, count in sorted(rows, key=lambda row: (row[0], row[1].startswith("."), row[1])):
        groups.setdefault(reason, {})[detail] = count
    return groups


def _describe_fragments(account: Account) -> str:
    actions = []
    for _, done, origins in _group_actions(account):
        detail = ", ".join(f"{origin} {n}" for origin, n in origins)
        actions.append(f"{sum(n for _, n in origins)} {done} ({detail})")
    return tell_number(account.tally.fragments, "fragment") + (": " + ", ".join(actions) if actions else "")


def _group_actions(account: Account) -> Iterator[tuple[str, str, list[tuple[str, int]]]]:
    """Yield each action that was taken, its name in the summary, and its origins with their counts."""
    for action, done in DONE.items():
        origins = sorted((origin, n) for (found, origin), n in account.tally.actions.items() if found == action)
        if origins:
            yield action, done, origins


def list_rows(account: Account, changed: str) -> list[Row]:
    """Return the lines of the table; what did not happen has none."""
    rows = [Row("files", f"{account.total:,}")]
    states = [(changed, account.changed, 1), ("unchanged", account.unchanged, 1), ("failed", account.failed, 1)]
    states += [("kept as they are", account.kept, 2), ("not treated", account.left, 1)]
    rows += [Row(label, f"{n:,}", level) for label, n, level in states if n]
    if account.earlier:
        rows.append(Row("done before", f"{account.earlier:,}"))
    for reason, details in group_skipped(account.skipped).items():
        rows.append(Row(f"skipped: {reason}", f"{sum(details.values()):,}"))
        rows += [Row(detail, f"{n:,}", 1) for detail, n in details.items() if detail]
    rows.append(Row("fragments", f"{account.tally.fragments:,}"))
    for _, done, origins in _group_actions(account):
        rows.append(Row(done, f"{sum(n for _, n in origins):,}", 1))
        rows += [Row(origin, f"{n:,}", 2) for origin, n in origins]
    if account.missed:
        rows.append(Row("records without text", f"{account.missed:,}"))
    return [*rows, Row("read", tell_bytes(account.bytes_now)), Row("time", _tell_speed(account))]


def _tell_speed(account: Account) -> str:
    files, size = account.speed
    return f"{tell_time(account.seconds)}, {files:,.0f} files/s, {tell_bytes(size)}/s"


def write_table(account: Account, changed: str, report: str = "") -> None:
    """Write the summary as a table, and where the `report` lies."""
    draw_rows(list_rows(account, changed), sys.stderr)
    if report:
        sys.stderr.write(f"mixnorm: report: {report}\n")


def draw_rows(rows: Sequence[Row], stream: IO[str]) -> None:
    """Write the table: with rules and colours on a terminal, in aligned columns elsewhere."""
    if stream.isatty():
        _draw_table(rows, stream)
        return
    counts = [row for row in rows if _is_count(row)]
    width = max(len(row.label) + 2 * row.level for row in rows) + 2
    digits = max(len(row.value) for row in counts)
    stream.write("mixnorm: summary\n")
    for row in rows:
        label = "  " * row.level + row.label
        value = row.value.rjust(digits) if _is_count(row) else row.value
        stream.write(f"  {label:<{width}}{value}\n")


def _is_count(row: Row) -> bool:
    return row.value.replace(",", "").isdigit()


def _draw_table(rows: Sequence[Row], stream: IO[str]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    console = Console(file=stream)
    for row in rows:
        style = "bold red" if row.label == "failed" else "bold" if row.level == 0 else "dim" if row.level > 1 else ""
        table.add_row(Text("  " * row.level + row.label, style=style), Text(row.value, style=style))
    console.print(table)
