"""Where the author and the user's glossary give different English for the same Chinese."""

from __future__ import annotations

from normalizer.records import TYPE_CHECKING
from normalizer.types import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from normalizer.editing.edit import Edit
    from normalizer.lexicon.terms import GlossaryTerm


def find_clashes(edits: Iterable[Edit], find_term: Callable[[str], GlossaryTerm | None]) -> list[Notice]:
    """Return a notice for each pair whose author says otherwise than the user's glossary; the author's words stay."""
    notices = []
    for edit in edits:
        term = find_term(edit.fragment.text) if edit.origin == "author" else None
        if term and term.english and not _agree(edit.gloss or "", term.english):
            text = f"the author glosses {edit.fragment.text} as {edit.gloss!r}, {term.place} as {term.english!r}"
            notices.append(Notice("glossary-clash", text, edit.fragment.start, edit.fragment.end))
    return notices


def _agree(author: str, user: str) -> bool:
    """Tell whether one wording holds the other, whatever the case."""
    first, second = author.casefold(), user.casefold()
    return first in second or second in first
