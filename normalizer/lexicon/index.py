"""The compiled lexicon: one mapped file, opened in a blink, read only where it is asked.

A record is JSON: entries as ``[traditional, simplified, pinyin, [sense, …]]``, a sense as
``[raw, gloss, alternatives, kind, pos, labels, target]`` with trailing defaults left out.
"""

from __future__ import annotations

import json
import struct
from functools import cached_property, lru_cache
from threading import Lock

from normalizer.errors import LexiconError
from normalizer.lexicon.container import ADVICE, map_file, read_header
from normalizer.lexicon.english import UNKNOWN, EnglishWord, unpack_word
from normalizer.records import TYPE_CHECKING
from normalizer.types import Entry, Sense, WordRecord

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

NO_RECORD = 0xFFFFFFFF
_PAGE = 256
"""Bytes within which a line is looked for one by one."""


class LexiconIndex:
    """A compiled lexicon; safe to share between threads and across forks, pickled by its path."""

    def __init__(self, path: str) -> None:
        """Map the file at `path`; raise `LexiconError` when it is missing, damaged or too new."""
        self.path = path
        self._map = map_file(path)
        header = read_header(self._map, path)
        self.metadata = header.metadata
        self._sections = header.sections
        view = memoryview(self._map)
        part = {name: view[offset : offset + length] for name, (offset, length) in header.sections.items()}
        self._frequencies = part["frequencies"].cast("I")
        self._places = part["places"].cast("I")
        self._tags = part["tags"]
        self._records = part["records"]
        self._trie = _open_trie(part["words"], path)
        self._tag_names: list[str] = header.metadata["tags"]
        self.total: int = header.metadata["total"]
        self.longest: int = header.metadata["longest"]
        self.lookup = lru_cache(maxsize=4096)(self._lookup)
        # Most look-ups find nothing and would push out what costs most.
        self._entries = lru_cache(maxsize=2048)(self._read_record)
        self._english: Any = None
        self._japanese: Any = None
        self._vector_words: Any = None
        self.english = lru_cache(maxsize=4096)(self._find_english)
        self._find_line = lru_cache(maxsize=8192)(self._search_line)
        self.prefixes = lru_cache(maxsize=2048)(self._prefixes)

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        """Pickle the path alone."""
        return open_lexicon, (self.path,)

    def _lookup(self, word: str) -> WordRecord | None:
        """Return everything known about a headword in either script, None if nothing.

        >>> from normalizer.lexicon.index import open_lexicon
        >>> open_lexicon().lookup("舆论").entries[0].senses[0].gloss
        'public opinion'
        """
        key = self._trie.get(word)
        if key is None:
            return None
        place = self._places[key]
        entries = () if place == NO_RECORD else self._entries(place)
        return WordRecord(self._frequencies[key], self._tag_names[self._tags[key]], entries)

    def _read_record(self, place: int) -> tuple[Entry, ...]:
        try:
            (length,) = struct.unpack_from("<I", self._records, place)
            rows, _ = _read_json(str(self._records[place + 4 : place + 4 + length], "utf-8"))
            return tuple(Entry(t, s, p, tuple(map(_read_sense, senses))) for t, s, p, senses in rows)
        except (ValueError, TypeError, struct.error) as error:
            message = f"{self.path}: the lexicon is damaged ({error}); {ADVICE}"
            raise LexiconError(message) from error

    def _prefixes(self, text: str) -> tuple[tuple[str, int], ...]:
        """Return all words of known frequency that `text` begins with, shortest first, with frequencies."""
        found = ((word, self._frequencies[key]) for word, key in self._trie.iter_prefixes_with_ids(text))
        return tuple((word, frequency) for word, frequency in found if frequency)

    def frequency(self, word: str) -> int:
        """Return how often jieba's corpus has `word`; 0 for a word it does not know."""
        key = self._trie.get(word)
        return 0 if key is None else int(self._frequencies[key])

    def reading(self, character: str) -> tuple[str, ...]:
        """Return the numbered readings of a character, the most usual first.

        >>> from normalizer.lexicon.index import open_lexicon
        >>> open_lexicon().reading("𠀀")
        ('he1',)
        """
        return tuple(self._find_line("readings", character).split())

    def cantonese_reading(self, character: str) -> tuple[str, ...]:
        """Return the readings of a character in Jyutping, the most usual first: ``can4`` for 陳 and 陈."""
        return tuple(self._find_line("cantonese", character).split())

    def readings_abroad(self, character: str) -> tuple[list[str], list[str]]:
        """Return the Japanese and the Korean readings of a character, as Unihan has them.

        >>> from normalizer.lexicon.index import open_lexicon
        >>> open_lexicon().readings_abroad("丁")[1]
        ['jeong']
        """
        japanese, _, korean = self._find_line("abroad", character).partition("\t")
        return japanese.split(), korean.split()

    def japanese_prefixes(self, text: str) -> list[tuple[str, int]]:
        """Return all words of Japanese that `text` begins with, each with its rarity in tenths of a power of ten.

        >>> from normalizer.lexicon.index import open_lexicon
        >>> open_lexicon().japanese_prefixes("取締役会")
        [('取', 52), ('取締', 54), ('取締役', 48)]
        """
        if self._japanese is None:
            self._japanese = _open_trie(self._view("japanese"), self.path, "BytesTrie")
        return [(word, self._japanese[word][0][0]) for word in self._japanese.prefixes(text)]

    def given_name_score(self, text: str) -> float:
        """Return how much `text` looks like a given name: the mean log-odds of its characters.

        >>> from normalizer.lexicon.index import open_lexicon
        >>> open_lexicon().given_name_score("志伟") > 1 > open_lexicon().given_name_score("活动")
        True
        """
        scores = [int(self._find_line("given_names", character) or 0) for character in text]
        return sum(scores) / (10 * len(scores)) if scores else 0.0

    def _search_line(self, section: str, character: str) -> str:
        """Return what follows `character` on its line of a section (they are sorted), nothing for what is not there."""
        offset, length = self._sections[section]
        head = character.encode("utf-8", "surrogatepass")
        low, high = offset, offset + length
        while high - low > _PAGE:
            middle = self._map.find(b"\n", (low + high) // 2, high)
            if middle < 0 or self._map[middle + 1 : middle + 1 + len(head)] > head:
                high = (low + high) // 2 if middle < 0 else middle + 1
            else:
                low = middle
        start = self._map.find(b"\n" + head, low, high + _PAGE)
        if start < 0 or len(character) != 1 or start >= offset + length:
            return ""
        return self._map[start + 1 + len(head) : self._map.find(b"\n", start + 1, offset + length)].decode()

    def _find_english(self, word: str) -> EnglishWord:
        """Return what is known of an English word, in lower case; `UNKNOWN` if nothing.

        >>> from normalizer.lexicon.index import open_lexicon
        >>> open_lexicon().english("give").past
        'gave'
        """
        if self._english is None:
            self._english = _open_trie(self._view("english"), self.path, "BytesTrie")
        packed = self._english.get(word.lower())
        return unpack_word(packed[0]) if packed else UNKNOWN

    def vector(self, word: str) -> tuple[int, ...]:
        """Return the vector of an English word, each number from -127 to 127; nothing for a word without one."""
        if self._vector_words is None:
            view = self._view("vector_words")
            self._vectors = self._view("vectors").cast("b")
            # Last, for another thread takes it for the sign that all is open.
            self._vector_words = _open_trie(view, self.path) if len(view) else {}
        key = self._vector_words.get(word)
        size = self.metadata["vector_size"]
        return () if key is None else tuple(self._vectors[key * size : (key + 1) * size])

    def english_words(self) -> dict[str, bytes]:
        """Return every English word as it is stored."""
        self.english("")
        return dict(self._english.items())

    def japanese_words(self) -> dict[str, bytes]:
        """Return every word of Japanese as it is stored."""
        self.japanese_prefixes("")
        return dict(self._japanese.items())

    def vectors(self) -> dict[str, bytes]:
        """Return every vector as it is stored."""
        self.vector("")
        size = self.metadata["vector_size"]
        view = self._view("vectors")
        return {word: bytes(view[key * size : (key + 1) * size]) for word, key in self._vector_words.items()}

    def _view(self, section: str) -> memoryview:
        offset, length = self._sections[section]
        return memoryview(self._map)[offset : offset + length]

    def readings(self, section: str = "readings") -> dict[str, str]:
        """Return every character’s readings, separated by blanks: of Mandarin, ``cantonese`` or ``abroad``."""
        return {row[0]: row[1:] for row in self._text(section).split("\n") if row}

    @cached_property
    def _folds(self) -> list[str]:
        return self._text("folds").split("\n")

    @cached_property
    def fold_table(self) -> Mapping[int, int]:
        """Traditional to simplified, character by character, as ``str.translate`` takes it."""
        return str.maketrans(self._folds[0], self._folds[1])

    @cached_property
    def fold_exceptions(self) -> frozenset[str]:
        """Characters whose simplified form depends on the word (乾坤, 瞭望)."""
        return frozenset(self._folds[2])

    @cached_property
    def fold_phrases(self) -> tuple[str, ...]:
        """The words in which it does, without those that hold another of them; none where it is not told."""
        return tuple(word for line in self._folds[3:] for word in line.split())

    def words(self) -> list[tuple[str, int, str]]:
        """Return every word with its frequency and tag; reads the whole vocabulary."""
        return [(w, self._frequencies[k], self._tag_names[self._tags[k]]) for w, k in self._trie.items()]

    def _text(self, section: str) -> str:
        offset, length = self._sections[section]
        return bytes(self._map[offset : offset + length]).decode("utf-8")

    def verify(self) -> None:
        """Check the SHA-256 of every section; raise `LexiconError` naming the damaged one."""
        from hashlib import sha256

        for name, (offset, length) in self._sections.items():
            if sha256(self._map[offset : offset + length]).hexdigest() != self.metadata["sha256"][name]:
                message = f"{self.path}: section {name!r} is damaged; {ADVICE}"
                raise LexiconError(message)


_read_json = json.JSONDecoder().raw_decode
_LISTS = (Sense._fields.index("alternatives"), Sense._fields.index("labels"))


def _read_sense(fields: list[Any]) -> Sense:
    """Return a sense of which trailing defaults were left out."""
    for place in _LISTS:
        if place < len(fields):
            fields[place] = tuple(fields[place])
    return Sense(*fields)


def _open_trie(view: memoryview, path: str, kind: str = "Trie") -> Any:
    import marisa_trie

    try:
        return getattr(marisa_trie, kind)().map(view)
    except (RuntimeError, ValueError) as error:
        message = f"{path}: the lexicon is damaged ({error}); {ADVICE}"
        raise LexiconError(message) from error


_lock = Lock()
_opened: dict[str, LexiconIndex] = {}


def packaged_path() -> str:
    """Return where the package's own compiled lexicon lies."""
    return __file__[: -len("index.py")] + "data/lexicon.mnlx"


def open_lexicon(path: str = "") -> LexiconIndex:
    """Return the lexicon at `path` (the package's own by default), opened once for each process."""
    path = path or packaged_path()
    with _lock:
        if path not in _opened:
            _opened[path] = LexiconIndex(path)
        return _opened[path]
