r"""Findings as lines for a person, and as commands for the log of a workflow on GitHub.

>>> annotate("error", {"file": "a,b.md", "line": "3"}, "50 % of\nit")
'::error file=a%2Cb.md,line=3::50 %25 of%0Ait'
"""

from __future__ import annotations

from normalizer.batch.linting.rules import RULES
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from normalizer.batch.linting.finding import Finding
    from normalizer.batch.linting.output import Ending, Sink

_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = _DATA | {":": "%3A", ",": "%2C"}
_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


class TextOutput:
    """A line for each finding: ``file:line:column: message``."""

    def __init__(self, sink: Sink) -> None:
        """Take where the lines go."""
        self._sink = sink

    def begin(self) -> None:
        """Nothing stands before the first finding."""

    def add(self, finding: Finding) -> None:
        """Write a finding unless it is allowed or known."""
        if not finding.verdict.kind:
            self._sink.write(write_line(finding))

    def end(self, ending: Ending) -> None:
        """Nothing stands behind the last finding: what failed is told on standard error."""


def write_line(finding: Finding) -> str:
    """Return the line of a finding."""
    return f"{finding.path}:{finding.region.line}:{finding.region.column}: {finding.message}\n"


class GithubOutput:
    """A workflow command for each finding and each failure, of which GitHub makes annotations of the files."""

    def __init__(self, sink: Sink) -> None:
        """Take where the commands go."""
        self._sink = sink

    def begin(self) -> None:
        """Nothing stands before the first finding."""

    def add(self, finding: Finding) -> None:
        """Write a finding unless it is allowed or known."""
        if finding.verdict.kind:
            return
        name = RULES[finding.rule].name if finding.rule in RULES else finding.rule
        message = finding.message
        properties = {"file": finding.name}
        if finding.counted == "line":
            properties |= _place(finding)
        else:
            message = f"{finding.counted} {finding.region.line}: {message}"
        command = annotate(_LEVELS[finding.severity], properties | {"title": f"mixnorm {name}"}, message)
        self._sink.write(command + "\n")

    def end(self, ending: Ending) -> None:
        """Write the documents that failed."""
        for failure in ending.failures:
            self._sink.write(annotate("error", {"file": failure.name, "title": "mixnorm"}, failure.reason) + "\n")


def _place(finding: Finding) -> dict[str, str]:
    """Return where a finding stands; columns are only taken where it stands on one line."""
    line, column, end_line, end_column = map(str, finding.region)
    if line != end_line:
        return {"line": line, "endLine": end_line}
    return {"line": line, "col": column, "endLine": end_line, "endColumn": end_column}


def annotate(level: str, properties: Mapping[str, str], message: str) -> str:
    """Return a workflow command with what has a meaning in it escaped."""
    given = ",".join(f"{key}={_escape(value, _PROPERTY)}" for key, value in properties.items())
    return f"::{level} {given}::{_escape(message, _DATA)}"


def _escape(text: str, escapes: Mapping[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)
