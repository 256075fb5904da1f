r"""Where the strings of a JSON text stand that can hold Chinese, and the way to each; everything else is passed over.

No number is parsed, and no nesting is too deep: the text is read token by token.

>>> list(find_strings('{"a": [1, "舆"], "b": "x"}'))
[Found(place=('a', 1), start=10, end=13)]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from json.decoder import scanstring  # type: ignore[attr-defined] # left out of the type stubs
from typing import overload

from normalizer.detection.codepoints import CJK
from normalizer.documents.escapes import Escapes
from normalizer.documents.gate import ESCAPED
from normalizer.documents.json_members import write_string
from normalizer.documents.nodes import Node, NodeEdit
from normalizer.documents.splicing import Edit
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn

    from normalizer.documents.fields import Step

_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_BLANK = r"[ \t\r\n]*"
_KEY = precompile(rf"{_BLANK}({_STRING}){_BLANK}:", re.DOTALL)
_SCALAR = r"-?[0-9][0-9.eE+-]*|true|false|null|NaN|-?Infinity"
_VALUE = precompile(rf"{_BLANK}(?:({_STRING})|([\[{{])|(?:{_SCALAR}))", re.DOTALL)
_SIGN = precompile(rf"{_BLANK}([,\]}}]|\Z)")
_LETTER = precompile(rf"[{CJK}]|{ESCAPED.decode()}")
_ESCAPE = precompile(r"(\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.))", re.DOTALL)


class JsonFaultError(ValueError):
    """A text that is no JSON: what is wrong, and the offset (code points) where it is."""

    def __init__(self, message: str, offset: int) -> None:
        """Take both."""
        super().__init__(message)
        self.offset = offset


class Found(NamedTuple):
    """A string: the keys and numbers on the way to it, and where its literal stands, quotes included."""

    place: tuple[Step, ...]
    start: int
    end: int


def find_strings(text: str, *, every: bool = False) -> Iterator[Found]:
    """Yield the strings of a JSON text that may hold Chinese, Japanese or Korean, or every one; keys are left out.

    Raises `JsonFaultError` at what is no JSON, when it comes there.
    """
    way: list[Step] = []  # raw keys, and numbers of elements
    position, letter = 0, _find_letter(text, 0)
    while True:
        value = _VALUE.match(text, position)
        if value is None:
            _refuse("expected a value", text, position)
        position = value.end()
        if value.lastindex == 1:
            start = value.start(1)
            if letter < start:
                letter = _find_letter(text, start)
            if every or letter < position:
                yield Found(tuple(map(_read_step, way)), start, position)
        elif value.lastindex and (opened := _open(text, position, value[2], way)) is not None:
            position = opened
            continue
        following = _pass_on(text, position, way)
        if following is None:
            return
        position = following


def _open(text: str, position: int, sign: str, way: list[Step]) -> int | None:
    """Go into an object or array: return where its first value is looked for, None when it is empty.

    Of an empty one the closing sign is still to be read, so that its step is on the way all the same.
    """
    if sign == "{":
        key = _KEY.match(text, position)
        way.append(key[1] if key else "")
        return key.end() if key else None
    way.append(0)
    following = _SIGN.match(text, position)
    return None if following and following[1] == "]" else position


def _pass_on(text: str, position: int, way: list[Step]) -> int | None:
    """Return where the next value is looked for behind one that ends at `position`, None at the end of the text."""
    while True:
        sign = _SIGN.match(text, position)
        if sign is None or (not way and sign[1]) or (way and not sign[1]):
            expected = "expected ',' or the end of an object or array" if way else "something follows the value"
            _refuse(expected, text, position)
        if not way:
            return None
        position, step = sign.end(), way[-1]
        if sign[1] == ",":
            if isinstance(step, int):
                way[-1] = step + 1
                return position
            key = _KEY.match(text, position)
            if key is None or not step:
                _refuse("expected a key", text, position)
            way[-1] = key[1]
            return key.end()
        if (sign[1] == "]") is not isinstance(step, int):
            _refuse("an object or array ends with the wrong bracket", text, sign.start(1))
        way.pop()


def _find_letter(text: str, position: int) -> int:
    found = _LETTER.search(text, position)
    return found.start() if found else len(text) + 1


def _read_step(step: Step) -> Step:
    return step if isinstance(step, int) else str(scanstring(step, 1, False)[0])  # noqa: FBT003 - C function


def _refuse(message: str, text: str, position: int) -> NoReturn:
    """Raise `JsonFaultError` for what stands behind the blanks at `position`."""
    place = len(text) - len(text[position:].lstrip(" \t\r\n"))
    if place == len(text):
        message = "the text is cut short"
    raise JsonFaultError(message, place)


def make_node(text: str, start: int, end: int) -> Node:
    r"""Return the node of the literal that stands there, quotes included; raise `JsonFaultError` for a wrong escape.

    >>> node = make_node('"a\\u8206b"', 0, 10)
    >>> node.start, node.end, node.text, list(node.steps)
    (1, 9, 'a舆b', [1, 2, 8, 9])
    """
    try:
        said, _ = scanstring(text, start + 1, False)  # noqa: FBT003 - C function
    except ValueError as error:
        message = "a string with a wrong escape"
        raise JsonFaultError(message, start) from error
    return lay_out(text, start, end, said)


def lay_out(text: str, start: int, end: int, said: str) -> Node:
    """Return the node of the literal that stands there, quotes included, when it is known what it says."""
    plain = text.find("\\", start, end) < 0
    return Node(start + 1, end - 1, said, () if plain else _Steps(text, start + 1, end - 1, said))


class _Steps(Sequence[int]):
    """Where the code points of a literal stand.

    Most literals are written as `write_string` would write them: then a place is told by the length
    of what that makes of the text before it, ten times faster than by finding all escapes.
    """

    def __init__(self, text: str, start: int, end: int, said: str) -> None:
        self._text, self._start, self._end, self._said = text, start, end, said
        self._ascii_only = text[start:end].isascii()
        self._known = (0, start)
        self._escapes: Escapes | None = None

    def __len__(self) -> int:
        return len(self._said) + 1

    @overload
    def __getitem__(self, offset: int) -> int: ...
    @overload
    def __getitem__(self, offset: slice) -> Sequence[int]: ...
    def __getitem__(self, offset: int | slice) -> int | Sequence[int]:
        if self._escapes is None and isinstance(offset, int):
            known, place = self._known
            if known <= offset <= len(self._said):
                written = write_string(self._said[known:offset], ascii_only=self._ascii_only)[1:-1]
                if self._text.startswith(written, place):
                    self._known = (offset, place + len(written))
                    return place + len(written)
        self._escapes = self._escapes or Escapes(_ESCAPE, self._text, self._start, self._end)
        return self._escapes[offset]


def write_edits(text: str, node: Node, edits: Sequence[NodeEdit]) -> Iterator[Edit]:
    """Yield the edits of a literal that those of its node come to, in ASCII if it is."""
    ascii_only = text[node.start : node.end].isascii()
    for edit in edits:
        written = write_string(edit.text, ascii_only=ascii_only)[1:-1]
        yield Edit(node.to_source(edit.start), node.to_source(edit.end), written)
