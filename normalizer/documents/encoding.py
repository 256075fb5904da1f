"""From bytes to text and back, exactly: encodings, byte-order marks, and errors that name the byte."""

from __future__ import annotations

import codecs

from normalizer.errors import EncodingError, UsageError
from normalizer.records import NamedTuple

# UTF-32 comes before UTF-16: the mark of one begins with that of the other.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARING = ("html",)
"""The formats whose documents may tell their encoding themselves."""

_EXACT = ("utf-8", *(name for _, name in MARKS))


class Encoding(NamedTuple):
    """An encoding by its Python name, and the byte-order mark that the document begins with."""

    name: str = "utf-8"
    mark: bytes = b""

    def decode(self, data: bytes, offset: int = 0, line: int = 1) -> str:
        """Return the text of `data` without the byte-order mark.

        `offset` (bytes) and `line` tell where `data` begins in its file, for the message of
        the `EncodingError` that is raised when it is not in this encoding.
        """
        try:
            text = data[len(self.mark) :].decode(self.name)
        except UnicodeDecodeError as error:
            place = len(self.mark) + error.start
            before = data[:place].decode(self.name, "replace")
            line += before.count("\n") + before.count("\r") - before.count("\r\n")
            where = f"byte 0x{data[place]:02X} at offset {offset + place}, line {line}"
            message = f"this is not {self.name}: {where}; name the right encoding with --encoding"
            raise EncodingError(message) from error
        if self.name not in _EXACT and self.encode(text) != data:
            message = f"read as {self.name}, this would not be written back byte for byte"
            raise EncodingError(message)
        return text

    def refer(self, text: str) -> str:
        """Return `text` with numeric references for the characters that the encoding has no bytes for.

        >>> Encoding("ascii").refer("lǜ")
        'l&#476;'
        """
        return text if self.name in _EXACT else text.encode(self.name, "xmlcharrefreplace").decode(self.name)

    def encode(self, text: str) -> bytes:
        """Return the bytes of `text` after the byte-order mark; raise `EncodingError` if it has no such bytes."""
        try:
            return self.mark + text.encode(self.name)
        except UnicodeEncodeError as error:
            message = f"{self.name} cannot hold {text[error.start]!r}; choose other notes or another encoding"
            raise EncodingError(message) from error


def find_encoding(data: bytes, given: str = "", format_name: str = "") -> Encoding:
    r"""Return the encoding of a document that begins with `data`: by its byte-order mark, else `given`, else UTF-8.

    A mark that does not belong to the encoding `given` is no mark. A document of a format that may declare
    its encoding has to be there whole, and what it declares goes before UTF-8. Raises `UsageError` for an
    encoding that does not exist.

    >>> find_encoding(b"\xef\xbb\xbfplain"), find_encoding(b"plain", "GB18030").name
    (Encoding(name='utf-8', mark=b'\xef\xbb\xbf'), 'gb18030')
    """
    name = _check(given) if given else ""
    for mark, marked in MARKS:
        if data.startswith(mark) and (not name or marked.startswith(name)):
            return Encoding(marked, mark)
    if not name and format_name in DECLARING:
        from normalizer.documents.declared_encoding import find_declared

        name = find_declared(data)
    return Encoding(name or "utf-8")


def _check(given: str) -> str:
    """Return the name of an encoding in one spelling."""
    try:
        name = codecs.lookup(given).name
        "".encode(name)
    except LookupError as error:
        message = f"there is no text encoding {given!r}"
        raise UsageError(message) from error
    return "utf-8" if name == "utf-8-sig" else name
