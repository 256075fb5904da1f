"""One edit: what the last step will write, with everything its annotation needs."""

from __future__ import annotations

from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.types import Span

if TYPE_CHECKING:
    from normalizer.literals import Action, Origin
    from normalizer.types import Fragment, Gloss, Token


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


def keep_fragment(fragment: Fragment, context: str, reason: str) -> Edit:
    """Plan to leave a fragment as it is."""
    return Edit(
        fragment,
        fragment.start,
        fragment.end,
        fragment.text,
        "keep",
        "policy",
        context,
        None,
        1.0,
        reason,
        Span(0, len(fragment.text)),
    )


def drop_fragment(fragment: Fragment, context: str, gloss: Gloss | None, suffix: int = 0) -> Edit:
    """Plan to take a fragment out, with the `suffix` letters glued to it; its seams are mended later."""
    end = fragment.end + suffix if suffix else fragment.outer.end
    return Edit(
        fragment,
        fragment.outer.start,
        end,
        "",
        "drop",
        "policy",
        context,
        gloss.text if gloss else None,
        1.0,
        "the settings drop it",
        Span(0, 0),
        pinyin=gloss.pinyin if gloss else "",
    )
