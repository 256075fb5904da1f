"""How well a stretch of English fits a fragment: by meaning and by sound."""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from operator import mul

from normalizer.lexicon.splitting import split_unknown
from normalizer.pairing.match import find_answered, summarise
from normalizer.pairing.neighbours import LexicalNeighbours
from normalizer.pairing.wording import PARTICLES, STOPWORDS, Phrase, read_phrase, stem, stem_parts, stem_words
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from normalizer.lexicon.index import LexiconIndex
    from normalizer.pairing.match import Match
    from normalizer.protocols import Segmenter
    from normalizer.types import Sense, WordRecord

_HEADS = precompile(r",? for .*|, | \(.*")
"""What parts a wording into its heads: *rent for a room*, *wife's father, father-in-law*."""

_ASPECTS = "了着过的地"
"""Particles that a word carries along; its English does not."""

_LONGEST_WORDING = 3
_TWO_WORDS = 4
"""Characters of a word that is made of two."""

_PART_WEIGHT = 0.5
_NEAR = 0.5
_LETTERS = {"verb": "v", "adjective": "ar", "adverb": "ar"}
"""Parts of speech, by the lexicon's letters, of the words that can stand for a sense."""

_GRAMMAR_TAGS = frozenset("cdpury")
_REMARK = precompile(r"\([^()]*\)")


class EvidenceReader(LexicalNeighbours):
    """Compares English with Chinese through the lexicon; thread-safe, caches bounded."""

    def __init__(self, lexicon: LexiconIndex, segmenter: Segmenter, fold: Callable[[str], str]) -> None:
        """Take the lexicon, the segmenter and the folding to simplified characters."""
        super().__init__(lexicon, fold)
        self._segmenter = segmenter
        self.words_of = lru_cache(maxsize=4096)(self._words_of)
        self.stems_of = lru_cache(maxsize=4096)(self._stems_of)
        self.english = lexicon.english
        self.wordings_of = lru_cache(maxsize=2048)(self._wordings_of)

    def _words_of(self, fragment: str) -> tuple[str, ...]:
        folded = self._fold(fragment)
        words = (word for word in self._segmenter.segment(folded) if not word.isspace())
        return tuple(part for word in words for part in split_unknown(word, self._lexicon))

    def _stems_of(self, word: str) -> frozenset[str]:
        """Stems of everything the dictionary says of a word, remarks in brackets apart."""
        record = self._lexicon.lookup(word)
        if record is None:
            return frozenset()
        wordings: set[str] = set()
        for entry in record.entries:
            for sense in entry.senses:
                if sense.kind not in ("classifier", "surname"):
                    # What defines a name (“student of Confucius”) does not mean it; nor do labels.
                    raw = "" if sense.pos == "name" else sense.raw
                    wordings.add((_REMARK.sub(" ", raw) if "(" in raw else raw).partition(", ")[0])
                    wordings.update((sense.gloss, *sense.alternatives))
        # A gloss of one word answers in its irregular forms too: *have you eaten* for 吃.
        forms = [form for w in wordings if w and " " not in w for form in self.english(w)[4:] if form]
        return stem_words("\n".join(wordings)).union(map(stem, forms))

    def means_alone(self, fragment: str, word: str) -> bool:
        """Tell whether an English word is or ends a wording of `fragment`: *phone* of 手机, not *worked* of 努力.

        A fragment that the dictionary lacks must be answered in all its words. An adverb only
        colours what it ends: *clearly* is not 表明, *state clearly*.
        """
        record = self.find_record(fragment)
        if record is None or not record.entries:
            return self.match(fragment, read_phrase(word, 0, len(word))).total == 1.0
        wordings = (w for e in record.entries for s in e.senses for w in (s.gloss, *s.alternatives) if w)
        content = ([stem(part) for part in w.split(" ") if part.lower() not in STOPWORDS] for w in wordings)
        colours = self.english(word).pos == "r"
        return any((parts if colours else parts[-1:]) == [stem(word)] for parts in content)

    def words(self, fragment: str, words: Sequence[str]) -> bool:
        """Tell whether one or two English words are a whole wording of `fragment`, in any form.

        >>> from normalizer.config import NormalizerConfig
        >>> from normalizer.resources import load_resources
        >>> reader = load_resources(NormalizerConfig()).evidence
        >>> reader.words("开始", ["began"]), reader.words("买了", ["bought"]), reader.words("老师", ["school"])
        (True, True, False)
        """
        small = words[0].lower() in STOPWORDS and (len(words) > 1 or stem(words[0]) == words[0].lower())
        # A function word answers as it stands, its key marked by "": *not* is no form of *noted*.
        key = ("", *(word.lower() for word in words)) if small else _key(words)
        return key in self.wordings_of(self._fold(fragment))

    def _wordings_of(self, word: str) -> frozenset[tuple[str, ...]]:
        """Return the wordings of a word of one or two words, as stems; of one word its irregular forms too."""
        record = self._lexicon.lookup(word)
        senses = [s for entry in (record.entries if record else ()) for s in entry.senses]
        senses = [s for s in senses if s.kind not in ("classifier", "surname")]
        wordings = {head for s in senses for w in (s.gloss, *s.alternatives) for head in _HEADS.split(w) if head}
        if not wordings and len(word) > 1 and word[-1] in _ASPECTS:
            return self.wordings_of(word[:-1])
        for wording in list(wordings):
            verb, _, particle = wording.partition(" ")
            if not particle or particle in PARTICLES:
                wordings.update(f"{form} {particle}".strip() for form in self.english(verb)[4:] if form)
        parts = [w.split(" ") for w in wordings if w.count(" ") < _LONGEST_WORDING]
        return frozenset(_key(words) for words in parts) | {("", *words) for words in parts}

    def spells(self, english: str, fragment: str) -> bool:
        """Tell whether neighbouring words of `english` spell the Mandarin reading of `fragment`."""
        fragment = fragment.partition("/")[0]
        return bool(self._sound.find_reading(self._fold(fragment), read_phrase(english, 0, len(english))))

    def is_word(self, fragment: str) -> bool:
        """Tell whether the dictionary has `fragment` as a word with senses."""
        return bool(self._list_senses(fragment))

    def is_name(self, fragment: str) -> bool:
        """Tell whether the dictionary has `fragment` as a name and as nothing else."""
        senses = self._list_senses(fragment)
        return bool(senses) and all(sense.pos == "name" for sense in senses)

    def _list_senses(self, fragment: str) -> list[Sense]:
        record = self.find_record(fragment)
        return [s for entry in (record.entries if record else ()) for s in entry.senses if s.gloss]

    def is_person(self, fragment: str) -> bool:
        """Tell whether `fragment` can be a person's name: a surname with one or two characters, and no word."""
        if not 2 <= len(fragment) <= 4 or self.is_word(fragment):  # noqa: PLR2004 - personal names
            return False
        return any(self._is_surname(fragment[:size]) for size in (1, 2) if len(fragment) - size in (1, 2))

    def _is_surname(self, word: str) -> bool:
        record = self._lexicon.lookup(self._fold(word))
        return record is not None and any(s.kind == "surname" for entry in record.entries for s in entry.senses)

    def is_near(self, fragment: str, word: str) -> bool:
        """Tell whether an English word is close in meaning to a sense of `fragment`, by the lexicon's vectors."""
        record = self._lexicon.lookup(self._fold(fragment))
        known = self.english(word)
        vector = self._lexicon.vector(word)
        if record is None or not vector:
            return False
        for sense in (sense for entry in record.entries for sense in entry.senses if sense.gloss):
            letters = _LETTERS.get(sense.pos, "n") if sense.pos else "nr"
            if not set(letters) & set(known.pos) or ("a" in known.pos and "a" not in letters):
                continue
            if any(_cosine(vector, self._lexicon.vector(w)) >= _NEAR for w in sense.gloss.split(" ")):
                return True
        return False

    def find_record(self, fragment: str) -> WordRecord | None:
        """Return what the lexicon knows of a fragment as one word."""
        return self._lexicon.lookup(self._fold(fragment))

    def is_grammatical(self, fragment: str) -> bool:
        """Tell whether a fragment is a conjunction, adverb, preposition or particle by jieba's tag."""
        record = self.find_record(fragment)
        return record is not None and record.tag[:1] in _GRAMMAR_TAGS

    def match(self, fragment: str, phrase: Phrase) -> Match:
        """Return how `phrase` fits `fragment`, by the best account of each of its words."""
        fragment = fragment.partition("/")[0]
        words = self.words_of(fragment)
        stems = [stem_parts(word) for word in phrase.words]
        content = [i for i, word in enumerate(phrase.words) if word.lower() not in STOPWORDS]
        answered = find_answered(stems, content, self.stems_of(self._fold(fragment)))
        meaning = 1.0 if answered else 0.0
        if answered and len(answered) < len(content):
            answered |= self._answer_by_parts(self._fold(fragment), stems, content, min(answered))
        sound, surname = self._match_sound(fragment, phrase, answered)
        if meaning == 0.0 and sound < 1.0:
            meaning, by_parts = self._match_words(words, phrase, stems, content)
            answered |= by_parts
        return summarise(phrase, answered, meaning, sound, surname=surname)

    def _answer_by_parts(self, word: str, stems: list[frozenset[str]], content: list[int], first: int) -> set[int]:
        """Return what the parts of a word answer behind the word `first`.

        Those are its characters, as in *Gate of Heavenly Peace* for 天安门, and the two halves of a long
        word: *spiritual civilization* is 精神文明, though the dictionary has *spiritual culture*.
        """
        if len(word) == 1:
            return set()
        behind = [i for i in content if i > first]
        halves = [word[:2], word[2:]] if len(word) == _TWO_WORDS else []
        return set[int]().union(*(find_answered(stems, behind, self.stems_of(part)) for part in (*word, *halves)))

    def _match_words(
        self, words: tuple[str, ...], phrase: Phrase, stems: list[frozenset[str]], content: list[int]
    ) -> tuple[float, set[int]]:
        """Match word by word, a word's characters as a weaker account of it."""
        answered: set[int] = set()
        share, total = 0.0, sum(len(word) for word in words) or 1
        said = frozenset[str]().union(*(stems[i] for i in content))
        for word in words:
            hits = set() if said.isdisjoint(self.stems_of(word)) else find_answered(stems, content, self.stems_of(word))
            weight = 1.0
            if not hits:
                hits = self._sound.find_reading(word, phrase)
            if not hits and len(word) > 1 and not all(said.isdisjoint(self.stems_of(c)) for c in word):
                found = [find_answered(stems, content, self.stems_of(c)) for c in word]
                hits = set[int]().union(*found)
                # A character of a known word says little: all of them must speak to count for half.
                weight = _PART_WEIGHT * (sum(map(bool, found)) / len(word) if self.stems_of(word) else 1.0)
            if hits:
                answered |= hits
                share += weight * len(word) / total
        return share, answered

    def sounds_like(self, fragment: str, phrase: Phrase) -> bool:
        """Tell whether words of `phrase` spell the whole of `fragment`: what `match` calls a sound of 1."""
        return self._match_sound(fragment.partition("/")[0], phrase, set())[0] == 1.0

    def may_answer(self, fragment: str, phrase: Phrase, first: int) -> bool:
        """Tell whether `match` can say that words answer half of a fragment, one of them from index `first` on.

        It may say so where they do not, but costs less: a function word only answers as a part of a reading, and
        characters only answer half of a fragment that no word answers if they do so in all its words.
        """
        fragment = fragment.partition("/")[0]
        words = self.words_of(fragment) if phrase.words else ()
        answered = set[int]().union(*(self._sound.find_reading(word, phrase) for word in words))
        self._match_sound(fragment, phrase, answered)
        content = [i for i, word in enumerate(phrase.words) if word.lower() not in STOPWORDS]
        if not content or content[-1] < first:
            return any(index >= first for index in answered)
        said = frozenset[str]().union(*(stem_parts(phrase.words[i]) for i in content))
        if answered or not all(said.isdisjoint(self.stems_of(word)) for word in (self._fold(fragment), *words)):
            return True
        return all(self._answers_by_characters(word, said) for word in words)

    def _answers_by_characters(self, word: str, said: frozenset[str]) -> bool:
        """Tell whether the characters of a word answer: all of one that has senses itself, any of another."""
        enough = all if self.stems_of(word) else any
        return len(word) > 1 and enough(not said.isdisjoint(self.stems_of(c)) for c in word)

    def _match_sound(self, fragment: str, phrase: Phrase, answered: set[int]) -> tuple[float, bool]:
        """Match the reading of the whole fragment, or of its surname beside capitals."""
        han = "".join(c for c in self._fold(fragment) if c not in "·•・ ")
        hits = self._sound.find_reading(han, phrase) or self._sound.find_name(han, phrase)
        if hits:
            answered |= hits
            return 1.0, False
        surname = self._sound.find_surname(han, phrase)
        answered |= surname
        return 0.0, bool(surname)


def _key(words: Sequence[str]) -> tuple[str, ...]:
    """Return the stems of the content words, of small words alone the words themselves."""
    content = tuple(stem(word) for word in words if word.lower() not in STOPWORDS or word in PARTICLES)
    return content or tuple(word.lower() for word in words)


def _cosine(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    if not one or not other:
        return 0.0
    product: int = sum(map(mul, one, other))
    return float(product / sqrt(sum(map(mul, one, one)) * sum(map(mul, other, other))))
