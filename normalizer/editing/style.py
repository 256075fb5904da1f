"""The document's own style: straight or curly quotes and apostrophes."""

from __future__ import annotations

from normalizer.patterns import precompile
from normalizer.records import NamedTuple


class Style(NamedTuple):
    """The marks that the document uses."""

    apostrophe: str
    open_quote: str
    close_quote: str


STRAIGHT = Style("'", '"', '"')


def read_style(text: str) -> Style:
    """Return the quotes and the apostrophe that `text` uses; straight ones where it uses none.

    >>> read_style("It’s “so”").apostrophe, read_style("plain").open_quote
    ('’', '"')
    """
    apostrophe = "’" if text.count("’") > text.count("'") else "'"
    curly = text.count("“") > 0 and text.count("“") * 2 >= text.count('"')
    if not curly and '"' not in text and apostrophe == "’":
        curly = True
    return Style(apostrophe, "“", "”") if curly else Style(apostrophe, '"', '"')


def set_quotes(english: str, style: Style) -> str:
    r"""Return English written with curly marks in the document's own style.

    >>> set_quotes("“Analects” isn’t", STRAIGHT)
    '"Analects" isn\'t'
    """
    if english.isascii() and "'" not in english:
        return english
    english = precompile(r"(?<=\w)'(?=\w)").sub("’", english)
    for curly, own in (
        ("“", style.open_quote),
        ("”", style.close_quote),
        ("’", style.apostrophe),
        ("‘", "‘" if style.open_quote == "“" else "'"),
    ):
        english = english.replace(curly, own)
    return english
