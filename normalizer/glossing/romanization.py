"""Chinese read out: names as names are, other words in one piece."""

from __future__ import annotations

from normalizer.glossing.names import romanize_person, romanize_word
from normalizer.glossing.persons import find_person, split_person
from normalizer.glossing.places import split_place, write_place
from normalizer.glossing.tokens import cut_fragment
from normalizer.lexicon.readings import join_toned, mark_tones
from normalizer.records import TYPE_CHECKING
from normalizer.types import Slot

if TYPE_CHECKING:
    from normalizer.lexicon.index import LexiconIndex
    from normalizer.protocols import Segmenter
    from normalizer.types import Entry

_LONGEST_NAME = 4
_NOWHERE = Slot("", "")


class Romanizer:
    """Reads fragments out with the readings of a lexicon."""

    def __init__(self, lexicon: LexiconIndex, segmenter: Segmenter) -> None:
        """Take the lexicon and the segmenter."""
        self._lexicon = lexicon
        self._segmenter = segmenter

    def romanize(self, fragment: str, folded: str, apostrophe: str = "’", *, tones: bool = False) -> str:
        """Return the fragment read out: names as names are, other words in one piece, with `tones` if wanted."""
        known = any(record is not None and record.entries for record in map(self._lexicon.lookup, (fragment, folded)))
        person = find_person(folded, "", self._lexicon, known=known)
        if person:
            return romanize_person(*person, self._lexicon, apostrophe)
        if tones and all(c.isalpha() and not c.isascii() for c in folded):
            return join_toned(self.read(fragment, folded).split(), apostrophe) or "?"
        if len(folded) <= _LONGEST_NAME and all(c.isalpha() and not c.isascii() for c in folded):
            return romanize_word(folded, self._lexicon, apostrophe, capital=False)
        words = []
        for piece in cut_fragment(fragment, folded, self._segmenter, self._lexicon):
            if piece.kind == "word":
                words.append(romanize_word(piece.folded, self._lexicon, apostrophe, capital=False))
            elif piece.kind != "mark":
                words.append(piece.english or piece.folded)
        return " ".join(word for word in words if word.strip()) or "?"

    def romanize_word(self, folded: str, tag: str, apostrophe: str) -> tuple[str, str]:
        """Return a word read out by what jieba takes it for, and its origin: ``name`` or ``romanization``."""
        if tag.startswith("nr"):
            person = split_person(folded, self._lexicon)
            if person:
                return romanize_person(*person, self._lexicon, apostrophe), "name"
            return romanize_word(folded, self._lexicon, apostrophe, capital=True), "name"
        place = split_place(folded, self._lexicon, "place")
        if place:
            return write_place(place, self._lexicon, apostrophe, _NOWHERE), "name"
        if tag.startswith("ns"):
            return romanize_word(folded, self._lexicon, apostrophe, capital=True), "name"
        return romanize_word(folded, self._lexicon, apostrophe, capital=False), "romanization"

    def read(self, text: str, folded: str) -> str:
        """Return the reading with tone marks: the dictionary's, else character by character."""
        for form in (text, folded):
            record = self._lexicon.lookup(form)
            if record and record.entries:
                return mark_tones(_first_reading(record.entries))
        readings = []
        for character in folded:
            known = self._lexicon.reading(character)
            readings += [mark_tones(known[0])] if known else []
        return " ".join(readings)


def _first_reading(entries: tuple[Entry, ...]) -> str:
    plain = [e for e in entries if not all(s.kind == "surname" for s in e.senses)]
    return (plain or list(entries))[0].pinyin
