"""What a run takes from those before it and leaves to those after it."""

from __future__ import annotations

import os
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from normalizer.batch.atomic import remove_leftovers
from normalizer.batch.marks import NO_MARK, Mark, is_unchanged
from normalizer.batch.state import LEDGER, Keeping, lock_folder, save_config
from normalizer.batch.walking import STANDARD_INPUT
from normalizer.errors import InputError, UsageError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from normalizer.batch.identity import Identity, Treatment
    from normalizer.batch.ledger import Entry, Ledger
    from normalizer.batch.pieces import Piece
    from normalizer.batch.tally import Tally
    from normalizer.batch.targets import Target
    from normalizer.batch.treating import Outcome
    from normalizer.batch.walking import Input


class Written(NamedTuple):
    """What is about to be put in its place for a document: what tells the source and both files from others."""

    source: Mark = NO_MARK
    clean: Mark = NO_MARK
    sidecar: Mark = NO_MARK
    changed: bool = False


class Work(NamedTuple):
    """What is to be done: the numbers of the documents to treat, the entries of those done, how many are left alone."""

    todo: list[int]
    done: list[Entry]
    left: int = 0


class Journal:
    """The memory of a run that keeps none: every document is to be treated, and nothing is written down.

    After `choose` documents are counted as they stand in ``Work.todo``.
    """

    fault = ""
    """Why the memory is not complete."""

    folder = ""
    """Where it is kept, beside the run's report."""

    def choose(self, documents: Sequence[Input], targets: Sequence[Target]) -> Work:  # noqa: ARG002 - others need both
        """Return what of `documents` is to be done; raise `InputError` when what is known of them cannot be read."""
        return Work(list(range(len(documents))), [])

    def recall(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Yield the pieces, with those whose outcome is known already marked as quiet."""
        yield from pieces

    def remember(self, steps: Iterable[tuple[Piece, Outcome | None]]) -> Iterator[tuple[Piece, Outcome | None]]:
        """Yield pieces with their outcomes, the known ones put in."""
        yield from steps

    def record(self, number: int, written: Written, tally: Tally, missed: int, failure: str = "") -> None:
        """Write down what a document will be as soon as its files are in their place."""

    def settle(self, number: int) -> None:
        """Take note that the files of a document are in their place."""

    def fail(self, number: int, reason: str) -> None:
        """Write down that a document failed."""


class LostJournal(Journal):
    """The memory of a run that should have kept one and cannot."""

    def __init__(self, fault: str) -> None:
        """Take the reason."""
        self.fault = fault


class KeptJournal(Journal):
    """The memory of a run that keeps a state."""

    def __init__(self, ledger: Ledger, folder: str, identity: Identity, keeping: Keeping, *, in_place: bool) -> None:
        """Take the open ledger of the state's `folder`."""
        self._ledger = ledger
        self.folder = folder
        self._base = os.path.dirname(os.path.realpath(folder))  # noqa: PTH120 - made of a string, for strings
        self._identity = identity
        self._keeping = keeping
        self._in_place = in_place
        self._documents: list[Input] = []
        self._names: list[str] = []
        self._known: dict[tuple[int, int], Outcome] = {}
        self._divided: set[int] = set()

    @property
    def fault(self) -> str:  # type: ignore[override]
        """Return what the ledger could not take."""
        return f"the ledger is not complete: {self._ledger.fault}" if self._ledger.fault else ""

    def choose(self, documents: Sequence[Input], targets: Sequence[Target]) -> Work:
        """Return what of `documents` is to be done."""
        work = Work([], [])
        left = 0
        divided = self._ledger.list_divided()
        for number, (document, target) in enumerate(zip(documents, targets, strict=True)):
            name = self._name(document, target)
            entry = self._ledger.find(name) if self._keeping.resume or self._keeping.retry_failed else None
            if self._keeping.retry_failed and not (entry and entry.failure):
                # Only what failed is looked at; what is done is believed for the summary.
                work.done.extend([entry] if entry else [])
                left += entry is None
            elif entry and self._keeping.resume and self._is_done(entry, document, target):
                work.done.append(entry)
                if name in divided:
                    self._ledger.drop_pieces(name)
            else:
                work.todo.append(number)
                self._documents.append(document)
                self._names.append(name)
        return work._replace(left=left)

    def _name(self, document: Input, target: Target) -> str:
        """Return the name of a document: where its clean form stands, seen from the state's folder."""
        if document.name or document.path == STANDARD_INPUT:
            return os.path.relpath(os.path.realpath(target.clean), self._base)
        return os.path.realpath(document.path)

    def _is_done(self, entry: Entry, document: Input, target: Target) -> bool:
        """Tell whether treating a document again would give the files that are there."""
        if entry.failure or document.error or entry.run != self._identity.name_run(document.format):
            return False
        if not is_unchanged(target.clean, entry.clean) or not is_unchanged(target.sidecar, entry.sidecar):
            return False
        # In place the source is no more; what stands there was looked at above.
        return self._in_place or (document.path != STANDARD_INPUT and is_unchanged(document.path, entry.source))

    def recall(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Yield the pieces, with those whose outcome is known already marked as quiet."""
        for piece in pieces:
            known = self._find(piece) if self._keeping.resume or self._keeping.retry_failed else None
            if known:
                self._known[piece.number, piece.source.offset] = known
                yield piece._replace(quiet=True)
            else:
                yield piece

    def _find(self, piece: Piece) -> Outcome | None:
        if not _is_part(piece) or piece.quiet or piece.error:
            return None
        from normalizer.batch.outcomes import read_outcome

        try:
            kept = self._ledger.find_piece(self._names[piece.number], self._identity.name_piece(piece))
            return read_outcome(piece.source.data, kept) if kept else None
        except InputError:
            # What cannot be read is treated again.
            return None

    def remember(self, steps: Iterable[tuple[Piece, Outcome | None]]) -> Iterator[tuple[Piece, Outcome | None]]:
        """Yield pieces with their outcomes, the known ones put in; keep the others until their document is complete."""
        for piece, outcome in steps:
            known = self._known.pop((piece.number, piece.source.offset), None)
            if _is_part(piece):
                self._divided.add(piece.number)
            if outcome and _is_part(piece) and _is_worth_keeping(piece, outcome):
                self._keep(piece, outcome)
            yield piece, known or outcome

    def _keep(self, piece: Piece, outcome: Outcome) -> None:
        from normalizer.batch.outcomes import write_outcome

        try:
            key = self._identity.name_piece(piece)
        except InputError:
            return  # the file has gone; whoever writes the document will tell
        self._ledger.keep_piece(self._names[piece.number], key, write_outcome(piece.source.data, outcome))

    def record(self, number: int, written: Written, tally: Tally, missed: int, failure: str = "") -> None:
        """Write down what a document will be as soon as its files are in their place."""
        from normalizer.batch.ledger import Entry

        document = self._documents[number]
        run = self._identity.name_run(document.format)
        counted = tally if tally.fragments or tally.warnings else None
        self._ledger.put(Entry(self._names[number], document.path, failure, run, *written, missed, counted))
        if self._in_place:
            # Once the source is gone, only this tells how much there was in it.
            self._ledger.flush()

    def settle(self, number: int) -> None:
        """Forget the pieces of a document that is complete."""
        if number in self._divided:
            self._ledger.drop_pieces(self._names[number])

    def fail(self, number: int, reason: str) -> None:
        """Write down that a document failed."""
        from normalizer.batch.ledger import Entry

        self._ledger.put(Entry(self._names[number], self._documents[number].path, reason))


def _is_part(piece: Piece) -> bool:
    """Tell whether a piece is one of several of its document."""
    return not piece.last or piece.source.offset > 0


def _is_worth_keeping(piece: Piece, outcome: Outcome) -> bool:
    """Tell whether finding out again would cost more; what went wrong may go right another time."""
    if outcome.error or outcome.faults:
        return False
    return bool(outcome.records or outcome.warnings or outcome.missed) or outcome.data != piece.source.data


@contextmanager
def open_journal(folder: str, treatment: Treatment, keeping: Keeping, *, in_place: bool) -> Iterator[Journal]:
    """Give the memory of a run whose state is in `folder`, none for an empty one, until the context ends.

    Raises `UsageError` when another run holds the folder or nothing is known that could be
    retried, `InputError` when a state that was asked for cannot be kept.
    """
    if not folder:
        yield Journal()
        return
    if keeping.retry_failed and not Path(folder, LEDGER).exists():
        message = f"{folder} holds no ledger of an earlier run, so nothing is known to have failed"
        raise UsageError(message)
    with ExitStack() as stack:
        try:
            journal: Journal = _open(folder, treatment, keeping, stack, in_place=in_place)
        except (InputError, OSError) as error:
            if keeping.asked:
                raise InputError(str(error)) from error
            journal = LostJournal(str(error))
        yield journal


def _open(folder: str, treatment: Treatment, keeping: Keeping, stack: ExitStack, *, in_place: bool) -> Journal:
    from normalizer.batch.identity import Identity
    from normalizer.batch.ledger import Ledger

    stack.enter_context(lock_folder(folder))
    remove_leftovers(folder)
    knowing = keeping.resume or keeping.retry_failed
    ledger = stack.enter_context(closing(Ledger(Path(folder, LEDGER), anew=not knowing)))
    save_config(
        folder,
        treatment.config,
        {"program": treatment.program, **treatment.reading},
    )
    return KeptJournal(ledger, folder, Identity(treatment), keeping, in_place=in_place)
