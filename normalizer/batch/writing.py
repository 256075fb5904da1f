"""Writing one clean document and its sidecar, piece by piece, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from normalizer.batch.atomic import AtomicFile
from normalizer.batch.hashing import find_sha256
from normalizer.batch.marks import NO_MARK, Mark, hash_file, mark_file
from normalizer.batch.printing import write_bytes
from normalizer.batch.resuming import Written
from normalizer.batch.sidecar import Head, Tail, read_sidecar, write_head, write_tail, write_value
from normalizer.batch.targets import check_place, name_clean
from normalizer.batch.walking import STANDARD_INPUT
from normalizer.documents.document import Source
from normalizer.documents.encoding import Encoding
from normalizer.documents.formats import ARCHIVES, TABLES, find_compression
from normalizer.documents.positions import Newlines, count_newlines
from normalizer.errors import InputError, RestoreError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from normalizer.batch.targets import Target
    from normalizer.batch.treating import Outcome
    from normalizer.batch.walking import Input
    from normalizer.config import NormalizerConfig
    from normalizer.documents.rewriting import Rewriting
    from normalizer.documents.rows import Change


_READ = 1 << 20


class Circumstances(NamedTuple):
    """What is the same for a whole run.

    That is the program's version, its configuration, the form of notes for each format, and
    whether it works in place.
    """

    program: str
    config: NormalizerConfig
    forms: Mapping[str, str]
    in_place: bool = False


class DocumentWriter:
    """Takes the pieces of one document in order and puts its files in their place.

    Standard output is written at once; files are complete with `finish` and appear with `close`.
    Methods raise `OSError` for what the system refuses and `InputError` for what this program refuses.
    """

    def __init__(self, document: Input, target: Target, circumstances: Circumstances) -> None:
        """Check that `target` may be written; nothing is opened before the first piece."""
        check_place(document, target)
        self._document = document
        self._target = target
        self._circumstances = circumstances
        self._clean: AtomicFile | None = None
        self._sides: _Sides | None = None
        self._table: Rewriting | None = None
        self._begun = False
        self._standing = False
        self.changed = False

    def add(self, source: Source, outcome: Outcome) -> None:
        """Take the clean bytes of a piece and the sidecar's lines for its units."""
        if source.offset == 0:
            self._begin(source, outcome.error)
            if source.format in TABLES:
                from normalizer.documents.rewriting import Rewriting

                self._table = Rewriting(source)
        if self._table:
            self._add_part(self._table, source, outcome)
        else:
            self._pass(source.data, outcome.data)
        if self._sides:
            self._sides.add(source, outcome)

    def _add_part(self, table: Rewriting, source: Source, outcome: Outcome) -> None:
        """Take what came of a part of a table: the rows that change."""
        from normalizer.documents.rows import read_changes

        changes, notes = read_changes(outcome.data)
        for before, after in table.add(source.offset, changes, notes):
            self._pass(before, after)
        if self._sides:
            self._sides.add_changes(changes)

    def _pass(self, before: bytes, after: bytes) -> None:
        """Write clean bytes, and note which ones of the source they come of."""
        self.changed = self.changed or before != after
        if self._clean:
            self._clean.write(after)
        else:
            write_bytes(after)
        if self._sides:
            self._sides.pass_bytes(before, after)

    def pass_through(self, reason: str) -> None:
        """Take the document as it stands in its file, byte for byte, because of what `reason` tells.

        Raises `InputError` for a compressed one that should be in another compression, or in none, as on
        standard output.
        """
        if self._document.compression != find_compression(self._target.clean):
            raise InputError(reason)
        # What is in a compressed file may be what is wrong with it, so it is taken as the bytes that it is.
        self._document = self._document._replace(compression="")
        with Path(self._document.path).open("rb") as file:
            self._begin(Source(b"", self._document.format, Encoding()), reason, raw=True)
            while data := file.read(_READ):
                self._pass(data, data)

    def _begin(self, source: Source, error: str, *, raw: bool = False) -> None:
        self._begun = True
        path, config = self._document.path, self._circumstances.config
        packed = "" if raw else find_compression(self._target.clean)
        if self._target.clean:
            self._clean = self._create(packed)
        if self._target.sidecar:
            head = Head(
                program=self._circumstances.program,
                source=path,
                clean=name_clean(self._target),
                format=source.format,
                notes=self._circumstances.forms.get(source.format, ""),
                fields=source.fields,
                encoding=source.encoding,
                layout=source.layout,
                notes_column=source.notes_column,
                config=config._asdict(),
                compression={"source": self._document.compression, "clean": packed},
                error=error,
            )
            self._sides = _Sides(self._target.sidecar, head, config.lexicon, len(source.data))

    def finish(self) -> Written:
        """Bring everything to the disk, but not yet to its place; return what will be there after `close`.

        A document that is normalized in place and was normalized before keeps the sidecar that
        leads back to its source, and is refused if it would change again.
        """
        for before, after in self._table.finish() if self._table else ():
            self._pass(before, after)
        if not self._sides:
            return Written(changed=self.changed)
        source = self._mark_source(self._sides)
        if self._circumstances.in_place and self._was_normalized(self._sides.source_sha256):
            if self.changed:
                message = "it was normalized before; restore it first, or the way back to its source would be lost"
                raise InputError(message)
            self._standing = True
            found = Path(self._target.sidecar).stat()
            return Written(source, source, mark_file(found, hash_file(self._target.sidecar)))
        clean = NO_MARK
        if self._clean:
            found = self._clean.finish()
            clean = mark_file(found, self._clean.sha256 or self._sides.clean_sha256)
        return Written(source, clean if self._is_new() else source, self._sides.finish(), self.changed)

    def _mark_source(self, sides: _Sides) -> Mark:
        """Return what tells the source from other files: its content, of a compressed file its own bytes."""
        path = self._document.path
        if not self._document.compression or path == STANDARD_INPUT:
            return Mark(sides.source_bytes, 0, sides.source_sha256)
        return mark_file(Path(path).stat(), hash_file(path))

    def _create(self, compression: str) -> AtomicFile:
        path = self._document.path
        like = "" if path == STANDARD_INPUT else path
        if not compression:
            return AtomicFile(self._target.clean, like)
        from normalizer.batch.compression import CompressedFile, Origin

        same = like and self._document.compression == compression
        origin = Origin(path, compression, lambda: self.changed) if same else None
        return CompressedFile(self._target.clean, like, compression, origin)

    def close(self) -> None:
        """Put the files in their place: the sidecar first, so that no clean file is ever without it.

        In place, an unchanged document is not written.
        """
        if self._sides and not self._standing:
            # Where the clean file takes the place of the source, the way back must be on the disk before.
            self._sides.commit(sync=self._circumstances.in_place)
        if self._clean and not self._standing and self._is_new():
            self._clean.commit(sync=self._circumstances.in_place)
        self.abandon()

    def _is_new(self) -> bool:
        return self.changed or not self._circumstances.in_place

    def _was_normalized(self, sha256: str) -> bool:
        """Tell whether the sidecar that lies there leads from this document back to another source."""
        try:
            sidecar = read_sidecar(self._target.sidecar)
        except RestoreError:
            return False
        return sidecar.clean_sha256 == sha256 != sidecar.source_sha256

    def abandon(self) -> bool:
        """Take away what has not been put in its place; return whether nothing at all was put out."""
        if self._clean:
            self._clean.abandon()
        if self._sides:
            self._sides.abandon()
        return bool(self._target.clean) or not self._begun


class _Sides:
    """The sidecar as it is being written, with the hashes of both sides."""

    def __init__(self, path: str, head: Head, lexicon: str, size: int) -> None:
        sha256 = find_sha256(size)
        self._file = AtomicFile(path)
        self._own = sha256()
        self._write(write_head(head))
        self._faults: list[str] = []
        # One hash serves both sides until they differ.
        self._hashes = [sha256()] * 2
        self._values = sha256()
        self._valued = False
        self._sizes = [0, 0]
        self._newlines = Newlines()
        self._units = 0
        self._lexicon = lexicon

    @property
    def clean_sha256(self) -> str:
        return self._hashes[1].hexdigest()

    @property
    def source_sha256(self) -> str:
        return self._hashes[0].hexdigest()

    @property
    def source_bytes(self) -> int:
        return self._sizes[0]

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._own.update(data)

    def pass_bytes(self, before: bytes, after: bytes) -> None:
        source, clean = self._hashes
        if source is clean and before != after:
            self._hashes[1] = clean = clean.copy()
        source.update(before)
        if clean is not source:
            clean.update(after)
        self._sizes = [self._sizes[0] + len(before), self._sizes[1] + len(after)]

    def add_changes(self, changes: Sequence[Change]) -> None:
        self._valued = self._valued or bool(changes)
        for change in changes:
            self._values.update(write_value(change.row, change.source))

    def add(self, source: Source, outcome: Outcome) -> None:
        for record in outcome.records:
            self._write(b"," + record if self._units else record)
            self._units += 1
        self._faults += outcome.faults
        self._newlines = Newlines(*map(sum, zip(self._newlines, _count(source), strict=True)))

    def finish(self) -> Mark:
        source, clean = self._hashes
        lexicon = _describe_lexicon(self._lexicon) if self._units else None
        newlines = self._newlines._asdict()
        values = self._values.hexdigest() if self._valued else ""
        hashes = source.hexdigest(), self._sizes[0], clean.hexdigest(), self._sizes[1]
        self._write(write_tail(Tail(*hashes, newlines, lexicon, values, tuple(self._faults))))
        return mark_file(self._file.finish(), self._own.hexdigest())

    def commit(self, *, sync: bool) -> None:
        self._file.commit(sync=sync)

    def abandon(self) -> None:
        self._file.abandon()


def _count(source: Source) -> Newlines:
    """Count newlines; their bytes are the same in all encodings but the wide ones, and an archive has none."""
    if source.format in ARCHIVES:
        return Newlines()
    wide = source.encoding.name.startswith(("utf-16", "utf-32"))
    return count_newlines(source.encoding.decode(source.data).encode() if wide else source.data)


def _describe_lexicon(path: str) -> dict[str, str | int]:
    from normalizer.lexicon.index import open_lexicon

    metadata = open_lexicon(path).metadata
    return {"date": metadata["date"], "entries": metadata["entries"]}
