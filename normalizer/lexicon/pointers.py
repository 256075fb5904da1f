"""Senses that point to another headword: variants, abbreviations, *see* and its like, surnames, classifiers."""

from __future__ import annotations

import re

from normalizer.lexicon.labels import HAN
from normalizer.lexicon.wordings import make_insertable
from normalizer.records import NamedTuple
from normalizer.types import Sense

HAN_WORD = rf"[^\s,;()\[\]|]*[{HAN}][^\s,;()\[\]|]*"
LINK = re.compile(rf"(?P<first>{HAN_WORD})(?:\|(?P<second>[^\s,;()\[\]|]+))?(?:\[+(?P<pinyin>[^\[\]]*)\]+)?")
"""Chinese inside a sense: ``traditional|simplified[pinyin]``, all but the first left out at times."""

# A kind, and the words that lead a sense of that kind. All but the abbreviations need Chinese after them.
_LEADS = {
    "variant": r"(?:[A-Za-z.-]+ ){0,3}?(?:variants? of|form of|misspelling of|way of writing)|also written|written",
    "abbreviation": r"(?:also |old )?(?:abbr\.|abbreviation|acronym|contraction|contracted form) (?:for|to|of|from)"
    r"|short(?:ened)?(?: form| name)? (?:for|of)",
    "see": r"see(?: also)?|cf\.?|used in|same as|(?:[A-Za-z]+ ){0,2}equivalent (?:to|of)|(?:also |formerly "
    "|now )?(?:called|known as|termed)"
    r"|also|synonym of|used for|(?:[A-Za-z]+ ){0,2}(?:name|term) (?:for|of)|also (?:translated|transliterated"
    r"|transcribed|rendered)(?: variously)? as",
}
_POINTERS = [(kind, re.compile(rf"(?:{lead})\s+(?P<rest>.*)$")) for kind, lead in _LEADS.items()]
_BARE = re.compile(r"(?:also |old )?(?:abbr\.|abbreviation|acronym) ")
"""Abbreviations are pointers without Chinese too; *contraction of the uterus* is none."""
_SURNAME = re.compile(r"(?:(?:two|double|three)-character |rare )?surname\s+(?P<name>[A-Z][\w’'-]*)")
_CLASSIFIER = re.compile(r"CL:")
_READING = re.compile(r"(?:Taiwan|also|old|formerly|Beijing|coll\.|commonly|or)?,? ?\bpr\.")
_NO_ENGLISH = re.compile(
    r"(?:(?:and|or|etc|to|esp\.|used|in|when|but|which|see|as|not|with|for|from|of|by|on|at|also|both|the former"
    r"|i\.e\.|e\.g\.)(?=[\s,]|$)|[+,&/]|$)"
)
"""After the Chinese this goes on about it, and does not say what it means."""


_STYLE = re.compile(r"^(?:lit|fig)\. ")
_BETWEEN = 3


class Link(NamedTuple):
    """The headword that a sense points to, simplified, and its numbered pinyin if it is given."""

    headword: str
    pinyin: str


def find_link(raw: str) -> Link | None:
    """Return the first Chinese of a sense.

    >>> find_link("variant of 約旦|约旦[Yue1 dan4], Jordan")
    Link(headword='约旦', pinyin='Yue1 dan4')
    """
    match = LINK.search(raw)
    return Link(match["second"] or match["first"], match["pinyin"] or "") if match else None


def parse_pointer(raw: str, text: str, labels: tuple[str, ...], *, proper: bool, headword: str = "") -> Sense | None:
    """Return the sense if `text` (`raw` without its brackets) is a pointer, with the English that it carries.

    >>> parse_pointer("abbr. for 非洲[Fei1 zhou1], Africa", "abbr. for 非洲[Fei1 zhou1], Africa", (), proper=True).gloss
    'Africa'
    """
    if match := _SURNAME.match(text):
        return Sense(raw, match["name"], (), "surname", "name", labels)
    if _CLASSIFIER.match(text):
        return Sense(raw, kind="classifier", labels=labels)
    if _READING.match(text):
        return Sense(raw, kind="note", labels=labels)
    for kind, pattern in _POINTERS:
        match = pattern.match(text)
        link = find_link(match["rest"]) if match else None
        if match and link and _is_near(match["rest"], kind):
            gloss, pos = _read_english(match["rest"], kind, proper=proper, headword=headword)
            return Sense(raw, gloss, (), kind, pos, labels, link.headword)
        if match and link is None and _BARE.match(text):
            gloss, pos = make_insertable(match["rest"], proper=proper, headword=headword)
            return Sense(raw, gloss, (), kind, pos, labels)
    return None


def _is_near(rest: str, kind: str) -> bool:
    """Tell whether the Chinese is what the lead points to: nothing but a name may stand between them."""
    before = rest.partition(LINK.search(rest)[0])[0]  # type: ignore[index]
    if kind == "abbreviation":
        return True
    return "," not in before and before.count(" ") <= _BETWEEN and not re.match(r"(?:an?|the) |Chinese\b", before)


def _read_english(rest: str, kind: str, *, proper: bool, headword: str = "") -> tuple[str, str]:
    """Return the English after the Chinese (``阿根廷, Argentina``) or before it (``Nikkei 225 日经指数``)."""
    links = list(LINK.finditer(rest))
    before, after = rest[: links[0].start()].strip(" ,"), rest[links[0].end() :]
    if before and (kind == "abbreviation" or before[:1].isupper()):
        several = len(links) > 1 or before.islower()
        return (
            ("", "") if several else make_insertable(before + after.partition(",")[0], proper=proper, headword=headword)
        )
    after = after if not before or after.startswith(",") else ""
    after = _STYLE.sub("", after.strip(" ,")).partition(";")[0]
    if LINK.match(after) or _NO_ENGLISH.match(after):
        return "", ""
    return make_insertable(after, proper=proper, headword=headword)
