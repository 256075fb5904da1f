"""What is done to one piece of a document; this runs in the workers."""

from __future__ import annotations

from normalizer.documents import open_document
from normalizer.errors import InputError
from normalizer.pipeline import Normalizer, normalize
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence

    from normalizer.batch.linting.finding import Finding
    from normalizer.batch.pieces import Piece
    from normalizer.batch.tally import Tally
    from normalizer.config import NormalizerConfig
    from normalizer.documents.document import Document, Unit
    from normalizer.translation.chain import EngineChain
    from normalizer.types import NormalizedText


class Task(NamedTuple):
    """What is asked for.

    ``forms`` are pairs of a format and the form in which its clean documents are rendered;
    ``product`` is ``clean`` (bytes), ``records`` (bytes and sidecar), ``findings`` or ``difference``
    (with colours for a terminal or without). With ``notices`` the findings hold the warnings too.
    ``kept`` are the fragments that stay as they are: for the number of a document and the name of
    a unit the numbers of the annotations. ``comment`` begins the lines of a commit message that git
    leaves out; it is empty for documents of any other kind. A ``translator`` is asked for what else the lexicon says.
    """

    config: NormalizerConfig
    product: str
    forms: tuple[tuple[str, str], ...] = ()
    colour: bool = False
    notices: bool = False
    kept: Mapping[int, Mapping[str, frozenset[int]]] | None = None
    comment: str = ""
    translator: EngineChain | None = None


class Outcome(NamedTuple):
    """What came of a piece.

    ``data`` are its clean bytes, ``records`` the lines of its units in the sidecar, ``lines``
    the difference, ``findings`` those of the lint, ``warnings`` what the reader should know, ``tally`` what was
    counted of its fragments and warnings (None: there were none), ``missed`` how many records had
    no text in their field, ``elsewhere`` in which fields these hold Chinese, ``faults`` which parts stay as
    they are and why, ``error`` why it failed; with ``data`` too, these are the bytes of the whole document as
    they were.
    """

    data: bytes = b""
    records: tuple[bytes, ...] = ()
    lines: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    tally: Tally | None = None
    missed: int = 0
    elsewhere: tuple[tuple[str, int], ...] = ()
    error: str = ""
    findings: tuple[Finding, ...] = ()
    faults: tuple[str, ...] = ()


def is_settled(piece: Piece) -> bool:
    """Tell whether a piece needs no treatment."""
    return piece.quiet or bool(piece.error)


def treat_in_turn(
    treat: Callable[[Piece], Outcome], pieces: Iterable[Piece]
) -> Generator[tuple[Piece, Outcome | None], None, None]:
    """Yield each piece with its outcome, None for a piece that needs no treatment."""
    for piece in pieces:
        yield piece, (None if is_settled(piece) else treat(piece))


def treat_piece(task: Task, piece: Piece) -> Outcome:
    """Return what came of `piece`; a document that cannot be treated gives an outcome with its error.

    Raises `LexiconError` and `UsageError`, which concern every document.
    """
    try:
        return _treat(task, piece)
    except InputError as error:
        return Outcome(error=str(error))
    except RecursionError as error:
        return Outcome(error=f"nested too deeply ({error})")


def _treat(task: Task, piece: Piece) -> Outcome:
    source = piece.source
    if task.comment:
        from normalizer.batch.linting.commit_message import take_message

        source = take_message(source, task.comment)
    document = open_document(source)
    found = _normalize(task, document.units)
    if task.kept:
        from normalizer.batch.linting.keeping import keep_in_units

        found = keep_in_units(document.units, found, task.kept.get(piece.number, {}))
    results = document.accept(found)
    outcome = Outcome(
        warnings=_list_warnings(piece, document, results),
        tally=_count(piece, document, results),
        missed=document.missed,
        elsewhere=tuple(document.elsewhere),
    )
    if task.product == "findings":
        from normalizer.batch.checking import list_findings

        findings = tuple(list_findings(piece.path, document, results, notices=task.notices))
        return outcome._replace(findings=findings, warnings=() if task.notices else outcome.warnings)
    if task.product == "difference":
        from normalizer.batch.difference import COLOURED, PLAIN, list_changes

        signs = COLOURED if task.colour else PLAIN
        return outcome._replace(lines=tuple(list_changes(document, results, signs)))
    data, records = document.assemble(results, dict(task.forms)[piece.source.format])
    outcome = outcome._replace(faults=tuple(document.faults))
    if task.product == "records":
        from normalizer.batch.sidecar import write_records

        return outcome._replace(data=data, records=tuple(write_records(records)))
    return outcome._replace(data=data)


def _normalize(task: Task, units: Sequence[Unit]) -> list[NormalizedText]:
    if not task.translator:
        return [normalize(unit.text, task.config, unit.format, unit.hints) for unit in units]
    normalizer = Normalizer(task.config, task.translator)

    def treat(unit: Unit) -> NormalizedText:
        return normalizer.normalize(unit.text, unit.format, unit.hints)

    if len(units) == 1 or task.translator.bounded:
        return list(map(treat, units))
    from concurrent.futures import ThreadPoolExecutor

    # While one record waits for its answers others can ask.
    with ThreadPoolExecutor(task.translator.threads) as pool:
        return list(pool.map(treat, units))


def _list_warnings(piece: Piece, document: Document, results: Sequence[NormalizedText]) -> tuple[str, ...]:
    told = [f"{piece.path}: {warning}" for warning in document.warnings]
    told += [
        "{}:{}:{}: {}".format(piece.path, *document.locate(index, notice.start), notice.text)
        for index, result in enumerate(results)
        for notice in result.warnings
    ]
    return tuple(told)


def _count(piece: Piece, document: Document, results: Sequence[NormalizedText]) -> Tally | None:
    if not any(result.annotations or result.warnings for result in results):
        return None
    from normalizer.batch.tally import Tally

    tally = Tally()
    tally.add(piece.path, document, results)
    return tally
