"""Compiles the lexicon: a dictionary and its background into the one file that `index` maps.

``python -m normalizer.lexicon.compiling`` compiles the package's own.
"""

from __future__ import annotations

import json
import os
import tempfile
import zlib
from array import array
from hashlib import sha256
from pathlib import Path

from normalizer.lexicon.container import FORMAT_VERSION, MAGIC, PREFIX, SECTIONS
from normalizer.lexicon.index import NO_RECORD
from normalizer.lexicon.parsing import Dictionary, read_dictionary
from normalizer.lexicon.pointers import find_link
from normalizer.lexicon.sections import build_tables
from normalizer.lexicon.sources import find_dictionary, name_versions, read_compiled, read_packages
from normalizer.lexicon.vectors import SIZE
from normalizer.lexicon.vocabulary import FOLDER, add_vocabulary, choose_everyday
from normalizer.records import TYPE_CHECKING
from normalizer.types import Entry, Sense
from normalizer.version import __version__

if TYPE_CHECKING:
    from typing import Any

    from normalizer.lexicon.sources import Background

DATA = Path(__file__).with_name("data")
NOTICE = """\
The file {name} holds a compiled form of CC-CEDICT, a Chinese-English dictionary.

CC-CEDICT is published by MDBG under the Creative Commons Attribution-ShareAlike 4.0
International License (CC BY-SA 4.0), https://creativecommons.org/licenses/by-sa/4.0/
It builds on CEDICT, copyright 1997, 1998 Paul Andrew Denisowski. Home: https://cc-cedict.org/

Release compiled: {date}, {entries} entries. Changes made: each sense was parsed into labels,
pointers and a wording that fits into an English sentence; the senses that a pointer leads to
were added; words, frequencies and tags of jieba's dictionary (MIT), readings of pypinyin (MIT)
and ToJyutping (BSD-2-Clause, after rime-cantonese, CC BY 4.0), Japanese and Korean readings of
the Unihan database (Unicode License v3), character tables of OpenCC
(Apache-2.0), the project's own vocabulary (CC BY-SA 4.0), names of the Unicode CLDR (Unicode
License v3), English word forms of LemmInflect (MIT), English and Japanese word frequencies of
wordfreq (CC BY-SA 4.0) and word vectors of GloVe (PDDL 1.0) were merged in. The compiled file is shared
under the same licence.
"""
_CHUNK = 1 << 16
"""Bytes written at a time. What is written at once lies in large pages of memory, which a mapping takes in whole."""

_PREFERRED_ENTRIES = 3
_STEPS = 2
_DEFAULT = Sense("")


def compile_lexicon(dictionary: Path, output: Path, background: Background | None = None) -> dict[str, Any]:
    """Compile `dictionary` (CC-CEDICT) to `output` and return the metadata of the new lexicon.

    Without a `background` frequencies, readings and folding come from the lexicon in the
    package. The file and its licence notice appear whole or not at all. Raises `LexiconError`.
    """
    background = background or read_compiled()
    parsed = read_dictionary(dictionary)
    records = _add_terms(_group_entries(parsed), background)
    words = _merge_frequencies(records, background.words)
    content, metadata = _build(words, records, background, parsed)
    output.parent.mkdir(parents=True, exist_ok=True)
    _write(output, content)
    notice = NOTICE.format(name=output.name, date=metadata["date"], entries=metadata["entries"])
    _write(output.with_name("LICENSE-CC-CEDICT.txt"), notice.encode())
    return metadata


def _group_entries(parsed: Dictionary) -> dict[str, list[Entry]]:
    """Return all entries of each headword in both scripts, with the senses that pointers lead to."""
    plain: dict[str, list[Entry]] = {}
    for entry in parsed.entries:
        plain.setdefault(entry.simplified, []).append(entry)
        if entry.traditional != entry.simplified:
            plain.setdefault(entry.traditional, []).append(entry)
    return {word: [_follow(entry, plain) for entry in entries] for word, entries in plain.items()}


def _add_terms(records: dict[str, list[Entry]], background: Background) -> dict[str, list[Entry]]:
    """Add the own vocabulary; names from the CLDR only where nothing else is known."""
    terms = [t for t in background.terms if t.table != "CLDR" or t.word not in records]
    own = {t.word for t in terms if t.table != "CLDR"}

    def read(word: str) -> str:
        parts, start = [], 0
        while start < len(word):
            end = next((e for e in range(len(word), start + 1, -1) if word[start:e] in records), start + 1)
            part = word[start:end]
            known = records.get(part) if len(part) > 1 else None
            parts.append(choose_everyday(known).pinyin if known else background.readings.get(part, part).split(" ")[0])
            start = end
        return " ".join(parts)

    return add_vocabulary(records, [t for t in terms if t.table != "CLDR" or t.word not in own], read)


def _follow(entry: Entry, plain: dict[str, list[Entry]], steps: int = _STEPS) -> Entry:
    """Add the senses of the words that an entry without insertable senses points to.

    Of the target's homographs those with the reading that the pointer gives count. A target
    that is a pointer itself is followed in turn, `steps` in all. The label of an added sense
    is ``via`` with the word that it was taken from.
    """
    if not steps or any(sense.gloss and sense.kind == "gloss" for sense in entry.senses):
        return entry
    added: list[Sense] = []
    for sense in entry.senses:
        if sense.target and not sense.gloss:
            for target in _find_targets(entry, sense, plain):
                senses = _follow(target, plain, steps - 1).senses
                label = f"via {target.simplified}"
                added += [s._replace(labels=(*s.labels, label)) for s in senses if s.gloss and s.kind != "surname"]
    return entry._replace(senses=(*entry.senses, *dict.fromkeys(added))) if added else entry


def _find_targets(entry: Entry, sense: Sense, plain: dict[str, list[Entry]]) -> list[Entry]:
    """Return the entries that a pointer means: with its reading if it gives one that exists, else the first few."""
    others = [other for other in plain.get(sense.target, ()) if other is not entry]
    link = find_link(sense.raw)
    reading = link.pinyin.replace(" ", "").lower() if link else ""
    same = [other for other in others if other.pinyin.replace(" ", "").lower() == reading]
    return (same or others)[:_PREFERRED_ENTRIES]


def _merge_frequencies(
    records: dict[str, list[Entry]], known: dict[str, tuple[int, str]]
) -> dict[str, tuple[int, str]]:
    """Give dictionary words that jieba lacks the frequency that makes them win over their parts.

    Shorter words come first, so that a longer one wins over them too. A word of one
    character or with Latin letters in it is known without being segmented for.
    """
    total = sum(frequency for frequency, _ in known.values())
    merged = dict(known)
    for word in sorted(records, key=lambda word: (len(word), word)):
        if word not in known:
            lexical = len(word) > 1 and not any(c.isascii() for c in word)
            merged[word] = (_suggest(word, merged, total) if lexical else 0, "")
    return merged


def _suggest(word: str, known: dict[str, tuple[int, str]], total: int) -> int:
    """Return jieba's suggest_freq: one more than what the likeliest cut of `word` into parts would have.

    A part's share is its frequency in the whole; of an unknown character it is that of one
    occurrence, as in jieba's own search for the best path.
    """
    shares = [1.0]
    for end in range(1, len(word) + 1):
        best = 0.0
        for start in range(end == len(word), end):
            frequency = known.get(word[start:end], (0, ""))[0] or (end - start == 1)
            best = max(best, shares[start] * frequency / total)
        shares.append(best)
    return int(shares[-1] * total) + 1


def _build(
    words: dict[str, tuple[int, str]], records: dict[str, list[Entry]], background: Background, parsed: Dictionary
) -> tuple[bytes, dict[str, Any]]:
    import marisa_trie

    trie = marisa_trie.Trie(sorted(words))
    tags = sorted({tag for _, tag in words.values()})
    numbers = {tag: number for number, tag in enumerate(tags)}
    frequencies = array("I", bytes(4 * len(words)))
    places = array("I", [NO_RECORD]) * len(words)
    tag_bytes = bytearray(len(words))
    blob = bytearray()
    seen: dict[bytes, int] = {}
    for word, (frequency, tag) in sorted(words.items()):
        key = trie[word]
        frequencies[key], tag_bytes[key] = frequency, numbers[tag]
        if word in records:
            places[key] = _store(_encode(records[word]), blob, seen)
    parts = {
        "words": trie.tobytes(),
        "frequencies": frequencies.tobytes(),
        "tags": bytes(tag_bytes),
        "places": places.tobytes(),
        "records": bytes(blob),
        **build_tables(records, background),
    }
    metadata = {
        "date": parsed.header.get("date", "unknown"),
        "entries": len(parsed.entries),
        "headwords": len(records),
        "words": len(words),
        "vector_size": SIZE,
        "longest": max((len(word) for word, (frequency, _) in words.items() if frequency), default=1),
        "program": __version__,
        "license": "CC-BY-SA-4.0",
        "license_url": parsed.header.get("license", "https://creativecommons.org/licenses/by-sa/4.0/"),
        "publisher": parsed.header.get("publisher", "MDBG"),
        "sources": background.sources,
        "tags": tags,
        "total": sum(frequency for frequency, _ in words.values()),
        "sha256": {name: sha256(parts[name]).hexdigest() for name in SECTIONS},
    }
    return _pack(parts, metadata), metadata


def _store(encoded: bytes, blob: bytearray, seen: dict[bytes, int]) -> int:
    """Append a record unless it is there already (both scripts share theirs); return its place."""
    if encoded not in seen:
        seen[encoded] = len(blob)
        blob += len(encoded).to_bytes(4, "little") + encoded
    return seen[encoded]


def _encode(entries: list[Entry]) -> bytes:
    rows = [[e.traditional, e.simplified, e.pinyin, [_trim(s) for s in e.senses]] for e in entries]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _trim(sense: Sense) -> list[Any]:
    row = list(sense)
    while row and row[-1] == _DEFAULT[len(row) - 1]:
        row.pop()
    return row


def _pack(parts: dict[str, bytes], metadata: dict[str, Any]) -> bytes:
    """Lay the sections out on multiples of eight bytes behind the header."""
    offsets: dict[str, tuple[int, int]] = dict.fromkeys(SECTIONS, (0, 0))
    header = b""
    for _ in range(3):  # the header's length depends on the offsets it states, which settle at once
        header = json.dumps({"sections": offsets, "metadata": metadata}, sort_keys=True).encode()
        position = PREFIX.size + len(header) + 64
        for name in SECTIONS:
            position += -position % 8
            offsets[name] = (position, len(parts[name]))
            position += len(parts[name])
    content = bytearray(PREFIX.pack(MAGIC, FORMAT_VERSION, len(header), zlib.crc32(header)) + header)
    for name in SECTIONS:
        content += bytes(offsets[name][0] - len(content))
        content += parts[name]
    return bytes(content)


def _write(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb", buffering=_CHUNK) as file:
            for start in range(0, len(content), _CHUNK):
                file.write(content[start : start + _CHUNK])
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def compile_packaged() -> bool:
    """Compile the package's own lexicon from the installed packages, unless it is as it would become.

    Returns whether it was compiled. What it would become is told by the versions of the
    packages and the code of this folder.
    """
    recipe, output = _hash_recipe(), DATA / "lexicon.mnlx"
    stamp = DATA / "recipe.txt"
    if output.is_file() and stamp.is_file() and stamp.read_text() == recipe:
        return False
    compile_lexicon(find_dictionary(), output, read_packages())
    _write(stamp, recipe.encode())
    return True


def _hash_recipe() -> str:
    """Return a hash of everything that decides the content of the packaged lexicon."""
    files = [*sorted(Path(__file__).parent.glob("*.py")), *sorted(FOLDER.glob("*.tsv"))]
    code = b"".join(path.read_bytes() for path in files)
    return sha256(code + json.dumps([__version__, name_versions()], sort_keys=True).encode()).hexdigest()


if __name__ == "__main__":
    compile_packaged()
