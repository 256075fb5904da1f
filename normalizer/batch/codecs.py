"""The compressions that a document may stand in: what each needs to be read and to be written, imported when it is.

Levels are those that the programs of the same names take when nothing is asked, and what is written is the
same for the same content: no time and no name stand in it.
"""

from __future__ import annotations

import sys

from normalizer.errors import InputError
from normalizer.records import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

MAGIC = {"gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd", "xz": b"\xfd7zXZ\x00", "bzip2": b"BZh"}
"""What compressed data begin with."""

_GZIP_HEAD = 31
"""For zlib: the largest window (15), with the head and the checksum of gzip (16)."""
_MEMORY = 1 << 30
"""How many bytes a dictionary of xz may take; the largest preset takes 64 MB."""


class Decompressor(Protocol):
    """What the standard library's decompressors of one member have in common."""

    @property
    def eof(self) -> bool:
        """Tell whether the member has ended."""
        ...

    @property
    def needs_input(self) -> bool:
        """Tell whether more data are needed for more to come out."""
        ...

    @property
    def unused_data(self) -> bytes:
        """Return what was given of the data behind the member."""
        ...

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return at most so many bytes."""
        ...


class Compressor(Protocol):
    """What the standard library's compressors have in common."""

    def compress(self, data: bytes) -> bytes:
        """Return what of the compressed data is ready."""
        ...

    def flush(self) -> bytes:
        """Return the rest."""
        ...


class Codec(NamedTuple):
    """How one compression is read and written, and what its decompressor raises for damaged data."""

    decompressor: Callable[[], Decompressor]
    compressor: Callable[[], Compressor]
    error: type[Exception]


class _Inflater:
    """zlib's decompressor of one gzip member, with the attributes of the others."""

    def __init__(self) -> None:
        import zlib

        self._machine = zlib.decompressobj(_GZIP_HEAD)

    @property
    def eof(self) -> bool:
        return self._machine.eof

    @property
    def needs_input(self) -> bool:
        return not self._machine.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._machine.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._machine.decompress(self._machine.unconsumed_tail + data, max(max_length, 0))


def _load_gzip() -> Codec:
    import zlib

    return Codec(_Inflater, lambda: zlib.compressobj(wbits=_GZIP_HEAD), zlib.error)


def _load_xz() -> Codec:
    import lzma

    return Codec(lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY), lzma.LZMACompressor, lzma.LZMAError)


def _load_bzip2() -> Codec:
    import bz2

    return Codec(bz2.BZ2Decompressor, bz2.BZ2Compressor, OSError)


def _load_zstd() -> Codec:
    module = _import_zstd()
    options = {module.CompressionParameter.checksum_flag: 1}
    return Codec(module.ZstdDecompressor, lambda: module.ZstdCompressor(options=options), module.ZstdError)


def _import_zstd() -> ModuleType:
    """Return the standard library's module, before Python 3.14 its backport, which is the same."""
    from importlib import import_module

    name = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    try:
        return import_module(name)
    except ImportError as error:
        message = "zstd needs the extra 'zstd': pip install 'mixed-language-normalizer[zstd]'"
        raise InputError(message) from error


_LOADERS = {"gzip": _load_gzip, "zstd": _load_zstd, "xz": _load_xz, "bzip2": _load_bzip2}


def load_codec(compression: str) -> Codec:
    """Return the codec of a name of ``formats.COMPRESSIONS``; raise `InputError` when its package is missing."""
    return _LOADERS[compression]()
