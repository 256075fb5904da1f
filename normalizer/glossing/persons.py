"""Personal names: when a few characters are a person, and how the name is written."""

from __future__ import annotations

from normalizer.glossing.names import COMPOUND_SURNAMES, is_surname, romanize_person, romanize_word
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.lexicon.index import LexiconIndex

TITLES = {
    "先生": "Mr.", "女士": "Ms.", "小姐": "Miss", "太太": "Mrs.", "夫人": "Madame", "教授": "Professor", "博士": "Dr.", "医生": "Dr.",
    "主席": "Chairman", "总统": "President", "总理": "Premier", "部长": "Minister", "书记": "Secretary", "将军": "General",
    "市长": "Mayor", "省长": "Governor", "县长": "Magistrate", "局长": "Director", "主任": "Director", "院长": "Dean",
    "校长": "President", "老师": "Teacher", "律师": "Attorney", "经理": "Manager", "总经理": "General Manager", "董事长": "Chairman",
    "记者": "Reporter", "同志": "Comrade", "法官": "Judge", "警官": "Officer", "师傅": "Master", "大师": "Master", "法师": "Dharma Master", "禅师": "Chan Master", "司令": "Commander",
    "上将": "General", "中将": "Lieutenant General", "少将": "Major General", "大使": "Ambassador", "司长": "Director-General",
}  # fmt: skip
"""Titles that follow a name in Chinese and come before it in English."""

_ADDRESSES = frozenset(("Mr.", "Ms.", "Miss", "Mrs.", "Madame", "Dharma Master", "Chan Master"))
"""Forms of address, before which even what looks like no Chinese name is one: 廷德小姐."""

_LEAST = {"person": -4.0, "title": -1.0, "name": 0.3, "apposition": 0.3, "": 0.6}
"""The least mean log-odds of a given name, by what the words around say."""

_LEAST_SINGLE = {"person": -4.0, "title": -1.0, "name": 0.8, "apposition": -0.5, "": 1.1}
_LEAST_TAGGED = -1.0
_DESCRIBING = frozenset("新老大小好女男前原副总正主双")
"""Surnames that before a title describe who bears it: 新老师 is a new teacher."""

NEVER_IN_NAMES = frozenset("了着地的得不没很更最太都也就还被把们吗呢吧")
"""Characters of grammar: what holds one is a phrase, unless the words around plainly speak of a name."""

_COMPOUND_LENGTH = 4
_LONGEST = 4
_GIVEN = 2


def split_person(name: str, lexicon: LexiconIndex) -> tuple[str, str] | None:
    """Cut a personal name into surname and given name; None when it cannot be one."""
    for size in (2, 1):
        surname, given = name[:size], name[size:]
        known = surname in COMPOUND_SURNAMES if size > 1 else is_surname(surname, lexicon)
        if known and 1 <= len(given) <= _GIVEN:
            return surname, given
    return None


def find_person(folded: str, cue: str, lexicon: LexiconIndex, *, known: bool) -> tuple[str, str] | None:
    """Return surname and given name when `folded` is a person, judged by its characters and the words around.

    `cue` is what the words around speak of, `known` whether the dictionary has `folded` as a
    word. A surname alone proves little: the given name must look like one, the less so the
    more clearly a person is spoken of.
    """
    if not 2 <= len(folded) <= _LONGEST or not all(c >= "㐀" for c in folded):  # noqa: PLR2004
        return None
    person = split_person(folded, lexicon)
    if folded[-2:] in TITLES and cue != "person":
        return None
    if person is None or (known and cue != "person") or (cue != "person" and not NEVER_IN_NAMES.isdisjoint(folded)):
        return None
    if cue == "title" and _has_words(folded, lexicon) and lexicon.given_name_score(person[1]) < _LEAST[""]:
        return None
    if len(person[0]) > 1 and len(folded) == _COMPOUND_LENGTH:
        return person
    record = lexicon.lookup(folded)
    tagged = record is not None and record.tag.startswith("nr")
    least = (_LEAST if len(person[1]) > 1 else _LEAST_SINGLE).get(cue, 9.0 if known else _LEAST[""])
    score = lexicon.given_name_score(person[1])
    if tagged and not known:
        return person if score >= min(least, _LEAST_TAGGED) else None
    if len(person[1]) > 1 and not known and not _has_words(folded, lexicon):
        return person if score >= _LEAST_TAGGED else None
    given = lexicon.lookup(person[1]) if len(person[1]) > 1 else None
    least += 0.6 if given and given.entries and cue != "person" else 0.0
    return person if score >= least else None


def _has_words(folded: str, lexicon: LexiconIndex) -> bool:
    """Tell whether two neighbouring characters are a word of the dictionary."""
    pairs = (lexicon.lookup(folded[i : i + 2]) for i in range(len(folded) - 1))
    return any(record is not None and bool(record.entries) for record in pairs)


def write_titled(folded: str, lexicon: LexiconIndex, apostrophe: str) -> str:
    """Return a name with the title behind it as English sets them: 王主席 is Chairman Wang; else nothing.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> write_titled("李教授", open_lexicon(), "’"), write_titled("欧阳明华先生", open_lexicon(), "’")
    ('Professor Li', 'Mr. Ouyang Minghua')
    """
    for size in (3, 2):
        name, title = folded[:-size], TITLES.get(folded[-size:], "")
        if not title or not name or len(name) > _LONGEST:
            continue
        if name in COMPOUND_SURNAMES or (is_surname(name, lexicon) and name not in _DESCRIBING):
            return f"{title} {romanize_person(name, '', lexicon, apostrophe)}"
        person = split_person(name, lexicon)
        if person and lexicon.given_name_score(person[1]) > 0:
            return f"{title} {romanize_person(*person, lexicon, apostrophe)}"
        if title in _ADDRESSES and 2 <= len(name) <= _LONGEST and not _is_known(name, lexicon):  # noqa: PLR2004
            return f"{title} {romanize_word(name, lexicon, apostrophe, capital=True)}"
    return ""


def _is_known(name: str, lexicon: LexiconIndex) -> bool:
    """Tell whether a text is made of words: the whole, or its end as in 美丽的小姐."""
    record = lexicon.lookup(name)
    return (
        (record is not None and bool(record.entries))
        or not NEVER_IN_NAMES.isdisjoint(name)
        or _has_words(name, lexicon)
    )
