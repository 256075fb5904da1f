"""The project's own vocabulary: tables of usual English, by subject, that beat the dictionary's senses.

A table is a file of tab-separated lines in the folder ``tables``: Chinese, part of speech,
English (best first, separated by ``; ``), note. Lines that begin with ``#`` tell the source.
"""

from __future__ import annotations

from pathlib import Path

from normalizer.errors import LexiconError
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.types import Entry, Sense

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

FOLDER = Path(__file__).with_name("tables")
PARTS_OF_SPEECH = {
    "n": "noun",
    "v": "verb",
    "a": "adjective",
    "r": "adverb",
    "p": "preposition",
    "c": "conjunction",
    "x": "phrase",
    "name": "name",
}
"""The column's letters, and what a sense of the lexicon says."""

_COLUMNS = 4


class Term(NamedTuple):
    """One line of a table: a word with its English in one part of speech."""

    word: str
    pos: str
    english: tuple[str, ...]
    note: str
    table: str


def read_vocabulary(folder: Path = FOLDER) -> list[Term]:
    """Return every line of every table in `folder`, the tables in the order of their names.

    Raises `LexiconError` naming the file and line that is not of the form.

    >>> next(t.english[0] for t in read_vocabulary() if t.word == "新质生产力")
    'new quality productive forces'
    """
    terms = []
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("#") or not line.strip():
                continue
            cells = line.split("\t")
            english = tuple(wording.strip() for wording in cells[2].split(";")) if len(cells) == _COLUMNS else ()
            if not all(english) or not english or not cells[0] or cells[1] not in PARTS_OF_SPEECH:
                message = f"{path}: line {number}: expected Chinese, part of speech, English and note, tab-separated"
                raise LexiconError(message)
            terms.append(Term(cells[0], PARTS_OF_SPEECH[cells[1]], english, cells[3], path.stem))
    return terms


def add_vocabulary(
    records: dict[str, list[Entry]], terms: Iterable[Term], read: Callable[[str], str]
) -> dict[str, list[Entry]]:
    """Return `records` with an entry of the own vocabulary in front of those of each of its words.

    `read` gives the numbered pinyin of a word that the dictionary lacks.
    """
    by_word: dict[str, list[Term]] = {}
    for term in terms:
        by_word.setdefault(term.word, []).append(term)
    added = dict(records)
    for word, own in by_word.items():
        known = [e for e in records.get(word, ()) if any(s.kind != "surname" for s in e.senses)]
        pinyin = choose_everyday(known).pinyin if known else read(word)
        entry = Entry(known[0].traditional if known else word, word, pinyin, tuple(map(_to_sense, own)))
        forms = {word, *(e.traditional for e in known if e.simplified == word)}
        for form in forms - (by_word.keys() - {word}):
            added[form] = [entry, *records.get(form, ())]
    return added


def choose_everyday(entries: Sequence[Entry]) -> Entry:
    """Return the everyday word among homographs: its last syllable has worn down to the neutral tone (东西 dōngxi)."""
    return next((entry for entry in entries if entry.pinyin.endswith("5")), entries[0])


def _to_sense(term: Term) -> Sense:
    labels = tuple(part.strip() for part in (term.table, *term.note.split(",")) if part.strip())
    return Sense("; ".join(term.english), term.english[0], term.english[1:], "own", term.pos, labels)
