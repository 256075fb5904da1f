"""Character references of HTML and WebVTT (``&amp;``, ``&ldquo``, ``&#33286;``) read as browsers read them."""

from __future__ import annotations

from html.entities import html5

from normalizer.documents.nodes import Node
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

REFERENCE = r"&(?:#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<decimal>[0-9]+));?|(?P<name>[a-zA-Z][a-zA-Z0-9]{0,31};?))"
_SPECIAL = rf"(?P<blank>[ \t\n\r\f]{{2,}}|[\t\n\r\f])|{REFERENCE}"
_LAST = 0x10FFFF
_LOST = "\ufffd"


def read_reference(match: re.Match[str], *, quoted: bool = False) -> tuple[str, int]:
    """Return what a match of `REFERENCE` says and how long the reference is; no length when it is none.

    `quoted`: it stands in the value of an attribute, where a name without its semicolon is none before a letter.

    >>> pattern = precompile(REFERENCE)
    >>> [read_reference(pattern.match(text)) for text in ("&ldquo;", "&#x8206;", "&ampersand", "&so")]
    [('“', 7), ('舆', 8), ('&', 4), ('', 0)]
    """
    name: str | None = match["name"]
    if name is None:
        digits = match["hex"] or match["decimal"]
        return _read_number(digits, 16 if match["hex"] else 10), match.end() - match.start()
    if name in html5:
        following = match.string[match.end() : match.end() + 1]
        if quoted and not name.endswith(";") and (following == "=" or following.isalnum()):
            return "", 0
        return html5[name], len(name) + 1
    for length in range(len(name) - 1, 1, -1):
        if not quoted and name[:length] in html5:
            return html5[name[:length]], length + 1
    return "", 0


def _read_number(digits: str, base: int) -> str:
    digits = digits.lstrip("0") or "0"
    code = int(digits, base) if len(digits) <= 7 else _LAST + 1  # noqa: PLR2004 - the last one has seven digits
    if 0x80 <= code < 0xA0:  # noqa: PLR2004 - control characters are taken for what Windows has there
        try:
            return bytes([code]).decode("cp1252")
        except UnicodeDecodeError:
            return chr(code)
    return _LOST if code == 0 or code > _LAST or 0xD800 <= code < 0xE000 else chr(code)  # noqa: PLR2004


class _Spelled:
    """A node in the making whose text the source spells otherwise."""

    def __init__(self, start: int) -> None:
        self.start = self.end = start
        self.text = ""
        self.steps: list[int] = []

    def add(self, said: str, start: int, end: int) -> None:
        self.text += said
        self.steps += [start] * len(said)
        self.end = end

    def finish(self) -> Node:
        return Node(self.start, self.end, self.text, (*self.steps, self.end))


def split_text(text: str, start: int, end: int, *, verbatim: bool = False) -> Iterator[Node]:
    r"""Yield a stretch of a source as nodes: what it says plainly apart from references and from blanks that are one.

    `verbatim`: blanks and line ends stay as they are.

    >>> [node.text for node in split_text("the\n  &#33286;&#35770; &amp; more", 0, 33)]
    ['the', ' 舆论', ' ', '&', ' more']
    """
    position = start
    spelled: _Spelled | None = None
    for match in precompile(_SPECIAL).finditer(text, start, end):
        first = match.start()
        said, length = (" ", match.end() - first) if match["blank"] else read_reference(match)
        if not length or (verbatim and match["blank"]):
            continue
        if position < first:
            if spelled:
                yield spelled.finish()
                spelled = None
            yield Node(position, first, text[position:first])
        spelled = spelled or _Spelled(first)
        position = first + length
        spelled.add(said, first, position)
    if spelled:
        yield spelled.finish()
    if position < end:
        yield Node(position, end, text[position:end])


def read_references(text: str, start: int, end: int, *, quoted: bool = False) -> Node:
    """Return the node of a stretch of a source with all references in it read; `quoted`: it is an attribute's value.

    >>> read_references("a &amp; &#33286;", 0, 16)
    Node(start=0, end=16, text='a & 舆', steps=(0, 1, 2, 7, 8, 16))
    """
    spelled = _Spelled(start)
    position = start
    for match in precompile(REFERENCE).finditer(text, start, end):
        said, length = read_reference(match, quoted=quoted)
        if length:
            _add_plain(spelled, text, position, match.start())
            position = match.start() + length
            spelled.add(said, match.start(), position)
    if position == start:
        return Node(start, end, text[start:end])
    _add_plain(spelled, text, position, end)
    return spelled.finish()


def _add_plain(spelled: _Spelled, text: str, start: int, end: int) -> None:
    for place in range(start, end):
        spelled.add(text[place], place, place + 1)


def cut_node(node: Node, first: int, last: int) -> Node:
    """Return the part of a node between two places of its text.

    >>> cut_node(Node(3, 6, "舆论 "), 0, 2)
    Node(start=3, end=5, text='舆论', steps=())
    """
    steps = node.steps[first : last + 1] if node.steps else ()
    return Node(node.to_source(first), node.to_source(last), node.text[first:last], steps)
