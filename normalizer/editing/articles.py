"""``a`` or ``an``, and articles that would stand twice."""

from __future__ import annotations

import re

from normalizer.glossing.english_grammar import PREPOSITIONS
from normalizer.patterns import precompile

_AN_LETTERS = frozenset("aefhilmnorsx")
# Vowel letters with a consonant sound, and the silent h.
_CONSONANT_SOUND = precompile(
    r"(?:eu|ewe|one\b|once\b|oui|u(?:ni(?!m|n|d)|s[aeiu](?!l)|biq|kr|ra|te|til|top|ur))", re.IGNORECASE
)
_VOWEL = precompile("[AEIOU]")
_SILENT_H = precompile(r"(?:hour|honou?r|honest|heir)", re.IGNORECASE)
_ARTICLE_BEFORE = precompile(r"(?:^|(?<=[^\w’']))([Aa]n?)([ \t\xa0]*)\Z")
_OWN_ARTICLE = precompile(r"(?:a|an|[Tt]he|one's|one’s) (?=\w)")
_DETERMINER_BEFORE = precompile(
    r"\b(?:a|an|the|this|that|these|those|my|your|his|her|its|our|their"
    r"|some|any|no|every|each|such|[\w]+['’]s)[ \t\xa0]*$",
    re.IGNORECASE,
)


_NOTHING_OR_MARK = precompile(r"(?:^|[(\[“\"‘'*_|#:-])[ \t]*$")
_CAPITAL_BEFORE = precompile(r"([A-Z][\w-]*)[ \t]*$")


def takes_an(phrase: str) -> bool:
    """Tell whether English says ``an`` before `phrase`.

    >>> takes_an("economic"), takes_an("university"), takes_an("hour"), takes_an("MRT")
    (True, False, True, True)
    """
    word = phrase.lstrip("“‘\"'*_([")
    first = precompile(r"[^\W_]+").match(word)
    if first is None:
        return False
    letters = first.group()
    spelled = len(letters) in (2, 3) or (len(letters) == 4 and not _VOWEL.search(letters))  # noqa: PLR2004 - MRT, not NATO
    if letters.isupper() and (spelled or word[first.end() : first.end() + 1] == "-"):
        return letters[0].lower() in _AN_LETTERS
    if letters[0].isdigit():
        return letters.startswith(("8", "11", "18"))
    if letters[0].lower() in "aeiou":
        return not _CONSONANT_SOUND.match(letters)
    return bool(_SILENT_H.match(letters))


def find_article(before: str) -> tuple[int, str] | None:
    """Return how far from the end of `before` an ``a`` or ``an`` begins, and it with its blank."""
    match = _ARTICLE_BEFORE.search(before[-8:])
    return (len(match.group()), match.group()) if match else None


def agree(article: str, phrase: str) -> str:
    """Return `article` (with its blank) as it must be before `phrase`.

    >>> agree("a ", "economic"), agree("An ", "plan")
    ('an ', 'A ')
    """
    blank = article[len(article.rstrip()) :]
    form = "an" if takes_an(phrase) else "a"
    return (form.capitalize() if article[0].isupper() else form) + blank


def find_determiner(before: str) -> bool:
    """Tell whether a determiner, a possessive or a capitalised word stands right before what is to come.

    >>> find_determiner("at this "), find_determiner("studied at "), find_determiner("In ")
    (True, False, False)
    """
    if _DETERMINER_BEFORE.search(before[-24:]) or _NOTHING_OR_MARK.search(before[-24:]):
        return True
    capital = _CAPITAL_BEFORE.search(before[-24:])
    return capital is not None and capital[1].lower() not in PREPOSITIONS


def drop_own_article(phrase: str, before: str) -> str:
    """Take a leading article off `phrase` when a determiner stands before it already.

    >>> drop_own_article("the public", "of this ")
    'public'
    """
    return (
        _OWN_ARTICLE.sub("", phrase, count=1)
        if _DETERMINER_BEFORE.search(before[-24:]) and _OWN_ARTICLE.match(phrase)
        else phrase
    )
