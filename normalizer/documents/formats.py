"""The table of formats: names, file endings, forms of notes."""

from __future__ import annotations

from normalizer.errors import InputError, UsageError
from normalizer.records import NamedTuple


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
_CELL_FORMS = ("text", "inline")
_ROWS = (
    Format("text", (".txt", ".text"), _TEXT_FORMS),
    Format("markdown", (".md", ".markdown", ".mdown", ".mkd"), _MARKDOWN_FORMS, "markdown"),
    Format("jsonl", (".jsonl", ".ndjson"), _RECORD_FORMS),
    Format("json", (".json", ".geojson"), _NODE_FORMS),
    Format("csv", (".csv",), _CELL_FORMS),
    Format("tsv", (".tsv", ".tab"), _CELL_FORMS),
    Format("html", (".html", ".htm", ".xhtml"), _NODE_FORMS),
    Format("srt", (".srt",), _NODE_FORMS),
    Format("vtt", (".vtt",), _NODE_FORMS),
    Format("po", (".po",), _NODE_FORMS),
    Format("xliff", (".xlf", ".xliff"), _NODE_FORMS),
    Format("parquet", (".parquet", ".pq"), _RECORD_FORMS),
    Format("docx", (".docx", ".docm", ".dotx", ".dotm"), ("text", "inline", "comments", "tracked")),
    Format("epub", (".epub",), ("text", "inline")),
    Format("arrow", (".arrow", ".arrows", ".ipc", ".feather"), _RECORD_FORMS),
)
DELIMITED = ("csv", "tsv")
"""The formats of tables that are text."""
TABLES = ("parquet", "arrow")
"""The formats that are read from a file by parts, not as bytes."""
ARCHIVES = {"docx": "word", "epub": "book"}
"""The formats whose text lies in members of a zip archive, and the module of this room that opens them."""
NODES: dict[str, str] = {
    "html": "hypertext",
    "srt": "subtitles",
    "vtt": "subtitles",
    "po": "catalogs",
    "xliff": "translations",
    "json": "json_document",
}
"""The formats whose text lies in nodes, and the module of this room that finds and writes them."""
REFERRING = frozenset({"html"})
"""Those in which a character that the document's encoding lacks is written as a numeric reference."""
FORMATS = {row.name: row for row in _ROWS}
_BY_ENDING = {ending: row.name for row in FORMATS.values() for ending in row.endings}
COMPRESSIONS = {".gz": "gzip", ".zst": "zstd", ".xz": "xz", ".bz2": "bzip2"}
"""The compressions that a file of any format may be in, by the ending behind that of the format."""


def find_ending(name: str) -> str:
    """Return the ending of a file name with its dot, in small letters; nothing for a name without one.

    >>> find_ending("Essay.MD"), find_ending("README"), find_ending(".profile")
    ('.md', '', '')
    """
    stem, dot, ending = name.rpartition(".")
    return dot + ending.lower() if stem else ""


def split_compression(name: str) -> tuple[str, str]:
    """Return a file name, or the name of a format, without the ending of a compression, and that compression.

    >>> split_compression("essay.md.gz"), split_compression("jsonl.zst"), split_compression("essay.md")
    (('essay.md', 'gzip'), ('jsonl', 'zstd'), ('essay.md', ''))
    """
    ending = find_ending(name)
    compression = COMPRESSIONS.get(ending, "")
    return (name[: -len(ending)], compression) if compression else (name, "")


def find_compression(name: str, given: str = "") -> str:
    """Return the compression of a file: that of the format `given`, else by its name, or nothing.

    >>> find_compression("essay.md.gz"), find_compression("-", "jsonl.zst"), find_compression("essay.md")
    ('gzip', 'zstd', '')
    """
    return split_compression(given)[1] or split_compression(name)[1]


def is_known(name: str) -> bool:
    """Tell whether a file name has the ending of a format, and perhaps that of a compression behind it."""
    return find_ending(split_compression(name)[0]) in _BY_ENDING


def find_format(name: str, given: str = "") -> str:
    """Return the format of a file: the one `given`, else by its name; a name without ending is text.

    The ending of a compression, of the name or of the format `given`, does not count.

    Raises `UsageError` when there is no format `given`, `InputError` for an unknown ending.

    >>> find_format("essay.md.gz"), find_format("essay.md", "text"), find_format("README")
    ('markdown', 'text', 'text')
    """
    if given:
        named = split_compression(given)[0]
        if named not in FORMATS:
            compressed = "/".join(COMPRESSIONS)
            message = (
                f"format {given!r}: expected one of {', '.join(FORMATS)}, each perhaps with {compressed} behind it"
            )
            raise UsageError(message)
        return named
    ending = find_ending(split_compression(name)[0])
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
