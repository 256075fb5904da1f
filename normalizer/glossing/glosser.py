"""The offline engine: numbers and names by rule, words by the lexicon, phrases composed."""

from __future__ import annotations

from functools import lru_cache

from normalizer.glossing.collocations import find_verb
from normalizer.glossing.composition import Part, compose
from normalizer.glossing.context import ContextReader
from normalizer.glossing.cues import read_cue
from normalizer.glossing.expectation import read_expectation
from normalizer.glossing.function_words import CLOSED, FUNCTION_WORDS
from normalizer.glossing.names import romanize_word
from normalizer.glossing.naming import find_name
from normalizer.glossing.romanization import Romanizer
from normalizer.glossing.senses import TAG_POS, Candidate, Wanted, find_pos, list_candidates, score_senses
from normalizer.glossing.tokens import Piece, Terms, cut_fragment
from normalizer.glossing.wants import want_inside
from normalizer.lexicon.readings import mark_tones
from normalizer.lexicon.splitting import split_unknown
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.types import Gloss, Slot, Token

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from normalizer.lexicon.index import LexiconIndex
    from normalizer.lexicon.terms import GlossaryTerm
    from normalizer.literals import Origin
    from normalizer.protocols import Segmenter
    from normalizer.types import WordRecord

_WORD_CONFIDENCE = 0.8
_PHRASE_CONFIDENCE = 0.6
_CLAUSE_CONFIDENCE = 0.4
_CLAUSE_WORDS = 6
_ONE_POS = {"noun", "verb", "adjective", "adverb"}
_NAMING = frozenset(("person", "place", "name", "alias", "body"))
"""Cues that prefer the name among the senses of a word of the dictionary."""


class _Around(NamedTuple):
    """What a gloss depends on besides the fragment, as the key of a cache."""

    pos: tuple[str, ...]
    name: bool
    named: frozenset[str]
    apostrophe: str


class LexicalGlosser:
    """Glosses from the compiled lexicon; thread-safe, its caches bounded."""

    def __init__(
        self,
        lexicon: LexiconIndex,
        segmenter: Segmenter,
        fold: Callable[[str], str],
        glossary: Mapping[str, GlossaryTerm] | None = None,
    ) -> None:
        """Take the lexicon, the segmenter, the folding to simplified characters, a user glossary."""
        self._lexicon = lexicon
        self._segmenter = segmenter
        self._fold = fold
        self.glossary = glossary or {}
        self._terms = Terms(self.glossary) if self.glossary else None
        self.english = lexicon.english
        self._context = ContextReader(lexicon)
        self._romanizer = Romanizer(lexicon, segmenter)
        self._cached = lru_cache(maxsize=512)(self._gloss)
        self._candidates = lru_cache(maxsize=2048)(self._list_candidates)
        self._capitals_of = lru_cache(maxsize=2048)(self._find_capitals)

    def gloss(
        self,
        fragment: str,
        start: int,
        slot: Slot,
        apostrophe: str = "’",
        named: frozenset[str] = frozenset(),
    ) -> Gloss:
        """Return English for `fragment` at code point `start` of the input, fit for `slot`.

        The whole fragment is looked up before its parts, in the script as written before
        the folded one. `apostrophe` is the document's own, for names such as Xi’an; `named`
        are the capitalised words of the article, which decide between the names of a thing.
        """
        gloss = self._gloss_in_slot(fragment, slot, apostrophe, named)
        # What stands behind the offsets stays; `_replace` would take twice as long.
        tokens = tuple(Token(t.text, t.start + start, t.end + start, *t[3:]) for t in gloss.tokens)
        return gloss._replace(tokens=tokens)

    def romanize(self, fragment: str, apostrophe: str = "’", *, tones: bool = False) -> str:
        """Return the fragment read out: names as names are, other words in one piece, with `tones` if wanted."""
        return self._romanizer.romanize(fragment, self._fold(fragment), apostrophe, tones=tones)

    def find_term(self, fragment: str) -> GlossaryTerm | None:
        """Return the user's term for exactly this fragment, as written or in simplified characters."""
        return self.glossary.get(fragment) or self.glossary.get(self._fold(fragment)) if self.glossary else None

    def _gloss_in_slot(self, fragment: str, slot: Slot, apostrophe: str, named: frozenset[str]) -> Gloss:
        folded = self._fold(fragment)
        own = self.find_term(fragment)
        if own:
            token = Token(fragment, 0, len(fragment), "word", pos=own.pos, chosen=own.english, origin="glossary")
            reason = f"the user’s glossary, {own.place}" + (f" ({own.note})" if own.note else "")
            return Gloss(
                own.english, "glossary", 1.0, reason, (token,), self._romanizer.read(fragment, folded), own.pos
            )
        verb = find_verb(folded, slot)
        if verb:
            token = Token(
                fragment, 0, len(fragment), "word", self._romanizer.read(fragment, folded), "verb", (), verb, "lexicon"
            )
            return Gloss(
                verb, "lexicon", _WORD_CONFIDENCE, "the verb for the object behind it", (token,), token.pinyin, "verb"
            )
        cue = read_cue(slot)
        holds = self._terms is not None and self._terms.are_part(fragment, folded)
        name = None if holds else find_name(folded, self._lexicon, slot, cue, named, apostrophe)
        if name:
            token = Token(
                fragment,
                0,
                len(fragment),
                "word",
                self._romanizer.read(fragment, folded),
                "nr",
                (),
                name.english,
                "name",
            )
            return Gloss(name.english, "name", name.confidence, name.reason, (token,), token.pinyin)
        relevant = named & self._find_name_words(fragment, folded) if named else named
        pos = read_expectation(slot, self.english).pos
        return self._choose_in_context(
            self._cached(fragment, _Around(pos, cue in _NAMING, relevant, apostrophe)), slot, pos
        )

    def _choose_in_context(self, gloss: Gloss, slot: Slot, wanted: tuple[str, ...]) -> Gloss:
        """Let the words around decide between the senses of a single word that are nearly level."""
        if len(gloss.tokens) != 1 or gloss.origin != "lexicon" or gloss.pos not in _ONE_POS:
            return gloss
        token = gloss.tokens[0]
        senses = self._context.rank(token.senses, slot)
        if not senses or senses[0].gloss == token.chosen:
            return gloss._replace(tokens=(token._replace(senses=senses),))
        same = gloss.pos in find_pos(senses[0].gloss, "", self.english)
        pos = gloss.pos if same else self._choose_pos(senses[0].gloss, "", "", Wanted(wanted))
        token = token._replace(senses=senses, chosen=senses[0].gloss, pos=pos)
        return gloss._replace(
            text=token.chosen, tokens=(token,), pos=pos, reason=f"{gloss.reason}; its sense by the words around"
        )

    def _gloss(self, fragment: str, around: _Around) -> Gloss:
        folded = self._fold(fragment)
        piece = Piece(0, len(fragment), "word", fragment, folded)
        record = self._find(piece.text, piece.folded)
        known = bool(record and record.entries) or split_unknown(folded, self._lexicon) == [folded]
        wanted = Wanted(around.pos, name=around.name, named=around.named)
        if self._terms and self._terms.find(fragment, folded):
            return self._compose(fragment, folded, around)
        whole = self._gloss_word(piece, wanted, around.apostrophe) if known and record else None
        if whole and whole.chosen and whole.origin != "romanization":
            return _wrap(whole, _WORD_CONFIDENCE, "the whole fragment is a dictionary word")
        return self._compose(fragment, folded, around)

    def _compose(self, fragment: str, folded: str, around: _Around) -> Gloss:
        pieces = cut_fragment(fragment, folded, self._segmenter, self._lexicon, self._terms)
        words = sum(p.kind == "word" for p in pieces)
        tokens = [self._gloss_piece(pieces, i, around, alone=words == 1) for i in range(len(pieces))]
        parts = [Part(p.folded, p.kind, t.chosen, self._tell_role(t)) for p, t in zip(pieces, tokens, strict=True)]
        phrase = compose(parts, self.english, noun=around.pos[:1] == ("noun",))
        text = phrase.text or " ".join(t.chosen for t in tokens if t.chosen)
        origin = _judge_origin(tokens)
        confidence = _PHRASE_CONFIDENCE if words < _CLAUSE_WORDS else _CLAUSE_CONFIDENCE
        if origin in ("number", "name"):
            confidence = _WORD_CONFIDENCE
        if not text:
            text = romanize_word(folded, self._lexicon, around.apostrophe, capital=False) or "?"
            origin = "romanization"
        reason = "composed from its words" if words > 1 else f"by {origin}"
        pinyin = " ".join(t.pinyin for t in tokens if t.pinyin)
        pos = "finite" if phrase.finite else phrase.pos
        return Gloss(text, origin, confidence, reason, tuple(tokens), pinyin, pos)

    def _tell_role(self, token: Token) -> str:
        """Return the part of speech that a token plays in a phrase."""
        return "name" if token.origin == "name" else token.pos if token.pos in _ONE_POS else "noun"

    def _gloss_piece(self, pieces: list[Piece], index: int, around: _Around, *, alone: bool) -> Token:
        piece = pieces[index]
        if piece.kind != "word":
            origin = "number" if piece.kind == "number" else ""
            return Token(
                piece.text, piece.start, piece.end, piece.kind, chosen=piece.english or piece.folded, origin=origin
            )
        own = self.find_term(piece.text)
        if own:
            chosen = piece.text if own.keep else own.english
            return Token(piece.text, piece.start, piece.end, "word", "", own.pos, (), chosen, "glossary")
        if alone:
            wanted = Wanted(around.pos, name=around.name, named=around.named)
        else:
            wanted = Wanted(want_inside(pieces, index, self._lexicon, around.pos), alone=False, named=around.named)
        token = self._gloss_word(piece, wanted, around.apostrophe)
        if piece.folded in FUNCTION_WORDS and not alone:
            token = token._replace(chosen=FUNCTION_WORDS[piece.folded][0], origin="lexicon")
        return token

    def _gloss_word(self, piece: Piece, wanted: Wanted, apostrophe: str) -> Token:
        """Choose a sense for a word; without one, read it out."""
        record = self._find(piece.text, piece.folded)
        scored = score_senses(self._candidates(piece.text, piece.folded), wanted) if record else []
        own = bool(scored) and scored[0][1].kind == "own"
        if piece.folded in FUNCTION_WORDS and wanted.alone and (not own or piece.folded in CLOSED):
            english, pinyin = FUNCTION_WORDS[piece.folded][1], self._romanizer.read(piece.text, piece.folded)
            return Token(piece.text, piece.start, piece.end, "word", pinyin, chosen=english, origin="lexicon")
        if scored:
            choice, sense, entry = scored[0]
            origin = "name" if sense.pos == "name" else "lexicon"
            pinyin = mark_tones(entry.pinyin)
            pos = self._choose_pos(choice.gloss, sense.pos, record.tag if record else "", wanted)
            senses = tuple(item[0] for item in scored)
            return Token(piece.text, piece.start, piece.end, "word", pinyin, pos, senses, choice.gloss, origin)
        tag = record.tag if record else ""
        english, origin = self._romanizer.romanize_word(piece.folded, tag, apostrophe)
        pinyin = self._romanizer.read(piece.text, piece.folded)
        return Token(piece.text, piece.start, piece.end, "word", pinyin, tag, (), english, origin)

    def _choose_pos(self, gloss: str, told: str, tag: str, wanted: Wanted) -> str:
        """Return the one part of speech of a chosen wording: wanted, told by jieba's tag, or the likeliest."""
        possible = find_pos(gloss, told, self.english)
        if not told and TAG_POS.get(tag[:1]) == "noun" and "noun" in possible:
            return "noun"
        for pos in (*wanted.pos, TAG_POS.get(tag[:1], ""), "noun", "verb", "adjective", "adverb"):
            if pos in possible:
                return pos
        return told or TAG_POS.get(tag[:1], "")

    def _find(self, word: str, folded: str) -> WordRecord | None:
        """Look a word up as written, then folded; entries first, a bare frequency second."""
        found = self._lexicon.lookup(word)
        if found and found.entries:
            return found
        return self._lexicon.lookup(folded) or found

    def _list_candidates(self, word: str, folded: str) -> tuple[Candidate, ...]:
        record = self._find(word, folded)
        return list_candidates(record.entries, record.tag, self.english) if record else ()

    def _find_name_words(self, fragment: str, folded: str) -> frozenset[str]:
        """Return the capitalised words of all names that a fragment or its words could be."""
        words = {fragment, folded, *self._segmenter.segment(folded)}
        return frozenset[str]().union(*map(self._capitals_of, words))

    def _find_capitals(self, word: str) -> frozenset[str]:
        record = self._lexicon.lookup(word)
        senses = [sense for entry in (record.entries if record else ()) for sense in entry.senses]
        wordings = [wording for sense in senses for wording in (sense.gloss, *sense.alternatives)]
        # Most glosses have no capitals, which is soon told.
        named = [wording for wording in wordings if not wording.islower()]
        return frozenset([word for wording in named for word in wording.split(" ") if word[:1].isupper()])


def _wrap(token: Token, confidence: float, reason: str) -> Gloss:
    origin: Origin = token.origin  # type: ignore[assignment]
    return Gloss(token.chosen, origin, confidence, reason, (token,), token.pinyin, token.pos)


def _judge_origin(tokens: list[Token]) -> Origin:
    """Name the source of a composed gloss: the weakest one that carries meaning."""
    origins = {t.origin for t in tokens if t.chosen and t.kind in ("word", "number")}
    for origin in ("glossary", "lexicon", "name", "number", "romanization"):
        if origin in origins:
            return origin
    return "lexicon"
