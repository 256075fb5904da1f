"""Regular expressions compiled once for a machine: what Python does for modules, done for patterns.

Compiling this program's patterns takes more time than treating a short article, and the result
depends on nothing but the pattern and the interpreter. So it is kept where Python keeps compiled
modules (``__pycache__``, or under ``PYTHONPYCACHEPREFIX``), under the same conditions: not with
``-B``, nor where nothing may be written. The file is bound to the interpreter's exact version and
the key is the pattern itself, so that nothing in it can be out of date; anything unexpected in it, or
in the interpreter, leads back to `re.compile`.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from functools import lru_cache

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    Code = tuple[int, bytes, int, dict[str, int], tuple[Any, ...]]

_MOST = 2000
"""Patterns kept at most; a file with more is begun anew with those in use."""

_SUFFIX = ".patterns"
_state: dict[str, dict[tuple[Any, int], Code]] = {}


@lru_cache(maxsize=1024)
def precompile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return ``re.compile(pattern, flags)``, remembered as there, from what an earlier process compiled where it did.

    >>> precompile("[一-龥]+").search("the 舆论").group()
    '舆论'
    """
    kept = _state.get("kept")
    if kept is None:
        kept = _state.setdefault("kept", _load(_find_place()))
    code = kept.get((pattern, int(flags)))
    try:
        if code is None:
            code = _compile(pattern, int(flags))
            _keep(pattern, int(flags), code)
        return _assemble(pattern, code)
    except re.error:
        raise
    except Exception:  # noqa: BLE001 - whatever an interpreter does otherwise, it can compile
        return re.compile(pattern, flags)


def _assemble(pattern: str, code: Code) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    flags, words, *groups = code
    compiled: re.Pattern[str] = _sre.compile(pattern, flags, memoryview(words).cast("I").tolist(), *groups)
    return compiled


def _compile(pattern: str, flags: int) -> Code:
    """Return what the interpreter makes of a pattern, as ``re`` itself hands it to its engine."""
    from array import array

    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]
    except ImportError:  # before Python 3.11
        import sre_compile as _compiler
        import sre_parse as _parser

    parsed = _parser.parse(pattern, flags)
    code = array("I", map(int, _compiler._code(parsed, flags))).tobytes()  # noqa: SLF001
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in parsed.state.groupdict.items():
        names[number] = name
    return flags | parsed.state.flags, code, parsed.state.groups - 1, dict(parsed.state.groupdict), tuple(names)


def _keep(pattern: str, flags: int, code: Code) -> None:
    """Remember a pattern, and to write the file when the process ends."""
    new = _state.setdefault("new", {})
    if not new and not sys.dont_write_bytecode and _find_place():
        import atexit

        atexit.register(_save, _find_place())
    new[pattern, flags] = code


def _find_place() -> str:
    """Return the path of the file, nothing where Python would keep no compiled module either."""
    cached = __spec__.cached if __spec__ else None
    return cached.removesuffix(".pyc") + _SUFFIX if cached else ""


def _mark() -> tuple[Any, ...]:
    """Return what the file is bound to."""
    import _sre

    return "mixnorm patterns", sys.version, sys.byteorder, _sre.MAGIC


def _load(path: str) -> dict[tuple[Any, int], Code]:
    """Return what the file holds, nothing when it is not there, damaged or another interpreter's."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib would be the dearest import of a clean article
            mark, kept = marshal.loads(file.read())  # noqa: S302 - as trusted as the bytecode beside it
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return kept if mark == _mark() and isinstance(kept, dict) else {}


def _save(path: str) -> None:
    """Write what the file held and what is new, in one step; where that is refused, nothing is lost."""
    new = _state.get("new", {})
    kept = _load(path)
    kept = {**kept, **new} if len(kept) + len(new) <= _MOST else new
    temporary = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        with open(temporary, "xb") as file:  # noqa: PTH123
            file.write(marshal.dumps((_mark(), kept)))
        os.replace(temporary, path)  # noqa: PTH105
    except OSError:
        return
