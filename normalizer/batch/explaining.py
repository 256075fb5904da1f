"""Why each choice was made, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from normalizer.lexicon.readings import mark_tones

if TYPE_CHECKING:
    from normalizer.types import Annotation, NormalizedText, WordRecord

_ACTIONS = {"replace": "replaced", "drop": "dropped", "romanize": "romanized", "keep": "kept"}


def explain(result: NormalizedText) -> str:
    """Return an account of a result: the clean text, then each fragment with its evidence."""
    lines = [result.text, ""]
    for note in result.annotations:
        lines += [*_explain_note(result, note), ""]
    if not result.annotations:
        lines.append("Nothing Chinese, Japanese or Korean in it.")
    lines += [f"warning: {w.text} ({w.code}, {w.start} to {w.end})" for w in result.warnings]
    return "\n".join(lines).rstrip() + "\n"


def _explain_note(result: NormalizedText, note: Annotation) -> list[str]:
    lines = [
        f"{note.fragment}  {note.pinyin}".rstrip(),
        f"  {_ACTIONS[note.action]}: {note.original!r} -> {note.replacement!r}",
        f"  stands for it: {result.text[note.anchor_start : note.anchor_end]!r}",
        f"  why: {note.reason} (origin {note.origin}, context {note.context}, confidence {note.confidence:g})",
        f"  language: {note.language}, script {note.script}; input {note.start} to {note.end}",
    ]
    for token in note.tokens:
        if token.kind in ("word", "number"):
            senses = "; ".join(f"{s.gloss} {s.score:+.1f}" for s in token.senses)
            lines.append(
                f"  {token.text}  {token.pinyin}: {token.chosen or '(nothing)'}" + (f"  <- {senses}" if senses else "")
            )
    return lines


def explain_word(word: str, record: WordRecord) -> str:
    """Return what the lexicon knows of one headword: all entries, all senses, frequency."""
    lines = [f"{word}  (frequency {record.frequency}{', tag ' + record.tag if record.tag else ''})"]
    for entry in record.entries:
        scripts = (
            entry.simplified if entry.simplified == entry.traditional else f"{entry.simplified} {entry.traditional}"
        )
        lines.append(f"  {scripts}  {mark_tones(entry.pinyin)}")
        for number, sense in enumerate(entry.senses, 1):
            shown = f" -> {sense.gloss}" if sense.gloss and sense.gloss != sense.raw else ""
            lines.append(f"    {number}. {sense.raw}{shown}" + ("" if sense.gloss else f"  ({sense.kind})"))
    return "\n".join(lines)


def explain_lexicon(path: str, facts: dict[str, Any], *, verified: bool) -> str:
    """Return what a compiled lexicon says of itself: release, counts, licence, sources."""
    sources = ", ".join(f"{name} {version}" for name, version in sorted(facts["sources"].items()))
    return "\n".join(
        (
            f"file:      {path}{' (verified)' if verified else ''}",
            f"release:   CC-CEDICT of {facts['date']}, {facts['publisher']}",
            f"entries:   {facts['entries']:,} for {facts['headwords']:,} headwords",
            f"words:     {facts['words']:,} to segment with",
            f"licence:   {facts['license']} ({facts['license_url']})",
            f"compiled:  with {sources}",
        )
    )
