"""Names for what decides the outcome of a document besides its bytes: settings, lexicon, glossaries, program."""

from __future__ import annotations

from functools import cached_property

from normalizer.batch.marks import hash_file
from normalizer.errors import InputError, LexiconError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from normalizer.batch.pieces import Piece
    from normalizer.config import NormalizerConfig


class Treatment(NamedTuple):
    """How all documents of a run are treated.

    ``reading`` are the flags that say how they are read, ``forms`` names the form of notes for each format.
    """

    program: str
    config: NormalizerConfig
    reading: Mapping[str, str]
    forms: Mapping[str, str]


class Identity:
    """Gives a name to the treatment of each format in a run: the same name, the same outcome of the same bytes."""

    def __init__(self, treatment: Treatment) -> None:
        """Take how documents are treated; files are read when a name is asked for."""
        self._treatment = treatment
        self._table = ("", "")
        self._runs: dict[str, str] = {}

    @cached_property
    def _common(self) -> list[object]:
        """What is the same for all formats; the files named in the settings count by what they hold."""
        treatment = self._treatment
        settings = treatment.config._asdict()
        settings["lexicon"] = _name_lexicon(treatment.config.lexicon)
        settings["glossary"] = [_hash(path) for path in treatment.config.glossary]
        return [treatment.program, settings, dict(treatment.reading)]

    def name_run(self, format_name: str) -> str:
        """Return the name of the treatment of a format; raise `InputError` when lexicon or glossary cannot be read."""
        if format_name not in self._runs:
            form = self._treatment.forms.get(format_name, "")
            self._runs[format_name] = _hash_data([*self._common, format_name, form])
        return self._runs[format_name]

    def name_piece(self, piece: Piece) -> bytes:
        """Return the name of a piece, its place and its treatment; raise `InputError` when its file cannot be read.

        The path is a part of it because warnings tell it.
        """
        from hashlib import sha256

        source = piece.source
        if source.path and self._table[0] != source.path:
            self._table = (source.path, _hash(source.path))
        run = self.name_run(source.format)
        place = [
            run,
            piece.path,
            source.offset,
            source.first_line,
            *source.encoding,
            source.path and self._table[1],
            source.layout,
        ]
        digest = sha256(repr(place).encode("utf-8", "surrogateescape"))
        digest.update(source.data)
        return digest.digest()


def _name_lexicon(path: str) -> str:
    """Return what tells a compiled lexicon from others: its header, which holds the hashes of its sections."""
    from normalizer.lexicon.container import map_file, read_header
    from normalizer.lexicon.index import packaged_path

    path = path or packaged_path()
    try:
        with map_file(path) as data:
            return _hash_data(read_header(data, path).metadata)
    except LexiconError:
        return ""  # the first document that needs it will tell


def _hash(path: str) -> str:
    try:
        return hash_file(path)
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise InputError(message) from error


def _hash_data(data: object) -> str:
    import json
    from hashlib import sha256

    return sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
