"""Whether the English around a fragment speaks of a name, and of what kind of thing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.types import Slot

PERSON_NOUNS = (
    "actor actress singer musician composer politician general emperor empress king queen prince princess poet writer author novelist"
    " painter artist calligrapher scholar philosopher scientist physicist chemist mathematician historian sociologist economist"
    " engineer architect doctor physician lawyer judge journalist reporter editor businessman businesswoman entrepreneur executive"
    " footballer player swimmer diver athlete coach gymnast skater official officer officers officials commander admiral soldier"
    " minister premier president chairman governor mayor secretary magistrate director producer screenwriter dancer model monk owner resident colleague boyfriend girlfriend alias successor predecessor general-in-chief warlord"
    " nun priest bishop missionary teacher professor student activist dissident revolutionary rebel eunuch concubine son daughter"
    " brother sister father mother wife husband uncle cousin descendant character villager worker peasant leader founder"
).split()
PLACE_NOUNS = (
    "village villages town towns township townships county counties city cities district districts subdistrict subdistricts province"
    " prefecture station stations island islands river lake mountain mountains bay temple park road street bridge pass port"
    " community communities neighborhood neighbourhood suburb peninsula valley region wetland plain marsh cave caves gorge beach garden pagoda palace hill waterfall reservoir"
).split()
BODY_NOUNS = (
    "company companies bank university college school hospital newspaper magazine publisher club team party organization organisation"
    " ministry agency bureau museum band group brand hotel airline manufacturer"
).split()
WORK_NOUNS = "film movie novel book song album series drama poem painting story play opera manga show game essay anthology".split()

_TITLES = (
    r"Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Lady|President|Chairman|Chairwoman|CEO|CFO|CTO|General|Colonel|Major|Captain|Minister|Premier"
    r"|Governor|Mayor|Secretary|Judge|Emperor|Empress|King|Queen|Prince|Princess|Master|Father|Brother|Comrade"
)
_TRADES = ("ologist", "ographer", "icist", "ician", "nomist", "maker", "keeper")
_TRADE = rf"[a-z]+(?:{'|'.join(_TRADES)})"
"""Trades by their endings: pharmacologist, photographer."""

_TITLE_BEFORE = precompile(
    rf"(?:\b(?:{_TITLES})\.?|\b(?:{'|'.join(PERSON_NOUNS)}|{_TRADE}))[,:]? ?[“\"'_*]*$"
    r"|\b(?:named after|led by|headed by|leadership of|written by|directed by|married|son of|daughter of|born|alias(?: of)?) ?[“\"'_*]*$"
    r"|^\W*[A-Z][\w-]+ [A-Z][\w’'-]+ (?:as|portrays|plays) ?[“\"'_*]*$"
)
_PERSON_BEFORE = precompile(
    r"\b(?:birth|pen|stage|courtesy|given|real|posthumous|temple|style|maiden|full|Chinese|art) names?(?: (?:is|was|of))?,? ?[“\"'_* :]*$"
)
_NAME_BEFORE = precompile(
    r"\b(?:named(?: as)?|nicknamed|renamed|(?:Chinese|brand|original|local|old|former) name(?: of [a-z ]{2,20})? (?:is|was)|a\.?k\.?a\.?|also known as|known as|also called|formerly|alias|by the name(?: of)?|Chinese:) ?[“\"'_*]*$"
)
_PERSON_AFTER = precompile(
    r"[”\"'_*]* ?(?:\((?:(?:born|b\.|died|d\.)[ \d]|(?:c\.|fl\.|r\.|ca\.)? ?\d{3,4}\b|\d\w* c\.)|, \d\d,)"
)
_TITLE_AFTER = precompile(
    rf"[”\"'_*]*(?:,? who\b|,? whose\b|,? (?:is|was|an?|the)(?: (?:an?|the|former))?(?: [\w’'-]+){{0,4}}? (?:{'|'.join(PERSON_NOUNS)}|{_TRADE})\b)"
)
_PLACE_AFTER = precompile(
    rf"[”\"'_*]*(?: (?:{'|'.join(PLACE_NOUNS)})\b|,? (?:is|was|are|an?|the)(?: (?:an?|the|one of))?(?: [\w’'-]+){{0,4}}? (?:{'|'.join(PLACE_NOUNS)})\b"
    r"|,? (?:is |was )?located (?:in|on|at)\b)"
)
_PLACE_BEFORE = precompile(
    r"\b(?:county|city|town|village|province|prefecture|district|governor|prefect|magistrate|surveillance commissioner|county seat|capital(?: city)?(?: of)?|army) (?:of )?$|\b(?:in|at|near) nearby ?$|\b[Ll]ocated (?:in|at|on) ?$"
)
_BODY_AFTER = precompile(
    rf"[”\"'_*]*,? (?:is|was|are)(?: (?:an?|the|one of))?(?: [\w’'-]+){{0,4}}? (?:{'|'.join(BODY_NOUNS)})\b"
)
_WORK_AFTER = precompile(
    rf"[”\"'_*]*,? (?:is|was|are|an?)(?: (?:an?|the|one of))?(?: [\w’'-]+){{0,5}}? (?:{'|'.join(WORK_NOUNS)})\b"
)
_BOOK_BEFORE = precompile(
    r"\b(?:books?|annals|chronicles?|encyclopa?edia|texts?|classic|treatise|dictionary|gazetteer|poetry collections?|commentary|according to the"
    r"|album|anthology|scripture)(?: called| titled| entitled)?,? [“\"'_*]*$",
    re.IGNORECASE,
)
_BULLET = precompile(r"(?:^|\n)\s*[-*•]\s+$")
_BOOK_AFTER = precompile(
    r"[”\"'_*]* (?:says|said|records|recorded|mentions|states|describes|lists|quotes|(?:is|was) (?:compiled|written)|chapter \d)|, [Cc]hapter \d"
)
_ALIAS_AFTER = precompile(
    r"[”\"'_*]*(?:[,:] (?:also|better|formerly|commonly) (?:known|called)|: (?:established|founded|opened))\b"
)
_LISTED = r"(?P<name>[A-Z][a-zÀ-ɏ’'-]+(?: [A-Z][a-zÀ-ɏ’'-]+)?)"
_LISTED_BEFORE = precompile(rf"{_LISTED}[_*]*(?:,| and| or|,? and|/|;) [_*]*$")
_LISTED_AFTER = precompile(rf"[_*]*(?:,| and| or|,? and|/|;) [_*]*{_LISTED}")
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|ü)(?:r(?![aeiou]))?)"
)
_PINYIN = precompile(rf"{_SYLLABLE}(?:[’'-]?{_SYLLABLE}){{0,3}}", re.IGNORECASE)


@lru_cache(maxsize=1024)
def read_cue(slot: Slot) -> str:
    """Return what the words around say a fragment is.

    ``person`` (dates, *birth name was*), ``title`` (a title or trade beside it), ``place``, ``body``,
    ``work``, ``name``, ``book`` (a title behind *the book*), ``alias`` (*also known as* behind it),
    ``apposition`` (between commas), or nothing.

    >>> from normalizer.types import Slot
    >>> read_cue(Slot("", " (born 1995) is a Taiwanese badminton player"))
    'person'
    >>> read_cue(Slot("the villages of Shutangshan, ", ", Shizhuhu and Zhongshan"))
    'name'
    """
    before, after = slot.before[-60:], slot.after[:90]
    last = _NOT_LETTERS.split(before.rstrip(_BETWEEN))[-1].lower()
    trade = last.endswith(_TRADES)
    for kind, pattern, endings in _CUES:
        if not endings and pattern.match(after):
            return kind
        if endings and (last in endings or trade) and pattern.search(before):
            return kind
    listed = [m["name"] for m in (_LISTED_BEFORE.search(before), _LISTED_AFTER.match(after)) if m]
    if listed and all(is_pinyin(name) for name in listed):
        return "title" if all(" " in name for name in listed) else "name"
    if after.startswith(", ") and (before.endswith(", ") or _BULLET.search(before)):
        return "apposition"
    return ""


_NOT_LETTERS = precompile(r"[^A-Za-z]")
_BETWEEN = " ,:.“\"'_*\n"
"""What may stand between the last word of a cue and the fragment."""

_NO_ENDINGS = frozenset[str]()


def _list_endings(words: str) -> frozenset[str]:
    """Return the last letters behind any hyphen of `words`, in small letters."""
    return frozenset(_NOT_LETTERS.split(word)[-1].lower() for word in words.split(" "))


_CUES = (
    ("person", _PERSON_BEFORE, _list_endings("name names is was of")),
    ("person", _PERSON_AFTER, _NO_ENDINGS),
    (
        "title",
        _TITLE_BEFORE,
        _list_endings(
            f"{_TITLES.replace('|', ' ')} {' '.join(PERSON_NOUNS)} after by of married born alias as portrays plays"
        ),
    ),
    ("title", _TITLE_AFTER, _NO_ENDINGS),
    (
        "place",
        _PLACE_BEFORE,
        _list_endings(
            "county city town village province prefecture district governor prefect magistrate commissioner seat capital"
            " of army nearby in at on"
        ),
    ),
    ("place", _PLACE_AFTER, _NO_ENDINGS),
    ("work", _WORK_AFTER, _NO_ENDINGS),
    ("body", _BODY_AFTER, _NO_ENDINGS),
    ("alias", _ALIAS_AFTER, _NO_ENDINGS),
    (
        "name",
        _NAME_BEFORE,
        _list_endings("named as nicknamed renamed is was a aka ka called formerly alias name of chinese"),
    ),
    (
        "book",
        _BOOK_BEFORE,
        _list_endings(
            "book books annals chronicle chronicles encyclopedia encyclopaedia text texts classic treatise dictionary"
            " gazetteer collection collections commentary the album anthology scripture called titled entitled"
        ),
    ),
    ("book", _BOOK_AFTER, _NO_ENDINGS),
)
"""The cues in the order in which they are asked, those before a fragment with the words that they can end in."""


def is_pinyin(name: str) -> bool:
    """Tell whether every word of a name is written in pinyin syllables.

    >>> is_pinyin("Zhao Shangjiao"), is_pinyin("Shutangshan"), is_pinyin("London")
    (True, True, False)
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return all(_PINYIN.fullmatch(word) for word in plain.split(" "))
