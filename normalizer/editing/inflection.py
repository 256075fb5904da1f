"""English word forms by rule, for suffixes that stand glued to a Chinese word."""

from __future__ import annotations

import re

_IRREGULAR = {
    "be": ("was", "being", "is"), "have": ("had", "having", "has"), "do": ("did", "doing", "does"), "go": ("went", "going", "goes"),
    "make": ("made", "making", "makes"), "take": ("took", "taking", "takes"), "give": ("gave", "giving", "gives"),
    "get": ("got", "getting", "gets"), "lead": ("led", "leading", "leads"), "bring": ("brought", "bringing", "brings"),
    "build": ("built", "building", "builds"), "keep": ("kept", "keeping", "keeps"), "hold": ("held", "holding", "holds"),
    "find": ("found", "finding", "finds"), "see": ("saw", "seeing", "sees"), "become": ("became", "becoming", "becomes"),
    "come": ("came", "coming", "comes"), "say": ("said", "saying", "says"), "send": ("sent", "sending", "sends"),
    "think": ("thought", "thinking", "thinks"), "teach": ("taught", "teaching", "teaches"), "buy": ("bought", "buying", "buys"),
    "sell": ("sold", "selling", "sells"), "tell": ("told", "telling", "tells"), "lose": ("lost", "losing", "loses"),
    "win": ("won", "winning", "wins"), "write": ("wrote", "writing", "writes"), "rise": ("rose", "rising", "rises"),
    "fall": ("fell", "falling", "falls"), "grow": ("grew", "growing", "grows"), "know": ("knew", "knowing", "knows"),
    "show": ("showed", "showing", "shows"), "draw": ("drew", "drawing", "draws"), "break": ("broke", "breaking", "breaks"),
    "speak": ("spoke", "speaking", "speaks"), "choose": ("chose", "choosing", "chooses"), "begin": ("began", "beginning", "begins"),
    "run": ("ran", "running", "runs"), "meet": ("met", "meeting", "meets"), "feel": ("felt", "feeling", "feels"),
    "leave": ("left", "leaving", "leaves"), "mean": ("meant", "meaning", "means"), "pay": ("paid", "paying", "pays"),
    "put": ("put", "putting", "puts"), "set": ("set", "setting", "sets"), "cut": ("cut", "cutting", "cuts"), "let": ("let", "letting", "lets"),
    "spread": ("spread", "spreading", "spreads"), "understand": ("understood", "understanding", "understands"),
    "seek": ("sought", "seeking", "seeks"), "strike": ("struck", "striking", "strikes"), "fight": ("fought", "fighting", "fights"),
    "wear": ("wore", "wearing", "wears"), "stand": ("stood", "standing", "stands"), "sit": ("sat", "sitting", "sits"),
    "overcome": ("overcame", "overcoming", "overcomes"), "undergo": ("underwent", "undergoing", "undergoes"),
}  # fmt: skip
"""Verb: (past, present participle, third person)."""

_DOUBLING = re.compile(r"(?:^|[^aeiou])[aeiou][bdgklmnprt]$")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")


def inflect(phrase: str, form: str) -> str:
    """Put the first word of a verb phrase into `form` (``s``, ``ed``, ``ing``); other forms append.

    >>> inflect("restrict", "s"), inflect("dominate", "ed"), inflect("plan ahead", "ing"), inflect("anonymous", "ity")
    ('restricts', 'dominated', 'planning ahead', 'anonymity')
    """
    head, blank, rest = phrase.partition(" ")
    forms = _IRREGULAR.get(head.lower())
    if forms and form in ("ed", "ing", "s"):
        return forms[("ed", "ing", "s").index(form)] + blank + rest
    return _FORMS.get(form, _append)(head) + blank + rest


_IRREGULAR_PLURALS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "foot": "feet",
    "tooth": "teeth",
}
_UNCOUNTED = frozenset(
    "advice information equipment knowledge software hardware money news research progress furniture luggage homework evidence staff traffic weather"
    " water rice tea music art people police public data media series species everyone everybody us them".split()
)


def pluralise(phrase: str) -> str:
    """Put the head of a noun phrase into the plural; what cannot be counted stays.

    >>> pluralise("main reason"), pluralise("city"), pluralise("point of view"), pluralise("advice")
    ('main reasons', 'cities', 'points of view', 'advice')
    """
    head, of, rest = phrase.partition(" of ")
    front, _, word = head.rpartition(" ")
    if word in _UNCOUNTED or (word.endswith("s") and not word.endswith("ss")):
        return phrase
    plural = _IRREGULAR_PLURALS.get(word) or _third_person(word)
    return (f"{front} {plural}" if front else plural) + of + rest


def _append(word: str) -> str:
    return word


def _third_person(word: str) -> str:
    if _SIBILANT.search(word):
        return word + "es"
    return word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"


def _past(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if re.search(r"[^aeiou]y$", word):
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
    return bool(_DOUBLING.search(word)) and len(re.findall(r"[aeiou]+", word)) == 1


def _adverb(word: str) -> str:
    if word.endswith("ly"):
        return word
    if word.endswith("ic"):
        return word + "ally"
    if re.search(r"[^aeiou]y$", word):
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
    return word[:-1] + "iness" if re.search(r"[^aeiou]y$", word) else word + "ness"


_FORMS = {"s": _third_person, "ed": _past, "ing": _participle, "ly": _adverb, "ity": _quality, "ness": _ness}
