"""A chunk: a part of a phrase while it is put together."""

from __future__ import annotations

from normalizer.records import NamedTuple

NOMINAL = frozenset({"noun", "name", "pronoun"})
MODIFIERS = frozenset({"noun", "name", "adjective", "number"})


class Chunk(NamedTuple):
    """A part of the phrase: its English, what it does, the Chinese it came from.

    ``plural`` counts several, ``fixed`` is a verb that has its form, ``graded`` an adjective
    with an adverb of degree, as Chinese predicates have, ``complete`` a verb with its object.
    """

    text: str
    role: str
    folded: str = ""
    plural: bool = False
    fixed: bool = False
    graded: bool = False
    complete: bool = False

    @property
    def words(self) -> int:
        """Return the number of English words."""
        return self.text.count(" ") + 1
