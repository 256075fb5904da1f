"""What a replacement part must offer: one method each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.types import Gloss, Slot, WordRecord


class Segmenter(Protocol):
    """Cuts Chinese into words."""

    def segment(self, text: str) -> list[str]:
        """Return words that, joined, are `text` again."""
        ...


class Lexicon(Protocol):
    """Knows what words mean."""

    def lookup(self, word: str) -> WordRecord | None:
        """Return everything known about exactly this headword, in either script; None if nothing."""
        ...

    def __hash__(self) -> int:
        """Tell lexicons apart: what is learned of one is remembered for it alone."""
        ...


class Neighbours(Protocol):
    """Tells whether the English beside a Han run speaks for Chinese."""

    def reads_beside(self, before: str, after: str, fragment: str) -> bool:
        """Tell whether the words right before or right after `fragment` spell its Mandarin reading."""
        ...

    def readings_abroad(self, character: str) -> tuple[list[str], list[str]]:
        """Return the Japanese and the Korean readings of a character, in Latin letters."""
        ...

    def names_abroad(self, english: str, fragment: str) -> bool:
        """Tell whether `fragment` writes out the sound of `english` in Chinese."""
        ...


class Glosser(Protocol):
    """Turns a Chinese fragment into English for a slot."""

    def gloss(self, fragment: str, start: int, slot: Slot) -> Gloss:
        """Return English for `fragment`, which stands at code point `start` of the input."""
        ...


class Translator(Protocol):
    """A translation engine."""

    def translate(self, requests: Sequence[str]) -> list[str | None]:
        """Return one English text for each request, in order; None where it has none."""
        ...
