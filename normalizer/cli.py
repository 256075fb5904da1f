"""The command ``mixnorm``: arguments in, the right room asked, exit codes out."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from normalizer.config import NormalizerConfig
from normalizer.errors import MixnormError, UsageError
from normalizer.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from normalizer.batch.treating import Options

_EPILOG = """\
examples:
  mixnorm run article.txt                      the clean text with its notes, on standard output
  mixnorm run articles/ -o clean/              a folder, mirrored, with a sidecar beside each file
  mixnorm run corpus.jsonl -o out.jsonl        one field of each record; other lines byte for byte
  mixnorm run notes.md --diff                  what would change, word for word
  mixnorm check docs/                          a finding for each fragment that would change
  mixnorm restore clean/article.txt -o a.txt   the source again, from the sidecar
  mixnorm explain 'the critical舆论环境'        why each choice was made

exit codes:
  run: 0 done (also when Chinese was found), 1 some input failed
  check: 0 clean, 1 findings or some input failed
  all: 2 wrong use, 130 interrupted
"""
_HELP = {
    "matrix_language": "auto: pass a document through when it surely is not English; en, any: treat it all the same",
    "context": "how far what the text says of a fragment helps elsewhere",
    "fullwidth": "which Chinese marks and full-width forms become English ones",
    "leak": "what to do with a fragment used as a word",
    "quotation": "what to do with a fragment in quotes of its own",
    "title": "what to do with a title in 《》",
    "name": "what to do with a name",
    "mention": "what to do with a word that is spoken of (“the character 好”)",
    "author_gloss": "use the glosses that the text itself gives",
    "hmm": "let jieba guess words that it does not know",
    "lexicon": "a compiled lexicon in place of the one in the package",
    "glossary": "a glossary of your own: lines of Chinese, tab, English",
    "tokens": "put the tokens of each fragment into its annotation",
}
FORM_CHOICES = ("none", "notes", "footnotes", "inline", "json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (by default those of the process) and return its exit code."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    if not getattr(options, "act", None):
        parser.print_help(sys.stderr)
        return 2
    try:
        return int(options.act(options))
    except MixnormError as error:
        print(f"mixnorm: error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("mixnorm: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader went away: point standard output elsewhere, or the interpreter complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all subcommands."""
    parser = argparse.ArgumentParser(
        prog="mixnorm",
        description="English text with Chinese in it goes in, clean English comes out, every change annotated.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"mixnorm {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")
    _add_run(commands)
    _add_check(commands)
    _add_restore(commands)
    _add_words(commands)
    return parser


def _add(commands: Any, name: str, act: Callable[[Any], int], text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.set_defaults(act=act)
    return parser


def _add_run(commands: Any) -> None:
    parser = _add(commands, "run", _run, "normalize articles: files, folders, or - for standard input")
    parser.add_argument("inputs", nargs="+", metavar="ARTICLE", help="a file, a folder, or -")
    target = parser.add_mutually_exclusive_group()
    target.add_argument("-o", "--output", metavar="OUT", help="the file, or for several articles the folder, to write")
    target.add_argument("--in-place", action="store_true", help="write over the articles themselves")
    target.add_argument("--diff", action="store_true", help="show what would change and write nothing")
    target.add_argument("--dry-run", action="store_true", help="count what would change and write nothing")
    parser.add_argument(
        "--notes",
        choices=FORM_CHOICES,
        default="",
        help="how notes are set (default: notes for text, footnotes for Markdown)",
    )
    parser.add_argument("--annotations", metavar="FILE", help="where the sidecar goes (default: OUT.annotations.json)")
    parser.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="worker processes; the results are the same for any number"
    )
    parser.add_argument("--quiet", action="store_true", help="no progress and no summary")
    _add_reading(parser)
    _add_settings(parser)


def _add_check(commands: Any) -> None:
    parser = _add(commands, "check", _check, "list the fragments that run would change, as file:line:column")
    parser.add_argument("inputs", nargs="+", metavar="PATH", help="a file or a folder")
    _add_reading(parser)
    _add_settings(parser)


def _add_restore(commands: Any) -> None:
    parser = _add(commands, "restore", _restore, "give the source of a clean file back, from its sidecar")
    parser.add_argument("clean", metavar="CLEAN", help="a file that run has written")
    parser.add_argument("-o", "--output", metavar="OUT", help="where to write (default: standard output)")
    parser.add_argument("--annotations", metavar="FILE", help="the sidecar (default: CLEAN.annotations.json)")


def _add_words(commands: Any) -> None:
    parser = _add(commands, "explain", _explain, "tell why each choice was made")
    parser.add_argument("text", metavar="TEXT", help="the text itself, or - for standard input")
    parser.add_argument(
        "--from", dest="format", default="text", choices=("text", "markdown", "html"), help="the format"
    )
    _add_settings(parser)
    parser = _add(commands, "lookup", _lookup, "show what the lexicon knows of a word")
    parser.add_argument("words", nargs="+", metavar="WORD", help="a word in either script")
    parser.add_argument("--lexicon", default="", metavar="FILE", help=_HELP["lexicon"])
    parser = _add(commands, "lexicon", _describe_lexicon, "describe, verify or compile the lexicon")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    info = _add(actions, "info", _describe_lexicon, "tell version, date, counts and licence")
    info.add_argument("--lexicon", default="", metavar="FILE", help=_HELP["lexicon"])
    info.add_argument("--verify", action="store_true", help="check the hash of every section")
    build = _add(actions, "build", _build_lexicon, "compile a newer CC-CEDICT download (.txt, .u8, .gz, .zip)")
    build.add_argument("dictionary", metavar="FILE", help="the download")
    build.add_argument(
        "-o", "--output", metavar="OUT", default="lexicon.mnlx", help="where to write (default: %(default)s)"
    )


def _add_reading(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("reading")
    group.add_argument(
        "--from",
        dest="format",
        default="",
        choices=("text", "markdown", "html", "jsonl"),
        help="the format (default: by the file's ending)",
    )
    group.add_argument(
        "--field", default="text", metavar="NAME", help="the field of JSON Lines to treat (default: %(default)s)"
    )
    group.add_argument(
        "--encoding", default="", metavar="NAME", help="the encoding (default: UTF-8, or by the byte-order mark)"
    )


def _add_settings(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(
        "settings", "also in mixnorm.toml or [tool.mixnorm] of pyproject.toml, looked up from the working directory"
    )
    group.add_argument("--config", metavar="FILE", help="read settings from this file instead")
    group.add_argument("--no-config", action="store_true", help="read no file of settings")
    for name, hint in get_type_hints(NormalizerConfig).items():
        flag = "--" + name.replace("_", "-")
        if hint is bool:
            group.add_argument(flag, dest=f"set_{name}", action=argparse.BooleanOptionalAction, help=_HELP[name])
        else:
            choices = get_args(hint) or None
            group.add_argument(
                flag, dest=f"set_{name}", choices=choices, metavar=None if choices else "FILE", help=_HELP[name]
            )


def _read_settings(options: Any) -> NormalizerConfig:
    from pathlib import Path

    from normalizer.config import load_config, read_config

    flags = {k.removeprefix("set_"): v for k, v in vars(options).items() if k.startswith("set_") and v is not None}
    if options.no_config:
        return NormalizerConfig(**flags)
    if options.config:
        return NormalizerConfig(**{**read_config(Path(options.config)), **flags})
    return load_config(**flags)


def _read_options(options: Any) -> Options:
    import codecs

    from normalizer.batch.treating import Options

    if options.encoding:
        try:
            codecs.lookup(options.encoding)
        except LookupError as error:
            message = f"there is no encoding {options.encoding!r}"
            raise UsageError(message) from error
    notes = getattr(options, "notes", "")
    return Options("text" if notes == "none" else notes, options.field, options.encoding)


def _run(options: Any) -> int:
    from normalizer.batch.reporting import run_and_report

    return run_and_report(options, _read_settings(options), _read_options(options))


def _check(options: Any) -> int:
    from normalizer.batch.reporting import check_and_report

    return check_and_report(options, _read_settings(options), _read_options(options))


def _restore(options: Any) -> int:
    from pathlib import Path

    from normalizer.batch.atomic import write_atomically
    from normalizer.batch.sidecar import find_sidecar, read_sidecar, restore_bytes
    from normalizer.errors import InputError

    clean = Path(options.clean)
    sidecar = read_sidecar(Path(options.annotations) if options.annotations else find_sidecar(clean))
    try:
        source = restore_bytes(clean.read_bytes(), sidecar)
    except OSError as error:
        message = f"{clean}: {error.strerror}"
        raise InputError(message) from error
    if options.output:
        with write_atomically(Path(options.output), like=clean) as file:
            file.write(source)
    else:
        sys.stdout.buffer.write(source)
        sys.stdout.buffer.flush()
    return 0


def _explain(options: Any) -> int:
    from normalizer.batch.explaining import explain
    from normalizer.pipeline import Normalizer

    text = sys.stdin.read() if options.text == "-" else options.text
    print(explain(Normalizer(_read_settings(options)).normalize(text, options.format)), end="")
    return 0


def _lookup(options: Any) -> int:
    from normalizer.batch.explaining import explain_word
    from normalizer.lexicon.index import open_lexicon

    lexicon = open_lexicon(options.lexicon)
    unknown = 0
    for word in options.words:
        record = lexicon.lookup(word)
        if record is None:
            unknown += 1
            print(f"mixnorm: {word}: not in the lexicon", file=sys.stderr)
        else:
            print(explain_word(word, record))
    return 1 if unknown else 0


def _describe_lexicon(options: Any) -> int:
    from normalizer.batch.explaining import explain_lexicon
    from normalizer.lexicon.index import open_lexicon

    lexicon = open_lexicon(options.lexicon)
    if options.verify:
        lexicon.verify()
    print(explain_lexicon(lexicon.path, lexicon.metadata, verified=options.verify))
    return 0


def _build_lexicon(options: Any) -> int:
    from pathlib import Path

    from normalizer.lexicon.compiling import compile_lexicon

    facts = compile_lexicon(Path(options.dictionary), Path(options.output))
    print(f"{options.output}: {facts['entries']:,} entries of {facts['date']}; use it with --lexicon {options.output}")
    return 0
