"""The folder ``.mixnorm``, in which a run keeps what later ones need: the ledger, the settings, a report."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress
from pathlib import Path

from normalizer.batch.atomic import AtomicFile
from normalizer.batch.selection import STATE_FOLDER
from normalizer.batch.walking import STANDARD_INPUT
from normalizer.errors import InputError, UsageError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizer.batch.targets import Target
    from normalizer.batch.walking import Input
    from normalizer.config import NormalizerConfig

LEDGER = "ledger.sqlite3"
CONFIG = "config.toml"
LOCK = "lock"
LARGE = 16_000_000
"""From how many bytes on a single document is worth a state without being asked for one: some seconds of work."""


class Keeping(NamedTuple):
    """What the user wants of the state: ``--state``, ``--no-state``, ``--resume``, ``--retry-failed``."""

    folder: str = ""
    none: bool = False
    resume: bool = False
    retry_failed: bool = False

    @property
    def asked(self) -> bool:
        """Tell whether something is wanted that needs a state."""
        return bool(self.folder) or self.resume or self.retry_failed


def choose_folder(documents: Sequence[Input], targets: Sequence[Target], keeping: Keeping) -> str:
    """Return where the state of a run is kept, empty for none; raise `UsageError` for wishes that do not go together.

    It is kept where there is something to go on with later: for folders, for a single large
    file, and when it is asked for.
    """
    if keeping.none and keeping.asked:
        message = "--no-state keeps nothing that --state, --resume or --retry-failed could use"
        raise UsageError(message)
    if keeping.resume and keeping.retry_failed:
        message = "choose --resume or --retry-failed, not both: --resume takes up what failed too"
        raise UsageError(message)
    if keeping.none or not any(target.clean for target in targets):
        if keeping.asked:
            message = "standard output cannot be taken up again; name what is to be written with -o or --in-place"
            raise UsageError(message)
        return ""
    place = _find_place(documents, targets)
    if keeping.folder:
        return keeping.folder
    wanted = keeping.asked or place.folder or (len(documents) == 1 and _measure(documents[0]) >= LARGE)
    return str(Path(place.path, STATE_FOLDER)) if wanted else ""


class _Place(NamedTuple):
    """The folder that a state would lie in, and whether it holds the documents of a whole folder."""

    path: str
    folder: bool


def _find_place(documents: Sequence[Input], targets: Sequence[Target]) -> _Place:
    if targets[0].root:
        return _Place(targets[0].root, folder=True)
    for document in documents:
        if document.found and document.name:
            return _Place(document.path.removesuffix(document.name) or os.curdir, folder=True)
    return _Place(os.path.dirname(targets[0].clean) or os.curdir, folder=False)  # noqa: PTH120 - its text is wanted


def _measure(document: Input) -> int:
    """Return the size of a document in bytes, 0 for what cannot be known beforehand."""
    try:
        return 0 if document.path == STANDARD_INPUT else Path(document.path).stat().st_size
    except OSError:
        return 0


@contextmanager
def lock_folder(folder: str) -> Iterator[None]:
    """Make the folder of a state and hold it for one run; raise `UsageError` when another run holds it.

    The lock is the system's, so that it ends with the process, however that ends. Raises
    `InputError` when the folder cannot be made.
    """
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        file = Path(folder, LOCK).open("a+b", buffering=0)  # noqa: SIM115 - closed below
    except OSError as error:
        message = f"{folder}: the state of the run cannot be kept here: {error.strerror}"
        raise InputError(message) from error
    with file:
        try:
            # A lock of this kind is not inherited by workers, which may outlive a killed run by a moment.
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().decode("ascii", "replace").strip()
            who = f"another run (process {holder})" if holder else "another run"
            message = f"{who} is at work with {folder}; wait for it, or give this one --state DIR or --no-state"
            raise UsageError(message) from error
        with suppress(OSError):  # on a full disk the number is missing from the message, the lock is not
            file.truncate(0)
            file.write(str(os.getpid()).encode())
        yield


def save_config(folder: str, config: NormalizerConfig, remarks: dict[str, str]) -> None:
    """Write the settings of a run as a file that ``--config`` reads; `remarks` go into comments. Raises `OSError`."""
    file = AtomicFile(str(Path(folder, CONFIG)))
    try:
        file.write(write_config(config, remarks).encode("utf-8", "surrogateescape"))
        file.commit()
    finally:
        file.abandon()


def write_config(config: NormalizerConfig, remarks: dict[str, str]) -> str:
    """Return settings as TOML: all of them, paths absolute.

    >>> from normalizer.config import NormalizerConfig
    >>> print(write_config(NormalizerConfig(unmask=("url",)), {"program": "1.0"}))  # doctest: +ELLIPSIS
    # The settings of the last run, for --config. program: "1.0"
    matrix_language = "auto"
    ...
    unmask = ["url"]
    stream_memory = 0
    <BLANKLINE>
    """
    lexicon = os.path.abspath(config.lexicon) if config.lexicon else ""  # noqa: PTH100 - links stay as they are
    glossary = [os.path.abspath(path) for path in config.glossary]  # noqa: PTH100
    told = "".join(f" {name}: {_write(value)}" for name, value in remarks.items() if value)
    rows = (config._asdict() | {"lexicon": lexicon, "glossary": glossary}).items()
    lines = [
        f"# The settings of the last run, for --config.{told}",
        *(f"{name} = {_write(value)}" for name, value in rows),
    ]
    return "\n".join(lines) + "\n"


def _write(value: object) -> str:
    """Return a value in TOML, which takes JSON's form of strings, numbers and lists of them, but for one character."""
    import json

    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
