"""Standard input in a file, for formats that have to be read here and there."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def spool_input(*, needed: bool) -> Iterator[str]:
    """Give the path of a file that holds standard input for as long as the context lasts; nothing when not `needed`."""
    if not needed:
        yield ""
        return
    from shutil import copyfileobj
    from tempfile import NamedTemporaryFile

    with NamedTemporaryFile(prefix="mixnorm-") as file:
        copyfileobj(sys.stdin.buffer, file)
        file.flush()
        yield file.name
