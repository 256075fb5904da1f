r"""Hard-wrapped text: newlines that only end a full line are blanks to whoever reads the sentence.

The text is given with such newlines as blanks, code point for code point, so that all offsets
hold in both; the edits are made in the text as it is.
"""

from __future__ import annotations

from itertools import pairwise

from normalizer.detection.codepoints import has_cjk
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalizer.detection.masking.lookup import MaskLookup

NARROWEST, WIDEST = 40, 120
"""How wide the longest line of a wrapped paragraph is, in code points: narrower are verses and lists, wider ones
paragraphs of one line each. Mail and plain text are wrapped at 65 to 80, source files at up to 120."""

_PARAGRAPH = precompile(r"(?:[^\n]*\S[^\n]*(?:\n|$))+")
_ENDED = precompile(r"(?:[.!?:;。！？：；…|\\][\"'”’)\]]*|[ ]{2})$")
_BEGINS = precompile(r"[ \t]*(?:[-*+•](?:\s|$)|[>#|=~`:]|\d{1,3}[.)]\s|\[\^?\w+\]:|</?\w)")
_CONTINUES = precompile(r"[ \t]*(?:[(\[（“‘\"']|.*[A-Za-z]{2})")
_WORD = precompile(r"\S+")


def unwrap(text: str, masks: MaskLookup) -> str:
    r"""Return `text` with the newlines that only wrap a line as blanks; its length is the same.

    Only paragraphs with Chinese, Japanese or Korean are looked at; newlines under a mask stay.

    >>> from normalizer.detection.masking.lookup import MaskLookup
    >>> unwrap("They all spoke of the public opinion of the\n(舆论) country.", MaskLookup([]))
    'They all spoke of the public opinion of the (舆论) country.'
    """
    if "\n" not in text:
        return text
    places = [place for paragraph in _list_paragraphs(text) for place in _find_breaks(text, *paragraph)]
    if not places:
        return text
    pieces: list[str] = []
    position = 0
    for place in places:
        if masks.overlaps(place, place + 1):
            continue
        start = place - 1 if text[place - 1] == "\r" else place
        pieces += (text[position:start], " " * (place + 1 - start))
        position = place + 1
    return "".join(pieces) + text[position:]


def _list_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in _PARAGRAPH.finditer(text):
        if has_cjk(match.group()):
            yield match.span()


def _find_breaks(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the newlines of a paragraph that only wrap a line."""
    lines = text[start:end].splitlines(keepends=True)
    width, bare = max(len(line.rstrip()) for line in lines), max(len(line.strip()) for line in lines)
    if not NARROWEST <= width <= WIDEST:
        return
    place = start
    for line, following in pairwise(lines):
        place += len(line)
        said = line.rstrip("\r\n")
        word = _WORD.search(following)
        # A line was wrapped only if the next word had no room in it; an indent may count or have come later.
        room = min(width - len(said.rstrip()), bare - len(said.strip()))
        full = word is not None and len(word.group()) + 1 > room
        if full and line.endswith("\n") and not _ENDED.search(said) and not said.startswith(("#", "|")):
            if _BEGINS.match(following) or not _CONTINUES.match(following):
                continue
            yield place - 1
