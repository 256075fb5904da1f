"""Findings as one JSON document, a finding a line; its schema is ``normalizer/rendering/findings.schema.json``."""

from __future__ import annotations

import json

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from normalizer.batch.linting.finding import Finding
    from normalizer.batch.linting.output import Ending, Sink

FINDINGS_VERSION = 1
"""Version of the form; raised only when an old reader would be wrong."""


class JsonOutput:
    """Writes the document as the findings come."""

    def __init__(self, sink: Sink, program: str) -> None:
        """Take where the document goes and this program's version."""
        self._sink = sink
        self._program = program
        self._some = False

    def begin(self) -> None:
        """Write the head."""
        self._sink.write(f'{{"version": {FINDINGS_VERSION}, "program": {write_json(self._program)},\n"findings": [')

    def add(self, finding: Finding) -> None:
        """Write a finding; one that is allowed or known says so."""
        self._sink.write(("," if self._some else "") + "\n" + write_json(describe(finding)))
        self._some = True

    def end(self, ending: Ending) -> None:
        """Write what failed, what is gone from the baseline, and the counts."""
        failures = [{"path": failure.name, "reason": failure.reason} for failure in ending.failures]
        counts = {key: getattr(ending, key) for key in ("documents", "told", "allowed", "baselined")}
        tail = {"failures": failures, "gone": [known._asdict() for known in ending.gone], "counts": counts}
        self._sink.write("\n],\n" + write_json(tail)[1:] + "\n")


def describe(finding: Finding) -> dict[str, Any]:
    """Return the plain data of a finding."""
    return {
        "path": finding.name,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        **finding.region._asdict(),
        "counted": finding.counted,
        "unit": finding.unit,
        "fragment": finding.fragment,
        **(_describe_note(finding) if finding.number >= 0 else {}),
        "fix": {**finding.fix.region._asdict(), "text": finding.fix.text} if finding.fix else None,
        "fingerprint": finding.fingerprint,
        "suppressed": finding.verdict._asdict() if finding.verdict.kind else None,
    }


def _describe_note(finding: Finding) -> dict[str, Any]:
    """Return what only a fragment has, not a warning; its context is its rule."""
    names = ("gloss", "replacement", "action", "origin", "confidence")
    return {"context": finding.rule, **{name: getattr(finding, name) for name in names}}


def write_json(data: Any) -> str:
    """Return JSON on one line."""
    return json.dumps(data, ensure_ascii=False)
