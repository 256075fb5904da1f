"""What a person sees of a run: progress, problems, a summary; the exit code."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normalizer.batch.checking import check_article
from normalizer.batch.difference import colour
from normalizer.batch.running import Outcome, plan_run, run_jobs, run_standard_input
from normalizer.batch.walking import STANDARD_INPUT, walk
from normalizer.documents.formats import find_format
from normalizer.errors import MixnormError, UsageError
from normalizer.pipeline import Normalizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from normalizer.batch.treating import Options
    from normalizer.config import NormalizerConfig

_SHOWN_PROBLEMS = 20


def run_and_report(options: Any, config: NormalizerConfig, reading: Options) -> int:
    """Run the jobs that a command line asks for; return 1 when some input failed, else 0."""
    annotations = Path(options.annotations) if options.annotations else None
    if STANDARD_INPUT in options.inputs:
        if options.inputs != [STANDARD_INPUT] or options.output or options.in_place or options.diff or options.dry_run:
            message = "- stands alone and goes to standard output"
            raise UsageError(message)
        form = find_format(options.format or "text")
        return _report([run_standard_input(form, config, reading, annotations)], 0, [], quiet=True)
    where = {
        "output": Path(options.output) if options.output else None,
        "in_place": options.in_place,
        "annotations": annotations,
        "show": "diff" if options.diff else "count" if options.dry_run else "",
    }
    plan = plan_run(options.inputs, config, reading, where, options.format)
    outcomes = []
    with _show_progress(len(plan.jobs), quiet=options.quiet) as advance:
        for outcome in run_jobs(plan.jobs, options.jobs):
            _write_output(outcome, shown=where["show"])
            outcomes.append(outcome._replace(output=b""))
            advance()
    written = bool(options.output or options.in_place or options.dry_run)
    return _report(outcomes, plan.left_out, plan.failed, quiet=options.quiet or not written)


def _write_output(outcome: Outcome, *, shown: str) -> None:
    if not outcome.output:
        return
    if shown == "diff" and sys.stdout.isatty():
        print(colour(outcome.output.decode()), end="")
    else:
        sys.stdout.buffer.write(outcome.output)
        sys.stdout.buffer.flush()


def _report(outcomes: list[Outcome], left_out: int, failed: list[tuple[str, str]], *, quiet: bool) -> int:
    """Write problems and the summary to standard error; return the exit code."""
    for outcome in outcomes:
        _write_output(outcome, shown="")
    counts: Counter[str] = Counter()
    problems = [f"{name}: {reason}" for name, reason in failed]
    records = 0
    for outcome in outcomes:
        counts += outcome.counts
        problems += [f"{outcome.name}: {outcome.failure}"] if outcome.failure else []
        problems += [f"{outcome.name}: {problem}; passed through" for problem in outcome.problems]
        records += len(outcome.problems)
    for problem in problems[:_SHOWN_PROBLEMS]:
        print(f"mixnorm: {problem}", file=sys.stderr)
    if len(problems) > _SHOWN_PROBLEMS:
        print(f"mixnorm: and {len(problems) - _SHOWN_PROBLEMS} more problems", file=sys.stderr)
    if not quiet:
        failures = len(problems) - records
        print(_summarise(len(outcomes), counts, failures, left_out), file=sys.stderr)
    return 1 if problems else 0


def _summarise(articles: int, counts: Counter[str], failures: int, left_out: int) -> str:
    kept = counts.pop("kept", 0)
    origins = ", ".join(f"{origin} {count}" for origin, count in counts.most_common())
    parts = [
        f"{articles} {'article' if articles == 1 else 'articles'}",
        f"{sum(counts.values())} fragments changed" + (f" ({origins})" if origins else ""),
        f"{kept} kept",
    ]
    parts += [f"{failures} failed"] if failures else []
    parts += [f"{left_out} files of unknown format left out"] if left_out else []
    return "mixnorm: " + "; ".join(parts)


@contextmanager
def _show_progress(total: int, *, quiet: bool) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal when there is something to wait for."""
    if quiet or total < 2 or not sys.stderr.isatty():  # noqa: PLR2004 - one article is done at once
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("articles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("articles", total=total)
        yield lambda: progress.advance(task)


def check_and_report(options: Any, config: NormalizerConfig, reading: Options) -> int:
    """Print the findings of a check; return 1 when there are any or some input failed, else 0."""
    found = walk(options.inputs, options.format)
    normalizer = Normalizer(config)
    problems = list(found.failed)
    findings = 0
    for article in found.articles:
        try:
            found_here = list(check_article(article, normalizer, reading))
        except (MixnormError, OSError) as error:
            problems.append((str(article.path), str(error)))
            continue
        for finding in found_here:
            print(finding)
        findings += len(found_here)
    for name, reason in problems:
        print(f"mixnorm: {name}: {reason}", file=sys.stderr)
    return 1 if findings or problems else 0
