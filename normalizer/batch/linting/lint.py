"""The command ``check``: findings told, held against allow-list, baseline and changed lines, or fixed."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

from normalizer.batch.linting.inspection import Inspection, Lint, conclude, inspect, tell_hidden, tell_unused
from normalizer.batch.linting.naming import Root
from normalizer.batch.linting.output import FileSink, Output, Screen, Stream
from normalizer.batch.linting.sieve import Sieve
from normalizer.batch.linting.text import GithubOutput, TextOutput
from normalizer.batch.running import conclude as conclude_run
from normalizer.batch.walking import find_inputs
from normalizer.errors import UsageError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.batch.running import Request
    from normalizer.batch.walking import Input, Inputs


def check_documents(request: Request, lint: Lint | None = None) -> int:
    """Tell a finding for each fragment that would not be kept; return 1 when one is told or a document failed.

    With ``fix`` the findings are fixed, and 1 is returned when something was. Raises
    `UsageError` before anything is written.
    """
    lint = lint or Lint()
    _check_use(lint)
    request = request._replace(format=request.format or ("text" if lint.message else ""))
    inputs = find_inputs(request.paths, request.format, wanted=request.wanted, in_place=lint.fix)
    sieve = _open_sieve(lint, inputs.documents)
    if sieve.changed is not None:
        changed = sieve.changed
        inputs = inputs._replace(documents=[d for d in inputs.documents if d.error or d.path in changed])
    if lint.fix:
        from normalizer.batch.linting.fixing import fix_documents

        return fix_documents(request, lint, inputs, sieve)
    if lint.write:
        return _write_baseline(request, lint, inputs, sieve)
    return _tell(request, lint, inputs, sieve)


def _check_use(lint: Lint) -> None:
    """Raise `UsageError` for what does not go together."""
    standard = [name for name, path in lint.outputs if not path]
    plain = all(name == "text" and not path for name, path in lint.outputs)
    problems = (
        (len(standard) > 1, f"only one format can go to standard output: {' or '.join(standard)}"),
        (lint.write and not lint.baseline, "--write-baseline needs --baseline FILE"),
        (
            lint.write and bool(lint.diff_base),
            "a baseline holds all findings, so --write-baseline takes no --diff-base",
        ),
        (lint.write and lint.fix, "choose --write-baseline or --fix, not both"),
        (lint.fix and lint.message, "--fix does not change commit messages"),
        ((lint.fix or lint.write) and not plain, "with --fix or --write-baseline there is no --format"),
    )
    for wrong, message in problems:
        if wrong:
            raise UsageError(message)


def _open_sieve(lint: Lint, documents: Sequence[Input]) -> Sieve:
    """Read what findings are held against; raise `UsageError` or `ConfigError` when that cannot be done."""
    allow = baseline = changed = None
    if lint.allow:
        from normalizer.batch.linting.allowing import read_allow_list

        allow = read_allow_list(lint.allow)
    if lint.baseline:
        from normalizer.batch.linting.baseline import Baseline, read_baseline

        fresh = lint.write and not Path(lint.baseline).exists()
        baseline = Baseline(lint.baseline) if fresh else read_baseline(lint.baseline)
    if lint.diff_base:
        from normalizer.batch.linting.changed_lines import find_changed_lines

        changed = find_changed_lines(documents, lint.diff_base)
    return Sieve(Root(), allow, baseline, changed)


def _tell(request: Request, lint: Lint, inputs: Inputs, sieve: Sieve) -> int:
    with ExitStack() as stack:
        sinks = [FileSink(path) for _, path in lint.outputs if path]
        for sink in sinks:
            stack.callback(sink.abandon)
        waiting = iter(sinks)
        outputs = [_open_output(name, next(waiting) if path else None, request) for name, path in lint.outputs]
        inspection = Inspection(sieve, outputs)
        for output in outputs:
            output.begin()
        reporter = inspect(request, lint, inputs, inspection)
        tell_unused(inspection, lint, inputs, quiet=request.quiet)
        ending = conclude(inspection, inputs, reporter)
        for output in outputs:
            output.end(ending)
        for sink in sinks:
            sink.commit()
    sys.stdout.flush()
    code = conclude_run(request, reporter, "check", "with findings")
    if not request.quiet:
        tell_hidden(inspection, lint, ending)
    return 1 if ending.told else code


def _open_output(name: str, file: FileSink | None, request: Request) -> Output:
    if name == "text":
        return TextOutput(file or Screen())
    if name == "github":
        return GithubOutput(file or Screen())
    if name == "json":
        from normalizer.batch.linting.json_report import JsonOutput

        return JsonOutput(file or Stream(), request.program)
    from normalizer.batch.linting.sarif import SarifOutput

    return SarifOutput(file or Stream(), request.program)


def _write_baseline(request: Request, lint: Lint, inputs: Inputs, sieve: Sieve) -> int:
    """Write all findings but the allowed ones as the baseline; what it says of documents not looked at stays."""
    from normalizer.batch.linting.baseline import Baseline, Known, write_baseline

    inspection = Inspection(sieve, collect=True)
    reporter = inspect(request, lint, inputs, inspection)
    found = [
        Known(finding.name, finding.fragment, finding.rule, finding.fingerprint)
        for findings in inspection.found.values()
        for finding in findings
        if finding.verdict.kind != "allowed"
    ]
    old = sieve.baseline or Baseline(lint.baseline)
    write_baseline(lint.baseline, [*found, *old.list_elsewhere(inspection.looked, sieve.root)])
    code = conclude_run(request, reporter, "check", "with findings")
    if not request.quiet:
        sys.stderr.write(f"mixnorm: {lint.baseline}: findings written: {len(found)}\n")
    return code
