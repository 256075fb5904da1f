"""Writing a report: its data and its page, in a folder of the user's."""

from __future__ import annotations

import json
from pathlib import Path

from normalizer.batch.atomic import AtomicFile
from normalizer.batch.report.data import KIND
from normalizer.batch.report.page import GENERATOR, render_page
from normalizer.documents.json_members import write_literal
from normalizer.errors import UsageError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

DATA_NAME, PAGE_NAME = "report.json", "report.html"
_SNIFFED = 1_000


def check_report_place(folder: str) -> None:
    """Raise `UsageError` when a report in `folder` would be written over a file that is none."""
    for name, sign in ((DATA_NAME, f'"kind": "{KIND}"'), (PAGE_NAME, GENERATOR)):
        path = Path(folder, name)
        if not path.exists():
            continue
        if not path.is_file() or sign.encode() not in _read_beginning(path):
            message = f"{path} is no report of this program and is not written over; name another folder with --report"
            raise UsageError(message)


def _read_beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_SNIFFED)


def write_report(folder: str, report: dict[str, Any]) -> str:
    """Write ``report.json`` and ``report.html`` into `folder`, which is made; return the path of the page.

    Each appears whole or not at all. Raises `OSError`, and `UsageError` where other files stand.
    """
    check_report_place(folder)
    # Member by member on a line of its own: it is read by people too, and compared.
    members = (f"{json.dumps(key)}: {write_literal(value, ascii_only=False)}" for key, value in report.items())
    data = "{\n" + ",\n".join(members) + "\n}\n"
    page = Path(folder, PAGE_NAME)
    for path, content in ((Path(folder, DATA_NAME), data), (page, render_page(report))):
        file = AtomicFile(str(path))
        try:
            file.write(content.encode())
            file.commit()
        finally:
            file.abandon()
    return str(page)
