"""Which findings are told: not those that are allowed, known, or on lines that have not changed."""

from __future__ import annotations

from normalizer.batch.linting.finding import Finding, Numbering, Region, Verdict
from normalizer.batch.linting.rules import UNUSED
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from normalizer.batch.linting.allowing import AllowList
    from normalizer.batch.linting.baseline import Baseline
    from normalizer.batch.linting.changed_lines import LineCount, Lines
    from normalizer.batch.linting.naming import Root
    from normalizer.batch.treating import Outcome
    from normalizer.documents.document import Source

UNCHANGED = "unchanged"
_OWN_LINES = "jsonl"
"""The format whose lines end as git's do."""


class Sieve(NamedTuple):
    """What findings are held against, as far as it was asked for."""

    root: Root
    allow: AllowList | None = None
    baseline: Baseline | None = None
    changed: Mapping[str, Lines] | None = None


class DocumentSieve:
    """Judges the findings of one document, in order."""

    def __init__(self, path: str, sieve: Sieve) -> None:
        """Take the path of the document."""
        self.name = sieve.root.name(path)
        self._sieve = sieve
        self._numbering = Numbering(self.name)
        self._lines = sieve.changed.get(path) if sieve.changed is not None else None

    def judge(self, source: Source, outcome: Outcome) -> Iterator[Finding]:
        """Yield the findings of a piece with their fingerprints and verdicts."""
        sieve = self._sieve
        count = None
        if self._lines is not None and source.format != _OWN_LINES and b"\r" in source.data:
            from normalizer.batch.linting.changed_lines import LineCount

            count = LineCount(source.data)
        for finding in map(self._numbering.mark, outcome.findings):
            verdict = sieve.allow.judge(finding) if sieve.allow else None
            if not verdict and sieve.baseline:
                verdict = sieve.baseline.judge(finding)
            if not verdict and self._lines is not None and not self._is_changed(finding, count):
                verdict = Verdict(UNCHANGED)
            yield finding._replace(verdict=verdict or Verdict())

    def _is_changed(self, finding: Finding, count: LineCount | None) -> bool:
        """Tell whether a finding stands on lines that have changed; without lines, it stands in a changed document."""
        from normalizer.batch.linting.changed_lines import is_changed

        if self._lines is None or finding.counted != "line":
            return True
        first, last = finding.region.line, finding.region.end_line
        if count:
            first, last = count.to_git(first), count.to_git(last)
        return is_changed(first, last, self._lines)


def list_unused(allow: AllowList, root: Root, severity: str) -> Iterator[Finding]:
    """Yield a finding for each entry of the allow-list that has matched nothing."""
    numbering = Numbering(root.name(allow.path))
    for entry in allow.list_unused():
        message = f"the entry {entry.about} matches nothing ({UNUSED})"
        place = Region(entry.line, 1, entry.line, 1)
        yield numbering.mark(Finding(allow.path, UNUSED, severity, message, place, fragment=entry.about))
