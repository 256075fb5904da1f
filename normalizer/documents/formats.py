"""The table of formats: names, file endings, forms of notes."""

from __future__ import annotations

from typing import NamedTuple

from normalizer.errors import InputError, UsageError


class Format(NamedTuple):
    """A format of documents.

    ``endings`` are those of file names; ``forms`` the forms of rendering that a clean
    document may have, the default one first; ``markup`` the normalizer's format.
    """

    name: str
    endings: tuple[str, ...]
    forms: tuple[str, ...]
    markup: str = "text"


_TEXT_FORMS = ("notes", "text", "footnotes", "inline", "json")
_MARKDOWN_FORMS = ("footnotes", "text", "notes", "inline", "json")
_RECORD_FORMS = ("text", "notes", "footnotes", "inline")
_NODE_FORMS = ("text", "inline", "json")
_ROWS = (
    Format("text", (".txt", ".text"), _TEXT_FORMS),
    Format("markdown", (".md", ".markdown", ".mdown", ".mkd"), _MARKDOWN_FORMS, "markdown"),
    Format("jsonl", (".jsonl", ".ndjson"), _RECORD_FORMS),
    Format("html", (".html", ".htm", ".xhtml"), _NODE_FORMS),
    Format("srt", (".srt",), _NODE_FORMS),
    Format("vtt", (".vtt",), _NODE_FORMS),
    Format("po", (".po",), _NODE_FORMS),
    Format("xliff", (".xlf", ".xliff"), _NODE_FORMS),
    Format("parquet", (".parquet", ".pq"), _RECORD_FORMS),
    Format("arrow", (".arrow", ".arrows", ".ipc", ".feather"), _RECORD_FORMS),
)
TABLES = ("parquet", "arrow")
"""The formats that are read from a file by parts, not as bytes."""
NODES: dict[str, str] = {
    "html": "hypertext",
    "srt": "subtitles",
    "vtt": "subtitles",
    "po": "catalogs",
    "xliff": "translations",
}
"""The formats whose text lies in nodes, and the module of this room that finds and writes them."""
REFERRING = frozenset({"html"})
"""Those in which a character that the document's encoding lacks is written as a numeric reference."""
FORMATS = {row.name: row for row in _ROWS}
_BY_ENDING = {ending: row.name for row in FORMATS.values() for ending in row.endings}


def find_ending(name: str) -> str:
    """Return the ending of a file name with its dot, in small letters; nothing for a name without one.

    >>> find_ending("Essay.MD"), find_ending("README"), find_ending(".profile")
    ('.md', '', '')
    """
    stem, dot, ending = name.rpartition(".")
    return dot + ending.lower() if stem else ""


def is_known(name: str) -> bool:
    """Tell whether a file name has the ending of a format."""
    return find_ending(name) in _BY_ENDING


def find_format(name: str, given: str = "") -> str:
    """Return the format of a file: the one `given`, else by its name; a name without ending is text.

    Raises `UsageError` when there is no format `given`, `InputError` for an unknown ending.

    >>> find_format("essay.md"), find_format("essay.md", "text"), find_format("README")
    ('markdown', 'text', 'text')
    """
    if given:
        if given not in FORMATS:
            message = f"format {given!r}: expected one of {', '.join(FORMATS)}"
            raise UsageError(message)
        return given
    ending = find_ending(name)
    if not ending:
        return "text"
    if ending not in _BY_ENDING:
        message = f"not a known format ({ending}); say which with --from {'|'.join(FORMATS)}"
        raise InputError(message)
    return _BY_ENDING[ending]


def choose_form(format_name: str, wanted: str = "") -> str:
    """Return the form in which clean documents of a format are rendered; ``none`` means the text alone.

    Raises `UsageError` when the format has no such form.

    >>> choose_form("markdown"), choose_form("markdown", "none")
    ('footnotes', 'text')
    """
    forms = FORMATS[format_name].forms
    form = {"": forms[0], "none": "text"}.get(wanted, wanted)
    if form not in forms:
        fitting = ", ".join("none" if known == "text" else known for known in forms)
        message = f"notes {wanted!r} do not fit {format_name}: expected one of {fitting}"
        raise UsageError(message)
    return form
