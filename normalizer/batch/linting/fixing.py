"""Fixing what the lint tells: as ``run --in-place --notes none`` would, and nothing else.

First all documents are looked at, since what is allowed, known or on unchanged lines is only known
then; those with something to fix are then normalized in place, with every other fragment kept.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

from normalizer.batch.linting.git import call_git
from normalizer.batch.linting.inspection import IN_GIT, Inspection, conclude, inspect, tell_hidden, tell_unused
from normalizer.batch.linting.text import write_line
from normalizer.batch.running import Job, receive
from normalizer.batch.sidecar import SIDECAR_ENDING
from normalizer.batch.targets import Destination, Target, plan_targets
from normalizer.batch.treating import Outcome, Task
from normalizer.batch.walking import STANDARD_INPUT
from normalizer.batch.writing import Circumstances, DocumentWriter
from normalizer.documents.formats import choose_form
from normalizer.errors import UsageError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from normalizer.batch.linting.finding import Finding
    from normalizer.batch.linting.inspection import Lint
    from normalizer.batch.linting.naming import Root
    from normalizer.batch.linting.sieve import Sieve
    from normalizer.batch.reporting import Reporter
    from normalizer.batch.resuming import Written
    from normalizer.batch.running import Request
    from normalizer.batch.walking import Inputs
    from normalizer.documents.document import Source

FOLDER = "mixnorm"
"""The folder for sidecars in the one that git keeps its own things in."""


def fix_documents(request: Request, lint: Lint, inputs: Inputs, sieve: Sieve) -> int:
    """Fix what is told; return 1 when something was fixed, is told and cannot be fixed, or failed, else 0.

    Raises `UsageError` for standard input, and where sidecars should go into a repository and there is none.
    """
    if any(document.path == STANDARD_INPUT for document in inputs.documents):
        message = "standard input cannot be fixed in place"
        raise UsageError(message)
    folder = _find_folder() if lint.sidecars == IN_GIT else ""
    inspection = Inspection(sieve, collect=True)
    reporter = inspect(request, lint, inputs, inspection)
    tell_unused(inspection, lint, inputs, quiet=request.quiet)
    wanted = [number for number, found in inspection.found.items() if any(map(_is_fixable, found))]
    found = [inspection.found[number] for number in wanted]
    chosen = inputs._replace(documents=[inputs.documents[number] for number in wanted])
    targets = plan_targets(chosen.documents, Destination(in_place=True))
    if folder:
        targets = [
            _move_sidecar(target, d.path, folder, sieve.root)
            for target, d in zip(targets, chosen.documents, strict=True)
        ]
    fixed, writers = _fix(request, chosen, targets, found)
    for finding in (f for findings in inspection.found.values() for f in findings):
        # A warning is for a person to settle.
        if finding.number < 0 and not finding.verdict.kind:
            sys.stdout.write(write_line(finding))
    sys.stdout.flush()
    ending = conclude(inspection, inputs, reporter)
    if not request.quiet:
        _summarize([writer for writer in writers if writer.changed], in_git=bool(folder))
        tell_hidden(inspection, lint, ending)
    return 1 if reporter.failed or fixed.failed or ending.told else 0


def _is_fixable(finding: Finding) -> bool:
    return finding.number >= 0 and not finding.verdict.kind


def _find_folder() -> str:
    """Return the folder for sidecars of this repository."""
    return os.fsdecode(call_git("rev-parse", "--git-path", FOLDER)[:-1])


def _move_sidecar(target: Target, path: str, folder: str, root: Root) -> Target:
    """Return a target whose sidecar lies in `folder`, under a number that is free: no earlier way back is lost."""
    name = root.name(path).lstrip("/")
    places = (str(Path(folder, f"{name}.{number}{SIDECAR_ENDING}")) for number in count(1))
    return target._replace(sidecar=next(place for place in places if not os.path.lexists(place)))


def _fix(
    request: Request, inputs: Inputs, targets: Sequence[Target], found: Sequence[list[Finding]]
) -> tuple[Reporter, list[FixWriter]]:
    """Normalize documents in place but for what is not told of them; return how it went, and what wrote them."""
    forms = {document.format: choose_form(document.format, "none") for document in inputs.documents}
    kept = {number: _list_kept(findings) for number, findings in enumerate(found)}
    circumstances = Circumstances(request.program, request.config, forms, in_place=True)
    task = Task(request.config, "records", tuple(forms.items()), kept=kept)
    writers: list[FixWriter] = []

    def begin(number: int) -> FixWriter:
        writer = DocumentWriter(inputs.documents[number], targets[number], circumstances)
        wanted = [finding for finding in found[number] if _is_fixable(finding)]
        writers.append(FixWriter(writer, targets[number].sidecar, wanted))
        return writers[-1]

    return receive(request._replace(quiet=True, report=""), Job(inputs, task), begin), writers


def _list_kept(findings: Iterable[Finding]) -> dict[str, frozenset[int]]:
    """Return for each unit of a document the numbers of its annotations that are not told."""
    kept: dict[str, set[int]] = {}
    for finding in findings:
        if finding.number >= 0 and finding.verdict.kind:
            kept.setdefault(finding.unit, set()).add(finding.number)
    return {unit: frozenset(numbers) for unit, numbers in kept.items()}


class FixWriter:
    """Writes one document, and tells what was fixed once that is in its place."""

    def __init__(self, writer: DocumentWriter, sidecar: str, findings: Sequence[Finding]) -> None:
        """Take what writes the document, where its sidecar goes, and the findings that it fixes."""
        self._writer = writer
        self.sidecar = sidecar
        self.findings = findings
        self.changed = False

    def add(self, source: Source, outcome: Outcome) -> None:
        """Take the clean bytes of a piece."""
        self._writer.add(source, outcome)

    def finish(self) -> Written:
        """Complete the document, but put nothing in its place yet."""
        return self._writer.finish()

    def pass_through(self, reason: str) -> None:
        """Take the document as it is."""
        self._writer.pass_through(reason)

    def close(self) -> None:
        """Put the document in its place, and tell."""
        self._writer.close()
        self.changed = self._writer.changed
        for finding in self.findings:
            done = finding.message.replace(" would be ", " was ", 1)
            sys.stdout.write(write_line(finding._replace(message=done)))

    def abandon(self) -> bool:
        """Take away what has not been put in its place."""
        return self._writer.abandon()


def _summarize(done: Sequence[FixWriter], *, in_git: bool) -> None:
    """Tell how much was fixed, and the way back."""
    if not done:
        sys.stderr.write("mixnorm: nothing was fixed\n")
        return
    back = "mixnorm restore FILE --in-place"
    if in_git:
        first = done[0]
        back = f"mixnorm restore {first.findings[0].path} --in-place --annotations {first.sidecar}"
        back += " (of the first)" if len(done) > 1 else ""
    number = sum(len(writer.findings) for writer in done)
    sys.stderr.write(f"mixnorm: files fixed: {len(done)}; findings in them: {number}; the way back: {back}\n")
