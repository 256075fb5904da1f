"""One edit: what the last step will write, with everything its annotation needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from normalizer.types import Action, Fragment, Origin, Span, Token


class Edit(NamedTuple):
    """A planned change of ``input[start:end]`` for one fragment.

    The anchor is given either inside the replacement (``anchor``) or, when the author's
    words outside the edit stand for the fragment, in the input (``source_anchor``).
    """

    fragment: Fragment
    start: int
    end: int
    replacement: str
    action: Action
    origin: Origin
    context: str
    gloss: str | None
    confidence: float
    reason: str
    anchor: Span | None = None
    source_anchor: Span | None = None
    gloss_span: Span | None = None
    pinyin: str = ""
    engine: str = ""
    tokens: tuple[Token, ...] = ()
