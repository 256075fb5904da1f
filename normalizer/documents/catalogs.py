r"""Catalogs of messages, PO: the translations are text (``msgstr``), each entry a passage of its own.

What is asked for (``msgid``), contexts, comments, the header and obsolete entries are not, and a
catalog whose header says that it translates into Chinese, Japanese or Korean is left alone.

>>> from normalizer.documents.document import Source
>>> from normalizer.documents.encoding import Encoding
>>> entry = 'msgid "opinion"\nmsgstr ""\n"the \\"舆论\\"\\n"\n"grew"\n'
>>> [(passage.id, passage.join()) for passage in find_passages(entry, Source(b"", "po", Encoding()))]
[('2#msgstr', 'the "舆论"\ngrew')]
"""

from __future__ import annotations

from normalizer.detection.codepoints import has_cjk
from normalizer.documents.node_document import write_escaped
from normalizer.documents.nodes import Node, NodeEdit, Passage
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalizer.documents.document import Source
    from normalizer.documents.splicing import Edit

_LITERAL = r'"(?:[^"\\\r\n]|\\.)*"'
_LINES = rf"{_LITERAL}(?:[ \t]*(?:\r\n?|\n)[ \t]*{_LITERAL})*"
_MESSAGE = precompile(
    rf"(?m:^)[ \t]*(?P<key>msgid|msgstr(?:\[\d+\])?)[ \t]+(?P<lines>{_LINES})"  # a keyword and its lines
)
_STRING = precompile(_LITERAL)
_ESCAPE = precompile(r"\\(?:([0-7]{1,3})|[xX]([0-9a-fA-F]{1,2})|(.))")
_MEANINGS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_ESCAPES = {ord('"'): '\\"', ord("\\"): "\\\\", ord("\n"): "\\n", ord("\t"): "\\t", ord("\r"): "\\r"}
_EAST_ASIAN = precompile(r"(?im)^Language:[ \t]*(?:zh|ja|ko|yue)(?![a-z])")


def find_passages(text: str, source: Source) -> Iterator[Passage]:  # noqa: ARG001 - formats share a signature
    """Yield a passage for each translation that holds Chinese, Japanese or Korean."""
    asked = ""
    line = position = 0
    for match in _MESSAGE.finditer(text):
        nodes = tuple(_read_literal(text, *found.span()) for found in _STRING.finditer(text, *match.span("lines")))
        said = "".join(node.text for node in nodes)
        line += _count_lines(text, position, match.start("key"))
        position = match.start("key")
        if match["key"] == "msgid":
            asked = said
        elif not asked:
            if _EAST_ASIAN.search(said):
                return
        elif has_cjk(said):
            yield Passage(f"{line + 1}#{match['key']}", nodes)


def _count_lines(text: str, start: int, end: int) -> int:
    count = text.count("\n", start, end)
    return count or text.count("\r", start, end)


def _read_literal(text: str, start: int, end: int) -> Node:
    """Return the node of a literal between quotes, with its escapes resolved."""
    start, end = start + 1, end - 1
    if "\\" not in text[start:end]:
        return Node(start, end, text[start:end])
    pieces: list[str] = []
    steps: list[int] = []
    position = start
    for match in _ESCAPE.finditer(text, start, end):
        octal, hexadecimal, letter = match.groups()
        meant = chr(int(octal, 8)) if octal else chr(int(hexadecimal, 16)) if hexadecimal else ""
        pieces += (text[position : match.start()], meant or _MEANINGS.get(letter, letter))
        steps += range(position, match.start() + 1)
        position = match.end()
    pieces.append(text[position:end])
    return Node(start, end, "".join(pieces), (*steps, *range(position, end + 1)))


def write_edits(text: str, node: Node, edits: Sequence[NodeEdit]) -> Iterator[Edit]:  # noqa: ARG001 - as above
    """Yield the edits of the source, with quotes, backslashes and newlines escaped."""
    return write_escaped(node, edits, _ESCAPES)
