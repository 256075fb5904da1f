"""The arguments of ``check``, and what they ask of the lint."""

from __future__ import annotations

from argparse import ArgumentTypeError

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _ActionsContainer

    from normalizer.batch.linting.inspection import Lint

FORMATS = ("text", "json", "sarif", "github")

CHECK = """\
A finding is a fragment that a run would not keep. One line each: file:line:column: message;
of Parquet and Arrow file:row:column, of DOCX and EPUB file:paragraph:column.

examples:
  mixnorm check docs                                  a line for each finding
  mixnorm check docs --format sarif=findings.sarif --format github
  mixnorm check docs --baseline known.json --write-baseline   from now on only new ones
  mixnorm check docs --diff-base main...              only on lines that this branch has changed
  mixnorm check docs --fix                            write the English in place

An allow-list holds what is meant to stay, each entry with a reason:
  [[allow]]
  fragment = "关系"        or pattern = "关系.*", a regular expression for the whole fragment
  path = "docs/**"        if wanted: only there, counted from the folder of the list
  rule = "mention"        if wanted: only in this context
  reason = "the essay is about the word"

--fix does what run --in-place --notes none does, to the findings that are told alone, and
there is always a way back: a sidecar beside each file, from which mixnorm restore gives the
source; with --sidecars git it lies in the folder of git, where it is in nobody's way and no
later fix writes over it. A file that was fixed before and has its sidecar beside it is only
fixed again once it was edited or restored.

exit codes: 0 nothing found, 1 findings, something fixed, or some input failed, 2 wrong use."""


def add_lint(parser: ArgumentParser) -> None:
    """Add the arguments that say which findings are told, how, and whether they are fixed."""
    parser.add_argument(
        "--warnings",
        action="store_true",
        help="warnings are findings too: a gloss that the lexicon contradicts, glosses that differ",
    )
    parser.add_argument(
        "--format",
        dest="outputs",
        action="append",
        type=_read_output,
        metavar="FORMAT[=FILE]",
        help=f"{', '.join(FORMATS)} (SARIF 2.1.0; commands for a workflow on GitHub), on standard output or in a "
        "file; give it again for several (default: text)",
    )
    parser.add_argument(
        "--commit-message",
        action="store_true",
        help="the files are messages of commits: comments and what stands below the scissors are left out",
    )
    _add_choice(parser.add_argument_group("which findings are told"))
    _add_fix(parser.add_argument_group("fixing"))


def _add_choice(group: _ActionsContainer) -> None:
    group.add_argument(
        "--allow",
        metavar="FILE",
        default="",
        help="the list of allowed fragments (default: .mixnorm-allow.toml here or above, unless --no-config)",
    )
    group.add_argument("--strict-allow", action="store_true", help="entries that match nothing are findings")
    group.add_argument("--baseline", metavar="FILE", default="", help="do not tell the findings that this file holds")
    group.add_argument("--write-baseline", action="store_true", help="write all findings into the baseline")
    group.add_argument(
        "--diff-base",
        metavar="REV",
        default="",
        help="only findings on lines that git calls changed since REV; REV... is where this branch left REV",
    )


def _add_fix(group: _ActionsContainer) -> None:
    group.add_argument("--fix", action="store_true", help="write the English in place; exit code 1 when it did")
    group.add_argument(
        "--sidecars",
        choices=("beside", "git"),
        default="beside",
        help="where the way back goes: beside each file, or in the folder of git (default: beside)",
    )


def _read_output(text: str) -> tuple[str, str]:
    name, _, path = text.partition("=")
    if name not in FORMATS:
        message = f"{name!r} is none of {', '.join(FORMATS)}"
        raise ArgumentTypeError(message)
    return name, path


def read_lint(chosen: Namespace) -> Lint:
    """Return what is asked of the lint; an allow-list is looked for unless no file of settings is to be read."""
    from pathlib import Path

    from normalizer.batch.linting.allowing import find_allow_file
    from normalizer.batch.linting.inspection import Lint

    return Lint(
        notices=chosen.warnings,
        outputs=tuple(chosen.outputs or [("text", "")]),
        allow=chosen.allow or ("" if chosen.no_config else find_allow_file(Path.cwd())),
        strict=chosen.strict_allow,
        baseline=chosen.baseline,
        write=chosen.write_baseline,
        diff_base=chosen.diff_base,
        message=chosen.commit_message,
        fix=chosen.fix,
        sidecars=chosen.sidecars,
    )
