"""The arguments of all commands, with the help that teaches them."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from types import SimpleNamespace

from normalizer.cli.engines import add_cache, add_engines
from normalizer.cli.linting import CHECK, add_lint
from normalizer.cli.settings import add_lexicon, add_settings
from normalizer.documents.formats import COMPRESSIONS, FORMATS
from normalizer.records import TYPE_CHECKING
from normalizer.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn

_WIDTH, _NARROW = 100, 40
NOTES = ("none", "notes", "footnotes", "inline", "comments", "tracked", "json")

_ABOUT = """\
Reads English text with Chinese embedded in it and puts out clean English.
Every change is annotated and can be undone byte for byte."""

_EPILOG = """\
examples:
  mixnorm run article.txt                      the clean text with its notes, on standard output
  mixnorm run articles -o clean                a folder, mirrored, with a sidecar beside each file
  mixnorm check docs                           a line for each fragment that a run would change
  mixnorm restore clean/article.txt -o a.txt   the source again
  mixnorm explain 'the critical舆论环境'       why each choice was made

exit codes:
  0    done; for check: nothing to change; for lookup: every word known
  1    run: some input failed; check: findings, or some input failed; lookup: a word is unknown
  2    wrong use
  130  interrupted"""

_RUN = """\
examples:
  mixnorm run article.txt                      to standard output, with numbered notes at the end
  cat article.md | mixnorm run - --from markdown
  mixnorm run article.txt -o clean.txt         also writes clean.txt.annotations.json
  mixnorm run articles more.md -o clean        a folder is mirrored under clean/
  mixnorm run articles --in-place --notes none
  mixnorm run corpus.jsonl -o out.jsonl --field body --jobs 4
  mixnorm run corpus.jsonl.gz -o clean.jsonl.zst
  zcat corpus.jsonl.gz | mixnorm run - --from jsonl -o clean.jsonl.gz
  mixnorm run corpus.parquet -o out.parquet --field meta.body
  mixnorm run chats.jsonl -o out.jsonl --field '/messages/*/content' --field title
  mixnorm run table.csv -o out.csv --field body --field 5
  mixnorm run report.docx -o clean.docx --notes tracked
  mixnorm run article.txt --diff               what would change, word for word

exit codes: 0 done, also when Chinese was found and handled; 1 some input failed, the others
are done; 2 wrong use, nothing was written."""

_RESTORE = """\
The sidecar holds the SHA-256 of both sides; a clean file that has changed since is refused.
Of Parquet and Arrow that were changed an equal table comes back, not the same bytes. A
compressed file (.gz, .zst, .xz, .bz2) that was changed is compressed anew: what is in it is the
source byte for byte, its own bytes may be others. OUT is compressed as its name tells.

exit codes: 0 done, 1 it cannot be restored, 2 wrong use."""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal, found without the import that argparse would make for every argument."""

    def __init__(self, prog: str) -> None:
        try:
            width = int(os.environ["COLUMNS"]) if "COLUMNS" in os.environ else os.get_terminal_size().columns
        except (OSError, ValueError):
            width = _WIDTH
        super().__init__(prog, max_help_position=28, width=max(width - 2, _NARROW))


class _Parser(argparse.ArgumentParser):
    """A parser whose errors read like all others of the command."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"mixnorm: error: {message} (see '{self.prog} --help')\n")
        raise SystemExit(2)


def build_parser(arguments: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """Return the parser of all commands; what it parses names in ``act`` the function of ``commands`` to call.

    With the `arguments` at hand only the command that they name gets a parser: that is most of the work.
    """
    named = next((word for word in arguments or () if word in _COMMANDS), "")
    parser = _Parser(prog="mixnorm", description=_ABOUT, epilog=_EPILOG, formatter_class=_Help, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"mixnorm {__version__}")
    how: dict[str, Any] = {"title": "commands", "required": True, "parser_class": partial(_make_command, named)}
    commands = parser.add_subparsers(prog="mixnorm", metavar="COMMAND", **how)
    for name, (summary, epilog, add) in _COMMANDS.items():
        command = _add(commands, name, summary, epilog)
        if named in ("", name):
            add(command)
    return parser


def _make_command(named: str, **settings: Any) -> Any:
    """Return the parser of the command that is named, and nothing but its place for any other; all if none is."""
    return _Parser(**settings) if settings["prog"].endswith(named) else SimpleNamespace(set_defaults=dict)


def _add(commands: Any, name: str, summary: str, epilog: str = "") -> argparse.ArgumentParser:
    about = summary[0].upper() + summary[1:] + "."
    settings: dict[str, Any] = {"description": about, "epilog": epilog, "formatter_class": _Help, "allow_abbrev": False}
    command: argparse.ArgumentParser = commands.add_parser(name, help=summary, **settings)
    command.set_defaults(act=name)
    return command


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="ARTICLE", help="a file, a folder, or - for standard input")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "-o", "--output", metavar="OUT", default="", help="the file to write, or the folder for several articles"
    )
    where.add_argument("--in-place", action="store_true", help="write over the articles")
    parser.add_argument(
        "--notes",
        choices=NOTES,
        default="",
        help="how notes are written (default: notes for text, footnotes for Markdown); "
        "comments and tracked are Word's own",
    )
    parser.add_argument(
        "--annotations", metavar="FILE", default="", help="where the sidecar goes (default: OUT.annotations.json)"
    )
    parser.add_argument(
        "--annotations-column",
        dest="notes_column",
        metavar="NAME",
        default="",
        help="add a column with the annotations of each row to Parquet and Arrow; restore takes it away",
    )
    show = parser.add_mutually_exclusive_group()
    show.add_argument("--diff", action="store_true", help="show what would change, write nothing")
    show.add_argument("--dry-run", action="store_true", help="tell what would be written, write nothing")
    _add_state(parser)
    _add_reading(parser)
    add_engines(parser)
    add_settings(parser)


def _add_state(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(
        "long runs", "what a run has done is kept in .mixnorm beside its output, for folders and for single large files"
    )
    group.add_argument(
        "--on-error",
        choices=("skip", "keep", "stop"),
        default="skip",
        help="what becomes of an input that fails: no output (default), passed through as it is and marked, or the end",
    )
    group.add_argument(
        "--resume", action="store_true", help="do only what is not done yet, or has changed, or has failed"
    )
    group.add_argument("--retry-failed", action="store_true", help="do only what has failed before")
    group.add_argument("--state", metavar="DIR", default="", help="keep it in DIR")
    group.add_argument("--no-state", action="store_true", help="keep nothing")


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, or - for standard input")
    add_lint(parser)
    _add_reading(parser)
    add_settings(parser)


def _add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("clean", metavar="CLEAN", help="a file that run has written, or - for standard input")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", metavar="OUT", default="", help="the file to write (default: standard output)")
    where.add_argument("--in-place", action="store_true", help="write over CLEAN")
    parser.add_argument(
        "--annotations", metavar="FILE", default="", help="the sidecar (default: CLEAN.annotations.json)"
    )


def _add_explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "text", metavar="TEXT", help="the text itself, FILE:LINE:COLUMN as check prints it, or - for standard input"
    )
    markups = [row.name for row in FORMATS.values() if row.name == row.markup]
    parser.add_argument(
        "--from",
        dest="format",
        metavar="FORMAT",
        choices=markups,
        default="text",
        help="text (default), markdown or html; of a file by the ending of its name",
    )
    _add_bytes(parser)
    add_engines(parser)
    add_settings(parser)


def _add_lookup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar="WORD", help="a Chinese word in either script")
    add_lexicon(parser)


def _add_lexicon(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(prog="mixnorm lexicon", metavar="ACTION", required=True)
    info = _add(actions, "info", "tell release, counts, sources and licence")
    info.set_defaults(act="describe_lexicon")
    info.add_argument("--verify", action="store_true", help="check the hash of every section")
    add_lexicon(info)
    build = _add(actions, "build", "compile a CC-CEDICT download (.txt, .u8, .gz, .zip)")
    build.set_defaults(act="build_lexicon")
    build.add_argument("dictionary", metavar="FILE", help="the download")
    build.add_argument(
        "-o", "--output", metavar="OUT", default="lexicon.mnlx", help="the file to write (default: %(default)s)"
    )


def _add_reading(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("reading and working")
    group.add_argument(
        "--from",
        dest="format",
        metavar="FORMAT",
        default="",
        help=f"{', '.join(FORMATS)}, with {'/'.join(COMPRESSIONS)} behind it for what is compressed (default: by the "
        "ending of the file's name)",
    )
    _add_bytes(group)
    group.add_argument(
        "--jobs",
        type=_read_jobs,
        metavar="N",
        default=1,
        help="processes to work in; results are the same for any number",
    )
    group.add_argument(
        "--report", metavar="DIR", default="", help="write what was done into DIR: report.html, report.json"
    )
    group.add_argument("--quiet", action="store_true", help="no warnings, no progress, no summary")
    _add_selection(parser)


def _add_selection(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("folders", "patterns are those of .gitignore, relative to the folder")
    group.add_argument(
        "--include",
        metavar="PATTERN",
        action="append",
        default=[],
        help="only files that match (give it again for more)",
    )
    group.add_argument(
        "--exclude", metavar="PATTERN", action="append", default=[], help="no files or folders that match"
    )
    group.add_argument("--no-ignore", action="store_true", help="heed no .gitignore and no .mixnormignore")
    group.add_argument("--hidden", action="store_true", help="also what has a dot before its name")
    group.add_argument("--follow-links", action="store_true", help="also folders that links lead to")


def _add_bytes(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--field",
        dest="fields",
        metavar="NAME",
        action="append",
        default=[],
        help="the member of a JSON record, or the column of a table, that is text (default: text); give it again for "
        "several; a JSON Pointer such as /messages/*/content; a.b in a struct; a column's number; '*' for all",
    )
    parser.add_argument(
        "--no-header", dest="header", action="store_false", help="CSV and TSV begin with a row, not with names"
    )
    parser.add_argument(
        "--encoding", metavar="NAME", default="", help="the encoding (default: by the byte-order mark, else UTF-8)"
    )


def _read_jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        message = f"{text!r} is no number from 1 on"
        raise argparse.ArgumentTypeError(message)
    return int(text)


_COMMANDS: dict[str, tuple[str, str, Callable[[argparse.ArgumentParser], None]]] = {
    "run": ("normalize articles", _RUN, _add_run),
    "check": ("list the fragments that a run would change", CHECK, _add_check),
    "restore": ("give back the source of a clean file, from its sidecar", _RESTORE, _add_restore),
    "explain": ("tell why each choice is made in a text", "", _add_explain),
    "lookup": ("show what the lexicon knows of words; exit code 1 when one is unknown", "", _add_lookup),
    "cache": ("describe, export or clear the answers of engines", "", lambda parser: add_cache(parser, _add)),
    "lexicon": ("describe, verify or compile the lexicon", "", _add_lexicon),
}
