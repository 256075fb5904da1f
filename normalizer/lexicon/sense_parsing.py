"""Dictionary senses parsed: labels off, pointers followed by name, the rest made insertable into English."""

from __future__ import annotations

import re

from normalizer.lexicon.labels import TURN, take_labels
from normalizer.lexicon.pointers import find_link, parse_pointer
from normalizer.lexicon.wordings import make_insertable, split_list
from normalizer.types import Sense

_GRAMMAR = (
    r"(?:(?:Cantonese|Chinese|possessive|question|modal|auxiliary|structural|grammatical|interrogative|final"
    r"|noun|verb|adverb|sentence|aspect|emphatic|vocative|nominal|diminutive|plural"
    r"|past|tense|phonetic|negative) ?)*(?:particle|suffix|prefix|marker|classifier|measure word|interjection"
    r"|exclamation|onomatopoeia|component|infix)"
)
_OWN_NAME = (
    r"(?:personal|given|birth|original|style|courtesy|posthumous|temple|reign|pen|stage|male|female|brand|family)"
)
_NOTE = re.compile(
    rf"(?:{_GRAMMAR}(?:,? (?:for|of|used|indicating|expressing|corresponding|forming|denoting|meaning|before"
    rf"|after|in|to|placed|showing|marking|attached|having"
    r"|similar|equivalent|with)\b|: )"
    r"|(?:often |usually |also |sometimes |frequently )?(?:used (?:to|in|as|for|before|after|with|at|when|by|of"
    r"|on|only|mostly|chiefly) \w"
    r"|indicat(?:es|ing|ed)\b|express(?:es|ing)\b|describ(?:es|ing)\b|old names include\b|occurs in\b|appears in\b)"
    r"|phonetic (?:[\"“]|used\b|in\b|for\b|[a-z]{1,5}(?: or [a-z]{1,5})?$|[a-z]{1,5},? used)"
    r"|(?:meaningless )?bound form\b|Kangxi radical|[\"“][^\"”]+[\"”] radical|radical in"
    r"|(?:one of )?the \d+\w* of the|example:|brand names? (?:of|for|include)"
    rf"|{_OWN_NAME} name (?:of|for|given)\b"
    r"|(?:[a-z-]+ ){0,4}(?:particle|pronoun)(?:$|,| (?:with|signaling|placed|indicating)\b)"
    r"|(?:first|second|third|last) character in\b|(?:Japanese )?kokuji\b|cf\.? |component in"
    r"|(?:the )?(?:opposite|antonym) of\b)",
    re.IGNORECASE,
)
_LEADS = (
    (re.compile(r"(?:the term )?refer(?:s|ring) to (?:the )?"), ""),
    (re.compile(rf"(?!{_OWN_NAME})(?:[A-Za-z]+ ){{1,2}}(?:name|term) (?:for|of) (?:the )?"), ""),
    (re.compile(r"in (?:\w+ ?){1,4}, (?=to |the |refers to )"), ""),
    (re.compile(r"also (?:translated|called|known as|termed)(?: as)? (?:the )?"), ""),
    (re.compile(r"(?:now |formerly )?(?:called|known as) (?=[A-Z])"), ""),
    (re.compile(r"also (?=[A-Z])"), ""),
    (re.compile(r"by ext(?:\.|ension),? "), ""),
    (re.compile(r"euphemism for "), "euphemism"),
)
"""What leads a meaning without being part of it, and the label it leaves."""

_PRONOUN = re.compile(r"\bpronoun \(((?:\"\w+\"(?: or |, )?)+)\)$")
_QUOTED = re.compile(r"\"(\w+)\"")
_FIGURATIVE = re.compile(r"[,;]?\s*\bfig\. (?P<meaning>.+)$")
_LITERAL = re.compile(r"^lit\.:? ?")
_BOTH = re.compile(r"^(?:lit\. and fig\.|lit\. or fig\.):? ")
_OTHER_NAME = re.compile(r"\b(?:aka|a\.k\.a\.|also known as|also called|also written) ([A-Z][^,;]*)")
_SAYINGS = frozenset({"idiom", "proverb"})
_LABEL_POS = {"attributive": "adjective", "adjective": "adjective", "adverb": "adverb", "noun": "noun", "verb": "verb"}


def parse_sense(raw: str, *, proper: bool, headword: str = "") -> Sense:
    """Return one sense of the dictionary, parsed; `proper` when its pinyin is that of a name.

    The `headword` tells whether a place is called with its level.

    >>> parse_sense("to request earnestly", proper=False).gloss
    'request earnestly'
    >>> parse_sense("Beijing, capital of the People's Republic of China", proper=True).gloss
    'Beijing'
    >>> parse_sense("CL:個|个[ge4]", proper=False).kind
    'classifier'
    >>> parse_sense("old variant of 群[qun2]", proper=False).target
    '群'
    """
    labels, text = take_labels(_name_pronoun(raw))
    pointer = parse_pointer(raw, text.replace(TURN, ";"), labels, proper=proper, headword=headword)
    if pointer:
        return pointer
    for pattern, label in _LEADS:
        text, found = pattern.subn("", text, count=1) if pattern.match(text) else (text, 0)
        labels += (label,) if found and label else ()
    wordings, figure = _order_wordings(text)
    saying = bool(figure) or not _SAYINGS.isdisjoint(labels)
    parts = [part for wording in wordings for part in (split_list(wording) if not (proper or saying) else [wording])]
    parts += _OTHER_NAME.findall(text) if proper else []
    made = [
        wording
        for part in parts
        if (wording := make_insertable(part, proper=proper, saying=saying, headword=headword))[0]
    ]
    labels += (figure,) if figure and made and figure not in labels else ()
    if not made:
        return Sense(raw, kind="note", labels=labels)
    gloss, pos = made[0]
    alternatives = tuple(dict.fromkeys(other for other, _ in made[1:] if other != gloss))
    pos = pos or next((_LABEL_POS[label] for label in labels if label in _LABEL_POS), "")
    return Sense(raw, gloss, alternatives, "gloss", pos, labels, _find_origin(raw))


def _name_pronoun(raw: str) -> str:
    """Put the English in that a grammar note gives in quotes: ``third person pronoun ("he" or "she")``."""
    match = _PRONOUN.search(raw)
    return "; ".join(_QUOTED.findall(match[1])) if match else raw


def _order_wordings(text: str) -> tuple[list[str], str]:
    """Cut a sense at its semicolons, grammar notes left out, what an idiom means before what it says.

    Also returns the label ``fig.`` or ``lit.`` where the sense told which the first one is.
    """
    text = _BOTH.sub("", text)
    literal, _, meaning = text.partition(TURN)
    told = bool(_LITERAL.match(text))
    if match := _FIGURATIVE.search(text):
        literal, meaning, told = text[: match.start()], match["meaning"], True
    elif told and not meaning:
        literal, _, meaning = text.partition(";")
    figurative = _cut_semicolons(meaning)
    said = _cut_semicolons(literal)
    return figurative + said, ("fig." if figurative else "lit.") if told else ""


def _cut_semicolons(text: str) -> list[str]:
    parts = (_LITERAL.sub("", part.strip()) for part in re.split(f"[;{TURN}]", text))
    return [part for part in parts if part and not _NOTE.match(part)]


def _find_origin(raw: str) -> str:
    """Return the headword that a bracket in front names as the usual form: ``(variant of 真相[zhen1 xiang4]) truth``."""
    match = re.match(r"\((?:\w+ )?variant of [^()]*\)", raw)
    link = find_link(match[0]) if match else None
    return link.headword if link else ""
