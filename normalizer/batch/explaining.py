"""What the lexicon knows of a word, and what it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from normalizer.lexicon.readings import mark_tones

if TYPE_CHECKING:
    from collections.abc import Mapping

    from normalizer.types import Entry, Sense, WordRecord

_VIA = "via"


def explain_word(word: str, record: WordRecord) -> str:
    """Return all entries of a word: both scripts, pinyin with tones, every sense.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> print(explain_word("舆论", open_lexicon().lookup("舆论")))
    舆论
      舆论 輿論  yú lùn
        1. public opinion
    """
    lines = [word]
    for entry in record.entries:
        lines += _explain_entry(entry)
    if not record.entries:
        lines.append("  in no dictionary entry; known to the segmentation alone")
    return "\n".join(lines)


def _explain_entry(entry: Entry) -> list[str]:
    scripts = dict.fromkeys((entry.simplified, entry.traditional))
    lines = [f"  {' '.join(scripts)}  {mark_tones(entry.pinyin)}"]
    for number, sense in enumerate(entry.senses, 1):
        lines.append(f"    {number}. {_explain_sense(sense)}")
    return lines


def _explain_sense(sense: Sense) -> str:
    """Return the dictionary's wording; in brackets what is not plain in it."""
    if sense.kind == "own":
        return f"{sense.raw}  ({sense.pos}, the project’s own vocabulary: {', '.join(sense.labels)})"
    about = []
    if _VIA in sense.labels:
        about.append("of the word that the entry points to")
    if not sense.gloss:
        about.append("not put into a text")
    elif sense.gloss != sense.raw:
        about.append(f"put into a text as “{sense.gloss}”")
    return sense.raw + (f"  ({'; '.join(about)})" if about else "")


def explain_lexicon(path: str, metadata: Mapping[str, Any], *, verified: bool) -> str:
    """Return what a compiled lexicon says of itself: where it lies, release, counts, sources, licence."""
    sources = ", ".join(f"{name} {version}" for name, version in sorted(metadata["sources"].items()))
    rows = (
        ("file", path + (", every section as it was compiled" if verified else "")),
        ("release", f"CC-CEDICT of {metadata['date']}, {metadata['publisher']}"),
        ("entries", f"{metadata['entries']:,} under {metadata['headwords']:,} headwords"),
        ("words", f"{metadata['words']:,} to segment with"),
        ("sources", sources),
        ("licence", f"{metadata['license']} ({metadata['license_url']})"),
    )
    return "\n".join(f"{name:<9}{value}" for name, value in rows)
