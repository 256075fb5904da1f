"""Fragments that the policy drops: they go with their blank, and leave no empty brackets or orphan marks."""

from __future__ import annotations

from normalizer.editing.seams import mend_removal
from normalizer.pairing.removal import keep_mark, remove_after, unwrap
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING
from normalizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.detection.masking.lookup import MaskLookup
    from normalizer.editing.edit import Edit

_BETWEEN = precompile(r"[ \t\xa0,;:/、，；：·|&+–—-]*(?:(?:and|or)[ ]+)?")
"""What may stand between dropped fragments that go together: the separators of a list."""

_BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］", "【": "】", "〈": "〉", "『": "』"}
_QUOTES = {"“": "”", "‘": "’", '"': '"'}
"""Quotes that may also hold the mark of the sentence around: ``“舆论,” he said``."""

_BLANKS = " \t\xa0"
_DASHES = "—–"
_JOINING = ",;:，；："
_ENDING = ",;:.!?)]}”’，。；：！？）"
_OPENING = "([{“‘（"


def is_dropped(edit: Edit) -> bool:
    """Tell whether it is the policy that drops the fragment of an edit (and not the author's gloss)."""
    return edit.action == "drop" and edit.origin == "policy"


def widen_drops(text: str, edits: Sequence[Edit], masks: MaskLookup) -> list[Edit]:
    """Return `edits` with those that drop a fragment widened over what would be left of its place.

    Dropped fragments with nothing but separators between them go together.
    """
    widened: list[Edit] = []
    run: list[Edit] = []
    for edit in edits:
        if run and not (is_dropped(edit) and _BETWEEN.fullmatch(text, run[-1].end, edit.start)):
            widened += _widen(text, run, masks, _read_room(widened, edit.start))
            run = []
        if is_dropped(edit):
            run.append(edit)
        else:
            widened.append(edit)
    return widened + (_widen(text, run, masks, _read_room(widened, len(text))) if run else [])


def _read_room(before: Sequence[Edit], end: int) -> Span:
    """Return how far edits may be widened: from the end of the one before to the start of the next."""
    return Span(before[-1].end if before else 0, end)


def _widen(text: str, run: Sequence[Edit], masks: MaskLookup, room: Span) -> list[Edit]:
    """Return the edits of a run of dropped fragments that go together, each with its part of what goes."""
    inner = Span(run[0].start, run[-1].end)
    span = _strip(text, inner)
    cut = remove_after(text, *span)
    cut = _take_joiners(text, cut)
    mark = "" if span != inner else _read_mark(text, run[-1], cut)
    start, end, replacement = mend_removal(text, *cut, mark)
    if masks.overlaps(start, end) or start < room.start or end > room.end:
        start, end = max(inner.start, room.start), min(inner.end, room.end)
        replacement = ""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if not replacement and before.strip() and after.strip():
        # Marks of code that come to stand side by side would mean something else.
        replacement = " " if masks.starts(end) or masks.ends(start) or before == "`" == after else ""
    edges = [start, *(edit.start for edit in run[1:]), end]
    return [
        edit._replace(
            start=edges[i],
            end=edges[i + 1],
            replacement=replacement if i == 0 else "",
            anchor=Span(0, 0),
        )
        for i, edit in enumerate(run)
    ]


def _strip(text: str, span: Span) -> Span:
    """Widen a range over quotes, emphasis and brackets that hold nothing else."""
    while True:
        wider = unwrap(text, *span)
        closing = _BRACKETS.get(text[wider.start - 1 : wider.start], "")
        if closing and text.startswith(closing, wider.end):
            wider = Span(wider.start - 1, wider.end + 1)
        closing = _QUOTES.get(text[wider.start - 1 : wider.start], "") if wider.start else ""
        if closing and text[wider.end : wider.end + 1] in _ENDING and text.startswith(closing, wider.end + 1):
            wider = Span(wider.start - 1, wider.end + 2)
        if wider == span:
            return span
        span = wider


def _take_joiners(text: str, cut: Span) -> Span:
    """Take the joining mark that would stand doubled or at the head of its clause."""
    start, end = cut
    before = text[start - 1 : start]
    head = not before or before in "\n" + _OPENING
    if head:
        while end < len(text) and text[end] in _BLANKS + _JOINING:
            end += 1
    elif before in _JOINING and text[end : end + 1] and text[end] in _ENDING:
        start -= 1
    elif (before.isalnum() and text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum()) or (
        before in _DASHES and text[end : end + 1] and text[end] in _DASHES
    ):
        end += 1
    while start and text[start - 1] in _BLANKS and text[end : end + 1] and text[end] in _BLANKS:
        end += 1
    while text[end : end + 2].strip(_BLANKS) == "" and len(text[end : end + 2]) > 1:
        end += 1
    return Span(start, end)


def _read_mark(text: str, last: Edit, cut: Span) -> str:
    """Return the English mark for the Chinese one that the last fragment carried, where one is wanted."""
    before = text[cut.start - 1 : cut.start]
    wanted = before.isalnum() or (before != "" and before in "”’\"')")
    return keep_mark(text, last.fragment) if wanted else ""
