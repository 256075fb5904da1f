"""The articles that a command line names: files, folders, standard input."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from normalizer.batch.sidecar import SUFFIX
from normalizer.documents.formats import find_format
from normalizer.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from normalizer.documents.formats import Format

STANDARD_INPUT = "-"


class Article(NamedTuple):
    """One input: where it is, its place in a mirrored tree, its format."""

    path: Path
    relative: Path
    format: Format


class Walk(NamedTuple):
    """What was found: articles in order, files left out as of unknown format, inputs that failed."""

    articles: list[Article]
    left_out: list[Path]
    failed: list[tuple[str, str]]


def walk(inputs: Iterable[str], format_name: str = "") -> Walk:
    """Return the articles that `inputs` name; in folders hidden files, sidecars and unknown formats are left out.

    A file named by itself is taken for text when its ending is unknown. Raises `UsageError`
    for an unknown format.
    """
    found = Walk([], [], [])
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            _walk_folder(path, format_name, found)
        elif not path.exists():
            found.failed.append((name, "there is no such file or folder"))
        elif not path.is_file():
            found.failed.append((name, "not a regular file"))
        else:
            form = find_format(format_name, path.name) or find_format("text")
            if form is not None:
                found.articles.append(Article(path, Path(path.name), form))
    return found


def _walk_folder(folder: Path, format_name: str, found: Walk) -> None:
    before = len(found.articles)
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            path = Path(root) / name
            if name.startswith(".") or name.endswith(SUFFIX):
                continue
            form = find_format(format_name, name) if find_format("", name) else None
            if form is None or not path.is_file():
                found.left_out.append(path)
            else:
                found.articles.append(Article(path, path.relative_to(folder), form))
    if len(found.articles) == before:
        found.failed.append((str(folder), "no article of a known format in this folder"))


def choose_output(article: Article, output: Path, *, single: bool) -> Path:
    """Return where the clean form of an article goes: `output` itself, or its place in the mirrored tree."""
    if single and not output.is_dir():
        return output
    return output / article.relative


def refuse_overwriting(article: Article, target: Path) -> None:
    """Raise `InputError` when `target` is the article itself, by whatever name."""
    if target.exists() and target.samefile(article.path):
        message = "the output would overwrite the input; use --in-place if that is meant"
        raise InputError(message)


def refuse_clashes(articles: list[Article], output: Path) -> None:
    """Raise `UsageError` when two articles would be written to one place."""
    taken: dict[Path, Path] = {}
    for article in articles:
        target = output / article.relative
        if target in taken:
            message = f"{taken[target]} and {article.path} would both be written to {target}"
            raise UsageError(message)
        taken[target] = article.path
