"""Right or wrong, and by how much: the judgements behind the quality tables."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from benchmarks.rows import HAN_CHARACTER
from normalizer.detection.codepoints import RUN
from normalizer.pairing.wording import strip_accents

if TYPE_CHECKING:
    from benchmarks.rows import Hidden
    from normalizer.types import Annotation, NormalizedText

_SCARS = {
    "empty bracket": r"[(\[（]\s*[)\]）]",
    "doubled blank": r"(?<=\S)  +(?=\S)",
    "blank before mark": r"\S [,.;:!?)\]]",
    "orphan mark": r"[(\[（]\s*[,;:]",
}
_WORD = re.compile(r"[^\W\d_]+")
KEEPERS = ("url", "code", "path", "email", "off", "hashtag", "handle", "notes")


def count_words(text: str) -> Counter[str]:
    """Count the words of a text without accents and case, its Chinese left out."""
    return Counter(_WORD.findall(strip_accents(HAN_CHARACTER.sub(" ", text)).lower()))


def judge_pair(window: str, gloss: str, result: NormalizedText) -> list[str]:
    """Return what is wrong with a cleaned pair; an empty list when it is right."""
    faults = []
    if RUN.search(result.text):
        faults.append("Chinese left")
    if result.text.casefold().count(gloss.casefold()) != window.casefold().count(gloss.casefold()):
        faults.append("gloss not as often as before")
    reading = "".join(c for note in result.annotations for c in strip_accents(note.pinyin).lower() if c.isalpha())
    added = [word for word in count_words(result.text) - count_words(window) if word not in reading]
    if added:
        faults.append("added: " + " ".join(added))
    for name, pattern in _SCARS.items():
        if len(re.findall(pattern, result.text)) > len(re.findall(pattern, window)):
            faults.append(name)
    return faults


def find_notes(result: NormalizedText, start: int, end: int) -> list[Annotation]:
    """Return the annotations whose fragment overlaps a range of the input."""
    return [n for n in result.annotations if n.fragment_start < end and start < n.fragment_end]


def judge_hard(row: dict[str, Any], result: NormalizedText) -> bool:
    """Tell whether a hard row was kept, or glossed, as it should be."""
    notes = find_notes(result, row["start"], row["end"])
    if row["expected"] == "keep":
        return all(note.action == "keep" for note in notes)
    return bool(notes) and all(note.action != "keep" for note in notes)


def read_slot_text(hidden: Hidden, result: NormalizedText) -> str:
    """Return what stands in the slot of a hidden gloss; ``""`` when nothing was put there."""
    return " ".join(
        n.replacement.strip() for n in find_notes(result, hidden.start, hidden.end) if n.replacement.strip()
    )


def is_dropped(hidden: Hidden, result: NormalizedText) -> bool:
    """Tell whether nothing stands for the fragment where its gloss was hidden."""
    return not read_slot_text(hidden, result).strip(" ,.;:")


def fold_answer(text: str, gloss_type: str) -> str:
    """Return an answer in the form in which it is compared."""
    folded = strip_accents(text).casefold().strip(" .,;:!?“”\"'’‘()[]_*")
    folded = re.sub(r"^(?:the|a|an) ", "", folded)
    return re.sub(r"[\s\-'’ʼ]", "", folded) if gloss_type == "translit" else folded


def score_overlap(answer: str, gloss: str) -> float:
    """Return the F1 of the words of two texts."""
    first, second = Counter(_WORD.findall(answer)), Counter(_WORD.findall(gloss))
    shared = sum((first & second).values())
    return 2 * shared / (sum(first.values()) + sum(second.values())) if shared else 0.0


def find_left(result: NormalizedText) -> list[Annotation]:
    """Return Chinese that was left outside code, URLs, paths and runs of another language."""
    return [n for n in result.annotations if n.action == "keep" and n.language == "zh" and n.context not in KEEPERS]


def count_romanized(result: NormalizedText) -> tuple[int, int]:
    """Return the Han characters answered only by romanization, and all of them, names apart."""
    romanized = total = 0
    for note in result.annotations:
        for token in note.tokens if note.action != "keep" else ():
            size = len(HAN_CHARACTER.findall(token.text))
            if token.origin != "name":
                total += size
                romanized += size if token.origin == "romanization" else 0
    return romanized, total
