"""The form ``notes``: plain text with numbered marks, and a block of notes at the end.

::

    the critical public opinion environment[1].

    --- mixnorm notes ---
    [1] 舆论环境 (yú lùn huán jìng): public opinion environment
    --- end of mixnorm notes ---

The block's first and last line are fixed, so that a run over the rendered text leaves it alone.
"""

from __future__ import annotations

from normalizer.detection.masking import find_masks
from normalizer.markers import NOTES_BEGIN, NOTES_END
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING
from normalizer.rendering.placement import Insertion, find_place, insert, list_changed, make_block, merge_barriers
from normalizer.rendering.wording import number_notes

if TYPE_CHECKING:
    from normalizer.types import NormalizedText

_NUMBERED = precompile(r"\[\d+\]")
_OWN = precompile(r"\[note (\d+)\]")


def render(result: NormalizedText) -> str:
    """Return the clean text with a mark after the English of each changed fragment, and the notes.

    A text that has numbers in brackets already gets ``[note 1]`` in place of ``[1]``.
    """
    return insert(result.text, list_insertions(result))


def list_insertions(result: NormalizedText) -> list[Insertion]:
    """Return what is put into the clean text, and where: the marks, and the block at its end."""
    changed = list_changed(result)
    if not changed:
        return []
    style, first = _choose_style(result.text)
    numbers, notes = number_notes(changed, first)
    barriers = merge_barriers((mask.start, mask.end) for mask in find_masks(result.text, "text")[0])
    places = (find_place(result.text, note.anchor_end, barriers) for note in changed)
    marks = dict.fromkeys(zip(places, numbers, strict=True))
    lines = [f"{style.format(note.number)} {note.text}" for note in notes]
    block = make_block(result.text, [NOTES_BEGIN, *lines, NOTES_END])
    return [*(Insertion(place, style.format(number)) for place, number in marks), block]


def _choose_style(text: str) -> tuple[str, int]:
    """Return how a mark is written and the first number, so that no mark is taken for another."""
    own = [int(number) for number in _OWN.findall(text)]
    if own or _NUMBERED.search(text):
        return "[note {}]", max(own, default=0) + 1
    return "[{}]", 1
