"""Dictionary wordings made fit to stand in an English sentence."""

from __future__ import annotations

import re

from normalizer.lexicon.explanations import cut_chinese, cut_definition, cut_explanation, shorten
from normalizer.lexicon.proper_names import cut_name

PHRASAL = frozenset(
    "abide by|account for|adapt to|adhere to|aim at|approve of|arrive at|attach to|attend to|belong to|call for"
    "|care for|comply with|consist of|contend with|cope with|correspond to|deal with|depend on|deprive of"
    "|disapprove of|dispose of|fall for|get rid of|insist on|laugh at|lead to|listen to|long for|look after|look at"
    "|look for|object to|participate in|pertain to|prey on|refer to|rely on|resort to|result in|smile at|stare at"
    "|stick to|strive for|submit to|succumb to|take care of|wait for|wish for|yearn for|yield to".split("|")
)
"""Verbs that say nothing without their preposition; from others it goes with its *sb* or *sth*."""

_PREPOSITION = (
    r"(?:on|to|for|of|with|from|into|in|at|by|about|against|over|upon|as|toward|towards|up|out|than|onto|around"
    r"|behind)"
)
_EITHER = re.compile(r"\b(?:sb|sth)(?: or | and |/)(?:sb|sth)\b")
_LAST_OBJECT = re.compile(rf"(?P<lead>(?:\s+{_PREPOSITION})?)\s+(?:sb|sth)$|\s+{_PREPOSITION} (?:sb|sth)'s \w+$")
_NEEDS_OBJECT = re.compile(rf"^{_PREPOSITION}$|\b(?:do|doing|be|being|make|as if|one's|the|a|an|or|and|that|than)$")
_SHORT_VERB = 3
"""Letters; verbs as short as that live by their prepositions (*run into*, *get over*)."""
_STAND_INS = (
    (re.compile(r"\bs\.?b\.?'s\b"), "someone’s"),
    (re.compile(r"\bsth's\b"), "something’s"),
    (re.compile(r"\b(?:sb|s\.b\.)(?!\w)"), "someone"),
    (re.compile(r"\b(?:sth|s\.th\.|sth\.)(?!\w)"), "something"),
    (re.compile(r"\bone's\b"), "one’s"),
)
_VERB = re.compile(r"^(?P<negated>not )?to (?P<other>not )?(?=\w)")
_NO_INFINITIVE = re.compile(
    r"^not to (?:be|one's|the|a|sb|sb's|mention|say|speak)\b"
    r"|^to (?:the|an?|one's|some|such|this|that|what|date|\w+ is)\b"
)
_MORE_INFINITIVES = re.compile(r"(, | or | and |/)to (?=\w)")
_ARTICLE = re.compile(r"^(?:an?|the) (?=\w)")
_FIXED_ARTICLE = re.compile(
    r"^(?:a (?:bit|couple|few|good deal|great deal|great many|little|lot|moment|number|pair|touch|trifle|while"
    r"|certain|long time|short time|total)|the (?:best|former|latter|more|most|other|others|rest|same|whole|worst"
    r"|first|last|above|following))\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"(?<!to )\b(?P<relative>(?:who|that|which|whose \w+|where|when|there|what) (?:\w+ )?)?(?:is|are|was|were|has"
    r"|have|had|does|do|did|can|can't|cannot|will|won't|must|may|should|cannot|don't|doesn't|isn't|comes?|goes|go"
    r"|brings?|makes?|gets?|needs?|knows?)\b"
)
_LIST = re.compile(r"^[^\s,]+(?: [^\s,]+)?(?:, [^\s,]+(?: [^\s,]+)?){2,3}$")
_PAIR = re.compile(r"^[^\s,]+, [^\s,]+$")
_CONJUNCTION = re.compile(r"\b(?:and|or|etc|not|no|than)\b")
_KEEPS_DOT = re.compile(r"(?:\b[A-Z]|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|Dept))\.$")
_UNFIT = re.compile(r"[\[\]()|=~<>{}\\_]|\.\.")
_LONE_SIGNS = re.compile(r"(?:\s(?:[^\w\s’']|_)+)+$")
LONGEST = 80
"""Code points; a longer gloss would rather explain than translate."""


def split_list(text: str) -> list[str]:
    """Cut a list of synonyms that stand between commas; other text is one wording.

    >>> split_list("dull, stupid, suspicious"), split_list("red, white and blue")
    (['dull', 'stupid', 'suspicious'], ['red, white and blue'])
    """
    if (_LIST.match(text) or _PAIR.match(text)) and not _CONJUNCTION.search(text) and not text.startswith("to "):
        return text.split(", ")
    return [text]


def make_insertable(text: str, *, proper: bool, saying: bool = False, headword: str = "") -> tuple[str, str]:
    """Return a wording that can stand in an English sentence, and its part of speech; ``""`` if none can.

    A `proper` wording is cut to the name that is that of the `headword`; a `saying` is left whole.

    >>> make_insertable("to pay attention to sth", proper=False)
    ('pay attention', 'verb')
    >>> make_insertable("Tokyo University, Japan", proper=True)
    ('Tokyo University', 'name')
    """
    text = cut_chinese(text)
    named = proper and _is_capitalised(text)
    if named:
        text, pos = cut_name(text, headword), "name"
    else:
        text, pos = _take_verb(cut_explanation(text, saying=saying))
        text = shorten(_place_objects(text), LONGEST)
        if not pos:
            text, pos = _take_article(text)
            text = text if saying else cut_definition(text)
    text = _tidy(text)
    if not text or not any(c.isalnum() for c in text) or len(text) > LONGEST or _UNFIT.search(text):
        return "", ""
    return text, pos


def _is_capitalised(text: str) -> bool:
    """Tell whether a wording begins like a name, an article or quotation mark before it or not."""
    return re.match(r"(?:the |an? |The |A )?[\"“']?[A-Z0-9À-Þ]", text) is not None


def _take_verb(text: str) -> tuple[str, str]:
    """Take *to* off; a negation stays."""
    text = text.replace('"', "").replace("... ", "")
    match = None if _NO_INFINITIVE.match(text) else _VERB.match(text)
    if match is None:
        return text, ""
    stem = _MORE_INFINITIVES.sub(r"\1", re.sub(r"^to ", "", text[match.end() :]))
    return ("not " if match["negated"] or match["other"] else "") + stem, "verb"


def _place_objects(text: str) -> str:
    """Drop a last *sb* or *sth* with its preposition; elsewhere they become someone and something."""
    text = _EITHER.sub("sth", text)
    match = _LAST_OBJECT.search(text)
    if match:
        kept = text[: match.start()]
        phrasal = f"{kept}{match['lead'] or ''}"
        if phrasal in PHRASAL:
            text = phrasal
        elif kept and not _NEEDS_OBJECT.search(kept) and not (match["lead"] and len(kept) <= _SHORT_VERB):
            text = kept
    for pattern, replacement in _STAND_INS:
        text = pattern.sub(replacement, text)
    return text


def _take_article(text: str) -> tuple[str, str]:
    """Take the article off a noun phrase; a sentence and phrases such as *a few* keep theirs."""
    if not _ARTICLE.match(text):
        return text, ""
    # *a series of*, *the extent that*, *the dragon wars, the tiger battles*
    if text.endswith((" of", " that")) or ", the " in text:
        return text, ""
    if _FIXED_ARTICLE.match(text):
        return text, "noun" if text.startswith("the ") else ""
    if any(match["relative"] is None for match in _FINITE.finditer(text)):
        return text, ""
    return _ARTICLE.sub("", text), "noun"


def _tidy(text: str) -> str:
    """Take quotation marks, dots and blanks off that stand for nothing."""
    text = re.sub(r"\.\.\.|…", " ", text.replace('"', "").replace("“", "").replace("”", ""))
    text = _LONE_SIGNS.sub("", re.sub(r"\s+", " ", text).strip())
    text = re.sub(r"\s+([,;!?])", r"\1", text)
    text = text.strip(" ,;:-–—~/+*")
    if text[:1] == "'" == text[-1:]:
        text = text[1:-1]
    if text.endswith(".") and not _KEEPS_DOT.search(text):
        text = text.rstrip(". ")
    return text.strip(" ,;:")
