"""The documents that a command is asked to treat: files, what folders hold, standard input."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from normalizer.batch.sidecar import SIDECAR_ENDING
from normalizer.documents.formats import FORMATS, find_ending, find_format, is_known
from normalizer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STANDARD_INPUT = "-"


class Input(NamedTuple):
    """A document to treat.

    ``path`` is as the user would write it (``-`` is standard input), ``name`` its place under
    an output folder, ``format`` a name of ``formats.FORMATS``, ``found`` whether a folder was
    walked to find it, ``error`` why it cannot be treated.
    """

    path: str
    name: str
    format: str = "text"
    found: bool = False
    error: str = ""


class Inputs(NamedTuple):
    """All documents in a fixed order, and how many files of which ending were left out."""

    documents: list[Input]
    skipped: dict[str, int]


def find_inputs(paths: Iterable[str], given_format: str = "", avoid: str = "") -> Inputs:
    """Return the documents that `paths` name.

    In a folder, hidden files and folders, sidecars, files of no known format and the folder
    `avoid` (where output goes) are left out; links to folders are not followed. A path that
    leads to nothing becomes an input with an error. Raises `UsageError` for an unknown format.
    """
    documents: list[Input] = []
    skipped: dict[str, int] = {}
    standard = Input(STANDARD_INPUT, "", find_format("", given_format))
    for path in paths:
        if path == STANDARD_INPUT:
            documents.append(standard)
        elif Path(path).is_dir():
            documents += _walk(path, given_format, avoid, skipped)
        else:
            documents.append(_take(path, Path(path).name, given_format))
    return Inputs(documents, skipped)


def _take(path: str, name: str, given_format: str, *, found: bool = False) -> Input:
    if not os.path.lexists(path):
        return Input(path, name, found=found, error="there is no such file or folder")
    try:
        return Input(path, name, find_format(path, given_format), found)
    except InputError as error:
        return Input(path, name, found=found, error=str(error))


def _walk(folder: str, given_format: str, avoid: str, skipped: dict[str, int]) -> Iterator[Input]:
    barred = os.path.realpath(avoid) if avoid else ""
    unreadable: list[OSError] = []
    some = False
    for place, folders, files in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(f for f in folders if f[0] != "." and os.path.realpath(Path(place, f)) != barred)
        for file in sorted(f for f in files if f[0] != "." and not f.endswith(SIDECAR_ENDING)):
            path = Path(place, file)
            if is_known(file) and path.is_file():
                some = True
                yield _take(str(path), os.path.relpath(path, folder), given_format, found=True)
            else:
                skipped[find_ending(file)] = skipped.get(find_ending(file), 0) + 1
    for error in unreadable:
        yield Input(str(error.filename), "", found=True, error=error.strerror or str(error))
    if not some and not unreadable:
        endings = " ".join(ending for row in FORMATS.values() for ending in row.endings)
        yield Input(folder, "", found=True, error=f"the folder holds no file of a known format ({endings})")
