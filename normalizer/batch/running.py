"""The run: every article treated, written whole, counted; one that fails stops no other."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from normalizer.batch.atomic import write_atomically
from normalizer.batch.sidecar import find_sidecar, write_sidecar
from normalizer.batch.treating import Options, count_fragments, hash_both, treat
from normalizer.batch.walking import choose_output, refuse_clashes, refuse_overwriting, walk
from normalizer.errors import InputError, MixnormError, UsageError
from normalizer.pipeline import Normalizer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizer.batch.walking import Article
    from normalizer.config import NormalizerConfig


class Job(NamedTuple):
    """One article to do, with all that a worker needs; picklable."""

    article: Article
    target: Path | None
    annotations: Path | None
    options: Options
    config: NormalizerConfig
    show: str = ""


class Outcome(NamedTuple):
    """What became of one article: its counts, or why it failed; what is to be shown of it."""

    name: str
    counts: Counter[str]
    failure: str = ""
    output: bytes = b""
    problems: tuple[str, ...] = ()


class Plan(NamedTuple):
    """A run: its jobs, files of unknown format, inputs that failed before it began."""

    jobs: list[Job]
    left_out: int
    failed: list[tuple[str, str]]


def plan_run(
    inputs: list[str], config: NormalizerConfig, options: Options, where: dict[str, Any], format_name: str
) -> Plan:
    """Return the jobs of a run; `where` holds ``output``, ``in_place``, ``annotations`` and ``show``.

    Raises `UsageError` when the outputs are not told apart.
    """
    found = walk(inputs, format_name)
    output, in_place, annotations, show = (where[k] for k in ("output", "in_place", "annotations", "show"))
    single = len(inputs) == 1 and found.articles[:1] != [] and found.articles[0].path == Path(inputs[0])
    if not single and not (output or in_place or show) and found.articles:
        message = "several articles need -o OUT or --in-place"
        raise UsageError(message)
    if annotations and not single:
        message = "--annotations names one file: it goes with one article"
        raise UsageError(message)
    if output and not single:
        refuse_clashes(found.articles, output)
    jobs = []
    for article in found.articles:
        target = article.path if in_place else choose_output(article, output, single=single) if output else None
        jobs.append(Job(article, None if show else target, annotations, options, config, show))
    return Plan(jobs, len(found.left_out), found.failed)


_normalizers: dict[NormalizerConfig, Normalizer] = {}


def do_job(job: Job) -> Outcome:
    """Treat one article and write it; every failure becomes an outcome with its reason."""
    name = str(job.article.path)
    try:
        return _do(job, name)
    except (MixnormError, OSError) as error:
        reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        return Outcome(name, Counter(), failure=reason)


def _do(job: Job, name: str) -> Outcome:
    normalizer = _normalizers.setdefault(job.config, Normalizer(job.config))
    source = job.article.path.read_bytes()
    treated = treat(source, job.article.format, normalizer, job.options)
    counts = count_fragments(treated.results)
    problems = tuple(treated.problems)
    if job.show == "diff":
        from normalizer.batch.difference import show_difference

        return Outcome(name, counts, output=show_difference(name, treated.results).encode(), problems=problems)
    if job.show:
        return Outcome(name, counts, problems=problems)
    if job.target is not None and job.target != job.article.path:
        refuse_overwriting(job.article, job.target)
    if job.target is not None:
        with write_atomically(job.target, like=job.article.path) as file:
            file.write(treated.data)
    if job.target is not None or job.annotations is not None:
        sidecar = job.annotations or find_sidecar(job.target)  # type: ignore[arg-type]
        head = {"program": "mixnorm", "source": job.article.path.name, **treated.head}
        write_sidecar(sidecar, head, treated.units, hash_both(source, treated.data))
    return Outcome(name, counts, output=b"" if job.target else treated.data, problems=problems)


def run_jobs(jobs: list[Job], workers: int) -> Iterator[Outcome]:
    """Yield the outcome of each job, in order, whatever the number of worker processes."""
    if workers <= 1 or len(jobs) <= 1:
        yield from map(do_job, jobs)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(do_job, jobs, chunksize=max(1, min(16, len(jobs) // (4 * workers))))


def run_standard_input(form: Any, config: NormalizerConfig, options: Options, annotations: Path | None) -> Outcome:
    """Treat what stands on standard input as one article."""
    source = sys.stdin.buffer.read()
    try:
        treated = treat(source, form, Normalizer(config), options)
    except InputError as error:
        return Outcome("-", Counter(), failure=str(error))
    if annotations is not None:
        head = {"program": "mixnorm", "source": "-", **treated.head}
        write_sidecar(annotations, head, treated.units, hash_both(source, treated.data))
    return Outcome("-", count_fragments(treated.results), output=treated.data, problems=tuple(treated.problems))
