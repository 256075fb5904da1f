"""The sections of a lexicon that are no part of a word's record: readings, folding, given names, English."""

from __future__ import annotations

from normalizer.lexicon.given_names import count_given_names
from normalizer.lexicon.vectors import read_vectors
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.lexicon.sources import Background
    from normalizer.types import Entry


def build_tables(records: dict[str, list[Entry]], background: Background) -> dict[str, bytes]:
    """Return the sections that are no part of a word's record: readings, folding, given names, English."""
    import marisa_trie

    folds = background.folds
    letters = "".join(sorted(folds)), "".join(folds[k] for k in sorted(folds))
    lines = (*letters, background.fold_exceptions, background.fold_phrases)
    names = _count_names(records, background)
    english = _find_english(records, background)
    return {
        "readings": "".join(f"\n{c}{r}" for c, r in sorted(background.readings.items())).encode() + b"\n",
        "cantonese": "".join(f"\n{c}{r}" for c, r in sorted(background.cantonese.items())).encode() + b"\n",
        "abroad": "".join(f"\n{c}{r}" for c, r in sorted(background.abroad.items())).encode() + b"\n",
        "japanese": marisa_trie.BytesTrie(sorted(background.japanese.items())).tobytes(),
        "folds": "\n".join(lines).encode(),
        "given_names": "".join(f"\n{c}{score}" for c, score in names).encode() + b"\n",
        "english": marisa_trie.BytesTrie(sorted(english.items())).tobytes(),
        **_build_vectors(background.vectors or read_vectors(english)),
    }


def _build_vectors(vectors: dict[str, bytes]) -> dict[str, bytes]:
    """Return the words that have a vector, and the vectors in the order of the words' keys."""
    import marisa_trie

    trie = marisa_trie.Trie(sorted(vectors))
    ordered = sorted(vectors, key=trie.__getitem__)
    return {"vector_words": trie.tobytes() if vectors else b"", "vectors": b"".join(vectors[word] for word in ordered)}


def _find_english(records: dict[str, list[Entry]], background: Background) -> dict[str, bytes]:
    if background.english:
        return background.english
    from normalizer.lexicon.english_sources import read_english

    senses = (sense for entries in records.values() for entry in entries for sense in entry.senses)
    return read_english({gloss for sense in senses for gloss in (sense.gloss, *sense.alternatives)})


def _count_names(records: dict[str, list[Entry]], background: Background) -> list[tuple[str, int]]:
    surnames = {w for w, entries in records.items() for e in entries for s in e.senses if s.kind == "surname"}
    return sorted(count_given_names(background.words, surnames).items())
