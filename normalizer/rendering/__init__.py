"""One result, many forms: every rendering is a pure function of the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizer.errors import UsageError

if TYPE_CHECKING:
    from normalizer.types import NormalizedText

FORMS = ("text", "notes", "footnotes", "inline", "json")


def render(result: NormalizedText, form: str = "text") -> str:
    """Return `result` as text alone, with notes, with Markdown footnotes, with inline originals, or as JSON.

    Raises `UsageError` for a form that does not exist.

    >>> from normalizer.pipeline import normalize
    >>> render(normalize("a 经济 decision"), "inline")
    'an economic (经济 jīng jì) decision'
    """
    if form == "text":
        return result.text
    if form in ("notes", "footnotes"):
        from normalizer.rendering.notes import render_footnotes, render_notes

        return render_notes(result) if form == "notes" else render_footnotes(result)
    if form == "inline":
        from normalizer.rendering.inline import render_inline

        return render_inline(result)
    if form == "json":
        import json

        return json.dumps(result.to_dict(), ensure_ascii=False, indent=2)
    message = f"form {form!r}: expected one of {', '.join(FORMS)}"
    raise UsageError(message)
