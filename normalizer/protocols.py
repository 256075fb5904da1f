"""What a replacement part must offer: one method each, and what an engine is asked and answers."""

from __future__ import annotations

from normalizer.records import TYPE_CHECKING, NamedTuple, Protocol

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

    def weigh_japanese(self, fragment: str) -> tuple[float, list[str]]:
        """Return how much likelier words of Japanese make `fragment` than Chinese ones (natural log), and the words.

        What the dictionary of Chinese has as one word gets no words.
        """
        ...

    def names_abroad(self, english: str, fragment: str) -> bool:
        """Tell whether `fragment` writes out the sound of `english` in Chinese."""
        ...


class Glosser(Protocol):
    """Turns a Chinese fragment into English for a slot."""

    def gloss(self, fragment: str, start: int, slot: Slot) -> Gloss:
        """Return English for `fragment`, which stands at code point `start` of the input."""
        ...


class TranslationRequest(NamedTuple):
    """A fragment that a translation engine is asked for, with what it should know of it.

    ``before`` and ``after`` are the rest of its sentence (bounded); other Chinese may stand in them.
    ``glosses`` are pairs of Chinese and English that the author or the user's glossary settles.
    """

    fragment: str
    before: str = ""
    after: str = ""
    glosses: tuple[tuple[str, str], ...] = ()


class Translation(NamedTuple):
    """What an engine says: English for the fragment, fit for its sentence; nothing where it has none.

    ``engine`` is the name that the annotation gets, ``reason`` how the English was found or why there is none.
    """

    text: str = ""
    engine: str = ""
    confidence: float = 0.0
    reason: str = ""


class Translator(Protocol):
    """A translation engine, or a chain of them."""

    def translate(self, requests: Sequence[TranslationRequest]) -> list[Translation]:
        """Return one translation for each request, in order.

        Raises nothing for what an engine cannot do: that is a translation without text.
        """
        ...
