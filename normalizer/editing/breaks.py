"""Newlines inside edits: text that was read as its sentences run keeps its lines."""

from __future__ import annotations

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING
from normalizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizer.editing.edit import Edit

_BREAK = precompile(r"[ \t]*\r?\n[ \t]*")


def keep_breaks(lines: str, text: str, edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits with the newlines of `lines` that stand in them, where `text` has blanks.

    A newline takes the place of the blank that is nearest to where it stood; where nothing is
    written, that of the blank behind.
    """
    if lines is text:
        return list(edits)
    return list(_keep(lines, text, edits))


def _keep(lines: str, text: str, edits: Sequence[Edit]) -> Iterator[Edit]:
    limits = [*(edit.start for edit in edits[1:]), len(lines)]
    for edit, limit in zip(edits, limits, strict=True):
        kept = edit
        for match in _BREAK.finditer(lines, edit.start, edit.end):
            if "\n" not in text[match.start() : match.end()]:
                kept = _put(lines, kept, match.group(), match.start(), limit)
        yield kept


def _put(lines: str, edit: Edit, newline: str, place: int, limit: int) -> Edit:
    """Return an edit that writes `newline`, which stood at `place`, in the best place of its replacement."""
    written = edit.replacement
    anchor = edit.anchor or Span(0, len(written))
    before = place < edit.fragment.start
    blank = written.rfind(" ", 0, anchor.start) if before else written.find(" ", anchor.end)
    blank = written.find(" ") if blank < 0 else blank
    if blank >= 0:
        return _write(edit, blank, blank + 1, newline)
    if place == edit.start and written:
        return _write(edit, 0, 0, newline)
    # Nothing parts words here: the newline goes behind, in the place of the blank that follows.
    end = edit.end
    while end < limit and lines[end] in " \t":
        end += 1
    if end == edit.end or lines[end : end + 1] in ("\r", "\n", ""):
        return edit
    return _write(edit, len(written), len(written), newline.rstrip(" \t"))._replace(end=end)


def _write(edit: Edit, start: int, end: int, newline: str) -> Edit:
    """Return the edit with ``replacement[start:end]`` as a newline and its anchor moved along."""
    written = edit.replacement[:start] + newline + edit.replacement[end:]
    anchor = edit.anchor
    if anchor:
        grown = len(newline) - (end - start)
        first = anchor.start + grown if start < anchor.start else anchor.start
        after = anchor.end + grown if start < anchor.end else anchor.end
        anchor = Span(first, after)
    return edit._replace(replacement=written, anchor=anchor)
