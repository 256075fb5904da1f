"""Brackets of a dictionary sense: labels kept, remarks taken off."""

from __future__ import annotations

import re

HAN = "⺀-鿿豈-﫿\U00020000-\U0003ffff"
"""Ideographs, radicals and the marks between them, for use inside a character class."""

TURN = "\x01"
"""Stands where an idiom's literal half ends and what it means begins."""

CANONICAL = {
    "arch.": "archaic",
    "classical": "literary",
    "colloquial": "coll.",
    "derogatory": "derog.",
    "dial.": "dialect",
    "esp. Tw": "Tw",
    "euphemistic": "euphemism",
    "fig": "fig.",
    "formerly": "old",
    "in former times": "old",
    "obsolete": "old",
    "old usage": "old",
    "pejorative": "derog.",
    "saying": "proverb",
    "Taiwan": "Tw",
}
"""Other spellings of a label, and the one that is kept."""

KNOWN = frozenset({
    "archaic", "attributive", "bound form", "Cantonese", "coll.", "derog.", "dialect", "euphemism", "fig.", "formal",
    "honorific", "humble", "idiom", "Internet slang", "jocular", "literary", "loanword", "neologism", "old", "polite",
    "PRC", "proverb", "slang", "Tw", "vulgar",
    "anatomy", "astronomy", "biology", "botany", "Buddhism", "chemistry", "chess", "computing", "finance", "geology",
    "grammar", "law", "linguistics", "math.", "medicine", "military", "music", "physics", "sports", "TCM", "zoology",
})  # fmt: skip
"""Labels that count wherever they stand; other brackets are labels only in front."""

_FRONT = re.compile(r"\(([^()]*)\)(?![A-Za-z])\s*")
_INNER = re.compile(r"\s*\(([^()]*)\)")
_OWNER = re.compile(r"(?:sb's|sth's|one's)(?: or (?:sb's|sth's|one's))?$")
_IDIOM_ENDS = re.compile(r"(\((?:idiom|proverb|saying)\b[^()]*\))\s*[;.](?= )")
_HAS_HAN = re.compile(rf"[{HAN}\[]")
_LONGEST_PART = 3


def take_labels(text: str) -> tuple[tuple[str, ...], str]:
    """Return the labels of a sense and its text without any bracket.

    Brackets at the front are labels (``Tw``, ``of weather``), and so is a known label
    anywhere. A bracketed owner stays without its brackets. `TURN` is set where an idiom's
    first half ends.

    >>> take_labels("(of troops) to rout (coll.)")
    (('of troops', 'coll.'), 'to rout')
    >>> take_labels("to be (sb's) turn")[1]
    "to be sb's turn"
    """
    labels: list[str] = []
    text = _IDIOM_ENDS.sub(rf"\1{TURN}", text.strip())
    while match := _FRONT.match(text):
        labels += _read_labels(match[1])
        text = re.sub(r"^\. ", "", text[match.end() :])
    while match := _INNER.search(text):
        labels += [label for label in _read_labels(match[1]) if label in KNOWN]
        text = text[: match.start()] + _keep_owner(match) + text[match.end() :]
    # A bracket that lost its partner: what it opened goes with it.
    text = text.partition("(")[0].replace(")", "")
    return tuple(dict.fromkeys(labels)), re.sub(r"\s+([,.;!?])", r"\1", text).strip()


def _read_labels(content: str) -> list[str]:
    """Return the labels in a bracket, one for each comma if all are short, none if it holds Chinese."""
    if _HAS_HAN.search(content):
        return []
    parts = [part.strip() for part in re.split(r"[;,]", content) if part.strip()]
    if any(part.count(" ") >= _LONGEST_PART for part in parts) and parts[0] not in KNOWN:
        parts = [content.strip()]
    return [CANONICAL.get(part, part) for part in parts]


def _keep_owner(match: re.Match[str]) -> str:
    """Return what stays of a bracket: an owner (*to take (sb's) place*), or the rest of a word (*(un)able*)."""
    content = match[1].strip()
    if _OWNER.match(content):
        return f" {content.partition(' ')[0]}"
    follows = match.string[match.end() : match.end() + 1]
    if follows.isalpha() and content.isalpha():
        return match[0].replace("(", "").replace(")", "")
    return ""
