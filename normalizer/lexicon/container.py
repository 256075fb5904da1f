"""The container of a lexicon: the mapped file, its header, and what can be wrong with either.

Layout (little endian)::

    magic 8 bytes | format version u32 | header length u32 | CRC-32 of the header u32 | header (JSON)
    sections, each at an offset that the header gives: words (marisa trie), frequencies (u32 by
    word), tags (u8 by word), places (u32 by word), records and the rest of `SECTIONS`
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib

from normalizer.errors import LexiconError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

MAGIC = b"MNLEXCN\x00"
FORMAT_VERSION = 6
PREFIX = struct.Struct("<8sIII")
SECTIONS = (
    "words",
    "frequencies",
    "tags",
    "places",
    "records",
    "readings",
    "cantonese",
    "abroad",
    "japanese",
    "folds",
    "given_names",
    "english",
    "vector_words",
    "vectors",
)
ADVICE = (
    "reinstall the package, or compile the file again (python -m normalizer.lexicon.compiling, mixnorm lexicon build)"
)


class Header(NamedTuple):
    """What the file says of itself: offset and length of each section, and metadata."""

    sections: dict[str, tuple[int, int]]
    metadata: dict[str, Any]


def map_file(path: str) -> mmap.mmap:
    """Map the file at `path`; raise `LexiconError` when it cannot be read."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs more than the rest of opening
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError as error:
        message = f"{path}: there is no compiled lexicon; {ADVICE}"
        raise LexiconError(message) from error
    except (OSError, ValueError) as error:
        message = f"{path}: {error}; {ADVICE}"
        raise LexiconError(message) from error


def read_header(data: mmap.mmap, path: str) -> Header:
    """Read and check the header; raise `LexiconError` telling what is wrong with the file."""
    problem = ""
    if len(data) < PREFIX.size or data[:8] != MAGIC:
        problem = "this is no compiled lexicon"
    else:
        _, version, length, crc = PREFIX.unpack_from(data)
        raw = data[PREFIX.size : PREFIX.size + length]
        if version != FORMAT_VERSION:
            problem = f"the lexicon is of format {version}, this program reads {FORMAT_VERSION}"
        elif zlib.crc32(raw) != crc:
            problem = "the lexicon is damaged in its header"
        else:
            content = json.loads(raw)
            sections = {name: (place[0], place[1]) for name, place in content["sections"].items()}
            if max(offset + size for offset, size in sections.values()) > len(data):
                problem = "the lexicon is cut short"
            else:
                return Header(sections, content["metadata"])
    message = f"{path}: {problem}; {ADVICE}"
    raise LexiconError(message)
