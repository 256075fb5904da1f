"""The lint: every fragment that a run would change, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from normalizer.batch.treating import Options, treat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizer.batch.walking import Article
    from normalizer.pipeline import Normalizer
    from normalizer.types import Annotation, NormalizedText


class Finding(NamedTuple):
    """A fragment that a run would change: file, line and column (from 1, code points), message."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """Return the finding as compilers write theirs."""
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


def check_article(article: Article, normalizer: Normalizer, options: Options) -> Iterator[Finding]:
    """Yield the findings of one article. Raises `EncodingError`."""
    treated = treat(article.path.read_bytes(), article.format, normalizer, options)
    for unit, result in treated.results:
        base = int(unit.split()[1]) if unit else 0
        yield from _find(str(article.path), result, base)


def _find(path: str, result: NormalizedText, base: int) -> Iterator[Finding]:
    """Place the changed fragments of one unit; `base` is the line of a record, 0 for a text."""
    source = result.restore()
    line, start, position = 1, 0, 0
    for note in result.annotations:
        newlines = source.count("\n", position, note.fragment_start)
        if newlines:
            line, start = line + newlines, source.rfind("\n", 0, note.fragment_start) + 1
        position = note.fragment_start
        if note.action != "keep":
            yield Finding(path, base or line, note.fragment_start - start + 1, _word(note))


def _word(note: Annotation) -> str:
    fragment = " ".join(note.fragment.split())
    english = note.gloss or note.replacement.strip() or "(dropped)"
    return f"{fragment} -> {english} [{note.action}, {note.context}, {note.origin}]"
