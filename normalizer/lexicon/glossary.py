"""A user's glossary: Chinese and English, one pair a line, which beats every dictionary."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from normalizer.detection.codepoints import has_cjk
from normalizer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable


def read_glossary(path: str, fold: Callable[[str], str] | None = None) -> dict[str, str]:
    """Read a glossary of tab-separated (or, named ``.csv``, comma-separated) lines: Chinese, English, more.

    Blank lines and lines that begin with ``#`` are passed over; later lines beat earlier
    ones. With `fold`, which turns characters into simplified ones, each word is also there
    in simplified characters, unless a line of its own says otherwise.
    Raises `InputError` naming the line that has no Chinese or no English.
    """
    delimiter = "," if path.lower().endswith(".csv") else "\t"
    glossary = {}
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123 - no need of pathlib here
            for number, row in enumerate(csv.reader(file, delimiter=delimiter), 1):
                if not row or not any(cell.strip() for cell in row) or row[0].startswith("#"):
                    continue
                if len(row) < 2 or not has_cjk(row[0]) or not row[1].strip():  # noqa: PLR2004 - Chinese and English
                    message = f"{path}: line {number}: expected Chinese and English, separated by {delimiter!r}"
                    raise InputError(message)
                glossary[row[0].strip()] = row[1].strip()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"{path}: {error}"
        raise InputError(message) from error
    return {**{fold(word): english for word, english in glossary.items()}, **glossary} if fold else glossary
