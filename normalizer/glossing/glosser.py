"""The offline engine: numbers and names by rule, words by the lexicon, phrases composed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from normalizer.glossing.composition import Part, compose
from normalizer.glossing.expectation import read_expectation
from normalizer.glossing.function_words import FUNCTION_WORDS
from normalizer.glossing.names import GIVEN_CHARACTERS, PLACE_TYPES, romanize_person, romanize_word, split_person
from normalizer.glossing.numbers import find_numbers
from normalizer.glossing.senses import TAG_POS, Wanted, guess_pos, score_senses
from normalizer.glossing.tokens import Piece, cut_fragment
from normalizer.lexicon.readings import mark_tones
from normalizer.lexicon.splitting import split_unknown
from normalizer.types import Gloss, Token

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from normalizer.lexicon.index import LexiconIndex
    from normalizer.protocols import Segmenter
    from normalizer.types import Entry, Origin, Slot, WordRecord

_WORD_CONFIDENCE = 0.8
_PHRASE_CONFIDENCE = 0.6
_CLAUSE_CONFIDENCE = 0.4
_CLAUSE_WORDS = 6
_LONGEST_NAME = 4


class LexicalGlosser:
    """Glosses from the compiled lexicon; thread-safe, its cache bounded."""

    def __init__(
        self,
        lexicon: LexiconIndex,
        segmenter: Segmenter,
        fold: Callable[[str], str],
        glossary: Mapping[str, str] | None = None,
    ) -> None:
        """Take the lexicon, the segmenter, the folding to simplified characters, a user glossary."""
        self._lexicon = lexicon
        self._segmenter = segmenter
        self._fold = fold
        self._glossary = glossary or {}
        self._cached = lru_cache(maxsize=8192)(self._gloss)

    def gloss(self, fragment: str, start: int, slot: Slot, apostrophe: str = "’") -> Gloss:
        """Return English for `fragment` at code point `start` of the input, fit for `slot`.

        The whole fragment is looked up before its parts, in the script as written before
        the folded one. `apostrophe` is the document's own, for names such as Xi’an.
        """
        expectation = read_expectation(slot)
        gloss = self._cached(fragment, expectation.pos, apostrophe)
        return gloss._replace(tokens=tuple(t._replace(start=t.start + start, end=t.end + start) for t in gloss.tokens))

    def romanize(self, fragment: str, apostrophe: str = "’") -> str:
        """Return the fragment read out, without tones: names as names are, other words in one piece."""
        folded = self._fold(fragment)
        name = self._gloss_person(fragment, folded, apostrophe)
        if name:
            return name.text
        if len(folded) <= _LONGEST_NAME and all(c.isalpha() and not c.isascii() for c in folded):
            return romanize_word(folded, self._lexicon, apostrophe, capital=False)
        words = []
        for piece in cut_fragment(fragment, folded, self._segmenter, self._lexicon):
            if piece.kind == "word":
                words.append(romanize_word(piece.folded, self._lexicon, apostrophe, capital=False))
            elif piece.kind != "mark":
                words.append(piece.english or piece.folded)
        return " ".join(word for word in words if word.strip()) or "?"

    def _gloss(self, fragment: str, wanted: tuple[str, ...], apostrophe: str) -> Gloss:
        folded = self._fold(fragment)
        own = self._glossary.get(fragment) or self._glossary.get(folded)
        if own:
            token = Token(fragment, 0, len(fragment), "word", chosen=own, origin="glossary")
            return Gloss(own, "glossary", 1.0, "the user’s glossary", (token,), self._read(fragment, folded))
        piece = Piece(0, len(fragment), "word", fragment, folded)
        known = split_unknown(folded, self._lexicon) == [folded]
        whole = self._gloss_word(piece, Wanted(wanted), apostrophe) if known and self._find(piece) else None
        if whole and whole.chosen and whole.origin != "romanization":
            return _wrap(whole, _WORD_CONFIDENCE, "the whole fragment is a dictionary word")
        name = self._gloss_person(fragment, folded, apostrophe)
        if name:
            return name
        return self._compose(fragment, folded, wanted, apostrophe)

    def _compose(self, fragment: str, folded: str, wanted: tuple[str, ...], apostrophe: str) -> Gloss:
        pieces = cut_fragment(fragment, folded, self._segmenter, self._lexicon)
        alone = len([p for p in pieces if p.kind == "word"]) == 1
        tokens = [self._gloss_piece(pieces, i, wanted, apostrophe, alone=alone) for i in range(len(pieces))]
        parts = [Part(p.folded, p.kind, t.chosen) for p, t in zip(pieces, tokens, strict=True)]
        text = compose(parts) or " ".join(t.chosen for t in tokens if t.chosen)
        origin = _judge_origin(tokens)
        words = sum(p.kind == "word" for p in pieces)
        confidence = _PHRASE_CONFIDENCE if words < _CLAUSE_WORDS else _CLAUSE_CONFIDENCE
        if origin in ("number", "name"):
            confidence = _WORD_CONFIDENCE
        if not text:
            text, origin = romanize_word(folded, self._lexicon, apostrophe, capital=False) or "?", "romanization"
        reason = "composed from its words" if words > 1 else f"by {origin}"
        pinyin = " ".join(t.pinyin for t in tokens if t.pinyin)
        return Gloss(text, origin, confidence, reason, tuple(tokens), pinyin)

    def _gloss_piece(
        self, pieces: list[Piece], index: int, wanted: tuple[str, ...], apostrophe: str, *, alone: bool
    ) -> Token:
        piece = pieces[index]
        if piece.kind != "word":
            origin = "number" if piece.kind == "number" else ""
            return Token(
                piece.text, piece.start, piece.end, piece.kind, chosen=piece.english or piece.folded, origin=origin
            )
        token = self._gloss_word(piece, self._want_inside(pieces, index, wanted, alone=alone), apostrophe)
        if piece.folded in FUNCTION_WORDS and not alone:
            token = token._replace(chosen=FUNCTION_WORDS[piece.folded][0], origin="lexicon")
        return token

    def _want_inside(self, pieces: list[Piece], index: int, wanted: tuple[str, ...], *, alone: bool) -> Wanted:
        """Say which part of speech a word of a phrase should be, by jieba's tag and its neighbour."""
        if alone:
            return Wanted(wanted, alone=True)
        following = pieces[index + 1].folded if index + 1 < len(pieces) else ""
        record = self._lexicon.lookup(pieces[index].folded)
        pos = TAG_POS.get(record.tag[:1], "") if record else ""
        if following == "的" and pos != "noun":
            return Wanted(("adjective", "noun"), alone=False)
        if following == "地":
            return Wanted(("adverb", "adjective"), alone=False)
        return Wanted((pos,) if pos else (), alone=False)

    def _gloss_word(self, piece: Piece, wanted: Wanted, apostrophe: str) -> Token:
        """Choose a sense for a word; without one, read it out."""
        if piece.folded in FUNCTION_WORDS and wanted.alone:
            english = FUNCTION_WORDS[piece.folded][1]
            return Token(
                piece.text,
                piece.start,
                piece.end,
                "word",
                self._read(piece.text, piece.folded),
                chosen=english,
                origin="lexicon",
            )
        record = self._find(piece)
        scored = score_senses(record.entries, record.tag, wanted) if record else []
        if scored:
            choice, sense, entry = scored[0]
            origin = "name" if sense.pos == "name" else "lexicon"
            senses = tuple(item[0] for item in scored)
            pinyin = mark_tones(entry.pinyin)
            pos = sense.pos or guess_pos(choice.gloss) or ("noun" if record and record.tag[:1] == "n" else "")
            return Token(piece.text, piece.start, piece.end, "word", pinyin, pos, senses, choice.gloss, origin)
        tag = record.tag if record else ""
        english, origin = self._romanize(piece.folded, tag, apostrophe)
        return Token(
            piece.text, piece.start, piece.end, "word", self._read(piece.text, piece.folded), tag, (), english, origin
        )

    def _find(self, piece: Piece) -> WordRecord | None:
        """Look a word up as written, then folded; entries first, a bare frequency second."""
        found = self._lexicon.lookup(piece.text)
        if found and found.entries:
            return found
        return self._lexicon.lookup(piece.folded) or found

    def _romanize(self, folded: str, tag: str, apostrophe: str) -> tuple[str, str]:
        if tag.startswith("nr"):
            person = split_person(folded, self._lexicon)
            if person:
                return romanize_person(*person, self._lexicon, apostrophe), "name"
            return romanize_word(folded, self._lexicon, apostrophe, capital=True), "name"
        for size in (3, 2, 1):
            kind = PLACE_TYPES.get(folded[-size:]) if len(folded) > size else None
            if kind:
                stem = romanize_word(folded[:-size], self._lexicon, apostrophe, capital=True)
                return f"{stem} {kind}", "name"
        if tag.startswith("ns"):
            return romanize_word(folded, self._lexicon, apostrophe, capital=True), "name"
        return romanize_word(folded, self._lexicon, apostrophe, capital=False), "romanization"

    def _gloss_person(self, fragment: str, folded: str, apostrophe: str) -> Gloss | None:
        """Take a short fragment for a person when jieba tags it so or nothing longer explains it."""
        if find_numbers(folded) or not 2 <= len(folded) <= _LONGEST_NAME:  # noqa: PLR2004
            return None
        person = split_person(folded, self._lexicon)
        if person is None:
            return None
        record = self._lexicon.lookup(folded)
        tagged = record is not None and record.tag.startswith("nr")
        words = self._segmenter.segment(folded)
        unexplained = len(words) == len(folded) or (words[0] == person[0] and len(words) == 2)  # noqa: PLR2004
        if not tagged and not (unexplained and self._is_given_name(person[1])):
            return None
        english = romanize_person(*person, self._lexicon, apostrophe)
        token = Token(fragment, 0, len(fragment), "word", self._read(fragment, folded), "nr", (), english, "name")
        return _wrap(token, _WORD_CONFIDENCE if tagged else _PHRASE_CONFIDENCE, "a surname with a given name")

    def _is_given_name(self, given: str) -> bool:
        """Tell whether one or two characters are more likely a given name than a word of the language."""
        if len(given) == 1:
            return given in GIVEN_CHARACTERS
        record = self._lexicon.lookup(given)
        return record is None or not record.entries or record.tag.startswith("nr")

    def _read(self, text: str, folded: str) -> str:
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


def _wrap(token: Token, confidence: float, reason: str) -> Gloss:
    origin: Origin = token.origin  # type: ignore[assignment]
    return Gloss(token.chosen, origin, confidence, reason, (token,), token.pinyin, token.pos)


def _judge_origin(tokens: list[Token]) -> Origin:
    """Name the source of a composed gloss: the weakest one that carries meaning."""
    origins = {t.origin for t in tokens if t.chosen and t.kind in ("word", "number")}
    for origin in ("lexicon", "name", "number", "romanization"):
        if origin in origins:
            return origin
    return "lexicon"
