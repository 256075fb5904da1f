"""Edits made in a text in one pass, and those that undo them."""

from __future__ import annotations

from normalizer.documents.document import Undo
from normalizer.errors import RestoreError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Edit(NamedTuple):
    """A change to a text: code points of it, and what comes in their place."""

    start: int
    end: int
    text: str


def splice(text: str, edits: Sequence[Edit]) -> tuple[str, tuple[Undo, ...]]:
    """Return `text` with sorted, disjoint `edits` made, and the edits that undo them.

    >>> splice("abc", [Edit(1, 2, "xyz")])
    ('axyzc', (Undo(start=1, end=4, text='b'),))
    """
    pieces: list[str] = []
    undo: list[Undo] = []
    position = shift = 0
    for start, end, new in edits:
        pieces += (text[position:start], new)
        undo.append(Undo(start + shift, start + shift + len(new), text[start:end]))
        shift += len(new) - (end - start)
        position = end
    return "".join(pieces) + text[position:], tuple(undo)


def undo_edits(text: str, edits: Iterable[Undo]) -> str:
    """Return `text` with the edits undone; raise `RestoreError` when they do not fit it.

    >>> undo_edits("axyzc", [Undo(1, 4, "b")])
    'abc'
    """
    position = 0
    ordered = sorted(edits, key=lambda edit: edit[:2])
    for start, end, _ in ordered:
        if not position <= start <= end <= len(text):
            message = f"the edit at {start} of the sidecar does not fit the clean document"
            raise RestoreError(message)
        position = end
    return splice(text, [Edit(*edit) for edit in ordered])[0]
