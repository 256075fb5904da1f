"""SHA-256 at the least cost: what ``hashlib`` brings is fast, but loading it takes as long as hashing a megabyte."""

from __future__ import annotations

import sys
from importlib import import_module

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from hashlib import _Hash

SMALL = 1 << 17
"""Up to how many bytes Python's own implementation is the cheaper one: six times as slow, and there at once."""

_BUILT_IN = ("_sha2", "_sha256")
"""The modules that have it in Python 3.12 and later, and before; ``random`` takes its SHA-512 from there too."""


def find_sha256(size: int) -> Callable[..., _Hash]:
    """Return what begins a hash of about `size` bytes, 0 where nobody knows how many.

    >>> find_sha256(3)(b"abc").hexdigest()[:8], find_sha256(1 << 30)(b"abc").hexdigest()[:8]
    ('ba7816bf', 'ba7816bf')
    """
    if 0 < size <= SMALL and "hashlib" not in sys.modules:
        for name in _BUILT_IN:
            try:
                begin: Callable[..., _Hash] = import_module(name).sha256
            except (ImportError, AttributeError):
                continue
            return begin
    from hashlib import sha256

    return sha256
