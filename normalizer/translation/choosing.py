"""Which of the readings of a fragment is believed, and how surely."""

from __future__ import annotations

from normalizer.patterns import precompile
from normalizer.protocols import Translation
from normalizer.records import TYPE_CHECKING
from normalizer.translation.framing import ALONE, CONTEXT, SENTENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.protocols import TranslationRequest
    from normalizer.translation.framing import Frame, Reading

BOTH, IN_CONTEXT, IN_SENTENCE, BY_ITSELF, BY_ITSELF_AGAINST = 0.9, 0.85, 0.75, 0.6, 0.5
"""Confidence when both ways of asking agree; when an engine that reads context answered; when the sentence did, and
its English came back as it was; when only the fragment by itself was answered; when the sentence said otherwise."""

_DETERMINER = precompile(
    r"(?i)\b(?:a|an|the|this|that|these|those|my|your|his|her|its|our|their|no|every|each|some|any)\W*$"
)
_ARTICLE = precompile(r"(?i)(?:a|an|the) (?=\S)")
_WORDS = precompile(r"[^\W_]+(?:['’-][^\W_]+)*")
_OPENING = precompile(r"(?:^|[.!?。！？:]\s*)[\"'“‘(\[*_>#\s-]*$")


def choose(engine: str, request: TranslationRequest, readings: Sequence[tuple[Frame, Reading]]) -> Translation | None:
    """Return what `engine` says of a fragment, None when nothing is believed."""
    told = {frame.kind: reading for frame, reading in readings if reading.text}
    alone = told.get(ALONE)
    framed = next((reading for kind, reading in told.items() if kind != ALONE), None)
    if CONTEXT in told:
        return _make(engine, request, told[CONTEXT].text, IN_CONTEXT, "with its sentence")
    if framed and alone and _fold(framed.text) == _fold(alone.text):
        return _make(engine, request, framed.text, BOTH, "in its sentence and alone")
    if framed and (framed.steady or not alone):
        how = "in its whole sentence" if SENTENCE in told else "in its sentence"
        return _make(engine, request, framed.text, IN_SENTENCE if framed.steady else BY_ITSELF_AGAINST, how)
    if alone:
        text = _lower(alone.text, request, framed.text if framed else "")
        return _make(engine, request, text, BY_ITSELF_AGAINST if framed else BY_ITSELF, "alone")
    return None


def _make(engine: str, request: TranslationRequest, text: str, confidence: float, how: str) -> Translation:
    if _DETERMINER.search(request.before):
        text = _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text
    return Translation(text, engine, confidence, f"{engine}, {how}")


def _fold(text: str) -> list[str]:
    words = _WORDS.findall(text.casefold())
    return words[1:] if len(words) > 1 and words[0] in ("a", "an", "the") else words


def _lower(text: str, request: TranslationRequest, framed: str) -> str:
    """Return an answer that was a sentence of its own, as it stands inside another.

    A first word that the sentence's answer too writes with a capital keeps it, and so does one whose
    fellows have capitals: a name.
    """
    words = _WORDS.findall(text)
    if _OPENING.search(request.before) or not words or len(words) == 1 or not text.startswith(words[0]):
        return text
    first, *others = words
    if not first[1:].islower() and len(first) > 1:
        return text
    named = first in _WORDS.findall(framed) or any(word[0].isupper() for word in others) or first == "I"
    return text if named else first.lower() + text[len(first) :]
