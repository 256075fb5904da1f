"""Bytes to text and back: byte-order marks and encodings kept, faults named by their byte."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from normalizer.errors import EncodingError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# UTF-8 lead bytes of everything that the detector accepts: E1 84 to E1 87 (old hangul), E2 BA to E2 BF,
# E3 to ED (CJK, kana, hangul), EF A4 to EF AB and EF BD to EF BF (compatibility, half-width), F0 9A and up.
_GATE = re.compile(rb"[\xe3-\xed]|\xe2[\xba-\xbf]|\xe1[\x84-\x87]|\xef[\xa4-\xab\xbd-\xbf]|\xf0[\x9a\x9b\xa0-\xbf]")


class Decoded(NamedTuple):
    """A text with what is needed to write it back: its encoding and byte-order mark."""

    text: str
    encoding: str
    mark: bytes

    def encode(self, text: str) -> bytes:
        """Return `text` as bytes in the encoding of the source.

        Raises `EncodingError` when the encoding has no place for one of its characters.
        """
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            message = f"{self.encoding} has no {text[error.start]!r}, which the clean text needs"
            raise EncodingError(message) from error


def may_hold_cjk(data: bytes) -> bool:
    """Tell from UTF-8 bytes alone whether a text could hold Chinese, Japanese or Korean.

    False is certain, True is a maybe.

    >>> may_hold_cjk("café “x” 🙂".encode()), may_hold_cjk("舆论".encode())
    (False, True)
    """
    return not data.isascii() and _GATE.search(data) is not None


def decode(data: bytes, encoding: str = "") -> Decoded:
    """Decode bytes: as `encoding` if given, else by the byte-order mark, else as UTF-8.

    Raises `EncodingError` naming the byte and the line of the fault.
    """
    mark, found = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    name = encoding or found
    if encoding and codecs.lookup(encoding).name not in ("utf-8", found):
        mark = b""
    try:
        return Decoded(data[len(mark) :].decode(name), name, mark)
    except UnicodeDecodeError as error:
        place = error.start + len(mark)
        line = data.count(b"\n", 0, place) + 1
        message = (
            f"not {name}: byte 0x{data[place]:02x} at offset {place} (line {line}); name the encoding with --encoding"
        )
        raise EncodingError(message) from error
