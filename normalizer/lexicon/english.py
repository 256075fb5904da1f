"""What the lexicon knows of English words: parts of speech, how common they are, and their forms."""

from __future__ import annotations

from normalizer.records import NamedTuple


class EnglishWord(NamedTuple):
    """A word with its parts of speech and forms; a form it does not have is empty.

    ``pos`` holds letters out of ``nvar`` (noun, verb, adjective, adverb), of the word as it
    is spelled: *worked* is a verb. ``commonness`` is ten times the Zipf frequency (the
    logarithm of occurrences in a thousand million words): 75 for *the*, 30 for a rare word.
    The forms are those of the word as a lemma; ``inflected`` says of what kind it is itself:
    letters out of ``degzs`` (past, participle, gerund, third person, plural).
    """

    pos: str = ""
    commonness: int = 0
    lemma: bool = False
    inflected: str = ""
    past: str = ""
    participle: str = ""
    gerund: str = ""
    third: str = ""
    plural: str = ""
    comparative: str = ""
    superlative: str = ""


UNKNOWN = EnglishWord()
_FORMS = len(EnglishWord._fields) - 3


def pack_word(word: EnglishWord) -> bytes:
    """Return `word` as the index stores it."""
    return "|".join((word.pos, str(word.commonness), "l" if word.lemma else "", *word[3:])).rstrip("|").encode()


def unpack_word(packed: bytes) -> EnglishWord:
    """Return the word that `pack_word` packed.

    >>> unpack_word(pack_word(EnglishWord("v", 40, lemma=True, past="gave"))).past
    'gave'
    """
    pos, commonness, lemma, *forms = (packed.decode() + "||").split("|")
    return EnglishWord(pos, int(commonness or 0), bool(lemma), *forms[:_FORMS])
