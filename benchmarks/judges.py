"""Verdicts: whether what became of a row is right, and what was wrong.

Each judge takes an engine, a callable from text to `NormalizedText`, and a row.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.hiding import hide_gloss
from benchmarks.material import Omission, Row
from benchmarks.scores import fold, score_phrase, score_tokens
from benchmarks.script import HAN_RUN, has_han, is_of_reading
from benchmarks.verdicts import Romanized, Verdict, count_romanized, find_notes, locate, read_slot
from benchmarks.windows import cut_window

if TYPE_CHECKING:
    from collections.abc import Callable

    from normalizer.types import Annotation, NormalizedText

    Engine = Callable[[str], NormalizedText]

_EMPTY_BRACKET = re.compile(
    r"\([\s,;:/·]*\)|\[[\s,;:/·]*\]|（[\s，；：]*）|【\s*】|《\s*》|〈\s*〉|「\s*」|“\s*”|\{\s*\}"
)
_DOUBLED_BLANK = re.compile(r"(?<=\S)[ \t\u00a0\u3000]{2,}(?=\S)")
_BLANK_BEFORE_MARK = re.compile(r"[ \t\u00a0\u3000][,.;:!?)\]}”、。，；：！？）](?!\w)")
_WORD = re.compile(r"[^\W_]+")
_UNTIDY = {
    "mark after an opening bracket": re.compile(r"[(\[（]\s*[,;:/]"),
    "label without its value": re.compile(r"\b(?:Chinese|pinyin|Mandarin)\s*:\s*[;,)\]]", re.IGNORECASE),
    "blank after an opening bracket": re.compile(r"[(\[]\s"),
    "blank at a line's end": re.compile(r"[ \t]+(?=\n|$)"),
    "mark before a closing bracket": re.compile(r"[,;:/]\s*[)\]]"),
}


def judge_hard(engine: Engine, row: Row) -> Verdict:
    """Judge whether a row's fragment was kept or glossed, as the row expects; without expectation it is right."""
    result = engine(row.text)
    notes = find_notes(result, row.start, row.end)
    touched = [n for n in result.annotations if n.action != "keep" and n.start < row.end and row.start < n.end]
    flags = _flag_kept(touched) if row.expected == "keep" else _flag_glossed(row, notes) if row.expected else ()
    return Verdict(
        row,
        not flags,
        flags,
        row.text,
        result.text,
        (row.start, row.end),
        notes,
        locate(result, row.start, row.end),
        group=row.kind,
    )


def _flag_kept(touched: list[Annotation]) -> tuple[str, ...]:
    return tuple(sorted({f"not kept: {note.action}" for note in touched}))


def _flag_glossed(row: Row, notes: tuple[Annotation, ...]) -> tuple[str, ...]:
    """Flag Han of the fragment that is left, and a fragment that went without anything to stand for it."""
    changed = [n for n in notes if n.action != "keep"]
    covered = {at for n in changed for at in range(n.start, n.end)}
    flags = []
    if any(has_han(row.text[at]) and at not in covered for at in range(row.start, row.end)):
        flags.append("kept")
    if any(has_han(note.replacement) for note in changed):
        flags.append("Chinese in the replacement")
    by_author = any(n.origin == "author" and n.anchor_end > n.anchor_start for n in changed)
    if changed and not by_author and not any(_WORD.search(n.replacement) for n in changed):
        flags.append("dropped")
    return tuple(flags)


def judge_pair(engine: Engine, row: Row) -> Verdict | Omission:
    """Judge a pair in its window: the Chinese goes, the author's words stay, once, and nothing is torn."""
    window = cut_window(row)
    if isinstance(window, Omission):
        return window
    result = engine(window.text)
    flags = flag_pair(window.text, result.text, row.gloss, row.fragment)
    remarks = tuple(
        name for name, pattern in _UNTIDY.items() if _count(pattern, result.text) > _count(pattern, window.text)
    )
    return Verdict(
        row,
        not flags,
        flags,
        window.text,
        result.text,
        (window.start, window.end),
        find_notes(result, window.start, window.end),
        locate(result, window.start, window.end),
        remarks,
        "shared bracket" if window.shared else row.kind,
    )


def flag_pair(before: str, after: str, gloss: str, fragment: str) -> tuple[str, ...]:
    """Return what is wrong with `after` as the clean form of `before`, which holds one pair.

    >>> flag_pair("the mood (人心) turned", "the mood turned", "mood", "人心")
    ()
    >>> flag_pair("the mood (人心) turned", "the mood (hearts) turned", "mood", "人心")
    ('word added: hearts',)
    """
    flags = ["Chinese left"] if has_han(after) else []
    stood, stands = before.count(gloss), after.count(gloss)
    if stands < stood:
        flags.append("gloss lost")
    elif stands > stood:
        flags.append("gloss twice")
    added = _find_added(before, after, fragment)
    if added:
        flags.append("word added: " + " ".join(added))
    torn = (
        ("empty bracket", _EMPTY_BRACKET),
        ("doubled blank", _DOUBLED_BLANK),
        ("blank before mark", _BLANK_BEFORE_MARK),
    )
    flags += [name for name, pattern in torn if _count(pattern, after) > _count(pattern, before)]
    return tuple(flags)


def _find_added(before: str, after: str, fragment: str) -> list[str]:
    """Return the words of `after` that `before` lacks, capitals apart, the fragment's own reading left out."""
    added = _count_words(after) - _count_words(before)
    return sorted(word for word in added.elements() if not is_of_reading(word, fragment))


def _count_words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(HAN_RUN.sub(" ", text).casefold()))


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def judge_hidden(engine: Engine, row: Row) -> Verdict | Omission:
    """Judge what an engine puts where the author's gloss was hidden, against that gloss."""
    hidden = hide_gloss(row)
    if isinstance(hidden, Omission):
        return hidden
    result = engine(hidden.text)
    notes = find_notes(result, hidden.start, hidden.end)
    answer = read_slot(result, notes)
    joined = row.gloss_type == "translit"
    ours, theirs = fold(answer, joined=joined), fold(row.gloss, joined=joined)
    flags = _flag_hidden(notes, answer)
    if ours != theirs:
        flags = (*flags, "another gloss")
    return Verdict(
        row,
        ours == theirs,
        flags,
        hidden.text,
        result.text,
        (hidden.start, hidden.end),
        notes,
        locate(result, hidden.start, hidden.end),
        group=row.gloss_type,
        answer=ours,
        reference=theirs,
        f1=score_tokens(ours, theirs),
        chrf=score_phrase(ours, theirs),
    )


def _flag_hidden(notes: tuple[Annotation, ...], answer: str) -> tuple[str, ...]:
    flags = []
    if not answer or all(n.action == "drop" or not n.replacement.strip() for n in notes):
        flags.append("dropped")
    if any(n.origin == "author" for n in notes):
        flags.append("author's other words")
    if any(n.action == "keep" for n in notes):
        flags.append("kept")
    if any(n.origin == "romanization" for n in notes):
        flags.append("romanized")
    return tuple(flags)


def judge_stray(engine: Engine, row: Row) -> tuple[Verdict, Romanized]:
    """Judge whether Han is left outside masks and other languages, and count what was only romanized."""
    result = engine(row.text)
    counts = count_romanized(row.text, result)
    flags = (f"Chinese left: {counts.left}",) if counts.left else ()
    if counts.romanized:
        flags = (*flags, f"romanized: {counts.romanized} of {counts.han - counts.names}")
    notes = find_notes(result, row.start, row.end)
    place = locate(result, row.start, row.end)
    verdict = Verdict(
        row,
        not counts.left,
        flags,
        row.text,
        result.text,
        (row.start, row.end),
        notes,
        place,
        group=row.stray or row.kind,
    )
    return verdict, counts
