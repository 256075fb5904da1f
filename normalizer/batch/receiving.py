"""What happens to the outcomes of one document: they are taken, written down and told, or it fails."""

from __future__ import annotations

from normalizer.batch.tally import Tally
from normalizer.batch.treating import Outcome
from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from normalizer.batch.pieces import Piece
    from normalizer.batch.reporting import Reporter
    from normalizer.batch.resuming import Journal, Written
    from normalizer.documents.document import Source


class Receiver(Protocol):
    """Takes what came of one document, piece by piece.

    Methods raise `OSError` for what the system refuses and `InputError` for what this program refuses.
    """

    changed: bool

    def add(self, source: Source, outcome: Outcome) -> None:
        """Take what came of a piece."""
        ...

    def finish(self) -> Written:
        """Complete the document, but put nothing in its place yet; return what `close` will put there."""
        ...

    def close(self) -> None:
        """Put everything in its place."""
        ...

    def pass_through(self, reason: str) -> None:
        """Take the document as it is instead of pieces, because of what `reason` tells."""
        ...

    def abandon(self) -> bool:
        """Take away what is not in its place, and return whether nothing was put out; does nothing after `close`."""
        ...


class Reception:
    """Takes documents one after another and tells reporter and journal what became of them."""

    def __init__(
        self,
        paths: Sequence[str],
        begin: Callable[[int], Receiver],
        reporter: Reporter,
        journal: Journal,
        *,
        keep: bool = False,
    ) -> None:
        """Take the paths of the documents, as the user would write them, and what gives the receiver for each.

        With `keep` what fails is passed through as it is.
        """
        self._paths = paths
        self._begin = begin
        self._reporter = reporter
        self._journal = journal
        self._keep = keep
        self.failed: set[int] = set()

    def take(self, number: int, steps: Iterable[tuple[Piece, Outcome | None]]) -> None:
        """Take the pieces of a document with what came of them."""
        receiver: Receiver | None = None
        sum_ = _Sum()
        try:
            for piece, outcome in self._pass_sound(steps):
                receiver = receiver or self._begin(number)
                receiver.add(piece.source, outcome)
                sum_.add(outcome, piece.source.fields)
                self._reporter.advance(piece.size, outcome.tally.fragments if outcome.tally else 0)
                self._reporter.warn(outcome.warnings)
            if receiver:
                self._complete(number, receiver, sum_)
        except BrokenPipeError:
            raise
        except (InputError, OSError) as error:
            nothing_out = receiver is None or receiver.abandon()
            self._fail(number, tell_reason(error), may_pass=nothing_out)
        finally:
            if receiver:
                receiver.abandon()

    def _pass_sound(self, steps: Iterable[tuple[Piece, Outcome | None]]) -> Iterator[tuple[Piece, Outcome]]:
        """Yield the pieces with what came of them; raise `InputError` at the first that failed and is not kept."""
        for piece, outcome in steps:
            error = piece.error or (outcome.error if outcome else "")
            if not error:
                yield piece, outcome or Outcome(piece.source.data)
            elif self._keep and (piece.source.data or piece.source.path):
                alone = piece.last and piece.source.offset == 0
                yield piece, Outcome(piece.source.data, error=error if alone else "", faults=(error,))
            else:
                raise InputError(error)

    def _complete(self, number: int, receiver: Receiver, sum_: _Sum) -> None:
        """Put a document in its place: what the journal says of it comes before, so that no kill comes between."""
        written = receiver.finish()
        self._journal.record(number, written, sum_.tally, sum_.missed, sum_.describe_faults())
        receiver.close()
        self._journal.settle(number)
        self._reporter.warn(sum_.list_elsewhere(self._paths[number]))
        if sum_.faults:
            self.failed.add(number)
            self._reporter.keep(self._paths[number], sum_.faults, sum_.tally, sum_.missed)
        else:
            self._reporter.finish(sum_.tally, sum_.missed, changed=receiver.changed)

    def _fail(self, number: int, reason: str, *, may_pass: bool) -> None:
        if may_pass and self._keep and self._pass_through(number, reason):
            return
        self.failed.add(number)
        self._journal.fail(number, reason)
        self._reporter.fail(self._paths[number], reason)

    def _pass_through(self, number: int, reason: str) -> bool:
        """Put a document in its place as it is; return whether that could be done."""
        receiver: Receiver | None = None
        sum_ = _Sum()
        sum_.faults.append(reason)
        try:
            receiver = self._begin(number)
            receiver.pass_through(reason)
            self._complete(number, receiver, sum_)
        except BrokenPipeError:
            raise
        except (InputError, OSError):
            # Why it failed in the first place is what the reader should know.
            return False
        finally:
            if receiver:
                receiver.abandon()
        return True


class _Sum:
    """What came of the pieces of a document together."""

    def __init__(self) -> None:
        self.tally = Tally()
        self.missed = 0
        self.faults: list[str] = []
        self._fields: Sequence[str] = ()
        self._elsewhere: list[tuple[str, int]] = []

    def add(self, outcome: Outcome, fields: Sequence[str]) -> None:
        self._fields = fields
        self._elsewhere += outcome.elsewhere
        if outcome.tally:
            self.tally.merge(outcome.tally)
        self.missed += outcome.missed
        self.faults += outcome.faults

    def list_elsewhere(self, path: str) -> list[str]:
        """Return what the reader should know of Chinese that no field which was asked for holds."""
        if not self._elsewhere:
            return []
        from normalizer.documents.fields import tell_elsewhere

        return [f"{path}: {tell_elsewhere(self._fields, self._elsewhere)}"]

    def describe_faults(self) -> str:
        more = len(self.faults) - 1
        return "" if not self.faults else self.faults[0] + (f" (and {more:,} more)" if more else "")


def tell_reason(error: Exception) -> str:
    """Return in words why something failed."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror} ({error.filename})" if error.filename else error.strerror
    return str(error)
