"""Where the clean documents and their sidecars go, and what must never be written over."""

from __future__ import annotations

import os
from pathlib import Path

from normalizer.batch.sidecar import SIDECAR_ENDING, read_owner
from normalizer.batch.walking import STANDARD_INPUT, Input
from normalizer.errors import InputError, UsageError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Target(NamedTuple):
    """Paths to write; ``clean`` is empty for standard output, ``sidecar`` for none.

    ``root`` is the folder that ``clean`` must stay in, if there is one.
    """

    clean: str = ""
    sidecar: str = ""
    root: str = ""


class Destination(NamedTuple):
    """Where the user wants the output: ``-o``, ``--in-place``, ``--annotations``."""

    output: str = ""
    in_place: bool = False
    annotations: str = ""


def plan_targets(inputs: Sequence[Input], destination: Destination) -> list[Target]:
    """Return the target of each input; raise `UsageError` before anything would be written over by mistake."""
    problem = _find_misuse(inputs, destination)
    if problem:
        raise UsageError(problem)
    folder = _is_folder(inputs, destination.output)
    places = _Places()
    targets = [_plan(document, destination, places, folder=folder) for document in inputs]
    _check_targets(inputs, targets, places, in_place=destination.in_place)
    return targets


class _Places:
    """Where paths lead to, which is asked of the system once for each folder."""

    def __init__(self) -> None:
        self._folders: dict[str, tuple[str, bool]] = {}

    def resolve(self, path: str) -> str:
        """Return the one name of a file that all its names by links and detours lead to."""
        real, exists = self._look_up(path)
        return os.path.realpath(real) if exists and Path(real).is_symlink() else real

    def exists(self, path: str) -> bool:
        """Tell whether there is something at `path`; nothing is asked where its folder is not there."""
        real, exists = self._look_up(path)
        return exists and os.path.lexists(real)

    def _look_up(self, path: str) -> tuple[str, bool]:
        folder, _, name = path.rpartition(os.sep)
        if folder not in self._folders:
            real = os.path.realpath(folder or (os.sep if path.startswith(os.sep) else os.curdir))
            self._folders[folder] = (real.rstrip(os.sep) + os.sep, Path(real).is_dir())
        real, exists = self._folders[folder]
        return real + name, exists


def _find_misuse(inputs: Sequence[Input], destination: Destination) -> str:
    """Return what is wrong with a destination for these inputs, or nothing."""
    standard = sum(document.path == STANDARD_INPUT for document in inputs)
    if destination.in_place and destination.output:
        return "choose -o or --in-place, not both"
    if destination.in_place and standard:
        return "standard input cannot be changed in place"
    if standard > 1:
        return "standard input can be read but once"
    if destination.annotations and len(inputs) > 1:
        return "--annotations names one sidecar, so it takes one input"
    return ""


def _is_folder(inputs: Sequence[Input], output: str) -> bool:
    """Tell whether the output is a folder: it is one, is written as one, or has to hold several files."""
    if not output or output == STANDARD_INPUT:
        return False
    several = len(inputs) > 1 or any(document.found for document in inputs)
    if several and Path(output).exists() and not Path(output).is_dir():
        message = f"{output} is a file, but several documents need a folder"
        raise UsageError(message)
    return several or Path(output).is_dir() or output.endswith(os.sep)


def _plan(document: Input, destination: Destination, places: _Places, *, folder: bool) -> Target:
    if destination.in_place:
        return Target(places.resolve(document.path), destination.annotations or document.path + SIDECAR_ENDING)
    output = "" if destination.output == STANDARD_INPUT else destination.output
    if not output:
        return Target("", destination.annotations)
    if folder and document.path == STANDARD_INPUT:
        message = f"{output} is a folder; name a file for what comes from standard input"
        raise UsageError(message)
    clean = str(Path(output, "x"))[:-1] + document.name if folder else output
    return Target(clean, destination.annotations or clean + SIDECAR_ENDING, output if folder else "")


def _check_targets(inputs: Sequence[Input], targets: Sequence[Target], places: _Places, *, in_place: bool) -> None:
    read: dict[tuple[int, int] | str, str] = {}
    written: set[str] = set()
    for document, target in zip(inputs, targets, strict=True):
        if document.error:
            continue
        for path in filter(None, (target.clean, target.sidecar)):
            place = places.resolve(path)
            if place in written:
                message = f"{path} would be written twice"
                raise UsageError(message)
            written.add(place)
            if places.exists(path) and not (in_place and path == target.clean):
                # Asked only now, for all: where everything is new, no input has to be looked at.
                read = read or {_identify(found.path): found.path for found in inputs if found.path != STANDARD_INPUT}
                _check_existing(path, read)


def _check_existing(path: str, read: Mapping[tuple[int, int] | str, str]) -> None:
    """Raise `UsageError` when what stands at `path` must not be written over: an input, or no file."""
    source = read.get(_identify(path))
    if source:
        message = f"{path} is the input {source}; use --in-place to write over it"
        raise UsageError(message)
    if Path(path).exists() and not Path(path).is_file():
        message = f"{path} is no regular file, so nothing can be put in its place"
        raise UsageError(message)


def _identify(path: str) -> tuple[int, int] | str:
    """Return what is the same for all names of one file: links, hard links, detours."""
    try:
        found = Path(path).stat()
    except OSError:
        return os.path.realpath(path)
    return found.st_dev, found.st_ino


def check_place(document: Input, target: Target) -> None:
    """Raise `InputError` when writing `target` would leave its folder or take another file's sidecar."""
    if target.root:
        root = os.path.realpath(target.root)
        if os.path.commonpath([root, os.path.realpath(Path(target.clean).parent)]) != root:
            message = f"{target.clean} leads out of {target.root} through a link"
            raise InputError(message)
    if target.sidecar and Path(target.sidecar).exists():
        owner = read_owner(target.sidecar)
        name = name_clean(target)
        if owner is None or owner[1] != name or (name == STANDARD_INPUT and owner[0] != document.path):
            whose = f"belongs to {owner[1] if owner[1] != STANDARD_INPUT else owner[0]}" if owner else "is no sidecar"
            message = f"{target.sidecar} {whose} and is not written over"
            raise InputError(message)


def name_clean(target: Target) -> str:
    """Return the name that a sidecar gives its clean document."""
    return Path(target.clean).name or STANDARD_INPUT
