"""In which context a fragment stands, and what the configuration says is done there."""

from __future__ import annotations

import re

from normalizer.glossing.cues import is_pinyin
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from normalizer.config import NormalizerConfig
    from normalizer.literals import Treatment
    from normalizer.types import Fragment, Gloss, Slot

_MENTION = precompile(
    r"(?:(?<!other )(?<!\w-)\bwords?|\b(?:the|this|that|a|an|chinese|slang|technical|legal|generic|umbrella|popular|new|old) terms?"
    r"|\b(?:phrase|idiom|expression|glyph|ideograph|sinograph|logograph|syllable|surname|verb|noun|adjective|adverb|interjection)"
    r"|\b(?:(?:hanyu )?pinyin|wade[-–]giles|romaniz(?:ed|ation) of|transliteration of|concept of|notion of|so-called|termed|dubbed)"
    r"|\b(?:is|are|was|were|be|been|being|it|this|that|commonly|also|often|usually|sometimes|traditionally|simply|what is|something"
    r"|tradition|practice|system|style|instrument|called) called"
    r"|\b(?!(?:films?|movies?|books?|novels?|songs?|albums?|company|firm|apps?|games?|shows?|magazine|series|band|brand|project|policy"
    r"|campaign|movement|program|event|village|town|city|man|woman|boy|girl|person|people|someone|star|place)\b)[a-z]{3,} called"
    r"|\b(?:known|called|referred to|named|written|rendered) (?:in|by) (?:chinese|mandarin|cantonese)(?: as)?"
    r"|\bin (?:chinese|mandarin|cantonese|putonghua)(?: it| this| that|,? [“\"‘'][\w ]+[”\"’'])? (?:is|means|was)"
    r"|\b(?:traditional|simplified|variant|old|full) forms?|\bwritten(?: as|:)|\b(?:is|was|are|were) written|\bspelled|\bpronounced|\bhashtag"
    r"|\bmeasure word|\bhomophone of|\bpun on)"
    r",?[ ]*[“\"‘'*_(]*$",
    re.IGNORECASE,
)
_CHARACTER = precompile(
    r"(?:(?<!main )(?<!title )(?<!lead )(?<!male )(?<!fictional )\bcharacters?|\b(?:radical|component|particle|phonetic|suffix|prefix|classifier))"
    r",?[ ]*[“\"‘'*_(]*$",
    re.IGNORECASE,
)
"""What is said of single characters; of longer words the same English means other things (a *radical* reform)."""

_ENDINGS = frozenset(
    "word words term terms phrase idiom expression glyph ideograph sinograph logograph syllable surname verb noun adjective"
    " adverb interjection pinyin giles romanized of called termed dubbed chinese mandarin cantonese putonghua as is means was"
    " form forms written spelled pronounced hashtag on it this that".split()
)
"""The last words of all that `_MENTION` finds: behind any other it has nothing to look for."""
_CHARACTER_ENDINGS = frozenset(
    "character characters radical component particle phonetic suffix prefix classifier".split()
)
_NOT_LETTERS = precompile(r"[^a-z]")

_PERSON_CALLED = precompile(r"\b(?:he|she|they|him|her|them|who|man|woman|hero)\b[^.,;]{0,20} called ?[“\"‘']?$")
"""What a person is called is meant, not the word: *he is called …*."""

_MENTION_AFTER = precompile(
    r"[”\"’'*_)]* in (?:Chinese|Mandarin|Cantonese|Putonghua|pinyin)\b|[”\"’'*_)]*[ ]*(?:is|was) (?:pronounced|written|read|a homophone)|[”\"’'*_)]*[ ]*(?:radical|character)\b"
)
_READING_BEFORE = precompile(r"[_*](?P<reading>-?[a-zà-ɏ'’²³¹⁴\d]+-?)[_*],?(?: and| or|/)? [-“\"'(]*$")
_READING_AFTER = precompile(r"[”\"')]*,?(?: and| or|/)? [_*](?P<reading>-?[a-zà-ɏ'’²³¹⁴\d]+-?)[_*](?=[,. ])")
_QUOTES = {"“": "”", '"': '"', "「": "」", "‘": "’", "『": "』", "«": "»"}
_SEVERAL = 4
_TAIL = 40
_TITLES = ("《", "〈")


WHY = {
    "leak": "it stands in the sentence as a word of it",
    "quotation": "quotes of its own hold it and nothing else",
    "title": "it stands in 《》",
    "name": "it is a name, by the words around or the lexicon",
    "mention": "the sentence speaks of it as a word",
    "pair": "the author’s own English stands beside it",
    "language": "it is Japanese, Korean or Vietnamese",
    "matrix": "the document is not English",
    "fullwidth": "full-width marks or forms stand by themselves",
}
"""Why a fragment is in a context, in words; every other context is a mask of that name."""


def tell_why(context: str, slot: Slot) -> str:
    """Return why a fragment in `slot` is taken for one in `context`, with the words that say so where there are any.

    >>> from normalizer.types import Slot
    >>> tell_why("mention", Slot("of the character ", " means good"))
    'the sentence speaks of it as a word (“character”)'
    >>> tell_why("url", Slot("", ""))
    'it lies in what is never touched: url'
    """
    why = WHY.get(context, f"it lies in what is never touched: {context}")
    if context != "mention":
        return why
    found = _MENTION.search(slot.before) or _CHARACTER.search(slot.before) or _MENTION_AFTER.match(slot.after)
    return f"{why} (“{found.group().strip(' “”*_()')}”)" if found else why


def name_setting(context: str, config: NormalizerConfig) -> str:
    """Return the setting that decides in a context, with its value; for masks that there is none.

    >>> from normalizer.config import NormalizerConfig
    >>> name_setting("leak", NormalizerConfig()), name_setting("url", NormalizerConfig())
    ('leak = replace', 'always kept')
    """
    name = "matrix_language" if context == "matrix" else context
    return f"{name} = {getattr(config, name)}" if name in config._fields else "always kept"


class Ruling(NamedTuple):
    """What is done with a fragment, and in which context."""

    treatment: Treatment
    context: str


def rule_on(text: str, fragment: Fragment, gloss: Gloss, slot: Slot, config: NormalizerConfig) -> Ruling:
    """Return what the configuration says for a fragment that the author has not glossed."""
    if is_mention(slot, len(fragment.text)):
        return Ruling(config.mention, "mention")
    if text[fragment.outer.start] in _TITLES or fragment.text[:1] in _TITLES:
        return Ruling(config.title, "title")
    before = text[fragment.outer.start - 1 : fragment.outer.start]
    after = text[fragment.outer.end : fragment.outer.end + 1]
    if (before and _QUOTES.get(before) == after) or text[fragment.outer.start] in "「『":
        return Ruling(config.quotation, "quotation")
    if gloss.origin == "name":
        return Ruling(config.name, "name")
    return Ruling(config.leak, "leak")


def speaks_of_name(before: str) -> bool:
    """Tell whether the words before a mention call it a surname or a name."""
    return bool(precompile(r"\b(?:surname|family name|given name|name)[ ]*[“\"‘'*_(]*$", re.IGNORECASE).search(before))


def is_mention(slot: Slot, length: int) -> bool:
    """Tell whether a fragment of `length` characters is spoken of as a word, not used as one.

    >>> from normalizer.types import Slot
    >>> is_mention(Slot("the character ", " means good"), 1), is_mention(Slot("the critical ", ""), 1)
    (True, False)
    >>> is_mention(Slot("a radical ", " of schools"), 1), is_mention(Slot("a radical ", " of schools"), 2)
    (True, False)
    """
    last = _find_last_word(slot.before)
    if last == "called" and _PERSON_CALLED.search(slot.before[-40:]):
        return False
    characters = "characters" in slot.before[-16:].lower()
    of_characters = length <= (_SEVERAL if characters else 1) and last in _CHARACTER_ENDINGS
    if of_characters and _CHARACTER.search(slot.before):
        return True
    spoken_of = last in _ENDINGS and _MENTION.search(slot.before)
    return bool(spoken_of or _MENTION_AFTER.match(slot.after) or _is_among_readings(slot))


def _find_last_word(before: str) -> str:
    """Return the last word in lower case, whatever comma, colon, blanks and opening marks stand behind it."""
    tail = before[-_TAIL:].lower().rstrip("\n“\"‘'*_(").rstrip(" ").rstrip(",:")
    return _NOT_LETTERS.split(tail)[-1]


def _is_among_readings(slot: Slot) -> bool:
    """Tell whether a fragment stands in a list with readings set in italics: ``the suffixes _lao-_, 子 and _-tou_``."""
    before, after = slot.before[-40:], slot.after
    found = (
        _READING_BEFORE.search(before) if "_" in before or "*" in before else None,
        _READING_AFTER.match(after) if "_" in after or "*" in after else None,
    )
    beside = [match["reading"] for match in found if match]
    return bool(beside) and all(is_pinyin(reading.strip("-²³¹⁴0123456789")) for reading in beside)
