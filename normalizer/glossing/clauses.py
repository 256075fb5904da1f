"""Subject and predicate of a whole clause: agreement, the missing *be*, questions."""

from __future__ import annotations

from normalizer.glossing.chunks import NOMINAL, Chunk
from normalizer.glossing.inflection import can_count, inflect
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.glossing.inflection import English

_BE = {"I": "am", "you": "are", "we": "are", "they": "are"}
_BASE = frozenset(_BE)
_ASKED = frozenset("who what which where how".split())


def join_clause(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Join a subject with the predicate behind it, and leave what is no clause as it is."""
    out: list[Chunk] = []
    for chunk in chunks:
        previous = out[-1] if out else None
        starts = len(out) < 2 or out[-2].role in ("mark", "connective")  # noqa: PLR2004
        says = chunk.role in _PREDICATES and (
            chunk.role != "adjective" or chunk.graded or chunk.text.startswith("not ")
        )
        if previous and previous.role in NOMINAL and starts and says:
            out[-1] = Chunk(_PREDICATES[chunk.role](previous, chunk, english), "clause", plural=chunk.role == "copula")
        elif previous and previous.role == "clause" and chunk.role not in ("mark", "connective", "particle"):
            out[-1] = _extend(previous, chunk)
        elif chunk.role == "particle" and chunk.folded == "吗" and previous and previous.role == "clause":
            out[-1] = previous._replace(text=_ask(previous.text))
        else:
            out.append(chunk)
    return out


def _extend(clause: Chunk, chunk: Chunk) -> Chunk:
    if clause.plural and chunk.text.startswith("be "):
        return Chunk(f"{clause.text} {chunk.text.removeprefix('be ')}", "clause")
    if clause.plural and chunk.text in _ASKED:
        subject, _, verb = clause.text.rpartition(" ")
        return Chunk(f"{chunk.text} {verb} {subject}", "clause")
    return Chunk(f"{clause.text} {chunk.text}", "clause")


def _ask(text: str) -> str:
    """Turn a statement into a question: *you are ill*, *are you ill*; *he works*, *does he work*."""
    subject, _, rest = text.partition(" ")
    verb, _, tail = rest.partition(" ")
    if verb in ("am", "are", "is", "can", "will", "should", "must", "has", "do", "does"):
        return f"{verb} {subject} {tail}".strip()
    return f"{'do' if subject in _BASE else 'does'} {text}" if subject in _BASE else text


def _be(subject: Chunk) -> str:
    return _BE.get(subject.text) or ("are" if subject.plural else "is")


def _name_subject(subject: Chunk, english: English) -> str:
    """Set ``the`` before a single countable noun that is the subject."""
    bare = subject.role == "noun" and not subject.plural and subject.words == 1 and subject.text.islower()
    countable = bare and (can_count(subject.text, english) or subject.text in ("weather", "economy", "government"))
    return f"the {subject.text}" if countable else subject.text


def _describe(subject: Chunk, predicate: Chunk, english: English) -> str:
    getting = " getting" if predicate.folded == "越来越" else ""
    return f"{_name_subject(subject, english)} {_be(subject)}{getting} {predicate.text}"


def _identify(subject: Chunk, predicate: Chunk, english: English) -> str:
    negative = " not" if predicate.folded == "不是" else ""
    return f"{_name_subject(subject, english)} {_be(subject)}{negative}"


def _act(subject: Chunk, predicate: Chunk, english: English) -> str:
    form = "base" if subject.text in _BASE or subject.plural else "s"
    text = predicate.text if predicate.fixed else inflect(predicate.text, form, english)
    if predicate.text.startswith("be "):
        text = f"{_be(subject)} {predicate.text.removeprefix('be ')}"
    return f"{_name_subject(subject, english)} {text}"


def _have(subject: Chunk, predicate: Chunk, english: English) -> str:
    del predicate
    return f"{_name_subject(subject, english)} {'have' if subject.text in _BASE or subject.plural else 'has'}"


_PREDICATES = {"adjective": _describe, "copula": _identify, "verb": _act, "have": _have, "location": _describe}
