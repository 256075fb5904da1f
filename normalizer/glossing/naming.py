"""The whole fragment as a name: noble title, person, titled person, foreign name, place."""

from __future__ import annotations

from normalizer.glossing.function_words import FUNCTION_WORDS, LOCATIVES, MEASURE_WORDS
from normalizer.glossing.names import is_surname, romanize_given, romanize_person, romanize_word
from normalizer.glossing.nobility import write_title
from normalizer.glossing.numbers import find_numbers
from normalizer.glossing.numerals import NUMERAL
from normalizer.glossing.persons import NEVER_IN_NAMES, find_person, write_titled
from normalizer.glossing.places import ends_like_place, is_rural, split_place, write_historic, write_place
from normalizer.glossing.traditions import read_tradition
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from normalizer.lexicon.index import LexiconIndex
    from normalizer.types import Slot

_LONGEST = 8
_LONGEST_NAME = 4
_DOT = precompile(r"[·・•‧]")
_CUED_WORD = 3
_COUNTED = frozenset("一二两三四五六七八九十几")
_SURNAME_BEFORE = precompile(r"(?:^|\s|[;&.])[A-Z][a-z]+(?:-[a-z]+)?, $")
"""A surname before its comma, as references set it: *Zhang, Meng-han*."""


_ADDRESSED = precompile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor)\.? ?$")


class Named(NamedTuple):
    """English for a name, how sure it is, and why."""

    english: str
    confidence: float
    reason: str


class _Fragment(NamedTuple):
    """A fragment that may be a name, with all that is known of it and around it."""

    folded: str
    lexicon: LexiconIndex
    slot: Slot
    cue: str
    named: frozenset[str]
    apostrophe: str
    known: bool

    def romanize(self) -> str:
        """Return the whole fragment read out in one piece, with a capital."""
        return romanize_word(self.folded, self.lexicon, self.apostrophe, capital=True)

    def is_word(self, word: str) -> bool:
        """Tell whether the dictionary has `word`, and not as a person."""
        found = self.lexicon.lookup(word)
        return found is not None and bool(found.entries) and not found.tag.startswith("nr")


def find_name(
    folded: str, lexicon: LexiconIndex, slot: Slot, cue: str, named: frozenset[str], apostrophe: str
) -> Named | None:
    """Return the English of a fragment that is a name as a whole, None where nothing says that it is one.

    `folded` is in simplified characters; `named` are the capitalised words of the article.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> from normalizer.glossing.cues import read_cue
    >>> from normalizer.types import Slot
    >>> slot = Slot("", " (born 1995) is a badminton player")
    >>> find_name("王子维", open_lexicon(), slot, read_cue(slot), frozenset(), "’").english
    'Wang Ziwei'
    """
    record = lexicon.lookup(folded)
    known = record is not None and bool(record.entries)
    fragment = _Fragment(folded, lexicon, slot, cue, named, apostrophe, known)
    if _DOT.search(folded):
        return None if record else _join_foreign(folded, lexicon, apostrophe)
    if len(folded) == 1:
        return _read_single(fragment)
    if len(folded) > _LONGEST or (folded[0] in _COUNTED and folded[1] in MEASURE_WORDS and cue != "person"):
        return None  # 三本书 are three books
    numeric = bool(find_numbers(folded)) and cue not in ("person", "title") and not is_rural(folded, slot)
    historic = write_historic(folded, lexicon, slot, named, apostrophe)
    if historic:
        return Named(historic, 0.7, "a place of imperial times")
    has_name = known and record is not None and any(s.pos == "name" for e in record.entries for s in e.senses)
    if not all("㐀" <= c <= "鿿" or c > "\U00020000" for c in folded) or numeric or has_name:
        return None
    return next((name for find in _FINDERS if (name := find(fragment))), None)


def _find_title(fragment: _Fragment) -> Named | None:
    if fragment.known:
        return None
    folded, lexicon, apostrophe = fragment.folded, fragment.lexicon, fragment.apostrophe
    english = write_title(folded, lexicon, fragment.named, apostrophe, fragment.is_word)
    english = english or write_titled(folded, lexicon, apostrophe)
    if english and _ADDRESSED.search(fragment.slot.before[-12:]):
        english = english.partition(" ")[2]  # not Mrs. Miss Tingde
    return Named(english, 0.7, "a name with its title") if english else None


def _find_person(fragment: _Fragment) -> Named | None:
    kind = fragment.cue
    if ends_like_place(fragment.folded) and kind not in ("person", "title") and not fragment.known:
        return None
    person = find_person(fragment.folded, kind, fragment.lexicon, known=fragment.known)
    if person is None:
        return None
    sure = 0.8 if kind in ("person", "title") or len(person[1]) > 1 else 0.6
    tradition = read_tradition(fragment.named, fragment.slot)
    english = romanize_person(*person, fragment.lexicon, fragment.apostrophe, tradition)
    if _SURNAME_BEFORE.search(fragment.slot.before[-20:]) and fragment.slot.before.endswith(
        f"{english.split(' ')[0]}, "
    ):
        given = romanize_given(person[1], fragment.lexicon, fragment.apostrophe, tradition)
        return Named(given, sure, "a given name; the surname stands before it")
    return Named(english, sure, "a surname with a given name")


def _find_place(fragment: _Fragment) -> Named | None:
    place = None if fragment.known else split_place(fragment.folded, fragment.lexicon, fragment.cue)
    if place is None:
        return None
    english = write_place(place, fragment.lexicon, fragment.apostrophe, fragment.slot)
    return Named(english, 0.7, "a place called by its kind")


def _find_other(fragment: _Fragment) -> Named | None:
    """Read out what the words around call a name, and what has no word in it."""
    kind, size = fragment.cue, len(fragment.folded)
    if fragment.known:
        return None
    if kind != "person" and not NEVER_IN_NAMES.isdisjoint(fragment.folded):
        return None
    if _is_made_of_words(fragment.folded, fragment.lexicon):
        return None
    if kind == "book" or _is_string_of_characters(fragment.folded, fragment.lexicon):
        return Named(fragment.romanize(), 0.5, "no words in it: read out as a name")
    cued = kind in ("place", "alias") or (kind in ("name", "person", "title") and size <= _CUED_WORD)
    if (cued and size <= _LONGEST_NAME) or is_rural(fragment.folded, fragment.slot):
        return Named(fragment.romanize(), 0.6, "the words around speak of a name")
    return None


_FINDERS = (_find_title, _find_person, _find_place, _find_other)
"""The first that finds a name decides."""


def _is_made_of_words(folded: str, lexicon: LexiconIndex) -> bool:
    """Tell whether words of the dictionary cover a text (官方统计, 新老师), so that it can be put together from them.

    Of single characters only adjectives and the like count, and not all may be single.
    """
    covered = {0}
    for end in range(1, len(folded) + 1):
        parts = (folded[start:end] for start in range(end) if start in covered)
        if any(_is_building_block(part, lexicon) for part in parts):
            covered.add(end)
    return len(folded) in covered and not _is_string_of_characters(folded, lexicon)


def _is_building_block(part: str, lexicon: LexiconIndex) -> bool:
    record = lexicon.lookup(part)
    return record is not None and bool(record.entries) and (len(part) > 1 or record.tag[:1] in tuple("admb"))


def _is_string_of_characters(folded: str, lexicon: LexiconIndex) -> bool:
    """Tell whether no part of a short text is a word: such a text is a name, and its characters' senses mislead."""
    if not 2 <= len(folded) <= _LONGEST_NAME or not all(c >= "㐀" for c in folded):  # noqa: PLR2004
        return False
    parts = (folded[i:j] for i in range(len(folded)) for j in range(i + 2, len(folded) + 1))
    known = any(record is not None and bool(record.entries) for record in map(lexicon.lookup, parts))
    if known or any(c in FUNCTION_WORDS for c in folded):
        return False
    if folded[0] in NUMERAL and len(folded) > 2:  # noqa: PLR2004
        return False
    return len(folded) > 2 or not _is_small_phrase(folded, lexicon)  # noqa: PLR2004


def _is_small_phrase(folded: str, lexicon: LexiconIndex) -> bool:
    """Tell whether two characters are likelier a verb with its object or an adjective with its noun (买书, 新书)."""
    first, second = (lexicon.lookup(character) for character in folded)
    if folded[1] in LOCATIVES and first is not None and first.tag[:1] in ("n", "q"):
        return True  # 墙上, on the wall
    leads = first is not None and first.tag[:1] in ("v", "a", "d", "m", "r")
    return leads and second is not None and second.tag[:1] in ("n", "v", "a", "q")


def _read_single(fragment: _Fragment) -> Named | None:
    """Read out a surname after *Mr.*, and a state among the names of states."""
    folded, lexicon, kind = fragment.folded, fragment.lexicon, fragment.cue
    record = lexicon.lookup(folded)
    capital = record is not None and any(e.pinyin[:1].isupper() for e in record.entries)
    if capital and kind in ("person", "title") and is_surname(folded, lexicon):
        return Named(romanize_person(folded, "", lexicon, fragment.apostrophe), 0.7, "a surname")
    return Named(fragment.romanize(), 0.6, "a name among names") if capital and kind == "name" else None


def _join_foreign(folded: str, lexicon: LexiconIndex, apostrophe: str) -> Named | None:
    """Write a foreign name part by part: the part's own English where it is known, else its reading."""
    parts = [part for part in _DOT.split(folded) if part]
    if not parts or not all("㐀" <= c <= "鿿" for part in parts for c in part):
        return None
    known = [_find_foreign(part, lexicon) for part in parts]
    if not known[0] and len(parts[0]) > _LONGEST_NAME:
        return None  # words before the name: 英国作家汤姆·凯勒
    english = " ".join(
        name or romanize_word(part, lexicon, apostrophe, capital=True) for name, part in zip(known, parts, strict=True)
    )
    return Named(english, 0.8 if all(known) else 0.5, "a foreign name, part by part")


def _find_foreign(part: str, lexicon: LexiconIndex) -> str:
    record = lexicon.lookup(part)
    if record is None:
        return ""
    senses = [s for e in record.entries for s in e.senses if s.gloss and s.gloss[:1].isupper() and s.kind != "surname"]
    return senses[0].gloss if senses else ""
