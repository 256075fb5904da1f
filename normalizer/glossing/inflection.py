"""English word forms: from the lexicon's table, and by rule for words that it lacks."""

from __future__ import annotations

from normalizer.lexicon.english import UNKNOWN, EnglishWord
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    English = Callable[[str], EnglishWord]

VERB_FORMS = {"s": "third", "ed": "past", "en": "participle", "ing": "gerund"}
_DEGREES = {"er": "comparative", "est": "superlative"}
_DOUBLING = precompile(r"(?:^|[^aeiou])[aeiou][bdgklmnprt]$")
_SIBILANT = precompile(r"(?:s|x|z|ch|sh)$")
_SPLIT = precompile(r"[ -]")
_UNCOUNTED = frozenset(
    "advice information equipment knowledge software hardware money news research progress furniture luggage homework evidence staff traffic weather"
    " water rice tea music art people police public data media series species everyone everybody us them work life history economy electricity wealth"
    " happiness education health safety security energy freedom housing".split()
)
"""Nouns that stay in the singular: lists of forms give plurals that hardly anyone writes."""

_IRREGULAR = {"person": "people"}
_HEAD_ENDS = (" of ", " for ", " in ", " on ", " with ", " to ", " from ", " by ", " that ", " which ", " who ")
_LONG_WORD = 7


def nothing_known(word: str) -> EnglishWord:
    """Know no English word, so that rules alone decide."""
    del word
    return UNKNOWN


def inflect(phrase: str, form: str, english: English = nothing_known) -> str:
    """Put the verb of a verb phrase into `form` (``s``, ``ed``, ``en`` the participle, ``ing``).

    ``base`` is the plain form that agrees with *they*. Other forms are those of a suffix: ``ly``, ``ity``, ``ness``, ``er``, ``est``.

    >>> inflect("restrict", "s"), inflect("dominate", "ed"), inflect("plan ahead", "ing"), inflect("anonymous", "ity")
    ('restricts', 'dominated', 'planning ahead', 'anonymity')
    """
    if phrase.startswith("not ") and form in _DENIED:
        return _deny(phrase.removeprefix("not "), form)
    if form == "base":
        return phrase
    if form == "to":
        return f"to {phrase}"
    words = phrase.split(" ")
    head = _find_verb(words, english) if form in VERB_FORMS else 0
    known = english(words[head])
    if form in VERB_FORMS and not known.lemma and known.inflected.strip("s"):
        return phrase
    words[head] = _inflect_word(words[head], form, english)
    return " ".join(words)


def _deny(phrase: str, form: str) -> str:
    """Say *does not know* where a verb is denied that another one carries."""
    if phrase.startswith("be "):
        return f"{ {'s': 'is', 'ed': 'was'}.get(form, 'are') } not {phrase.removeprefix('be ')}"
    return f"{_DENIED[form]} not {phrase}"


_DENIED = {"s": "does", "ed": "did", "base": "do"}


def _find_verb(words: list[str], english: English) -> int:
    """Return the place of the verb: the first word that is none of the adverbs in front."""
    for index, word in enumerate(words):
        known = english(word)
        if "v" in known.pos or not (known.pos == "r" or word.endswith("ly")):
            return index
    return 0


def _inflect_word(word: str, form: str, english: English) -> str:
    if word in ("be", "is", "are", "am"):
        return {"s": "is", "ed": "was", "en": "been", "ing": "being"}.get(form, word)
    field = VERB_FORMS.get(form) or _DEGREES.get(form, "")
    known: str = getattr(english(word), field, "") if field else ""
    return known or _RULES.get(form, _stay)(word)


def compare(phrase: str, degree: str, english: English = nothing_known) -> str:
    """Return the comparative (``er``) or superlative (``est``) of an adjective or adverb.

    >>> compare("important", "er"), compare("high", "est"), compare("easy", "er")
    ('more important', 'highest', 'easier')
    """
    known: str = getattr(english(phrase), _DEGREES[degree])
    if known:
        return known
    short = " " not in phrase and (
        len(precompile(r"[aeiouy]+").findall(precompile(r"e$").sub("", phrase))) == 1
        or precompile(r"[^aeiou]y$").search(phrase)
    )
    if short and len(phrase) < _LONG_WORD and not phrase.endswith(("ed", "ly", "ing")):
        return _RULES[degree](phrase)
    return ("more " if degree == "er" else "most ") + phrase


def pluralise(phrase: str, english: English = nothing_known) -> str:
    """Put the head of a noun phrase into the plural; what cannot be counted stays.

    >>> pluralise("main reason"), pluralise("city"), pluralise("point of view"), pluralise("advice")
    ('main reasons', 'cities', 'points of view', 'advice')
    """
    cut = _find_head_end(phrase)
    head, rest = phrase[:cut], phrase[cut:]
    word = _SPLIT.split(head)[-1]
    front = head[: len(head) - len(word)]
    known = english(word)
    settled = not known.lemma and "s" in known.inflected
    if word in _UNCOUNTED or settled or (word.endswith("s") and not word.endswith("ss")):
        return phrase
    return front + (_IRREGULAR.get(word) or known.plural or _third_person(word)) + rest


def _find_head_end(phrase: str) -> int:
    """Return where the head of a noun phrase ends: before *of*, *that* and the like."""
    return min((place for end in _HEAD_ENDS if (place := phrase.find(end)) > 0), default=len(phrase))


def can_count(phrase: str, english: English) -> bool:
    """Tell whether the head of a noun phrase has a plural of its own."""
    word = _SPLIT.split(phrase)[-1]
    return word not in _UNCOUNTED and english(word).plural not in ("", word)


def is_counted(phrase: str, english: English, rarer: int = 6) -> bool:
    """Tell whether the head of a noun phrase is mostly counted: its plural is about as common as its singular.

    `rarer` is by how many tenths of Zipf the plural may be rarer: six are a quarter as common. Students and
    opinions are counted, environments and pressures are not.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> [is_counted(word, open_lexicon().english) for word in ("opinion", "AI chip", "pressure", "society")]
    [True, True, False, False]
    """
    word = _SPLIT.split(phrase[: _find_head_end(phrase)])[-1]
    known = english(word)
    if word in _UNCOUNTED or known.plural in ("", word) or "n" not in known.pos:
        return False
    return known.commonness - english(known.plural).commonness <= rarer


def _stay(word: str) -> str:
    return word


def _third_person(word: str) -> str:
    if _SIBILANT.search(word):
        return word + "es"
    return word[:-1] + "ies" if precompile(r"[^aeiou]y$").search(word) else word + "s"


def _past(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if precompile(r"[^aeiou]y$").search(word):
        return word[:-1] + "ied"
    return (word + word[-1] if _doubles(word) else word) + "ed"


def _participle(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + "ing"
    return (word + word[-1] if _doubles(word) else word) + "ing"


def _doubles(word: str) -> bool:
    """Tell whether a short stem doubles its last consonant; one vowel group stands for one stressed syllable."""
    return bool(_DOUBLING.search(word)) and len(precompile(r"[aeiou]+").findall(word)) == 1


def _adverb(word: str) -> str:
    if word.endswith("ly"):
        return word
    if word.endswith("ic"):
        return word + "ally"
    if precompile(r"[^aeiou]y$").search(word):
        return word[:-1] + "ily"
    return word[:-1] + "y" if word.endswith("le") else word + "ly"


def _quality(word: str) -> str:
    if word.endswith("ous"):
        return word[:-3] + "ity" if word.endswith("mous") else word + "ness"
    if word.endswith(("al", "ar", "id", "ic")):
        return word + "ity"
    if word.endswith("ble"):
        return word[:-2] + "ility"
    return word[:-1] + "ity" if word.endswith("ve") else word + "ness"


def _ness(word: str) -> str:
    return word[:-1] + "iness" if precompile(r"[^aeiou]y$").search(word) else word + "ness"


def _descriptive(word: str) -> str:
    stem = word + word[-1] if _doubles(word) else word.removesuffix("e")
    return stem + "y"


def _raise(word: str, ending: str) -> str:
    if precompile(r"[^aeiou]y$").search(word):
        return word[:-1] + "i" + ending
    stem = word + word[-1] if _doubles(word) else word.removesuffix("e")
    return stem + ending


def _comparative(word: str) -> str:
    return _raise(word, "er")


def _superlative(word: str) -> str:
    return _raise(word, "est")


_RULES = {
    "s": _third_person, "ed": _past, "en": _past, "ing": _participle, "ly": _adverb, "ity": _quality, "ness": _ness,
    "y": _descriptive, "er": _comparative, "est": _superlative,
}  # fmt: skip
