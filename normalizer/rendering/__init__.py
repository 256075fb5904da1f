"""One result, many forms: a table of names, one small module for each."""

from __future__ import annotations

from normalizer.errors import UsageError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.rendering.placement import Insertion
    from normalizer.types import NormalizedText

FORMS = {
    "text": ("clean", "the clean text alone"),
    "notes": ("notes", "numbered marks in the text and a block of notes at its end"),
    "footnotes": ("footnotes", "Markdown footnotes"),
    "inline": ("inline", "the Chinese with its pinyin in brackets behind the English"),
    "json": ("serialized", "the whole result as JSON; its schema is result.schema.json in this folder"),
    "explanation": ("explanation", "every choice with its reason, for a reader"),
}
"""Name of each form: the module that renders it, and what it is."""


def render(result: NormalizedText, form: str = "text") -> str:
    """Return `result` in one of the forms of `FORMS`; a pure function of the two.

    Raises `UsageError` for a form that does not exist.

    >>> from normalizer.types import NormalizedText
    >>> render(NormalizedText("plain English"), "notes")
    'plain English'
    """
    if form not in FORMS:
        message = f"form {form!r}: expected one of {', '.join(FORMS)}"
        raise UsageError(message)
    from importlib import import_module

    module = import_module(f"normalizer.rendering.{FORMS[form][0]}")
    rendered: str = module.render(result)
    return rendered


def list_insertions(result: NormalizedText, form: str) -> list[Insertion]:
    """Return what a form puts into the clean text, and where; nothing for ``text``.

    It is for documents whose text lies in nodes, where no clean text stands in one piece. Raises
    `UsageError` for a form that is something else than the clean text with insertions.
    """
    if form == "text":
        return []
    from importlib import import_module

    module = import_module(f"normalizer.rendering.{FORMS[form][0]}") if form in FORMS else None
    if module is None or not hasattr(module, "list_insertions"):
        message = f"form {form!r} cannot be put into a text"
        raise UsageError(message)
    insertions: list[Insertion] = module.list_insertions(result)
    return insertions
