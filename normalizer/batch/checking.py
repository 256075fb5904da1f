"""The lint: every fragment that a run would change, with its place in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizer.documents.document import Document
    from normalizer.types import Annotation, NormalizedText


def list_findings(
    path: str, document: Document, results: Sequence[NormalizedText], *, notices: bool = False
) -> Iterator[str]:
    """Yield a line for each fragment that would not be kept: ``file:line:column: message``.

    With `notices` the warnings of the results are findings too, such as a gloss that the
    lexicon contradicts; they follow the fragments in the order of the text.
    """
    for index, result in enumerate(results):
        found = [(n.fragment_start, describe_finding(n)) for n in result.annotations if n.action != "keep"]
        found += [(notice.start, f"{notice.text} ({notice.code})") for notice in result.warnings if notices]
        for start, message in sorted(found, key=lambda item: item[0]):
            line, column = document.locate(index, start)
            yield f"{path}:{line}:{column}: {message}"


def describe_finding(note: Annotation) -> str:
    """Return what would be done with a fragment, in one line.

    >>> from normalizer import normalize
    >>> describe_finding(normalize("the 舆论 grew").annotations[0])
    '舆论 would be replaced by “public opinion” (leak, lexicon)'
    """
    fragment = flatten_text(note.fragment)
    gloss = " ".join((note.gloss or note.replacement).split())
    done = {
        "replace": f"would be replaced by “{gloss}”",
        "romanize": f"would be romanized as “{' '.join(note.replacement.split())}”",
        "drop": f"would be dropped: the text says “{gloss}”" if note.origin == "author" else "would be dropped",
    }[note.action]
    return f"{fragment} {done} ({note.context}, {note.origin})"


def flatten_text(text: str) -> str:
    r"""Return a piece of a document on one line, numeric character references resolved.

    >>> flatten_text("舆论\n环境"), flatten_text("&#33286;论")
    ('舆论 环境', '舆论')
    """
    text = " ".join(text.split())
    if "&#" in text:
        from html import unescape

        text = unescape(text)
    return text
