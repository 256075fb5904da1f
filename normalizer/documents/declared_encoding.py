"""The encoding that an HTML document declares: ``<meta charset>``, ``http-equiv``, or XML's declaration."""

from __future__ import annotations

import codecs
import re

from normalizer.detection.elements import OpenElements
from normalizer.detection.tags import Token, read_tokens

_XML = re.compile(rb"\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']\s*([A-Za-z0-9._-]+)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';]+)", re.IGNORECASE)
_LABELS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
"""What browsers take a declared encoding for; one with two bytes a letter could not be read so."""

_ALIASES = {"x-sjis": "cp932", "x-gbk": "gb18030", "x-x-big5": "big5hkscs", "unicode": "utf-8"}
HEAD = 1024
"""The bytes within which a document has to declare its encoding, as the standard of HTML has it."""

_WESTERN = "cp1252"


def find_declared(data: bytes) -> str:
    """Return the Python name of the encoding that a document declares, nothing if it declares none or a wrong one.

    What is declared Western and is not even that byte by byte may be UTF-8 all the same; if not, each byte is a letter.

    >>> find_declared(b'<!-- <meta charset=x> --><META charset="GB2312">'), find_declared(b"<p>charset=big5")
    ('gb18030', '')
    """
    name = _name(_find_label(data[:HEAD]))
    candidates = (name, "utf-8", "iso8859-1") if name == _WESTERN else (name,)
    return next((candidate for candidate in candidates if candidate and _is_decodable(data, candidate)), "")


def _is_decodable(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _find_label(head: bytes) -> str:
    """Return what the beginning of a document says that its encoding is."""
    declared = _XML.match(head)
    if declared:
        return declared[1].decode("ascii")
    text = head.decode("latin-1")
    for token in read_tokens(text, OpenElements()):
        if token.kind == "start" and token.name == "meta" and (label := _read_meta(text, token)):
            return label
    return ""


def _read_meta(text: str, token: Token) -> str:
    """Return the label in a ``meta`` tag."""
    values = {name: text[start:end].strip() for name, (start, end) in token.attributes.items()}
    if "charset" in values:
        return values["charset"]
    if values.get("http-equiv", "").lower() == "content-type":
        found = _CHARSET.search(values.get("content", ""))
        return found[1] if found else ""
    return ""


def _name(label: str) -> str:
    """Return the encoding of a label, nothing for one that no text has."""
    label = label.lower()
    if label in _ALIASES:
        return _ALIASES[label]
    try:
        name = codecs.lookup(label).name
        "".encode(name)
    except LookupError:
        return ""
    return _LABELS.get(name, "utf-8" if name == "utf-8-sig" else name)
