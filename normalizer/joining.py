"""Results of consecutive pieces put together, and hints cut to a piece or moved to its clean text."""

from __future__ import annotations

from bisect import bisect_right

from normalizer.records import TYPE_CHECKING
from normalizer.types import Annotation, Hints, LanguageSpan, Mask, NormalizedText, Notice, Token

if TYPE_CHECKING:
    from collections.abc import Iterable


def join_results(results: Iterable[NormalizedText]) -> NormalizedText:
    """Return one result for texts that follow each other, offsets moved into the whole.

    >>> from normalizer.types import NormalizedText
    >>> join_results([NormalizedText("one "), NormalizedText("two")]).text
    'one two'
    """
    pieces: list[str] = []
    annotations: list[Annotation] = []
    warnings: list[Notice] = []
    languages: list[str] = []
    source = target = 0
    for result in results:
        annotations += [move_annotation(note, source, target) for note in result.annotations]
        warnings += [w._replace(start=w.start + source, end=w.end + source) for w in result.warnings]
        languages += [result.language] if result.language != "und" else []
        pieces.append(result.text)
        grown = sum(len(note.original) - len(note.replacement) for note in result.annotations)
        target += len(result.text)
        source += len(result.text) + grown
    return NormalizedText("".join(pieces), tuple(annotations), (languages or ["und"])[0], tuple(warnings))


def cut_result(result: NormalizedText, start: int) -> NormalizedText:
    """Return the part of a result behind the first `start` code points, in which nothing was changed.

    What the author wrote in the part cut off is no longer pointed to.
    """
    annotations = []
    for note in result.annotations:
        if note.gloss_start is not None and note.gloss_start < start:
            note = note._replace(gloss_start=None, gloss_end=None)  # noqa: PLW2901 - the same note, less
        if note.anchor_start < start:
            note = note._replace(anchor_start=note.target_start, anchor_end=note.target_start)  # noqa: PLW2901
        annotations.append(move_annotation(note, -start, -start))
    warnings = tuple(w._replace(start=w.start - start, end=w.end - start) for w in result.warnings if w.start >= start)
    return result._replace(text=result.text[start:], annotations=tuple(annotations), warnings=warnings)


def move_annotation(note: Annotation, source: int, target: int) -> Annotation:
    """Return an annotation moved by `source` code points of the input and `target` of the clean text."""

    def move(token: Token) -> Token:
        return token._replace(start=token.start + source, end=token.end + source)

    glossed = note.gloss_start is not None and note.gloss_end is not None
    return note._replace(
        start=note.start + source,
        end=note.end + source,
        target_start=note.target_start + target,
        target_end=note.target_end + target,
        fragment_start=note.fragment_start + source,
        fragment_end=note.fragment_end + source,
        gloss_start=note.gloss_start + source if glossed else None,  # type: ignore[operator]
        gloss_end=note.gloss_end + source if glossed else None,  # type: ignore[operator]
        anchor_start=note.anchor_start + target,
        anchor_end=note.anchor_end + target,
        tokens=tuple(map(move, note.tokens)),
    )


def shift_hints(hints: Hints, start: int, length: int) -> Hints:
    """Return `hints` for the piece of `length` code points that begins at `start`."""
    if not (hints.masks or hints.languages or hints.marked):
        return hints
    end = start + length
    masks, marked = (
        tuple(Mask(max(0, a - start), min(length, b - start), rule) for a, b, rule in given if a < end and b > start)
        for given in (hints.masks, hints.marked)
    )
    spans = (
        LanguageSpan(max(0, a - start), min(length, b - start), tag)
        for a, b, tag in hints.languages
        if a < end and b > start
    )
    return Hints(masks, tuple(spans), hints.glosses, marked)


def move_hints(hints: Hints, result: NormalizedText, start: int, place: int) -> Hints:
    """Return hints for a text as hints for its clean one.

    `result` is that of the text from `start` on, and its clean text stands at `place`; what is told of the text
    before is left out. An edge inside an edit goes to that of the replacement.

    >>> from normalizer import normalize
    >>> hints = Hints(languages=(LanguageSpan(0, 4, "zh"), LanguageSpan(14, 16, "ja")))
    >>> result = normalize("a 经济 decision 風呂")
    >>> result.text[:20], move_hints(hints, result, 0, 0).languages[0]
    ('an economic decision', LanguageSpan(start=0, end=11, tag='zh'))
    """
    notes = result.annotations
    starts = [note.start for note in notes]

    def move(position: int, *, opening: bool) -> int:
        index = bisect_right(starts, position - (not opening)) - 1
        position = max(position, 0)
        if index < 0:
            return position + place
        note = notes[index]
        if position < note.end or (position == note.end and not opening):
            return (note.target_start if opening else note.target_end) + place
        return position - note.end + note.target_end + place

    masks, marked, spans = (
        [(move(a - start, opening=True), move(b - start, opening=False), what) for a, b, what in given if b > start]
        for given in (hints.masks, hints.marked, hints.languages)
    )
    return hints._replace(
        masks=tuple(Mask(*each) for each in masks),
        marked=tuple(Mask(*each) for each in marked),
        languages=tuple(LanguageSpan(*each) for each in spans),
    )
