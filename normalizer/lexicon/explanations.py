"""What a dictionary says beyond the word itself, cut off: Chinese, appositions, examples."""

from __future__ import annotations

import re

from normalizer.lexicon.labels import HAN

_MARK = "\x02"
_CHINESE = re.compile(
    rf"[\"“]?[^\s,;()\[\]|\"“]*[{HAN}][^\s,;()\[\]|\"“”]*(?:\|[^\s,;()\[\]|]+)?(?:\[+[^\]]*\]+)?[\"”]?"
)
_SQUARE = re.compile(r"\s*\[+[^\]]*\]+")
# Words that need the Chinese after them: with it goes all that leads to it, from the comma before.
_GOVERNOR = re.compile(
    r"(?:(?:,| –| -|:)\s*[^,\x02]*?|\s*)\s(?:an?|the|unlike|in|from|of|for|to|with|by|as|and|or|than|after|before|on"
    r"|at|e\.g\.|i\.e\.|cf\.?|see(?: also)?|like|aka|called|written|abbr\.|named|known as|character|characters"
    r"|between|contain|contains|containing|say|says|saying|is|are|namely|the|word|words|term|phrase"
    r"|particle)\s*[,:]?\s*\x02.*$"
)
_DANGLING = re.compile(r"(?:,? (?:of|and|or|the|for|in|on|at|to|an?|with|from|by|who|which|that|unlike|as|is))+$")
_BARE = re.compile(r",(?: \w+)?\s*\x02\s*(?=,|;|$)")

_APPOSITION = re.compile(
    r", (?=(?:an?|c\.|the|one of|its|their|his|her|it|they|he|she|[A-Z]{2,}|caused|made|consisting|containing|having"
    r"|considered|regarded|said|believed|referring|meaning|originally|especially|particularly|typically|usually"
    r"|usu\.|often|esp\.|i\.e\.|e\.g\.|etc\.|abbr\.|aka|a\.k\.a\.|also|capital|city|county|town|district|prefecture"
    r"|province|Chinese|PRC|Japanese|American|US|British|French|German|Korean|Taiwanese|Taiwan|Hong Kong|ancient"
    r"|former|formerly|founder|president|author|poet|politician|writer|famous|Indian|Russian|Soviet|Buddhist|whose"
    r"|which|who|where|when|while|in (?:the )?[A-Z]|at|on|from|near|by|of|for|with|as|such|used|literally|lit\."
    r"|fig\.|called|known|now|see|or more|then|namely|including|usually|genus|species|cf\.?|and (?:also|hence"
    r"|thus))(?=[\s,]))"
)
_DASH = re.compile(r"\s+(?:-|–|—)\s+|—")
_EXAMPLES = re.compile(r",? (?:e\.g\.|i\.e\.|such as|namely|viz\.|cf\.?)(?:[ :,].*)?$")
_COLON = re.compile(r"^([^:]{3,}?): .+$")
_SENTENCE = re.compile(r"^((?:\S+ ){2,}\S*[a-z]{2})\. [A-Z].*$")
_DEFINITION = re.compile(r"^(?P<head>[^,]+), (?P<rest>[^,]+ [^,]+ [^,]+ .*)$")
_NO_HEAD = re.compile(
    r"^(?:to|at|in|on|by|when|if|once|with|for|as|like|even|no|not|without|after|before|under|from|one|he|she|it"
    r"|they|I|you|we|what|where|who|the more|Year)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|can|cannot|could|will|would|should|may|might|must|does|do|springs?|those|these|them|him|it|ones?)\b"
)
_ENUMERATION = re.compile(r", [^ ,]+(?: [^ ,]+)?,? (?:and|or) |, [^ ,]+(?: [^ ,]+)?, ")
_HEAD_WORDS = 4
_TAIL = re.compile(
    r",? (?:held |used )?(?:in which|by which|from which|on which|onto which|to which|where|who|which|so that"
    r"|in order to|because|including|used (?:to|in|by|as|for)|such that|characterized by|consisting of|consisting"
    r"|containing|located|especially|often|usually|typically|during|while|after|before|until|without)\b.*$"
)

_ATTRIBUTE = re.compile(
    r" (?:used (?:for|to|in|as|by)|invented (?:by|in)|with an? |which |who |made (?:of|from|with|by)|worn (?:by|on|in)"
    r"|found in|dating from|built (?:in|by)|published (?:in|by)|written (?:in|by)|served (?:as|with)|consisting of"
    r"|associated with|designed (?:to|for|by)|intended (?:to|for)|occurring in|consumed )\b.*$"
)
_NO_NOUN = frozenset(
    "one those man woman person people someone something sth sb anyone place thing day time way".split()
)
_FEWEST_WORDS = 5


def cut_definition(text: str) -> str:
    """Cut what defines a thing off its name, where a noun phrase is long.

    >>> cut_definition("red ink paste used for seal"), cut_definition("person who knows everything well")
    ('red ink paste', 'person who knows everything well')
    """
    if text.count(" ") + 1 < _FEWEST_WORDS:
        return text
    head = _ATTRIBUTE.sub("", text)
    return text if not head or head.split(" ")[-1] in _NO_NOUN or _NO_HEAD.match(head) else head


def cut_chinese(text: str) -> str:
    """Cut Chinese and its readings out, with the words that only led to it.

    >>> cut_chinese("Li Bai 李白[Li3 Bai2] the poet"), cut_chinese("radical, occurring in 沒|没[mei2], 法[fa3] etc")
    ('Li Bai the poet', 'radical')
    """
    text = _SQUARE.sub("", _CHINESE.sub(_MARK, text))
    if _MARK in text:
        text = _GOVERNOR.sub("", text)
        text = _DANGLING.sub("", _BARE.sub("", text).replace(_MARK, "").strip(" ,"))
    return re.sub(r"\s+", " ", re.sub(r"\s+,", ",", text)).strip(" ,;:")


def cut_explanation(text: str, *, saying: bool = False) -> str:
    """Cut appositions, examples and second sentences off what is not a name; of a saying, examples alone.

    >>> cut_explanation("dualism, belief that the universe is made of two substances")
    'dualism'
    >>> cut_explanation("deep, dark secret")
    'deep, dark secret'
    """
    text = _EXAMPLES.sub("", _SENTENCE.sub(r"\1", text))
    if saying:
        return text
    text = _APPOSITION.split(_DASH.split(text, maxsplit=1)[0] or text, maxsplit=1)[0]
    text = _COLON.sub(r"\1", text)
    match = _DEFINITION.match(text)
    if match and not _NO_HEAD.match(text) and match["head"].count(" ") < _HEAD_WORDS:
        listed = re.search(r"\b(?:and|or)\b|\betc$", match["rest"])
        if not listed or ("," not in match["rest"] and match["rest"].count(" ") > _HEAD_WORDS + 1):
            return match["head"]
    return text


def shorten(text: str, longest: int) -> str:
    """Return `text`, cut at a comma or before a clause when it is longer than `longest` code points."""
    if len(text) <= longest:
        return text
    heads = [_TAIL.sub("", text, count=1)]
    if not _ENUMERATION.search(text):
        heads.append(text.partition(", ")[0])
    for head in heads:
        if " " in head and len(head) <= longest and not (_NO_HEAD.match(head) or _CLAUSE.search(head)):
            return head
    return text
