"""Chinese that Markdown writes as numeric character references (``&#33286;``).

The normalizer is given the characters. Its result is then laid over the source again, so that
every offset counts in the document's own text and a reference that is kept stays as it was.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from normalizer.detection.codepoints import CJK
from normalizer.patterns import precompile
from normalizer.records import NamedTuple
from normalizer.types import Annotation, NormalizedText, Token

_REFERENCE = precompile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<decimal>[0-9]{1,7}));")
_MEANT = precompile(f"[{CJK}\u3000-\u303f\uff00-\uffef]")
_LAST = 0x10FFFF


class Resolved(NamedTuple):
    """A text with its references resolved: where each stands in it, and by how much what follows is shifted."""

    source: str
    text: str
    places: tuple[int, ...]
    shifts: tuple[int, ...]

    def to_source(self, offset: int) -> int:
        """Return where a boundary between two code points of the resolved text stands in the source."""
        return offset + self.shifts[bisect_left(self.places, offset)]


def resolve(source: str) -> Resolved:
    """Return `source` with the references to Chinese, Japanese and Korean characters and marks resolved.

    >>> resolve("the &#33286;&#x8BBA; &amp; &#233;").text
    'the 舆论 &amp; &#233;'
    """
    pieces: list[str] = []
    places: list[int] = []
    extra: list[int] = []
    position = length = 0
    for match in _REFERENCE.finditer(source):
        code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
        if code > _LAST or not _MEANT.match(chr(code)):
            continue
        pieces += (source[position : match.start()], chr(code))
        length += match.start() - position + 1
        places.append(length - 1)
        extra.append(len(match.group()) - 1)
        position = match.end()
    return Resolved(source, "".join(pieces) + source[position:], tuple(places), tuple(accumulate(extra, initial=0)))


def lay_over(result: NormalizedText, resolved: Resolved) -> NormalizedText:
    """Return the result for `resolved.text` as one for `resolved.source`; all rules of offsets hold for it."""
    if not resolved.places:
        return result
    source, moved = resolved.source, resolved.to_source
    pieces: list[str] = []
    annotations: list[Annotation] = []
    position = length = 0
    for note in result.annotations:
        start, end = moved(note.start), moved(note.end)
        replacement = source[start:end] if note.action == "keep" else note.replacement
        length += start - position
        pieces += (source[position:start], replacement)
        position = end
        annotations.append(_move(note, resolved, length, replacement))
        length += len(replacement)
    text = "".join(pieces) + source[position:]
    anchored = _Anchors(result.annotations, annotations, resolved)
    moved_notes = tuple(
        new._replace(anchor_start=anchored.move(note.anchor_start), anchor_end=anchored.move(note.anchor_end))
        for note, new in zip(result.annotations, annotations, strict=True)
    )
    warnings = tuple(w._replace(start=moved(w.start), end=moved(w.end)) for w in result.warnings)
    return NormalizedText(text, moved_notes, result.language, warnings)


def _move(note: Annotation, resolved: Resolved, target: int, replacement: str) -> Annotation:
    """Return `note` with its places in the source, and its replacement at `target`."""
    source, moved = resolved.source, resolved.to_source
    start, end = moved(note.fragment_start), moved(note.fragment_end)
    return note._replace(
        start=moved(note.start),
        end=moved(note.end),
        original=source[moved(note.start) : moved(note.end)],
        target_start=target,
        target_end=target + len(replacement),
        replacement=replacement,
        fragment=source[start:end],
        fragment_start=start,
        fragment_end=end,
        gloss_start=None if note.gloss_start is None else moved(note.gloss_start),
        gloss_end=None if note.gloss_end is None else moved(note.gloss_end),
        tokens=tuple(_move_token(token, resolved) for token in note.tokens),
    )


def _move_token(token: Token, resolved: Resolved) -> Token:
    start, end = resolved.to_source(token.start), resolved.to_source(token.end)
    return token._replace(text=resolved.source[start:end], start=start, end=end)


class _Anchors:
    """Moves places of the clean text: those inside a replacement with it, the others with the source."""

    def __init__(self, old: tuple[Annotation, ...], new: list[Annotation], resolved: Resolved) -> None:
        self._edits = [(o, n) for o, n in zip(old, new, strict=True) if o.action != "keep"]
        self._starts = [o.target_start for o, _ in self._edits]
        self._resolved = resolved

    def move(self, place: int) -> int:
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return self._resolved.to_source(place)
        old, new = self._edits[index]
        if place <= old.target_end:
            return new.target_start + place - old.target_start
        beyond = self._resolved.to_source(old.end + place - old.target_end)
        return new.target_end + beyond - new.end
