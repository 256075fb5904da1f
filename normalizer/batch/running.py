"""The commands over many documents: run, its difference and its plan. One that fails stops no other."""

from __future__ import annotations

import sys
from contextlib import closing
from functools import partial
from itertools import groupby

from normalizer.batch.account import Account
from normalizer.batch.atomic import tend_folders
from normalizer.batch.engines import conclude_engines, count_engines, name_engines, treat_in_threads
from normalizer.batch.identity import Treatment
from normalizer.batch.pieces import Reading, read_pieces
from normalizer.batch.printing import LinePrinter, PlanPrinter
from normalizer.batch.progress import MANY_FILES
from normalizer.batch.receiving import Reception, tell_reason
from normalizer.batch.reporting import Reporter
from normalizer.batch.resuming import Journal, Work, open_journal
from normalizer.batch.selection import Selection
from normalizer.batch.spooling import Spool
from normalizer.batch.state import Keeping, choose_folder
from normalizer.batch.targets import plan_targets
from normalizer.batch.treating import Task, treat_in_turn, treat_piece
from normalizer.batch.walking import Inputs, find_inputs
from normalizer.batch.writing import Circumstances, DocumentWriter
from normalizer.documents.formats import choose_form
from normalizer.errors import UsageError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    from normalizer.batch.pieces import Piece
    from normalizer.batch.receiving import Receiver
    from normalizer.batch.targets import Destination
    from normalizer.batch.treating import Outcome
    from normalizer.batch.walking import Input
    from normalizer.config import NormalizerConfig
    from normalizer.translation.chain import EngineChain


class Request(NamedTuple):
    """What a command over documents is asked: inputs, how to read them, how to work and tell.

    ``format`` and ``notes`` are empty for the usual ones, ``program`` is this program's version,
    ``wanted`` tells which files of a folder are. ``on_error`` says what becomes of a document that
    fails: ``skip``: no output; ``keep``: it is passed through as it is; ``stop``: the run ends.
    ``report`` is the folder for a report, empty for the usual place, ``translator`` what the user's engines are.
    """

    paths: tuple[str, ...]
    config: NormalizerConfig
    format: str = ""
    encoding: str = ""
    fields: tuple[str, ...] = ("text",)
    header: bool = True
    notes_column: str = ""
    notes: str = ""
    jobs: int = 1
    quiet: bool = False
    program: str = ""
    wanted: Selection = Selection()
    on_error: str = "skip"
    report: str = ""
    translator: EngineChain | None = None


class Job(NamedTuple):
    """What is done to which documents; without ``work`` to all of them.

    ``crowded`` tells whether something is written to standard output.
    """

    inputs: Inputs
    task: Task
    journal: Journal = Journal()
    work: Work | None = None
    crowded: bool = True


_NO_STATE = Keeping()


def run_documents(request: Request, destination: Destination, keeping: Keeping = _NO_STATE) -> int:
    """Write the clean form of every document, and its sidecar; return 1 when one failed, else 0.

    With a state (`keeping`) a run that was killed can be taken up again. Raises `UsageError`
    before anything is written.
    """
    inputs = find_inputs(
        request.paths, request.format, destination.output, request.wanted, in_place=destination.in_place
    )
    targets = plan_targets(inputs.documents, destination)
    forms = _choose_forms(inputs.documents, request.notes)
    _check_glossary(request.config)
    folder = choose_folder(inputs.documents, targets, keeping)
    treatment = Treatment(request.program, request.config, _tell_reading(request), forms)
    circumstances = Circumstances(request.program, request.config, forms, in_place=destination.in_place)
    product = "records" if any(target.sidecar for target in targets) else "clean"
    with (
        open_journal(folder, treatment, keeping, in_place=destination.in_place) as journal,
        tend_folders(path for target in targets for path in (target.clean, target.sidecar)),
    ):
        work = journal.choose(inputs.documents, targets)
        pairs = [(inputs.documents[number], targets[number]) for number in work.todo]

        def begin(number: int) -> DocumentWriter:
            return DocumentWriter(*pairs[number], circumstances)

        crowded = any(not target.clean for target in targets)
        job = Job(inputs, Task(request.config, product, tuple(forms.items())), journal, work, crowded)
        return conclude(request, receive(request, job, begin), "run", "changed", journal.folder)


def plan_documents(request: Request, destination: Destination) -> int:
    """Print what `run_documents` would write, and write nothing; return 1 when a document failed, else 0."""
    inputs = find_inputs(
        request.paths, request.format, destination.output, request.wanted, in_place=destination.in_place
    )
    targets = plan_targets(inputs.documents, destination)
    task = Task(request.config, "clean", tuple(_choose_forms(inputs.documents, request.notes).items()))
    job = Job(inputs, task)
    reporter = receive(request, job, lambda number: PlanPrinter(inputs.documents[number], targets[number]))
    return conclude(request, reporter, "plan", "would change")


def show_changes(request: Request, *, colour: bool) -> int:
    """Print the difference that a run would make, word for word; return 1 when a document failed, else 0."""
    inputs = find_inputs(request.paths, request.format, wanted=request.wanted)
    task = Task(request.config, "difference", colour=colour)
    paths = [document.path for document in inputs.documents]
    reporter = receive(
        request, Job(inputs, task), lambda n: LinePrinter((f"--- {paths[n]}", f"+++ {paths[n]} (clean)"))
    )
    return conclude(request, reporter, "difference", "would change")


def conclude(request: Request, reporter: Reporter, command: str, changed: str, state: str = "") -> int:
    """Write the report where it is wanted, or to the folder of the run's `state`, and the summary.

    Return 1 when a document failed or a report that was asked for could not be written, else 0.
    """
    report, problem = "", False
    if request.report or state:
        from normalizer.batch.report.data import Facts, build_report
        from normalizer.batch.report.writing import write_report

        reading = {"format": request.format, **_tell_reading(request), "notes": request.notes}
        reading["on_error"] = request.on_error
        facts = Facts(
            command, request.program, request.config, reading, request.jobs, count_engines(request.translator)
        )
        try:
            report = write_report(request.report or state, build_report(reporter.account, facts))
        except (OSError, UsageError) as error:
            problem = bool(request.report)
            reporter.complain(f"the report could not be written: {tell_reason(error)}")
    # The line of a short run tells of what was asked for alone.
    reporter.summarize(changed, report if request.report or reporter.account.total >= MANY_FILES else "")
    incomplete = conclude_engines(request.translator, quiet=request.quiet)
    return 1 if reporter.failed or problem or incomplete else 0


def _tell_reading(request: Request) -> dict[str, str]:
    """Return the flags that say how documents are read, for the ledger and the person."""
    header = "yes" if request.header else "no"
    fields = " ".join(request.fields)
    return {
        "encoding": request.encoding,
        "field": fields,
        "header": header,
        "notes_column": request.notes_column,
        **name_engines(request.translator),
    }


def _choose_forms(documents: Sequence[Input], notes: str) -> dict[str, str]:
    return {document.format: choose_form(document.format, notes) for document in documents if not document.error}


def receive(request: Request, job: Job, begin: Callable[[int], Receiver]) -> Reporter:
    """Treat documents; what comes of each goes to the receiver that `begin` gives for its number."""
    _check_glossary(request.config)
    if request.report:
        from normalizer.batch.report.writing import check_report_place

        check_report_place(request.report)
    work = job.work or job.journal.choose(job.inputs.documents, ())
    documents = [job.inputs.documents[number] for number in work.todo]
    account = Account(len(job.inputs.documents), job.inputs.skipped)
    account.recount(work.done)
    account.left = work.left
    paths = [document.path for document in documents]
    with (
        Spool() as spool,
        Reporter(account, paths, quiet=request.quiet, crowded=job.crowded) as reporter,
    ):
        reporter.warn(job.inputs.warnings)
        kept = request.on_error == "keep" and job.task.product in ("clean", "records")
        reception = Reception(paths, begin, reporter, job.journal, keep=kept)
        always = request.notes == "json" and job.task.product != "findings"
        how = Reading(request.encoding, request.fields, always, spool, kept, request.header, request.notes_column)
        pieces = read_pieces(documents, how)
        # Of a document that has failed nothing more is wanted.
        wanted = (piece for piece in pieces if piece.number not in reception.failed)
        with closing(_begin(request, job, job.journal.recall(wanted))) as steps:
            for number, group in groupby(job.journal.remember(steps), key=lambda step: step[0].number):
                reception.take(number, group)
                if reception.failed and request.on_error == "stop":
                    account.left += len(documents) - number - 1
                    break
        reporter.warn([job.journal.fault] if job.journal.fault else [])
    sys.stdout.flush()
    return reporter


def _begin(request: Request, job: Job, pieces: Iterable[Piece]) -> Generator[tuple[Piece, Outcome | None], None, None]:
    """Return the pieces with what comes of them, in processes, or in threads that wait for engines."""
    chain = request.translator
    if not chain and request.jobs <= 1:
        return treat_in_turn(partial(treat_piece, job.task), pieces)
    if not chain:
        from normalizer.batch.workers import treat_pieces

        return treat_pieces(partial(treat_piece, job.task), pieces, request.jobs)
    # Under a bound it is the order of the documents that decides what is still sent.
    threads = 1 if chain.bounded else max(request.jobs, chain.threads)
    return treat_in_threads(partial(treat_piece, job.task._replace(translator=chain)), pieces, threads)


def _check_glossary(config: NormalizerConfig) -> None:
    """Read the glossary once before anything else: a fault in it is not one of the documents."""
    if config.glossary:
        from normalizer.lexicon.glossary import read_glossaries

        read_glossaries(config.glossary)
