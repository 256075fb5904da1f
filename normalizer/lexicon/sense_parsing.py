"""Dictionary senses parsed: labels off, pointers out, the rest made insertable into English."""

from __future__ import annotations

import re

from normalizer.types import Sense

_HAN_WORD = r"[^\s,;()\[\]]*[⺀-鿿豈-﫿\U00020000-\U0003ffff][^\s,;()\[\]]*(?:\[[^\]]*\])?"
_POINTER = re.compile(
    r"^(?P<lead>(?:(?:old|archaic|erroneous|popular|nonstandard|Japanese|erhua|simplified)\s+)?variants? of|(?:old |archaic )?form of|see(?: also)?|used in|same as"
    r"|equivalent (?:to|of)|abbr\. (?:for|to|of)|short for|contraction of|also written|also called|also known as|erhua form of|euphemistic variant of"
    r"|two-character surname|surname|CL:|Taiwan pr\.|also pr\.|old pr\.|formerly pr\.|pr\.)\s*(?P<rest>.*)$"
)
_TARGET = re.compile(r"(?:[^\s|,;(]+\|)?([⺀-鿿豈-﫿\U00020000-\U0003ffff·，A-Za-z0-9]+)\[")
_KINDS = {"surname": "surname", "two-character surname": "surname", "CL:": "classifier"}
_READING_LEADS = ("Taiwan pr.", "also pr.", "old pr.", "formerly pr.", "pr.")
_VARIANT_LEADS = ("variant", "form of", "erhua", "also written")
_ABBREVIATION_LEADS = ("abbr.", "short for", "contraction")

_BRACKETED = re.compile(r"\s*\(([^()]*)\)")
_SQUARE = re.compile(r"\s*\[[^\]]*\]")
_SOMEONE = (
    (re.compile(r"\b(?:sb|sth|s\.b\.|s\.th\.)/(?:sb|sth)\b|\bsb or sth\b|\bsth or sb\b"), "sth"),
    (re.compile(r"\bone's\b"), "one’s"),
    (
        re.compile(
            r"(?:\s+(?:on|to|for|of|with|from|into|in|at|by|about|against|over|upon|as|toward|towards|up|out))?\s+(?:sb|sth)(?:'s \w+)?$"
        ),
        "",
    ),
    (re.compile(r"\bsb's\b"), "someone’s"),
    (re.compile(r"\bsb\b"), "someone"),
    (re.compile(r"\bsth\b"), "something"),
)
_ARTICLE = re.compile(r"^(?:a|an|the) (?=\w)", re.IGNORECASE)
_VERB = re.compile(r"^(?:not |\(?cannot\)? )?to (?=\w)")
_NOTE = re.compile(
    r"^(?:indicat(?:es|ing|ed)|express(?:es|ing)|used (?:to|in|as|for|before|after|with|at|when|by)|particle|phonetic|(?:modal|auxiliary|structural|grammatical|interrogative|final|noun|verb|adverb) "
    r"(?:particle|suffix|prefix)|suffix|prefix|component of|classifier|measure word|Kangxi radical|radical in|(?:one of )?the \d+\w* of the|onomatopoeia|interjection|exclamation)\b"
)
_APPOSITIVE = re.compile(
    r", (?=(?:a|an|the|one of|capital|city|county|town|district|prefecture|province|Chinese|PRC|Japanese|American|British|French|German|Korean|Taiwanese|Taiwan|Hong Kong"
    r"|ancient|former|founder|president|author|poet|politician|writer|famous|Indian|Russian|Soviet|Buddhist|also|aka|a\.k\.a\.|i\.e\.|e\.g\.|esp\.|etc|whose|which|who|where"
    r"|in (?:the )?[A-Z]|at |on |from |near |by |of |for |with |as |such|used|literally|lit\.|fig\.|called|known|formerly|now|see|or more|then|usually|often|typically)\b)"
)
_IN_PLACE = re.compile(
    r"^(?P<name>[A-Z][\w’'\-]*(?: [A-Z][\w’'\-]*)*(?: (?:county|district|city|prefecture|province|township|town|village|county[- ]level city|prefecture[- ]level city"
    r"|subprovincial city|municipality|region|autonomous \w+|and))*?)(?:,| (?:in|of|and capital|on|at|near|\d)\b).*$"
)
_LEVELS = re.compile(
    r"\s+(?:(?:county|prefecture|province|subprovincial|sub-prefecture|subdistrict)[- ]level city|subprovincial city|prefecture[- ]level city|municipality|city"
    r"|province|county|prefecture|district|township|region)$"
)
_PLACE_LEVEL_KEPT = ("county", "district", "township", "province", "prefecture")
_LONGEST = 70


def parse_sense(raw: str, *, proper: bool) -> Sense:
    """Return one sense of the dictionary, parsed; `proper` when its pinyin is that of a name.

    >>> parse_sense("to request earnestly", proper=False).gloss
    'request earnestly'
    >>> parse_sense("Beijing, capital of the People's Republic of China", proper=True).gloss
    'Beijing'
    >>> parse_sense("CL:個|个[ge4]", proper=False).kind
    'classifier'
    >>> parse_sense("old variant of 群[qun2]", proper=False).target
    '群'
    """
    text = raw.strip()
    labels, text = _take_labels(text)
    pointer = _POINTER.match(text)
    if pointer:
        return _parse_pointer(raw, pointer, labels)
    if not text or _NOTE.match(text):
        return Sense(raw, kind="note", labels=labels)
    wordings = [w for w in (_make_insertable(part, proper=proper) for part in _split(text)) if w[0]]
    if not wordings:
        return Sense(raw, kind="note", labels=labels)
    gloss, pos = wordings[0]
    alternatives = tuple(dict.fromkeys(w for w, _ in wordings[1:] if w != gloss))
    if not pos and proper and gloss[:1].isupper():
        pos = "name"
    return Sense(raw, gloss, alternatives, "gloss", pos, labels)


def _take_labels(text: str) -> tuple[tuple[str, ...], str]:
    """Take brackets off: those at the front are labels, the others remarks."""
    labels: list[str] = []
    while match := _BRACKETED.match(text):
        labels += [label.strip() for label in re.split(r"[;,]", match.group(1)) if label.strip()]
        text = text[match.end() :].lstrip()
    while _BRACKETED.search(text):
        text = _BRACKETED.sub("", text)
    return tuple(labels), text.strip()


def _parse_pointer(raw: str, pointer: re.Match[str], labels: tuple[str, ...]) -> Sense:
    lead, rest = pointer["lead"], pointer["rest"]
    found = _TARGET.search(rest)
    target = found.group(1) if found else ""
    if lead in ("surname", "two-character surname"):
        name = re.split(r"[ ,;(]", rest)[0]
        return Sense(raw, name, (), "surname", "name", labels)
    if lead == "CL:":
        return Sense(raw, kind="classifier", labels=labels)
    if lead in _READING_LEADS:
        return Sense(raw, kind="note", labels=labels)
    if any(sign in lead for sign in _VARIANT_LEADS):
        return Sense(raw, kind="variant", labels=labels, target=target)
    if any(lead.startswith(sign) for sign in _ABBREVIATION_LEADS):
        comma = re.search(r"\](?:, | )([^,;\[\]]+)", rest)
        gloss = _make_insertable(comma.group(1), proper=False)[0] if comma else ""
        return Sense(raw, gloss, (), "abbreviation", "", labels, target)
    return Sense(raw, kind="see", labels=labels, target=target)


def _split(text: str) -> list[str]:
    """Cut a sense into wordings: the figurative half of an idiom first, then what semicolons part."""
    figurative = re.search(r"\bfig\. (.+)$", text)
    literal = re.sub(r"\blit\. ", "", text[: figurative.start()] if figurative else text)
    parts = [p.strip() for p in figurative.group(1).split(";")] if figurative else []
    return parts + [p.strip() for p in literal.split(";") if p.strip()]


def _make_insertable(text: str, *, proper: bool) -> tuple[str, str]:
    """Return a wording that can stand in an English sentence, and its part of speech; ``""`` if none can."""
    text = _APPOSITIVE.split(_cut_han(text), maxsplit=1)[0].strip(" ,.;:")
    pos = ""
    verb = _VERB.match(text)
    if verb:
        text, pos = text[verb.end() :], "verb"
        text = re.sub(r"\b(or|and) to (?=\w)", r"\1 ", text)
    for pattern, replacement in _SOMEONE:
        text = pattern.sub(replacement, text)
    if not verb and _ARTICLE.match(text):
        text, pos = (text if text[:4] == "the " and proper else _ARTICLE.sub("", text)), "noun"
    if proper and text[:1].isupper():
        text = _cut_place(re.split(r",? or (?=[A-Z])", text)[0])
    text = re.sub(r"\s+", " ", re.sub(r"\.\.\.|…", "", text)).strip(" ,.;:-~'\"“”")
    if re.match(r"to \S", text):  # behind quotes, or written twice
        text, pos = re.sub(r"^(?:to )+[\"“]?", "", text), "verb"
    if not text or not any(c.isalpha() for c in text) or len(text) > _LONGEST or re.search(r"[\[\]()|=]|~", text):
        return "", ""
    return text, pos


def _cut_han(text: str) -> str:
    """Cut Chinese and its readings out, with the lead-in that only served them."""
    text = re.sub(
        rf",? (?:abbr\. (?:for|to)|also written|written|aka|cf\.?|see(?: also)?|e\.g\.|i\.e\.|as in|like|after) {_HAN_WORD}.*$",
        "",
        text,
    )
    return _SQUARE.sub("", re.sub(_HAN_WORD, "", text))


def _cut_place(text: str) -> str:
    """Return the name alone of ``Xi'an, sub-provincial city in Shaanxi`` or ``Hangzhou subprovincial city``."""
    match = _IN_PLACE.match(text)
    name = match["name"] if match else text
    level = _LEVELS.search(name)
    if not level:
        return name
    stem, kept = name[: level.start()], level.group().strip()
    return f"{stem} {kept.capitalize()}" if kept in _PLACE_LEVEL_KEPT and match and kept != "province" else stem
