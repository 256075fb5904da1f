"""What the document itself teaches: a gloss learned once serves the same fragment elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from normalizer.types import Pair, Span

_SURE = 0.8


class Lesson(NamedTuple):
    """A gloss learned, where it stands (code points of the input), and how sure it is."""

    text: str
    span: Span
    confidence: float


class DocumentMemory:
    """Glosses learned in one document, by the fragment folded to simplified characters."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        """Take the folding under which two fragments are the same."""
        self._fold = fold
        self._lessons: dict[str, list[Lesson]] = {}

    def learn(self, pairs: Iterable[Pair]) -> None:
        """Remember the glosses of pairs that are sure enough to serve elsewhere."""
        for pair in pairs:
            if pair.confidence >= _SURE and pair.text:
                lesson = Lesson(pair.text, pair.gloss, pair.confidence)
                self._lessons.setdefault(self._fold(pair.fragment.text), []).append(lesson)

    def recall(self, fragment: str, *, before: int | None = None) -> Lesson | None:
        """Return the surest lesson on `fragment`; only those learned before a place, if given."""
        lessons = self._lessons.get(self._fold(fragment), ())
        usable = [lesson for lesson in lessons if before is None or lesson.span.start < before]
        return max(usable, key=lambda lesson: (lesson.confidence, -lesson.span.start)) if usable else None
