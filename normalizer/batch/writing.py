"""Writing one clean document and its sidecar, piece by piece, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from normalizer.batch.atomic import AtomicFile
from normalizer.batch.printing import write_bytes
from normalizer.batch.sidecar import Head, Tail, read_sidecar, write_head, write_tail, write_value
from normalizer.batch.targets import check_place, name_clean
from normalizer.batch.walking import STANDARD_INPUT
from normalizer.documents.formats import TABLES, find_compression
from normalizer.documents.positions import Newlines, count_newlines
from normalizer.errors import InputError, RestoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.batch.targets import Target
    from normalizer.batch.treating import Outcome
    from normalizer.batch.walking import Input
    from normalizer.config import NormalizerConfig
    from normalizer.documents.document import Source
    from normalizer.documents.rewriting import Rewriting
    from normalizer.documents.rows import Change


class Circumstances(NamedTuple):
    """What is the same for a whole run: the program's version, its configuration, whether it works in place."""

    program: str
    config: NormalizerConfig
    in_place: bool = False


class DocumentWriter:
    """Takes the pieces of one document in order and puts its files in their place.

    Standard output is written at once; files appear with `close`. Methods raise `OSError`
    for what the system refuses and `InputError` for what this program refuses.
    """

    def __init__(self, document: Input, target: Target, form: str, circumstances: Circumstances) -> None:
        """Check that `target` may be written; nothing is opened before the first piece."""
        check_place(document, target)
        self._document = document
        self._target = target
        self._form = form
        self._circumstances = circumstances
        self._clean: AtomicFile | None = None
        self._sides: _Sides | None = None
        self._table: Rewriting | None = None
        self.changed = False

    def add(self, source: Source, outcome: Outcome) -> None:
        """Take the clean bytes of a piece and the sidecar's lines for its units."""
        if source.offset == 0:
            self._begin(source)
        if self._table:
            self._add_part(self._table, source, outcome)
        else:
            self._pass(source.data, outcome.data)
        if self._sides:
            self._sides.add(source, outcome)

    def _add_part(self, table: Rewriting, source: Source, outcome: Outcome) -> None:
        """Take what came of a part of a table: the rows that change."""
        from normalizer.documents.rows import read_changes

        changes = read_changes(outcome.data)
        for before, after in table.add(source.offset, changes):
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

    def _begin(self, source: Source) -> None:
        path, config = self._document.path, self._circumstances.config
        if self._target.clean:
            self._clean = self._create()
        if self._target.sidecar:
            head = Head(
                program=self._circumstances.program,
                source=path,
                clean=name_clean(self._target),
                format=source.format,
                notes=self._form,
                field=source.field,
                encoding=source.encoding,
                config=config._asdict(),
                compression={"source": self._document.compression, "clean": find_compression(self._target.clean)},
            )
            self._sides = _Sides(self._target.sidecar, head, config.lexicon)
        if source.format in TABLES:
            from normalizer.documents.rewriting import Rewriting

            self._table = Rewriting(source)

    def _create(self) -> AtomicFile:
        """Begin the clean file, in the compression that its name tells."""
        path, compression = self._document.path, find_compression(self._target.clean)
        like = "" if path == STANDARD_INPUT else path
        if not compression:
            return AtomicFile(self._target.clean, like)
        from normalizer.batch.compression import CompressedFile, Origin

        same = like and self._document.compression == compression
        origin = Origin(path, compression, lambda: self.changed) if same else None
        return CompressedFile(self._target.clean, like, compression, origin)

    def close(self) -> None:
        """Put the files in their place: the sidecar first, so that no clean file is ever without it.

        In place, an unchanged document is not written; one that was normalized before keeps
        the sidecar that leads back to its source, and is refused if it would change again.
        """
        for before, after in self._table.finish() if self._table else ():
            self._pass(before, after)
        in_place = self._circumstances.in_place
        if in_place and self._sides and self._was_normalized(self._sides.source_sha256):
            if self.changed:
                message = "it was normalized before; restore it first, or the way back to its source would be lost"
                raise InputError(message)
            self.abandon()
            return
        if self._clean:
            self._clean.finish()
        if self._sides:
            self._sides.commit()
        if self._clean and (self.changed or not in_place):
            self._clean.commit()
        self.abandon()

    def _was_normalized(self, sha256: str) -> bool:
        """Tell whether the sidecar that lies there leads from this document back to another source."""
        try:
            sidecar = read_sidecar(self._target.sidecar)
        except RestoreError:
            return False
        return sidecar.clean_sha256 == sha256 != sidecar.source_sha256

    def abandon(self) -> None:
        """Take away what has not been put in its place."""
        if self._clean:
            self._clean.abandon()
        if self._sides:
            self._sides.abandon()


class _Sides:
    """The sidecar as it is being written, with the hashes of both sides."""

    def __init__(self, path: str, head: Head, lexicon: str) -> None:
        from hashlib import sha256

        self._file = AtomicFile(path)
        self._file.write(write_head(head))
        # One hash serves both sides until they differ.
        self._hashes = [sha256()] * 2
        self._values = sha256()
        self._valued = False
        self._sizes = [0, 0]
        self._newlines = Newlines()
        self._units = 0
        self._lexicon = lexicon

    @property
    def source_sha256(self) -> str:
        return self._hashes[0].hexdigest()

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
            self._file.write(b"," + record if self._units else record)
            self._units += 1
        self._newlines = Newlines(*map(sum, zip(self._newlines, _count(source), strict=True)))

    def commit(self) -> None:
        source, clean = self._hashes
        lexicon = _describe_lexicon(self._lexicon) if self._units else None
        newlines = self._newlines._asdict()
        values = self._values.hexdigest() if self._valued else ""
        hashes = source.hexdigest(), self._sizes[0], clean.hexdigest(), self._sizes[1]
        self._file.write(write_tail(Tail(*hashes, newlines, lexicon, values)))
        self._file.commit()

    def abandon(self) -> None:
        self._file.abandon()


def _count(source: Source) -> Newlines:
    """Count newlines; their bytes are the same in all encodings but the wide ones."""
    wide = source.encoding.name.startswith(("utf-16", "utf-32"))
    return count_newlines(source.encoding.decode(source.data).encode() if wide else source.data)


def _describe_lexicon(path: str) -> dict[str, str | int]:
    from normalizer.lexicon.index import open_lexicon

    metadata = open_lexicon(path).metadata
    return {"date": metadata["date"], "entries": metadata["entries"]}
