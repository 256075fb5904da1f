"""What each command does: a function for each, which asks the right room and returns the exit code."""

from __future__ import annotations

import sys

from normalizer.cli.settings import read_settings, trace_settings
from normalizer.errors import InputError, UsageError
from normalizer.records import TYPE_CHECKING
from normalizer.version import __version__

if TYPE_CHECKING:
    from argparse import Namespace
    from contextlib import AbstractContextManager

    from normalizer.batch.running import Request
    from normalizer.batch.selection import Selection
    from normalizer.translation.cache import AnswerCache
    from normalizer.translation.chain import EngineChain


def run(chosen: Namespace) -> int:
    """Normalize articles, or show what that would do."""
    from normalizer.batch.engines import open_engines
    from normalizer.cli.engines import read_engines

    with open_engines(read_engines(chosen)) as chain:
        return _run(chosen, _read_request(chosen)._replace(translator=chain))


def _run(chosen: Namespace, request: Request) -> int:
    from normalizer.batch import running
    from normalizer.batch.state import Keeping
    from normalizer.batch.targets import Destination

    destination = Destination(chosen.output, chosen.in_place, chosen.annotations)
    keeping = Keeping(chosen.state, chosen.no_state, chosen.resume, chosen.retry_failed)
    if (chosen.diff or chosen.dry_run) and keeping.asked:
        message = "--diff and --dry-run write nothing, so there is no state to use or to keep"
        raise UsageError(message)
    if chosen.diff:
        return running.show_changes(request, colour=_is_colourful())
    if chosen.dry_run:
        return running.plan_documents(request, destination)
    return running.run_documents(request, destination, keeping)


def check(chosen: Namespace) -> int:
    """List the fragments that a run would change, or change them."""
    from normalizer.batch.linting.lint import check_documents
    from normalizer.cli.linting import read_lint

    return check_documents(_read_request(chosen), read_lint(chosen))


def _read_request(chosen: Namespace) -> Request:
    from normalizer.batch.running import Request

    return Request(
        tuple(chosen.paths),
        read_settings(chosen),
        format=chosen.format,
        encoding=chosen.encoding,
        fields=_read_fields(chosen),
        header=chosen.header,
        notes_column=getattr(chosen, "notes_column", ""),
        notes=getattr(chosen, "notes", ""),
        jobs=chosen.jobs,
        quiet=chosen.quiet,
        program=__version__,
        report=chosen.report,
        on_error=getattr(chosen, "on_error", "skip"),
        wanted=_read_selection(chosen),
    )


def _read_selection(chosen: Namespace) -> Selection:
    from normalizer.batch.selection import Selection

    return Selection(
        not chosen.no_ignore, chosen.hidden, chosen.follow_links, tuple(chosen.include), tuple(chosen.exclude)
    )


def _read_fields(chosen: Namespace) -> tuple[str, ...]:
    """Return the fields that are asked for; raise `UsageError` for one that names nothing."""
    if not chosen.fields:
        return ("text",)
    from normalizer.documents.fields import check_fields

    return check_fields(chosen.fields)


def _is_colourful() -> bool:
    """Tell whether standard output shows colours, and the user does not mind them (no-color.org)."""
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def restore(chosen: Namespace) -> int:
    """Give back the source of a clean file."""
    from normalizer.batch.restoring import restore_file

    restore_file(chosen.clean, chosen.output, chosen.annotations, in_place=chosen.in_place)
    return 0


def explain(chosen: Namespace) -> int:
    """Tell why each choice is made in a text, or why the one at a place of a file is."""
    from normalizer.batch.engines import conclude_engines, open_engines
    from normalizer.cli.engines import read_engines

    with open_engines(read_engines(chosen)) as chain:
        sys.stdout.write(_explain(chosen, chain))
        return int(conclude_engines(chain, quiet=False))


def _explain(chosen: Namespace, chain: EngineChain | None) -> str:
    from normalizer.batch.explaining import explain_place, read_place
    from normalizer.batch.pieces import Reading
    from normalizer.documents.encoding import find_encoding
    from normalizer.pipeline import Normalizer
    from normalizer.rendering.explanation import render

    config, sources = read_settings(chosen), trace_settings(chosen)
    text = chosen.text
    place = read_place(text)
    if place:
        reading = Reading(chosen.encoding, _read_fields(chosen), header=chosen.header)
        return explain_place(place, config, sources, reading, chain)
    if text == "-":
        data = sys.stdin.buffer.read()
        text = find_encoding(data).decode(data)
    return render(Normalizer(config, chain).normalize(text, chosen.format), config, sources)


def lookup(chosen: Namespace) -> int:
    """Show what the lexicon knows of words; 1 when one of them is unknown."""
    from normalizer.batch.explaining import explain_word
    from normalizer.lexicon.index import open_lexicon

    lexicon = open_lexicon(read_settings(chosen).lexicon)
    unknown = False
    for word in chosen.words:
        record = lexicon.lookup(word)
        if record:
            sys.stdout.write(explain_word(word, record) + "\n")
        else:
            sys.stderr.write(f"mixnorm: {word}: not in the lexicon\n")
            unknown = True
    return int(unknown)


def describe_lexicon(chosen: Namespace) -> int:
    """Tell what the lexicon says of itself, checked if wanted."""
    from normalizer.batch.explaining import explain_lexicon
    from normalizer.lexicon.index import open_lexicon

    lexicon = open_lexicon(read_settings(chosen).lexicon)
    if chosen.verify:
        lexicon.verify()
    sys.stdout.write(explain_lexicon(lexicon.path, lexicon.metadata, verified=chosen.verify) + "\n")
    return 0


def build_lexicon(chosen: Namespace) -> int:
    """Compile a dictionary."""
    from pathlib import Path

    from normalizer.lexicon.compiling import compile_lexicon

    metadata = compile_lexicon(Path(chosen.dictionary), Path(chosen.output))
    sys.stdout.write(f"{chosen.output}: {metadata['entries']:,} entries of {metadata['date']}; use it with --lexicon\n")
    return 0


def describe_cache(chosen: Namespace) -> int:
    """Tell what answers of engines are kept."""
    with _open_cache(chosen) as cache:
        count, size, engines = cache.count()
        sys.stdout.write(f"file     {cache.path}\nanswers  {count:,} in {size:,} bytes\n")
        for name, number in engines.items():
            sys.stdout.write(f"  {number:>9,}  {name}\n")
    return 0


def export_cache(chosen: Namespace) -> int:
    """Write the answers that are kept as JSON, a line for each."""
    import json

    with _open_cache(chosen) as cache:
        for kept in cache.list_answers():
            sys.stdout.write(json.dumps(kept._asdict(), ensure_ascii=False) + "\n")
    return 0


def clear_cache(chosen: Namespace) -> int:
    """Take the answers away that are kept."""
    from normalizer.translation import cache

    size = cache.clear_cache(chosen.engine_cache)
    sys.stderr.write(f"mixnorm: {size:,} bytes of answers are gone\n")
    return 0


def _open_cache(chosen: Namespace) -> AbstractContextManager[AnswerCache]:
    from contextlib import closing
    from pathlib import Path

    from normalizer.translation.cache import AnswerCache, find_cache

    path = Path(chosen.engine_cache or find_cache())
    if not path.exists():
        message = f"{path}: there is no cache yet"
        raise InputError(message)
    return closing(AnswerCache(str(path), tell=_warn))


def _warn(message: str) -> None:
    sys.stderr.write(f"mixnorm: warning: {message}\n")
