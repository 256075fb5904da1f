"""The known formats: their file endings, and how their notes are set by default."""

from __future__ import annotations

from typing import NamedTuple

from normalizer.errors import UsageError


class Format(NamedTuple):
    """A document format: its name, file endings, the default form of notes, the text format inside."""

    name: str
    endings: tuple[str, ...]
    notes: str
    text_format: str


FORMATS: dict[str, Format] = {
    "text": Format("text", (".txt", ".text"), "notes", "text"),
    "markdown": Format("markdown", (".md", ".markdown"), "footnotes", "markdown"),
    "html": Format("html", (".html", ".htm", ".xhtml"), "text", "html"),
    "jsonl": Format("jsonl", (".jsonl", ".ndjson"), "text", "text"),
}
_BY_ENDING = {ending: entry for entry in FORMATS.values() for ending in entry.endings}


def find_format(name: str, path: str = "") -> Format | None:
    """Return the format called `name`, or without a name that of the ending of `path`; None if unknown.

    Raises `UsageError` for a name that does not exist.
    """
    if name:
        if name not in FORMATS:
            message = f"format {name!r}: expected one of {', '.join(FORMATS)}"
            raise UsageError(message)
        return FORMATS[name]
    ending = path[path.rfind(".") :].lower() if "." in path else ""
    return _BY_ENDING.get(ending)
