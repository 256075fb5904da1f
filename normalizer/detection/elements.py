"""The open elements of an HTML document, and what they say of the text in them.

End tags that are missing are supplied for paragraphs, list items, cells and the like; those that
nothing opened are passed over. Every tag costs the same, however deep it stands.
"""

from __future__ import annotations

from normalizer.detection.masking.code import CODE_ELEMENTS
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from normalizer.detection.tags import Place, Token

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
"""Elements without content."""

SILENT = frozenset("script style svg math template iframe noembed noframes xmp plaintext".split())
"""Elements whose content is no text at all."""

RAW = frozenset("script style iframe noembed noframes xmp plaintext".split())
_TITLED = frozenset({"title", "textarea"})
_FOREIGN = {
    "svg": ("foreignobject", "desc", "title"),
    "math": ("annotation-xml", "mi", "mo", "mn", "ms", "mtext"),
}
"""Drawings and formulas, with their elements that may hold HTML."""

_BREAKING = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)
"""Start tags that end a drawing or formula that nobody closed."""

BLOCKS = frozenset(
    "address article aside blockquote body button caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing "
    "main menu nav ol optgroup option p pre search section select summary table tbody td textarea tfoot th thead "
    "title tr ul".split()
)
"""Elements that stand apart from the text around them."""

_PARTING = BLOCKS - frozenset(
    "body button caption col colgroup head html legend optgroup option select textarea title".split()
)
_CELLS = frozenset({"td", "th", "caption"})
_ROWS = frozenset({"tbody", "thead", "tfoot"})
_TABLE = _CELLS | _ROWS | {"table", "tr"}
# Of each family: its members, the start tags that end an open one, the elements beyond which none is ended.
_FAMILIES = (
    ("p", {"p"}, _PARTING, _CELLS | {"table", "button", "object", "marquee", "template"}),
    ("li", {"li"}, {"li"}, _CELLS | {"ul", "ol", "menu", "dir", "table", "template"}),
    ("term", {"dt", "dd"}, {"dt", "dd"}, _CELLS | {"dl", "table", "template"}),
    ("option", {"option"}, {"option", "optgroup"}, {"select", "datalist", "template"}),
    ("reading", {"rt", "rp"}, {"rt", "rp", "rb", "rtc"}, {"ruby", "template"}),
    ("cell", _CELLS, _CELLS | _ROWS | {"tr"}, {"table", "template"}),
    ("row", {"tr"}, _ROWS | {"tr"}, {"table", "template"}),
    ("rows", _ROWS, _ROWS, {"table", "template"}),
)


def _group(column: int) -> dict[str, tuple[str, ...]]:
    """Return for each element the families of which it stands in a column of the table."""
    names = sorted({name for family in _FAMILIES for name in family[column]})
    return {name: tuple(str(family[0]) for family in _FAMILIES if name in family[column]) for name in names}


_MEMBERS, _ENDING, _BARRIERS = _group(1), _group(2), _group(3)


class State(NamedTuple):
    """What the open elements say of the text in them.

    ``language`` is the tag of the nearest ``lang``; ``kept``: somebody asked for no translation.
    """

    silent: bool = False
    kept: bool = False
    code: bool = False
    language: str = ""

    @property
    def rule(self) -> str:
        """The mask that the text lies in."""
        return "markup" if self.silent else "off" if self.kept else "element" if self.code else ""


class OpenElements:
    """The elements that are open at a place of a document; ``xml``: it is XHTML, where any tag may close itself."""

    def __init__(self, *, xml: bool = False) -> None:
        """Begin a document."""
        self.xml = xml
        self.state = State()
        """What is said of the text that follows."""
        self.own = State()
        """What is said of the element whose start tag was followed last."""
        self.closed: list[str] = []
        """The elements that the last tag closed."""
        self.entered = ""
        """The element that the last tag opened."""
        self._stack: list[tuple[str, State]] = []
        self._places: dict[str, list[int]] = {}
        self._opened: dict[str, list[int]] = {family[0]: [] for family in _FAMILIES}
        self._foreign: list[int] = []

    @property
    def is_foreign(self) -> bool:
        """Whether the text that follows stands in a drawing or a formula, and not in HTML in these."""
        if not self._foreign:
            return False
        root = self._foreign[-1]
        inner = (self._places.get(name) for name in _FOREIGN[self._stack[root][0]])
        return not any(places and places[-1] > root for places in inner)

    def has_open(self, name: str) -> bool:
        """Tell whether an element of this name is open."""
        return bool(self._places.get(name))

    def find_raw_kind(self, token: Token) -> str:
        """Return the kind of what follows a tag if no tags are told in it, nothing for other tags."""
        if token.kind != "start" or (self.xml and token.empty) or self.is_foreign:
            return ""
        if token.name in RAW and (not self.xml or token.name in ("script", "style")):
            return "raw"
        return "text" if token.name in _TITLED and not self.xml else ""

    def follow(self, token: Token, text: str) -> None:
        """Open and close what a tag opens and closes."""
        if token.kind not in ("start", "end"):
            return
        self.closed = []
        self.entered = ""
        if token.kind == "end":
            self._close(token.name)
        else:
            self._open(token, text)
        self.state = self._stack[-1][1] if self._stack else State()

    def _open(self, token: Token, text: str) -> None:
        name = token.name
        while name in _BREAKING and self.is_foreign:
            self._pop(self._foreign[-1])
        if not self._foreign:
            for family in _ENDING.get(name, ()):
                opened = self._opened[family]
                if opened and opened[-1] >= 0:
                    self._pop(opened[-1])
        above = self._stack[-1][1] if self._stack else State()
        self.own = _describe(token, above, text)
        foreign = name in _FOREIGN or bool(self._foreign)
        if name in VOID or (token.empty and (self.xml or foreign)):
            return
        place = len(self._stack)
        for family in _MEMBERS.get(name, ()):
            self._opened[family].append(place)
        for family in _BARRIERS.get(name, ()):
            self._opened[family].append(-1)
        if name in _FOREIGN:
            self._foreign.append(place)
        self._places.setdefault(name, []).append(place)
        self._stack.append((name, self.own))
        self.entered = name

    def _close(self, name: str) -> None:
        """Close the nearest element of a name with all in it; what stands in a cell closes nothing outside of it."""
        places = self._places.get(name)
        if not places or name in ("html", "body"):
            return
        cells = self._opened["cell"]
        if name in _TABLE or not cells or places[-1] > cells[-1]:
            self._pop(places[-1])

    def _pop(self, place: int) -> None:
        """Close the element at a place of the stack and those in it."""
        while len(self._stack) > place:
            name, _ = self._stack.pop()
            self.closed.append(name)
            self._places[name].pop()
            for family in (*_MEMBERS.get(name, ()), *_BARRIERS.get(name, ())):
                self._opened[family].pop()
            if name in _FOREIGN:
                self._foreign.pop()


def _describe(token: Token, above: State, text: str) -> State:
    """Return what is said of the text in an element."""
    name, attributes = token.name, token.attributes
    if name in SILENT or name in CODE_ELEMENTS:
        above = above._replace(silent=above.silent or name in SILENT, code=above.code or name in CODE_ELEMENTS)
    if not attributes:
        return above
    translated = _read(text, attributes, "translate").strip().lower()
    kept = translated == "no" or (translated != "yes" and above.kept)
    if "notranslate" in _read(text, attributes, "class").lower().split():
        kept = True
    language = above.language
    for attribute in ("xml:lang", "lang"):
        if attribute in attributes:
            language = _read(text, attributes, attribute).strip()
    return above._replace(kept=kept, language=language)


def _read(text: str, attributes: Mapping[str, Place], name: str) -> str:
    """Return the value of an attribute, nothing when there is none."""
    start, end = attributes.get(name, (0, 0))
    return text[start:end]
