"""The documents that a command is asked to treat: files, what folders hold, standard input."""

from __future__ import annotations

import os
import stat
from collections import Counter
from pathlib import Path

from normalizer.batch.selection import Selection
from normalizer.batch.summary import describe_skipped
from normalizer.documents.formats import FORMATS, find_compression, find_format, is_known
from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STANDARD_INPUT = "-"


class Input(NamedTuple):
    """A document to treat.

    ``path`` is as the user would write it (``-`` is standard input), ``name`` its place under
    an output folder, ``format`` a name of ``formats.FORMATS``, ``found`` whether a folder was
    walked to find it, ``error`` why it cannot be treated, ``compression`` a name of
    ``formats.COMPRESSIONS``, or nothing.
    """

    path: str
    name: str
    format: str = "text"
    found: bool = False
    error: str = ""
    compression: str = ""


class Inputs(NamedTuple):
    """All documents in a fixed order, how many files were left out by reason, and what a person should know."""

    documents: list[Input]
    skipped: Counter[str]
    warnings: list[str]


def find_inputs(
    paths: Iterable[str],
    given_format: str = "",
    avoid: str = "",
    wanted: Selection = Selection(),  # noqa: B008 - it cannot be changed
    *,
    in_place: bool = False,
) -> Inputs:
    """Return the documents that `paths` name.

    In a folder, what `wanted` leaves out, sidecars, what is no file of a known format, and the folder
    `avoid` (where output goes) are not treated. A file that is named twice is treated once; `in_place`
    a link to another input too. A path that leads to nothing, or to what is no file, becomes an input
    with an error. Raises `UsageError` for an unknown format.
    """
    inputs = Inputs([], Counter(), [])
    standard = Input(STANDARD_INPUT, "", find_format("", given_format), compression=find_compression("", given_format))
    documents: list[Input] = []
    for path in paths:
        if path == STANDARD_INPUT:
            documents.append(standard)
        elif Path(path).is_dir():
            documents += _walk(path, given_format, avoid, wanted, inputs)
        else:
            documents.append(_take(path, Path(path).name, given_format))
    inputs.documents.extend(_drop_repeated(documents, inputs.skipped, through_links=in_place))
    return inputs


def _take(path: str, name: str, given_format: str) -> Input:
    """Return a file that was named."""
    fault = _find_fault(path)
    if fault:
        return Input(path, name, error=fault)
    try:
        compression = find_compression(path, given_format)
        return Input(path, name, find_format(path, given_format), compression=compression)
    except InputError as error:
        return Input(path, name, error=str(error))


def _find_fault(path: str) -> str:
    """Return why a path leads to no file that can be read, or nothing."""
    if not os.path.lexists(path):
        return "there is no such file or folder"
    try:
        mode = Path(path).stat().st_mode
    except OSError as error:
        return "this link leads nowhere" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
    # A pipe that has a name waits for somebody who may never come; what a shell or a parent opened has none.
    if stat.S_ISREG(mode) or (stat.S_ISFIFO(mode) and not os.path.lexists(os.path.realpath(path))):
        return ""
    from normalizer.batch.folders import name_kind

    return f"this is no regular file but a {name_kind(mode)}; it is not opened"


def _walk(folder: str, given_format: str, avoid: str, wanted: Selection, inputs: Inputs) -> Iterator[Input]:
    from normalizer.batch.folders import FolderWalk

    # Who says both which files and what they are need not be told that their endings are unknown.
    takes = (lambda _: True) if given_format and wanted.include else is_known
    walk = FolderWalk(folder, wanted, takes, avoid)
    none = True
    for found in walk.list_files():
        none = False
        if found.error:
            yield Input(found.path, "", found=True, error=found.error)
            continue
        compression = find_compression(found.name, given_format)
        yield Input(found.path, found.name, find_format(found.name, given_format), True, "", compression)  # noqa: FBT003
    if none:
        endings = " ".join(ending for row in FORMATS.values() for ending in row.endings)
        told = describe_skipped(walk.skipped) or endings
        yield Input(folder, "", found=True, error=f"the folder holds no file of a known format ({told})")
    inputs.skipped.update(walk.skipped)
    inputs.warnings.extend(walk.warnings)


def _drop_repeated(documents: Iterable[Input], skipped: Counter[str], *, through_links: bool) -> Iterator[Input]:
    """Yield each file once, by whatever path it was reached."""
    seen: set[str] = set()
    folders: dict[str, str] = {}
    for document in documents:
        if document.path != STANDARD_INPUT and not document.error:
            place, name = os.path.split(document.path)
            if place not in folders:
                folders[place] = os.path.realpath(place)
            own = f"{folders[place]}/{name}"
            own = os.path.realpath(own) if through_links and Path(own).is_symlink() else own
            if own in seen:
                skipped["named twice"] += 1
                continue
            seen.add(own)
        yield document
