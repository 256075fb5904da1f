"""The command ``mixnorm``: arguments in, the right room asked, exit codes out."""

from __future__ import annotations

import atexit
import codecs
import gc
import os
import sys

from normalizer.errors import MixnormError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLLECTION = (50_000, 20, 100)
_FIRST_BYTE, _LAST_BYTE = "\udc80", "\udcff"
"""What the bytes 0x80 to 0xFF of a name become that cannot be decoded (``surrogateescape``)."""
INTERRUPTED = 130
READER_GONE = 141
"""What a shell reports of a program that a closed pipe has ended (128 and the number of SIGPIPE)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (those of the process by default) and return its exit code.

    Leaves by `SystemExit` for ``--help``, ``--version`` and arguments that cannot be parsed.
    """
    # What a run makes it keeps or drops at once; looking for circles in it all the time costs an eighth of the run.
    gc.set_threshold(*_COLLECTION)
    # Nor are there circles to be found at the end, where all that the caches hold would be looked through once more.
    atexit.register(gc.freeze)
    codecs.register_error("mixnorm", _show)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="mixnorm")  # type: ignore[union-attr]
    try:
        return _run(arguments)
    except MixnormError as error:
        sys.stderr.write(f"mixnorm: error: {error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("mixnorm: interrupted\n")
        return INTERRUPTED
    except BrokenPipeError:
        # What is still in the buffer must go somewhere, or the interpreter complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE


def _show(error: UnicodeError) -> tuple[str | bytes, int]:
    """Return what is written for a character that has no bytes in the encoding of the terminal.

    A byte of a file's name that is no UTF-8 is written as it is, so that the name leads to the file; for any
    other character its number is.
    """
    if isinstance(error, UnicodeEncodeError) and _FIRST_BYTE <= error.object[error.start] <= _LAST_BYTE:
        return bytes((ord(error.object[error.start]) & 0xFF,)), error.start + 1
    return codecs.backslashreplace_errors(error)


def _run(arguments: Sequence[str] | None) -> int:
    from importlib import import_module

    from normalizer.cli.parser import build_parser

    words = sys.argv[1:] if arguments is None else arguments
    chosen = build_parser(words).parse_args(words)
    code: int = getattr(import_module("normalizer.cli.commands"), chosen.act)(chosen)
    sys.stdout.flush()
    return code
