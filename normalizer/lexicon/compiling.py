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
from typing import TYPE_CHECKING, Any

from normalizer.lexicon.index import FORMAT_VERSION, MAGIC, NO_RECORD, PREFIX, SECTIONS
from normalizer.lexicon.parsing import Dictionary, read_dictionary
from normalizer.lexicon.sources import find_dictionary, name_versions, read_compiled, read_packages
from normalizer.types import Entry, Sense

if TYPE_CHECKING:
    from normalizer.lexicon.sources import Background

DATA = Path(__file__).with_name("data")
NOTICE = """\
The file lexicon.mnlx holds a compiled form of CC-CEDICT, a Chinese-English dictionary.

CC-CEDICT is published by MDBG under the Creative Commons Attribution-ShareAlike 4.0
International License, https://creativecommons.org/licenses/by-sa/4.0/
It builds on CEDICT, copyright 1997, 1998 Paul Andrew Denisowski. Home: https://cc-cedict.org/

Release compiled: {date}, {entries} entries. Changes made: each sense was parsed into labels,
pointers and a wording that fits into an English sentence; the senses that a pointer leads to
were added; words, frequencies and tags of jieba's dictionary (MIT), readings of pypinyin (MIT)
and character tables of OpenCC (Apache-2.0) were merged in. The compiled file is shared under
the same licence.
"""
_PREFERRED_ENTRIES = 3
_DEFAULT = Sense("")


def compile_lexicon(dictionary: Path, output: Path, background: Background | None = None) -> dict[str, Any]:
    """Compile `dictionary` (CC-CEDICT) to `output` and return the metadata of the new lexicon.

    Without a `background` frequencies, readings and folding come from the lexicon in the
    package. The file and its licence notice appear whole or not at all. Raises `LexiconError`.
    """
    background = background or read_compiled()
    parsed = read_dictionary(dictionary)
    records = _group_entries(parsed)
    words = _merge_frequencies(records, background.words)
    content, metadata = _build(words, records, background, parsed)
    output.parent.mkdir(parents=True, exist_ok=True)
    _write(output, content)
    notice = NOTICE.format(date=metadata["date"], entries=metadata["entries"])
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


def _follow(entry: Entry, plain: dict[str, list[Entry]]) -> Entry:
    """Add the senses of the words that an entry without insertable senses points to, one step."""
    if any(sense.gloss and sense.kind == "gloss" for sense in entry.senses):
        return entry
    added: list[Sense] = []
    for sense in entry.senses:
        if sense.target:
            others = [other for other in plain.get(sense.target, ()) if other is not entry]
            for target in others[:_PREFERRED_ENTRIES]:
                added += [s._replace(labels=(*s.labels, "via")) for s in target.senses if s.gloss and s.kind == "gloss"]
    return entry._replace(senses=(*entry.senses, *added)) if added else entry


def _merge_frequencies(
    records: dict[str, list[Entry]], known: dict[str, tuple[int, str]]
) -> dict[str, tuple[int, str]]:
    """Give dictionary words that jieba lacks the frequency that makes them win over their parts."""
    total = sum(frequency for frequency, _ in known.values())
    merged = dict(known)
    for word in records:
        if word not in known:
            lexical = len(word) > 1 and not any(c.isascii() for c in word)
            merged[word] = (_suggest(word, known, total) if lexical else 0, "")
    return merged


def _suggest(word: str, known: dict[str, tuple[int, str]], total: int) -> int:
    """Return jieba's suggest_freq: one more than the product of the parts' shares, over every cut in two."""
    best = 1.0
    share = 1.0
    for character in word:
        share *= max(known.get(character, (1, ""))[0], 1) / total
    best = max(best, share * total + 1)
    for cut in range(1, len(word)):
        left, right = known.get(word[:cut], (0, ""))[0], known.get(word[cut:], (0, ""))[0]
        best = max(best, left * right / total + 1)
    return int(best)


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
        "readings": "\n".join(c + r for c, r in sorted(background.readings.items())).encode(),
        "folds": "\n".join(
            (
                "".join(sorted(background.folds)),
                "".join(background.folds[k] for k in sorted(background.folds)),
                background.fold_exceptions,
            )
        ).encode(),
    }
    metadata = {
        "date": parsed.header.get("date", "unknown"),
        "entries": len(parsed.entries),
        "headwords": len(records),
        "words": len(words),
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
        with os.fdopen(handle, "wb") as file:
            file.write(content)
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
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return sha256(code + json.dumps(name_versions(), sort_keys=True).encode()).hexdigest()


if __name__ == "__main__":
    compile_packaged()
