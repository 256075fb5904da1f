"""A term of a user's glossary, also of what the author teaches; reading glossaries is another matter."""

from __future__ import annotations

from normalizer.records import NamedTuple


class GlossaryTerm(NamedTuple):
    """One line of a glossary: the English, its part of speech if told, whether the Chinese stays, where it stands."""

    english: str
    pos: str = ""
    note: str = ""
    keep: bool = False
    place: str = ""
