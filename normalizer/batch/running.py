"""The commands over many documents: run, its difference and its plan. One that fails stops no other."""

from __future__ import annotations

import sys
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, Protocol

from normalizer.batch.folders import Selection
from normalizer.batch.pieces import Reading, read_pieces
from normalizer.batch.printing import LinePrinter, PlanPrinter
from normalizer.batch.reporting import Reporter
from normalizer.batch.spooling import Spool
from normalizer.batch.targets import plan_targets
from normalizer.batch.treating import Outcome, Task, treat_piece
from normalizer.batch.walking import Inputs, find_inputs
from normalizer.batch.workers import treat_pieces
from normalizer.batch.writing import Circumstances, DocumentWriter
from normalizer.documents.formats import choose_form
from normalizer.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from normalizer.batch.pieces import Piece
    from normalizer.batch.targets import Destination
    from normalizer.batch.walking import Input
    from normalizer.config import NormalizerConfig
    from normalizer.documents.document import Source


class Request(NamedTuple):
    """What a command over documents is asked: inputs, how to read them, how to work and tell.

    ``format`` and ``notes`` are empty for the usual ones, ``program`` is this program's version,
    ``wanted`` tells which files of a folder are.
    """

    paths: tuple[str, ...]
    config: NormalizerConfig
    format: str = ""
    encoding: str = ""
    field: str = "text"
    notes: str = ""
    jobs: int = 1
    quiet: bool = False
    program: str = ""
    wanted: Selection = Selection()


class Receiver(Protocol):
    """Takes what came of one document, piece by piece.

    Methods raise `OSError` for what the system refuses and `InputError` for what this program refuses.
    """

    changed: bool

    def add(self, source: Source, outcome: Outcome) -> None:
        """Take what came of a piece."""
        ...

    def close(self) -> None:
        """Complete the document."""
        ...

    def abandon(self) -> None:
        """Take away what is not complete; does nothing after `close`."""
        ...


def run_documents(request: Request, destination: Destination) -> int:
    """Write the clean form of every document, and its sidecar; return 1 when one failed, else 0.

    Raises `UsageError` before anything is written.
    """
    inputs = find_inputs(
        request.paths, request.format, destination.output, request.wanted, in_place=destination.in_place
    )
    targets = plan_targets(inputs.documents, destination)
    forms = _choose_forms(inputs.documents, request.notes)
    product = "records" if any(target.sidecar for target in targets) else "clean"
    circumstances = Circumstances(request.program, request.config, in_place=destination.in_place)

    def begin(number: int) -> Receiver:
        document = inputs.documents[number]
        return DocumentWriter(document, targets[number], forms[document.format], circumstances)

    reporter = receive(request, inputs, Task(request.config, product, tuple(forms.items())), begin)
    reporter.summarize("changed")
    return 1 if reporter.failed else 0


def plan_documents(request: Request, destination: Destination) -> int:
    """Print what `run_documents` would write, and write nothing; return 1 when a document failed, else 0."""
    inputs = find_inputs(
        request.paths, request.format, destination.output, request.wanted, in_place=destination.in_place
    )
    targets = plan_targets(inputs.documents, destination)
    task = Task(request.config, "clean", tuple(_choose_forms(inputs.documents, request.notes).items()))
    reporter = receive(request, inputs, task, lambda number: PlanPrinter(inputs.documents[number], targets[number]))
    reporter.summarize("would change")
    return 1 if reporter.failed else 0


def show_changes(request: Request, *, colour: bool) -> int:
    """Print the difference that a run would make, word for word; return 1 when a document failed, else 0."""
    inputs = find_inputs(request.paths, request.format, wanted=request.wanted)
    task = Task(request.config, "difference", colour=colour)
    paths = [document.path for document in inputs.documents]
    reporter = receive(request, inputs, task, lambda n: LinePrinter((f"--- {paths[n]}", f"+++ {paths[n]} (clean)")))
    reporter.summarize("would change")
    return 1 if reporter.failed else 0


def _choose_forms(documents: Sequence[Input], notes: str) -> dict[str, str]:
    return {document.format: choose_form(document.format, notes) for document in documents if not document.error}


def receive(request: Request, inputs: Inputs, task: Task, begin: Callable[[int], Receiver]) -> Reporter:
    """Treat all documents; what comes of each goes to the receiver that `begin` gives for its number."""
    _check_glossary(request.config)
    always = request.notes == "json" and task.product != "findings"
    with (
        Spool() as spool,
        Reporter(len(inputs.documents), inputs.skipped, quiet=request.quiet) as reporter,
    ):
        reporter.warn(inputs.warnings)
        pieces = read_pieces(inputs.documents, Reading(request.encoding, request.field, always, spool))
        steps = treat_pieces(partial(treat_piece, task), pieces, request.jobs)
        for number, group in groupby(steps, key=lambda step: step[0].number):
            _receive_document(inputs.documents[number].path, partial(begin, number), group, reporter)
    sys.stdout.flush()
    return reporter


def _receive_document(
    path: str, begin: Callable[[], Receiver], steps: Iterable[tuple[Piece, Outcome | None]], reporter: Reporter
) -> None:
    receiver: Receiver | None = None
    counts: list[tuple[tuple[str, str], int]] = []
    missed = 0
    try:
        for source, outcome in _pass_sound(steps):
            receiver = receiver or begin()
            receiver.add(source, outcome)
            counts += outcome.counts
            missed += outcome.missed
            reporter.warn(outcome.warnings)
        if receiver:
            receiver.close()
    except BrokenPipeError:
        raise
    except (InputError, OSError) as error:
        reporter.fail(path, _tell_reason(error))
    else:
        reporter.finish(counts, missed, changed=receiver is not None and receiver.changed)
    finally:
        if receiver:
            receiver.abandon()


def _pass_sound(steps: Iterable[tuple[Piece, Outcome | None]]) -> Iterator[tuple[Source, Outcome]]:
    """Yield the pieces with what came of them; raise `InputError` at the first that failed."""
    for piece, outcome in steps:
        error = piece.error or (outcome.error if outcome else "")
        if error:
            raise InputError(error)
        yield piece.source, outcome or Outcome(piece.source.data)


def _tell_reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror} ({error.filename})" if error.filename else error.strerror
    return str(error)


def _check_glossary(config: NormalizerConfig) -> None:
    """Read the glossary once before anything else: a fault in it is not one of the documents."""
    if config.glossary:
        from normalizer.lexicon.glossary import read_glossaries

        read_glossaries(config.glossary)
