"""What a note says about a fragment, and which fragments share one note."""

from __future__ import annotations

from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from normalizer.types import Annotation

_MOST_SENSES = 2


class Note(NamedTuple):
    """A note with its number and what it says."""

    number: int
    text: str


def write_note(annotation: Annotation) -> str:
    """Return one line: the fragment, its pinyin, the gloss, and the words one by one.

    >>> from normalizer import normalize
    >>> write_note(normalize("the critical舆论环境 (public opinion environment).").annotations[0])
    '舆论环境 (yú lùn huán jìng): public opinion environment [舆论 public opinion; 环境 environment / circumstances]'
    """
    head = " ".join(annotation.fragment.split())
    if annotation.pinyin:
        head += f" ({annotation.pinyin})"
    if annotation.gloss:
        head += f": {' '.join(annotation.gloss.split())}"
    words = _list_words(annotation)
    return f"{head} [{words}]" if words else head


def _list_words(annotation: Annotation) -> str:
    """Return the words with a sense or two each; nothing where that would repeat the gloss."""
    listed = []
    for token in annotation.tokens:
        senses = [sense.gloss for sense in token.senses if sense.gloss]
        if token.chosen:
            senses.insert(0, token.chosen)
        senses = list(dict.fromkeys(senses))[:_MOST_SENSES]
        if token.kind == "word" and senses:
            listed.append(f"{token.text} {' / '.join(senses)}")
    if len(listed) == 1 and listed[0] == f"{annotation.fragment} {annotation.gloss}":
        return ""
    return "; ".join(listed)


def number_notes(annotations: list[Annotation], first: int = 1) -> tuple[list[int], list[Note]]:
    """Return the note number of each annotation, and the notes in order; equal notes are one note."""
    known: dict[str, int] = {}
    numbers = [known.setdefault(write_note(annotation), first + len(known)) for annotation in annotations]
    return numbers, [Note(number, text) for text, number in known.items()]
