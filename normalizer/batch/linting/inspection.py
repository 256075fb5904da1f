"""Looking at documents: what is asked of the lint, what it finds, and what it says at the end."""

from __future__ import annotations

import sys
from collections import Counter

from normalizer.batch.linting.output import Ending, Failure
from normalizer.batch.linting.sieve import UNCHANGED, DocumentSieve, Sieve, list_unused
from normalizer.batch.resuming import Written
from normalizer.batch.running import Job, receive
from normalizer.batch.treating import Outcome, Task
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from normalizer.batch.linting.finding import Finding
    from normalizer.batch.linting.output import Output
    from normalizer.batch.reporting import Reporter
    from normalizer.batch.running import Request
    from normalizer.batch.walking import Input, Inputs
    from normalizer.documents.document import Source

BESIDE, IN_GIT = "beside", "git"


class Lint(NamedTuple):
    """What the lint is asked beyond the documents.

    ``notices``: warnings are findings too. ``outputs``: formats, each with the file that it goes
    to (empty: standard output). ``allow``, ``baseline``: paths of files, empty for none;
    ``write``: the baseline is written. ``strict``: entries of the allow-list that match nothing
    are findings. ``diff_base``: a revision, the findings on lines older than which are not told.
    ``message``: the documents are commit messages. ``fix``: what is told is fixed; ``sidecars``
    tells where the sidecars go.
    """

    notices: bool = False
    outputs: tuple[tuple[str, str], ...] = (("text", ""),)
    allow: str = ""
    strict: bool = False
    baseline: str = ""
    write: bool = False
    diff_base: str = ""
    message: bool = False
    fix: bool = False
    sidecars: str = BESIDE


class Inspection:
    """Takes the findings of all documents, and knows which documents are done."""

    def __init__(self, sieve: Sieve, outputs: Iterable[Output] = (), *, collect: bool = False) -> None:
        """Take what findings are held against and where they are written; with `collect` they are kept too."""
        self.sieve = sieve
        self.outputs = list(outputs)
        self.counts: Counter[str] = Counter()
        self.looked: set[str] = set()
        self.found: dict[int, list[Finding]] = {}
        self._collect = collect

    def take(self, number: int, finding: Finding) -> None:
        """Take a finding with its verdict."""
        self.counts[finding.verdict.kind] += 1
        if self._collect:
            self.found.setdefault(number, []).append(finding)
        if finding.verdict.kind != UNCHANGED:
            for output in self.outputs:
                output.add(finding)


class FindingReceiver:
    """Hands the findings of one document on, as they come."""

    def __init__(self, number: int, document: Input, inspection: Inspection) -> None:
        """Take the document and its number."""
        self._number = number
        self._packed = bool(document.compression)
        self._inspection = inspection
        self._sieve = DocumentSieve(document.path, inspection.sieve)
        self.changed = False

    def add(self, source: Source, outcome: Outcome) -> None:
        """Judge and hand on the findings of a piece."""
        for finding in self._sieve.judge(source, outcome) if outcome.findings else ():
            self.changed = self.changed or not finding.verdict.kind
            # In a compressed file no edit can be made.
            self._inspection.take(self._number, finding._replace(fix=None) if self._packed else finding)

    def finish(self) -> Written:
        """Nothing is put in a place."""
        return Written()

    def close(self) -> None:
        """Note that the whole document was looked at."""
        self._inspection.looked.add(self._sieve.name)

    def pass_through(self, reason: str) -> None:
        """Nothing is put out."""

    def abandon(self) -> bool:
        """Nothing can be taken back."""
        return False


def inspect(request: Request, lint: Lint, inputs: Inputs, inspection: Inspection) -> Reporter:
    """Look at all documents; what is found goes to `inspection`."""
    comment = ""
    if lint.message:
        from normalizer.batch.linting.commit_message import read_comment_mark

        comment = read_comment_mark()
    task = Task(request.config, "findings", notices=lint.notices, comment=comment)
    documents = inputs.documents
    return receive(request, Job(inputs, task), lambda number: FindingReceiver(number, documents[number], inspection))


def tell_unused(inspection: Inspection, lint: Lint, inputs: Inputs, *, quiet: bool) -> None:
    """Tell which entries of the allow-list match nothing: as findings if that is strict, else on standard error.

    An entry may be for what was not looked at: so nothing is told when only changed documents were,
    or only documents given by name (unless that is strict).
    """
    allow = inspection.sieve.allow
    whole = lint.strict or any(document.found for document in inputs.documents)
    if not allow or lint.diff_base or not whole:
        return
    for finding in list_unused(allow, inspection.sieve.root, "error" if lint.strict else "warning"):
        if lint.strict:
            inspection.take(-1, finding)
        elif not quiet:
            sys.stderr.write(f"mixnorm: warning: {finding.path}:{finding.region.line}: {finding.message}\n")


def conclude(inspection: Inspection, inputs: Inputs, reporter: Reporter) -> Ending:
    """Return what is known at the end."""
    root, baseline = inspection.sieve.root, inspection.sieve.baseline
    failures = tuple(Failure(path, root.name(path), reason) for path, reason in reporter.account.failures)
    counts = inspection.counts
    gone = tuple(baseline.list_gone(inspection.looked, root)) if baseline else ()
    return Ending(len(inputs.documents), counts[""], counts["allowed"], counts["baselined"], failures, gone)


def tell_hidden(inspection: Inspection, lint: Lint, ending: Ending) -> None:
    """Tell on standard error how many findings were not told and why, and what the baseline need not hold."""
    counts = inspection.counts
    reasons = (
        (ending.allowed, f"allowed by {lint.allow}"),
        (ending.baselined, f"known in {lint.baseline}"),
        (counts[UNCHANGED], f"on lines not changed since {lint.diff_base}"),
    )
    parts = [f"{count} {why}" for count, why in reasons if count]
    if parts:
        sys.stderr.write(f"mixnorm: findings not told: {', '.join(parts)}\n")
    for known in ending.gone:
        sys.stderr.write(f"mixnorm: {lint.baseline}: {known.path}: {known.fragment} ({known.rule}) is gone\n")
    if ending.gone:
        sys.stderr.write("mixnorm: take what is gone out with --write-baseline\n")
