"""HTML put together from elements: whatever is not one already is text, and escaped."""

from __future__ import annotations

from html import escape

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

_VOID = ("meta", "rect", "line")
_UNSEEN = precompile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Markup(str):
    """HTML that is complete; the only strings that `element` does not escape."""

    __slots__ = ()


def element(name: str, *content: str, **attributes: str | float | None) -> Markup:
    """Return an element. An attribute of None is left out; ``_`` stands for ``-``, and ``class_`` for ``class``.

    >>> element("td", "<script>", Markup("<b>bold</b>"), class_="n", data_value=3)
    '<td class="n" data-value="3">&lt;script&gt;<b>bold</b></td>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{write_text(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{given}>" if name == "meta" else f"<{name}{given}/>")
    return Markup(f"<{name}{given}>{join(*content)}</{name}>")


def join(*parts: str) -> Markup:
    """Return parts one after another, those that are not markup escaped."""
    return Markup("".join(part if isinstance(part, Markup) else write_text(part) for part in parts))


def write_text(text: str) -> Markup:
    r"""Return text as HTML can carry it: characters that have no place in it are told by their numbers.

    Half a surrogate pair is such a one; file names that are no UTF-8 hold them.

    >>> write_text("a<b\x00\udcff")
    'a&lt;b\\x00\\udcff'
    """
    return Markup(escape(_UNSEEN.sub(_tell_number, text)))


def _tell_number(match: Match[str]) -> str:
    number = ord(match.group())
    return f"\\x{number:02x}" if number <= 0xFF else f"\\u{number:04x}"  # noqa: PLR2004 - two digits hold no more
