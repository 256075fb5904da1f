"""Tags, comments and texts of HTML and XHTML, each with its exact place, as browsers tell them apart.

The standard library's parser is not used: where scripts, titles and comments end has changed there
from one security release to the next, and it knows no XHTML.
"""

from __future__ import annotations

import re

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BLANK = r" \t\n\r\f"
_NAME = rf"<(?P<slash>/?)(?P<name>[a-zA-Z][^{_BLANK}/>]*)"
# One group has matched last: the end of the tag, a name without a value, or a value in one of three forms.
_ATTRIBUTE = (
    rf"[{_BLANK}/]*(?:(>)|(=[^{_BLANK}/>=]*|[^{_BLANK}/>=]+)"
    rf"(?:[{_BLANK}]*=[{_BLANK}]*(?:\"([^\"]*)(?:\"|\Z)|'([^']*)(?:'|\Z)|([^{_BLANK}>]*)))?)"
)
_COMMENT_END = r"--!?>"
_CDATA = "<![CDATA["
_LONGEST_SUBSET = 20_000
_INSTRUCTIONS = ("<?php", "<?=")
_RAW_END = rf"</{{}}(?=[{_BLANK}/>])"
_SCRIPT_PART = rf"(?P<open><!--)|(?P<close>-->)|<(?P<slash>/?)script(?=[{_BLANK}/>])"
Place = tuple[int, int]


class Token(NamedTuple):
    """What stands at a place of the source (code points).

    ``kind`` is ``start``, ``end``, ``text``, ``raw`` (a script, a style sheet), ``comment`` or ``other``
    (declarations, instructions, what no reader sees). ``name`` is that of the tag, in small letters, in XHTML without
    its prefix; ``attributes`` tell where the values stand, without their quotes. ``empty``: the tag ends in ``/>``.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: Mapping[str, Place] = {}
    empty: bool = False


class Elements(Protocol):
    """What has to be known of the open elements to tell tags from text."""

    xml: bool

    @property
    def is_foreign(self) -> bool:
        """Whether the text that follows stands in a drawing or a formula."""
        ...

    def find_raw_kind(self, token: Token) -> str:
        """Return the kind of what follows a tag if no tags are told in it."""
        ...

    def follow(self, token: Token, text: str) -> None:
        """Open and close what a tag opens and closes."""
        ...


def read_tokens(text: str, elements: Elements) -> Iterator[Token]:
    """Yield what stands in `text`, without a gap, in time that grows with its length.

    `elements` follows every tag before that is yielded; between tags it tells what is open.

    >>> from normalizer.detection.elements import OpenElements
    >>> [token[:3] for token in read_tokens("a <b>舆论</b>", OpenElements())]
    [('text', 0, 2), ('start', 2, 5), ('text', 5, 7), ('end', 7, 11)]
    """
    first = position = 0
    while (place := text.find("<", position)) >= 0:
        token = _read_markup(text, place, elements)
        if token is None:
            position = place + 1
            continue
        if first < place:
            yield Token("text", first, place)
        raw = elements.find_raw_kind(token)
        elements.follow(token, text)
        yield token
        first = position = token.end
        if raw:
            first = position = _find_raw_end(text, token)
            if token.end < first:
                yield Token(raw, token.end, first)
    if first < len(text):
        yield Token("text", first, len(text))


def _read_markup(text: str, start: int, elements: Elements) -> Token | None:
    """Return the token that begins at a ``<``, None when that is text."""
    match = precompile(_NAME).match(text, start)
    if match:
        return _read_tag(text, match, elements)
    following = text[start + 1 : start + 2]
    if following == "!" and text.startswith("<!--", start):
        return Token("comment", start, _find_comment_end(text, start))
    if following == "!":
        return Token("other", start, _find_declaration_end(text, start, elements))
    if following == "?":
        closing = "?>" if elements.xml or text.startswith(_INSTRUCTIONS, start) else ">"
        return Token("other", start, _find_end(text, closing, start))
    if following == "/" and start + 2 < len(text):
        return Token("other", start, _find_end(text, ">", start))
    return None


def _read_tag(text: str, match: re.Match[str], elements: Elements) -> Token:
    """Return a tag; one that the text ends in is no tag and no text."""
    name = match["name"].lower()
    if elements.xml and ":" in name:
        name = name.rpartition(":")[2]
    kind = "end" if match["slash"] else "start"
    start, position = match.start(), match.end()
    if text.startswith(">", position):
        return Token(kind, start, position + 1, name)
    attributes: dict[str, Place] = {}
    pattern = precompile(_ATTRIBUTE)
    while found := pattern.match(text, position):
        position = found.end()
        index = found.lastindex or 1
        if index == 1:
            empty = position - 2 >= found.start() and text[position - 2] == "/"
            return Token(kind, start, position, name, attributes, empty)
        place = found.span(index) if index > 2 else (position, position)  # noqa: PLR2004 - the third group and on
        attributes.setdefault(found[2].lower(), place)
    return Token("other", start, len(text))


def _find_end(text: str, closing: str, start: int) -> int:
    """Return where the next `closing` ends, the end of the text when there is none."""
    end = text.find(closing, start)
    return end + len(closing) if end >= 0 else len(text)


def _find_comment_end(text: str, start: int) -> int:
    inner = start + len("<!--")
    for closing in (">", "->"):
        if text.startswith(closing, inner):
            return inner + len(closing)
    match = precompile(_COMMENT_END).search(text, inner)
    return match.end() if match else len(text)


def _find_declaration_end(text: str, start: int, elements: Elements) -> int:
    """Return where a document type, a CDATA section or the like ends."""
    if text.startswith(_CDATA, start) and (elements.xml or elements.is_foreign):
        return _find_end(text, "]]>", start)
    end = _find_end(text, ">", start)
    subset = text.find("[", start, end)
    if subset >= 0 and text[start + 2 : start + 9].lower() == "doctype":
        closing = precompile(rf"\][{_BLANK}]*>").search(text, subset, subset + _LONGEST_SUBSET)
        end = closing.end() if closing else end
    return end


def _find_raw_end(text: str, token: Token) -> int:
    """Return where the end tag of an element begins that holds no tags."""
    if token.name == "plaintext":
        return len(text)
    if token.name == "script":
        return _find_script_end(text, token.end)
    match = precompile(_RAW_END.format(token.name), re.IGNORECASE).search(text, token.end)
    return match.start() if match else len(text)


def _find_script_end(text: str, start: int) -> int:
    """Return where a script ends: one in a comment in a script closes itself."""
    escaped = doubly = False
    pattern = precompile(_SCRIPT_PART, re.IGNORECASE)
    position = start
    while match := pattern.search(text, position):
        position = match.end()
        if match["open"]:
            # The dashes of <!--> close what they open.
            escaped, position = True, position - 2
        elif match["close"]:
            escaped = doubly = False
        elif not match["slash"]:
            doubly = escaped or doubly
        elif not doubly:
            return match.start()
        else:
            doubly = False
    return len(text)
