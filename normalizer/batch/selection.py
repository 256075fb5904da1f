"""What is wanted of a folder, and what never is."""

from __future__ import annotations

from normalizer.records import NamedTuple

STATE_FOLDER = ".mixnorm"
"""Where a run keeps what it knows of itself; no walk enters it."""


class Selection(NamedTuple):
    """Which files of a folder are wanted: the flags ``--no-ignore``, ``--hidden``, ``--follow-links`` and so on."""

    ignore: bool = True
    hidden: bool = False
    follow: bool = False
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
