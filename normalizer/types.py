"""The frozen records that travel between the rooms, all of them.

They are named tuples (`normalizer.records`): immutable, picklable, and ready in a tenth of the time
that ``dataclasses`` takes to import, which a single cold article would feel.

Every offset in this package is a half-open pair of *code points* into a named
text, never bytes: ``text[start:end]`` is always the thing meant.
"""

from __future__ import annotations

from normalizer.deferring import DeferredModule
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

    import normalizer.literals as literals  # noqa: PLR0402 - nothing inside imports the root
else:
    literals = DeferredModule("normalizer.literals")  # for `typing.get_type_hints`

SCHEMA_VERSION = 1
"""Version of the dictionary form; raised only when an old reader would be wrong."""


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class Mask(NamedTuple):
    """A range that nobody may touch, with the rule that says so (``url``, ``code``, ``off`` …)."""

    start: int
    end: int
    rule: str


class LanguageSpan(NamedTuple):
    """A range whose language the caller or the markup has declared, as a BCP 47 tag."""

    start: int
    end: int
    tag: str


class Hints(NamedTuple):
    """What the caller knows about a text: masks, declared languages, glosses (Chinese to English).

    ``marked`` are masks that the text's markup has told before it was taken away: those the setting
    ``unmask`` lifts, which it does not with ``masks``.
    """

    masks: tuple[Mask, ...] = ()
    languages: tuple[LanguageSpan, ...] = ()
    glosses: tuple[tuple[str, str], ...] = ()
    marked: tuple[Mask, ...] = ()


class Fragment(NamedTuple):
    """One run of Chinese, Japanese or Korean in the input, ``text == input[start:end]``.

    ``outer`` is the run with the full-width marks that touch it, ``language`` and
    ``script`` are those of the contract, ``mask`` names the mask it lies in (or ``""``),
    ``reason`` says which evidence decided the language.
    """

    start: int
    end: int
    text: str
    outer: Span
    language: str = "zh"
    script: str = "Hani"
    mask: str = ""
    reason: str = ""


class Sense(NamedTuple):
    """One sense of a dictionary entry, parsed.

    ``raw`` is the dictionary's own wording; ``gloss`` the same made insertable into
    English (no labels, no ``to``, the first half of an appositive), empty where the
    sense cannot be inserted (classifier lines, grammar notes, bare pointers).
    ``alternatives`` are further insertable wordings of the same sense.
    ``kind`` is ``gloss``, ``surname``, ``variant``, ``see``, ``abbreviation``,
    ``classifier`` or ``note``; ``target`` the headword a pointer leads to.
    ``pos`` is ``verb``, ``noun``, ``adjective``, ``adverb``, ``name`` or ``""`` (not told).
    ``labels`` are the parenthesised tags (``idiom``, ``Tw``, ``loanword`` …).
    """

    raw: str
    gloss: str = ""
    alternatives: tuple[str, ...] = ()
    kind: str = "gloss"
    pos: str = ""
    labels: tuple[str, ...] = ()
    target: str = ""


class Entry(NamedTuple):
    """One line of the dictionary: both scripts, numbered pinyin (``Bei3 jing1``), its senses."""

    traditional: str
    simplified: str
    pinyin: str
    senses: tuple[Sense, ...]


class WordRecord(NamedTuple):
    """What the lexicon holds for one headword: frequency, jieba's tag, all entries."""

    frequency: int
    tag: str
    entries: tuple[Entry, ...]


class SenseChoice(NamedTuple):
    """A sense that was considered for a token, with its score; the highest was taken."""

    gloss: str
    score: float
    raw: str = ""


class Token(NamedTuple):
    """A piece of a fragment; tokens tile it. Offsets are in the input."""

    text: str
    start: int
    end: int
    kind: literals.TokenKind
    pinyin: str = ""
    pos: str = ""
    senses: tuple[SenseChoice, ...] = ()
    chosen: str = ""
    origin: str = ""


class Gloss(NamedTuple):
    """English for a fragment, with how it was found.

    ``number`` is ``plural`` or ``""``; ``pos`` the part of speech of the phrase as a whole.
    """

    text: str
    origin: literals.Origin
    confidence: float
    reason: str
    tokens: tuple[Token, ...] = ()
    pinyin: str = ""
    pos: str = ""
    engine: str = ""


class Slot(NamedTuple):
    """The English around a fragment, as far as the next mark: what the gloss must fit.

    ``before`` and ``after`` are the neighbouring texts (bounded), ``glued_before`` and
    ``glued_after`` tell whether a letter or digit touches the fragment.
    """

    before: str
    after: str
    glued_before: bool = False
    glued_after: bool = False


class Pair(NamedTuple):
    """An author's gloss beside a fragment.

    ``gloss`` is where the author's English stands; ``text`` that English. ``edit`` is the
    range that goes and ``replacement`` what comes in its place; ``anchor`` where the
    English stands inside the replacement, ``None`` when it stands outside the edit.
    """

    fragment: Fragment
    kind: str
    text: str
    gloss: Span
    edit: Span
    replacement: str
    anchor: Span | None
    confidence: float
    reason: str


class Notice(NamedTuple):
    """Something the caller should know: a code, a sentence, and where (code points of the input)."""

    code: str
    text: str
    start: int = 0
    end: int = 0


class Annotation(NamedTuple):
    """The record of what was done about one fragment. See the README for every field.

    ``start``/``end`` are the edit in the input, ``target_start``/``target_end`` its
    replacement in the clean text, ``anchor_*`` the English that stands for the fragment there.
    """

    start: int
    end: int
    original: str
    target_start: int
    target_end: int
    replacement: str
    fragment: str
    fragment_start: int
    fragment_end: int
    gloss: str | None
    gloss_start: int | None
    gloss_end: int | None
    anchor_start: int
    anchor_end: int
    action: literals.Action
    origin: literals.Origin
    context: str
    language: str
    script: str
    confidence: float
    reason: str
    engine: str = ""
    pinyin: str = ""
    tokens: tuple[Token, ...] = ()


def _plain(record: Any) -> dict[str, Any]:
    """Turn a record into a dictionary, and the records in it."""
    data: dict[str, Any] = record._asdict()
    for name in _NESTED.get(type(record), ()):
        data[name] = [_plain(item) for item in data[name]]
    return data


_NESTED: dict[Any, tuple[str, ...]] = {Annotation: ("tokens",), Token: ("senses",)}
"""Which fields of a record hold records."""


def _known(cls: Any, data: dict[str, Any]) -> dict[str, Any]:
    """Drop the fields that this version of a record does not know."""
    return {key: value for key, value in data.items() if key in cls._fields}


def _token(data: dict[str, Any]) -> Token:
    senses = tuple(SenseChoice(**_known(SenseChoice, s)) for s in data.get("senses", ()))
    return Token(**{**_known(Token, data), "senses": senses})


def _annotation(data: dict[str, Any]) -> Annotation:
    tokens = tuple(_token(t) for t in data.get("tokens", ()))
    return Annotation(**{**_known(Annotation, data), "tokens": tokens})


class NormalizedText(NamedTuple):
    """Clean text with the record of every change.

    >>> NormalizedText("plain English").restore()
    'plain English'
    """

    text: str
    annotations: tuple[Annotation, ...] = ()
    language: str = "und"
    warnings: tuple[Notice, ...] = ()

    def restore(self) -> str:
        """Return the input, code point for code point, from text and annotations alone."""
        pieces: list[str] = []
        position = 0
        for note in self.annotations:
            pieces += (self.text[position : note.target_start], note.original)
            position = note.target_end
        return "".join(pieces) + self.text[position:]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; the schema is ``normalizer/rendering/result.schema.json``."""
        annotations, warnings = [_plain(note) for note in self.annotations], [_plain(one) for one in self.warnings]
        return {"version": SCHEMA_VERSION, **self._asdict(), "annotations": annotations, "warnings": warnings}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> NormalizedText:
        """Read the form that `to_dict` writes; unknown fields are ignored.

        Raises `TypeError` or `KeyError` when a required field is missing and
        `ValueError` when the version is newer than this reader.
        """
        if int(data.get("version", SCHEMA_VERSION)) > SCHEMA_VERSION:
            message = f"result of version {data['version']}, this program reads up to {SCHEMA_VERSION}"
            raise ValueError(message)
        return cls(
            text=data["text"],
            annotations=tuple(_annotation(a) for a in data.get("annotations", ())),
            language=data.get("language", "und"),
            warnings=tuple(Notice(**_known(Notice, w)) for w in data.get("warnings", ())),
        )
