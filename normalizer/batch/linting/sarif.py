"""Findings in SARIF 2.1.0, the format in which linters hand their results to other programs (OASIS).

Paths are relative to the root of the project, which the log calls ``SRCROOT`` and leaves to its
reader, so that the log is the same on every machine.
"""

from __future__ import annotations

import os
from urllib.parse import quote

from normalizer.batch.linting.json_report import write_json
from normalizer.batch.linting.rules import RULES, Rule
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from normalizer.batch.linting.finding import Finding, Region
    from normalizer.batch.linting.output import Ending, Failure, Sink

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "mixnormFinding/v1"
ROOT = "SRCROOT"
_INDEX = {name: index for index, name in enumerate(RULES)}
_NOTIFICATION = "unreadable-document"
_ABOUT = "Finds Chinese embedded in English text, and what it should become."
_UNREADABLE = "A document could not be looked at."
_WHY = "The message says why: it is not there, not in its encoding, or not in its format."
_ROOT_IS = "The folder that holds the repository; outside one, the working directory."


class SarifOutput:
    """Writes the log as the findings come, a result a line."""

    def __init__(self, sink: Sink, program: str) -> None:
        """Take where the log goes and this program's version."""
        self._sink = sink
        self._program = program
        self._some = False

    def begin(self) -> None:
        """Write the head: the tool and its rules."""
        run = {
            "tool": {"driver": _describe_driver(self._program)},
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "originalUriBaseIds": {ROOT: {"description": {"text": _ROOT_IS}}},
        }
        head = f'{{"$schema": {write_json(SCHEMA)}, "version": "2.1.0", "runs": [\n'
        self._sink.write(head + write_json(run)[:-1] + ',\n"results": [')

    def add(self, finding: Finding) -> None:
        """Write a finding; one that is allowed or known with its suppression."""
        self._sink.write(("," if self._some else "") + "\n" + write_json(_describe(finding)))
        self._some = True

    def end(self, ending: Ending) -> None:
        """Write how the run went: which documents failed."""
        invocation = {
            "executionSuccessful": not ending.failures,
            "toolExecutionNotifications": [_notify(failure) for failure in ending.failures],
        }
        self._sink.write('\n],\n"invocations": [' + write_json(invocation) + "]}\n]}\n")


def _describe_driver(program: str) -> dict[str, Any]:
    return {
        "name": "mixnorm",
        "fullName": f"mixed-language-normalizer {program}",
        "version": program,
        "semanticVersion": _complete(program),
        "shortDescription": {"text": _ABOUT},
        "rules": [_describe_rule(rule) for rule in RULES.values()],
        "notifications": [
            {
                "id": _NOTIFICATION,
                "name": "UnreadableDocument",
                "shortDescription": {"text": _UNREADABLE},
                "fullDescription": {"text": f"{_UNREADABLE} {_WHY}"},
                "help": {"text": _WHY},
                "defaultConfiguration": {"level": "error"},
            }
        ],
    }


def _complete(version: str) -> str:
    """Return a version of three numbers, as semantic versions have.

    >>> _complete("0.4"), _complete("1.2.3")
    ('0.4.0', '1.2.3')
    """
    return version + ".0" * (2 - version.count("."))


def _describe_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.about},
        "fullDescription": {"text": f"{rule.about} {_make_plain(rule.help)}"},
        "help": {"text": _make_plain(rule.help), "markdown": rule.help},
        "defaultConfiguration": {"level": rule.severity},
    }


def _make_plain(help_text: str) -> str:
    return help_text.replace("`", "")


def _describe(finding: Finding) -> dict[str, Any]:
    index = _INDEX.get(finding.rule)
    kind, reason = finding.verdict
    suppression = {"kind": "external", "status": "accepted", "justification": f"{kind}: {reason}"}
    return {
        "ruleId": finding.rule,
        **({} if index is None else {"ruleIndex": index}),
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [_locate(finding)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        **({"fixes": [_describe_fix(finding)]} if finding.fix else {}),
        # The standard wants suppressions with all results or with none.
        "suppressions": [suppression] if kind else [],
        "properties": _list_properties(finding),
    }


def _list_properties(finding: Finding) -> dict[str, Any]:
    if finding.number < 0:
        return {"fragment": finding.fragment}
    names = ("fragment", "gloss", "replacement", "action", "origin", "confidence")
    return {name: getattr(finding, name) for name in names}


def _locate(finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _name(finding.name)}
    logical = {"fullyQualifiedName": finding.unit or finding.name, "kind": "element"}
    if finding.counted == "line":
        place["region"] = _write_region(finding.region)
        line, column, end_line, end_column = finding.region
        if line == end_line and end_column - column == len(finding.fragment):
            place["region"]["snippet"] = {"text": finding.fragment}
    else:
        logical["fullyQualifiedName"] = f"{finding.counted} {finding.region.line}, column {finding.region.column}"
    return {"physicalLocation": place, "logicalLocations": [logical]}


def _write_region(region: Region) -> dict[str, Any]:
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _describe_fix(finding: Finding) -> dict[str, Any]:
    fix = finding.fix
    replacement = {"deletedRegion": _write_region(fix.region), "insertedContent": {"text": fix.text}} if fix else {}
    return {
        "description": {"text": f"Write what mixnorm run would: {finding.message}"},
        "artifactChanges": [{"artifactLocation": _name(finding.name), "replacements": [replacement]}],
    }


def _name(name: str) -> dict[str, Any]:
    r"""Return where a document lies: its name in percent-encoded bytes, whatever they are.

    >>> _name("docs/文 1.md")["uri"], _name("/else/b\udcff.md")["uri"]
    ('docs/%E6%96%87%201.md', 'file:///else/b%FF.md')
    """
    uri = quote(os.fsencode(name))
    # A colon in the first part of a relative reference would make a scheme of it.
    return {"uri": f"file://{uri}"} if name.startswith("/") else {"uri": uri, "uriBaseId": ROOT}


def _notify(failure: Failure) -> dict[str, Any]:
    return {
        "descriptor": {"id": _NOTIFICATION, "index": 0},
        "level": "error",
        "message": {"text": failure.reason},
        "locations": [{"physicalLocation": {"artifactLocation": _name(failure.name)}}],
    }
