"""The flags of translation engines. They have no keys in a file: no file in a folder may send text away."""

from __future__ import annotations

from argparse import ArgumentTypeError

from normalizer.errors import UsageError
from normalizer.records import TYPE_CHECKING
from normalizer.translation.registry import ENGINES
from normalizer.translation.settings import EngineSettings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import Any

_USUAL = EngineSettings()
_ACTIONS = (
    ("info", "describe_cache", "tell where it lies and what is in it"),
    ("export", "export_cache", "write it to standard output as JSON, a line for each answer"),
    ("clear", "clear_cache", "take everything out of it"),
)
"""What can be done with the cache: its name, the function of ``commands``, help."""


def add_engines(parser: argparse.ArgumentParser) -> None:
    """Add the flags that name engines and bound what is sent to them."""
    group = parser.add_argument_group(
        "translation engines", "without --engine nothing leaves this machine; keys come from the environment"
    )
    group.add_argument(
        "--engine",
        dest="engines",
        metavar="NAME",
        action="append",
        default=[],
        help=f"ask engines for better English, in this order, commas between them: {', '.join(ENGINES)}; the offline "
        "engine follows",
    )
    group.add_argument("--engine-url", metavar="URL", default="", help="where the engine is (libretranslate, chat)")
    group.add_argument(
        "--engine-model", metavar="MODEL", default="", help="the model: its name, or its folder (ctranslate2, firefox)"
    )
    group.add_argument(
        "--engine-sentence", action="store_true", help="send whole sentences; only the fragment's part is used"
    )
    _add_bounds(group)
    group.add_argument("--strict-engine", action="store_true", help="exit code 1 unless engines did it all")
    group.add_argument(
        "--redact", action="store_true", help="mask addresses of mail and web and numbers before they are sent"
    )
    group.add_argument("--offline", action="store_true", help="send nothing: take answers from the cache alone")
    _add_file(group)


def _add_bounds(group: argparse._ActionsContainer) -> None:
    group.add_argument(
        "--engine-timeout",
        metavar="S",
        type=_read_seconds,
        default=_USUAL.timeout,
        help="seconds that a request may take (default: %(default)g)",
    )
    group.add_argument(
        "--engine-retries",
        metavar="N",
        type=_read_number,
        default=_USUAL.retries,
        help="how often a request is tried again (default: %(default)s)",
    )
    group.add_argument(
        "--max-requests", metavar="N", type=_read_number, default=0, help="send no more requests than that in this run"
    )
    group.add_argument(
        "--max-chars", metavar="N", type=_read_number, default=0, help="send no more characters than that in this run"
    )


def _add_file(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--engine-cache",
        metavar="FILE",
        default="",
        help="where answers are kept, none for nowhere (default: mixnorm/translations.sqlite3 where caches are)",
    )


def add_cache(parser: argparse.ArgumentParser, add: Callable[[Any, str, str], argparse.ArgumentParser]) -> None:
    """Add the actions on the cache; `add` makes the parser of a command."""
    actions = parser.add_subparsers(prog="mixnorm cache", metavar="ACTION", required=True)
    for name, act, about in _ACTIONS:
        action = add(actions, name, about)
        action.set_defaults(act=act)
        _add_file(action)


def read_engines(chosen: argparse.Namespace) -> EngineSettings:
    """Return what is asked of engines; raise `UsageError` for flags that need one and have none."""
    engines = tuple(name.strip() for names in chosen.engines for name in names.split(",") if name.strip())
    settings = EngineSettings(
        engines=engines,
        url=chosen.engine_url,
        model=chosen.engine_model,
        timeout=chosen.engine_timeout,
        retries=chosen.engine_retries,
        max_requests=chosen.max_requests,
        max_chars=chosen.max_chars,
        cache="-" if chosen.engine_cache == "none" else chosen.engine_cache,
        redact=chosen.redact,
        sentence=chosen.engine_sentence,
        offline=chosen.offline,
        dry=getattr(chosen, "dry_run", False),
        strict=chosen.strict_engine,
    )
    if not engines and settings._replace(dry=False) != _USUAL:
        message = "the flags of translation engines need --engine NAME"
        raise UsageError(message)
    return settings


def _read_number(text: str) -> int:
    if not text.isdecimal():
        message = f"{text!r} is no number from 0 on"
        raise ArgumentTypeError(message)
    return int(text)


def _read_seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        message = f"{text!r} is no number of seconds"
        raise ArgumentTypeError(message)
    return seconds
