"""What stands for other modules while jieba is imported, so that a fragment pays only for cutting it.

jieba imports tables for guessing words, ``tempfile`` and ``hashlib`` for its own dictionary, and
``logging`` to say what it loads: together dearer than the rest of it. Here each is imported when something of it is
used, and jieba's logger is made when somebody speaks to it. Its patterns are `precompile`'s.
"""

from __future__ import annotations

import re
import sys
import threading

from normalizer.deferring import DeferredModule
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

_RARELY_USED = ("jieba.finalseg", "tempfile")
"""What jieba imports for guessing words and for loading its own dictionary."""


def make() -> dict[str, ModuleType]:
    """Return what stands for modules, by their names: those that are not loaded, and ``re``.

    Where other threads run, which may import the same modules at this moment, only those that are rarely used.
    """
    made: dict[str, Any] = {name: DeferredModule(name) for name in _RARELY_USED if name not in sys.modules}
    if threading.active_count() > 1:
        return made
    if "hashlib" not in sys.modules:
        made["hashlib"] = DeferredModule("hashlib")
        made["hashlib"].md5 = _hash
    if "logging" not in sys.modules:
        made["logging"] = DeferredModule("logging")
        made["logging"].__dict__.update(DEBUG=10, StreamHandler=_NoHandler, getLogger=_NewLogger)
    made["re"] = DeferredModule("re")
    made["re"].__dict__.update(
        {name: given for name, given in vars(re).items() if name[:2] != "__"}, compile=precompile
    )
    return made


def settle(jieba: Any) -> None:
    """Leave jieba without a handler, and with a logger that is made when it is used."""
    for module in (jieba, jieba._compat):  # noqa: SLF001 - jieba has a logger in each
        if isinstance(module.default_logger, _NewLogger):
            module.default_logger = _Logger(module.__name__)
    jieba.default_logger.removeHandler(jieba.log_console)


def _hash(*given: Any, **named: Any) -> Any:
    import hashlib

    return hashlib.md5(*given, **named)  # noqa: S324 - jieba names a file by it


class _NoHandler:
    """A handler that is never heard."""

    def __init__(self, stream: Any) -> None:
        """Take the stream, as a handler does."""


class _NewLogger:
    """jieba's logger while jieba is imported: what jieba sets of it is what `_Logger` begins with."""

    def __init__(self, name: str) -> None:
        """Take the name, as ``getLogger`` does."""

    def setLevel(self, level: int) -> None:  # noqa: N802 - the name in ``logging``
        """Wait with the level."""

    def addHandler(self, handler: Any) -> None:  # noqa: N802
        """Take no handler: nothing of jieba's goes to standard error."""


class _Logger:
    """A logger that is made, at the level that jieba sets, when it is spoken to."""

    def __init__(self, name: str) -> None:
        """Take the logger's name."""
        self._name = name

    def removeHandler(self, handler: Any) -> None:  # noqa: N802
        """Remove a handler, none where there is none yet."""
        if not isinstance(handler, _NoHandler):
            self._make().removeHandler(handler)

    def __getattr__(self, name: str) -> Any:
        """Return what the logger itself has under that name."""
        return getattr(self._make(), name)

    def _make(self) -> Any:
        import logging

        logger = logging.getLogger(self._name)
        if not self.__dict__.get("_made"):
            self._made = True
            logger.setLevel(logging.DEBUG)
        return logger
