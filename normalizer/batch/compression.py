"""Documents in compressed files: read as a stream, and written as one."""

from __future__ import annotations

import io
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import cast

from normalizer.batch.atomic import AtomicFile
from normalizer.batch.codecs import load_codec
from normalizer.batch.walking import STANDARD_INPUT
from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import IO, Any

    from normalizer.batch.codecs import Decompressor

WHOLE_BYTES = 1 << 30
"""How many bytes a compressed document may have that is read as a whole, or one line of it.

A file of a few kilobytes can be compressed to hold more than any memory; one that is not compressed
cannot surprise anybody. JSON lines are read in pieces, however many there are.
"""

_READ = 1 << 16
_COPIED = 1 << 20


def open_content(path: str, compression: str) -> AbstractContextManager[IO[bytes]]:
    """Open the content of the compressed file at `path`, or of standard input (``-``), for reading.

    Raises `OSError`, and `InputError` when something that a compression needs is missing; reading raises
    `InputError` for data that are damaged or end too soon.
    """
    if path == STANDARD_INPUT:
        return nullcontext(cast("IO[bytes]", Decompressed(sys.stdin.buffer, compression)))
    return cast("AbstractContextManager[IO[bytes]]", Decompressed(Path(path).open("rb"), compression))


class Decompressed(io.BufferedReader):
    """The content of a compressed file; closing it closes the file."""

    def __init__(self, file: IO[bytes], compression: str) -> None:
        """Take the compressed file."""
        super().__init__(cast("io.RawIOBase", _Members(file, compression)), _READ)

    def read(self, size: int | None = -1, /) -> bytes:
        """Return so many bytes, or all the rest; raise `InputError` when that is too much to be held."""
        if size is not None and size >= 0:
            return super().read(size)
        parts: list[bytes] = []
        length = 0
        while part := super().read(_COPIED):
            parts.append(part)
            length += len(part)
            _check_size(length, "the document is")
        return b"".join(parts)

    def readline(self, size: int | None = -1, /) -> bytes:
        """Return the rest of a line; raise `InputError` when that is too much to be held."""
        line = super().readline(WHOLE_BYTES + 1 if size is None or size < 0 else size)
        _check_size(len(line), "a line is")
        return line


def _check_size(length: int, what: str) -> None:
    if length > WHOLE_BYTES:
        message = f"decompressed, {what} larger than {WHOLE_BYTES:,} bytes; decompress the file first if it should be"
        raise InputError(message)


class _Members(io.RawIOBase):
    """What the members (of zstd the frames) of a compressed file hold, one after another."""

    def __init__(self, file: IO[bytes], compression: str) -> None:
        self._file = file
        self._compression = compression
        self._codec = load_codec(compression)
        self._member: Decompressor | None = self._codec.decompressor()
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        data = self._produce(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()

    def _produce(self, size: int) -> bytes:
        """Return some bytes, `size` at most; none at the end."""
        data = b""
        while not data and (self._member or self._begin_member()):
            member = cast("Decompressor", self._member)
            data = self._decompress(member, size)
            if member.eof:
                self._member, self._held = None, member.unused_data
        return data

    def _begin_member(self) -> bool:
        """Go on to the next member, if there is one: zeros may stand between them."""
        self._held = self._held.lstrip(b"\0")
        while not self._held:
            more = self._file.read(_READ)
            if not more:
                return False
            self._held = more.lstrip(b"\0")
        self._member = self._codec.decompressor()
        return True

    def _decompress(self, member: Decompressor, size: int) -> bytes:
        data = b""
        if member.needs_input:
            data, self._held = self._held or self._file.read(_READ), b""
            if not data:
                message = f"the {self._compression} data end too soon: the file was cut off"
                raise InputError(message)
        try:
            return member.decompress(data, size)
        except self._codec.error as error:
            message = f"these are no {self._compression} data, or damaged ones ({error})"
            raise InputError(message) from error


class CompressedFile(AtomicFile):
    """A file whose content is compressed as it is written."""

    def __init__(self, path: str, like: str, compression: str, origin: Origin | None = None) -> None:
        """Begin the file; what is written is, at first, what `origin` holds, if there is one.

        Raises `InputError` when something that the compression needs is missing.
        """
        compressor = load_codec(compression).compressor()
        super().__init__(path, like)
        self._compressing = _Compressing(self._file, compressor, origin)
        self._file = cast("IO[bytes]", self._compressing)

    @property
    def sha256(self) -> str:
        """Return the hash of the compressed bytes."""
        return self._compressing.digest.hexdigest()


class Origin:
    """The compressed source of a document, for as long as its clean form does not differ from it."""

    def __init__(self, path: str, compression: str, differs: Callable[[], bool]) -> None:
        """Take the source and what tells whether the document has changed."""
        self.differs = differs
        self._path = path
        self._compression = compression
        self._state = self._look()

    def _look(self) -> tuple[int, int, int]:
        found = Path(self._path).stat()
        return found.st_ino, found.st_size, found.st_mtime_ns

    def copy(self) -> Iterator[bytes]:
        """Yield the bytes of the file as they are; raise `InputError` when it is another one by now."""
        with Path(self._path).open("rb") as file:
            yield from self._read(file, sys.maxsize)

    def repeat(self, size: int) -> Iterator[bytes]:
        """Yield the first `size` bytes of its content; raise `InputError` when it is another one by now."""
        with open_content(self._path, self._compression) as file:
            yield from self._read(file, size)

    def _read(self, file: IO[bytes], size: int) -> Iterator[bytes]:
        while size and (data := file.read(min(size, _COPIED))):
            size -= len(data)
            yield data
        if self._look() != self._state:
            message = "the file has changed while it was read"
            raise InputError(message)


class _Compressing(io.RawIOBase):
    """Compresses what is written, but for a document without change, whose file is copied.

    Nothing is compressed before the first change; what stood before it is then read once more.
    """

    def __init__(self, file: IO[bytes], compressor: Any, origin: Origin | None) -> None:
        from hashlib import sha256

        self.digest = sha256()
        self._target = file
        self._compressor = compressor
        self._origin = origin
        self._passed = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        if self._origin and self._origin.differs():
            for part in self._origin.repeat(self._passed):
                self._put(self._compressor.compress(part))
            self._origin = None
        if self._origin:
            self._passed += len(data)
        else:
            self._put(self._compressor.compress(data))
        return len(data)

    def complete(self) -> None:
        """Write what is left."""
        for part in self._origin.copy() if self._origin else (self._compressor.flush(),):
            self._put(part)

    def _put(self, data: bytes) -> None:
        self._target.write(data)
        self.digest.update(data)

    def flush(self) -> None:
        """Complete the file: it is flushed once, when all is written."""
        if not self._target.closed:
            self.complete()
            self._target.flush()

    def fileno(self) -> int:
        return self._target.fileno()

    def close(self) -> None:
        self._target.close()
        super().close()
