"""What a stream remembers beyond its window: bounded, the latest first."""

from __future__ import annotations

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from normalizer.pairing.memory import Remembered
    from normalizer.types import Annotation

_SURE = 0.8


class StreamMemory:
    """Glosses that the author gave and fragments that were mentioned, at most `size` of each."""

    def __init__(self, size: int) -> None:
        """Take how many entries may be held; 0 remembers nothing."""
        self._size = size
        self._glosses: dict[str, tuple[str, float]] = {}
        self._mentioned: dict[str, None] = {}

    def take(self, annotations: Iterable[Annotation], fold: Callable[[str], str]) -> None:
        """Remember what a piece has said; `fold` makes fragments the same that are."""
        if not self._size:
            return
        for note in annotations:
            if note.language != "zh" or note.origin == "policy":
                continue
            key = fold(note.fragment)
            _put(self._mentioned, key, None, self._size)
            if note.context == "pair" and note.gloss and note.confidence >= _SURE:
                _put(self._glosses, key, (note.gloss, note.confidence), self._size)

    def recollect(self) -> Remembered | None:
        """Return what is remembered, None when that is nothing."""
        if not self._mentioned:
            return None
        from normalizer.pairing.memory import Remembered

        return Remembered(tuple((key, *said) for key, said in self._glosses.items()), tuple(self._mentioned))


def _put(store: dict[str, Any], key: str, value: Any, size: int) -> None:
    """Put a value last in `store` and let the oldest go when there are more than `size`."""
    store.pop(key, None)
    store[key] = value
    if len(store) > size:
        del store[next(iter(store))]
