"""XML read by expat, with the exact place of every tag and every text in the source.

>>> [event[:2] for event in read_events("<p>a <b>舆论</b></p>")]
[('start', 0), ('text', 3), ('start', 5), ('text', 8), ('end', 10), ('end', 14)]
"""

from __future__ import annotations

from normalizer.documents.nodes import Node
from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

CDATA = "<![CDATA["
SEPARATOR = " "
"""What stands between the name of a namespace and the local name of an element or an attribute."""
ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
"""How characters that mean markup are written in text."""


class Event(NamedTuple):
    """What stands at a place of the source (code points): a start tag, an end tag, a text.

    ``kind`` is ``start``, ``end``, ``text``, or ``other`` for comments, instructions and
    declarations; ``end`` is where the next event begins. ``name`` is that of the element with its
    namespace before a blank, ``text`` what a text says, ``steps`` as in a `Node`.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: dict[str, str] = {}  # noqa: RUF012 - never written to
    text: str = ""
    steps: tuple[int, ...] = ()

    def to_node(self) -> Node:
        """Return the node of a text."""
        return Node(self.start, self.end, self.text, self.steps)


class _Reader:
    """Collects what expat tells, by bytes."""

    def __init__(self, data: bytes) -> None:
        from xml.parsers import expat

        # The text was decoded before, whatever encoding its declaration names.
        self.parser = expat.ParserCreate("utf-8", SEPARATOR)
        self.found: list[tuple[str, int, str, dict[str, str]]] = []
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        for name in ("StartCdataSection", "EndCdataSection"):
            setattr(self.parser, name + "Handler", self._mark)
        for name in ("Comment", "ProcessingInstruction", "XmlDecl", "StartDoctypeDecl", "EndDoctypeDecl"):
            setattr(self.parser, name + "Handler", self._mark)
        self.parser.SkippedEntityHandler = self._mark
        self.parser.Parse(data, True)  # noqa: FBT003 - expat's own signature

    def _add(self, kind: str, name: str = "", attributes: dict[str, str] | None = None) -> None:
        self.found.append((kind, self.parser.CurrentByteIndex, name, attributes or {}))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._add("start", name, attributes)

    def _end(self, name: str) -> None:
        # The end of an empty tag has the place of its beginning.
        self._add("end", name)

    def _text(self, text: str) -> None:
        self._add("text", text)

    def _mark(self, *_: Any) -> None:
        self._add("other")


def read_events(text: str) -> list[Event]:
    """Return what stands in `text`, in order; neighbouring texts are one.

    Raises `InputError` for XML that is not well-formed.
    """
    from xml.parsers import expat

    data = text.encode()
    try:
        found = _Reader(data).found
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        message = f"this is not well-formed XML: {reason} at line {error.lineno}, column {error.offset + 1}"
        raise InputError(message) from error
    places = _count_points(data, [place for _, place, _, _ in found])
    ends = [*places[1:], len(text)]
    events: list[Event] = []
    for (kind, _, name, attributes), start, end in zip(found, places, ends, strict=True):
        if kind != "text":
            events.append(Event(kind, start, end, name, attributes))
            continue
        event = Event(kind, start, end, text=name, steps=_step(name, start, end))
        last = events[-1] if events else None
        # The end tag of CDATA begins where its text ends, so that such a text stays alone.
        if last and last.kind == "text" and last.end == start:
            events[-1] = _join(last, event)
        else:
            events.append(event)
    return events


def _count_points(data: bytes, places: Iterable[int]) -> list[int]:
    """Return places in bytes, which never go back, as places in code points."""
    points: list[int] = []
    last = count = 0
    for place in places:
        count += len(data[last:place].decode())
        last = place
        points.append(count)
    return points


def _step(text: str, start: int, end: int) -> tuple[int, ...]:
    """Return where each code point begins when the source does not say the text plainly."""
    if end - start == len(text):
        return ()
    return (*range(start, start + len(text)), end)


def _join(first: Event, second: Event) -> Event:
    """Return two texts that follow one another as one."""
    steps: tuple[int, ...] = ()
    if first.steps or second.steps:
        before = first.steps[:-1] if first.steps else tuple(range(first.start, first.end))
        steps = (*before, *(second.steps or range(second.start, second.end + 1)))
    return first._replace(end=second.end, text=first.text + second.text, steps=steps)
