"""The text form of CC-CEDICT, line by line."""

from __future__ import annotations

import gzip
import io
import re
import zipfile

from normalizer.errors import LexiconError
from normalizer.lexicon.own_readings import name_sense
from normalizer.lexicon.sense_parsing import parse_sense
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.types import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LINE = re.compile(r"(?P<traditional>\S+) (?P<simplified>\S+) \[\[?(?P<pinyin>[^\]]*)\]\]? /(?P<senses>.*)/\s*$")


class Dictionary(NamedTuple):
    """A parsed dictionary: its header fields (``date``, ``entries``, ``license`` …) and all entries."""

    header: dict[str, str]
    entries: tuple[Entry, ...]


def parse_line(line: str) -> Entry | None:
    """Return the entry of one line, None for a line of another form.

    >>> parse_line("經濟 经济 [jing1 ji4] /economy/economic/").senses[0].gloss
    'economy'
    >>> parse_line("經濟 经济 [[jing1ji4]] /economy/").pinyin
    'jing1 ji4'
    """
    match = _LINE.match(line)
    if match is None:
        return None
    # The newer form of the file writes [[Bei3jing1]], syllables joined.
    pinyin = re.sub(r"(?<=[1-5])(?=[A-Za-z])", " ", match["pinyin"])
    proper = pinyin[:1].isupper()
    raw = [sense for sense in match["senses"].split("/") if sense.strip()]
    senses = tuple(parse_sense(sense, proper=proper, headword=match["simplified"]) for sense in raw)
    if proper:
        senses = tuple(name_sense(sense, pinyin) for sense in senses)
    return Entry(match["traditional"], match["simplified"], pinyin, senses)


def read_dictionary(path: Path) -> Dictionary:
    """Read CC-CEDICT from ``.txt``, ``.u8``, ``.gz`` or ``.zip``.

    Raises `LexiconError` naming the line that is not of the form, or when there is no entry at all.
    """
    header: dict[str, str] = {}
    entries = []
    for number, line in enumerate(_read_lines(path), 1):
        if line.startswith("#"):
            key, equals, value = line[1:].lstrip("! ").partition("=")
            if equals and " " not in key:
                header[key.strip()] = value.strip()
        elif line.strip():
            entry = parse_line(line)
            if entry is None:
                message = f"{path}: line {number} is not of the form 'traditional simplified [pinyin] /sense/'"
                raise LexiconError(message)
            entries.append(entry)
    if not entries:
        message = f"{path}: no dictionary entries in it"
        raise LexiconError(message)
    return Dictionary(header, tuple(entries))


def _read_lines(path: Path) -> Iterator[str]:
    try:
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        elif data[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = [n for n in archive.namelist() if n.endswith((".u8", ".txt"))]
                data = archive.read(names[0]) if names else b""
        yield from data.decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile, EOFError) as error:
        message = f"{path}: {error}"
        raise LexiconError(message) from error
