"""Glossed words put together as English: grammar words turned or dropped, order and marks set."""

from __future__ import annotations

from normalizer.detection.marks import ENGLISH_MARKS
from normalizer.glossing.chunks import Chunk
from normalizer.glossing.clauses import join_clause
from normalizer.glossing.function_words import FUNCTION_WORDS, LOCATIVES, MEASURE_WORDS, PLURAL_DETERMINERS, ROLES
from normalizer.glossing.inflection import inflect, nothing_known
from normalizer.glossing.reductions import REDUCTIONS
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.glossing.inflection import English
    from normalizer.literals import TokenKind

_QUOTES = {
    "《": "“",
    "》": "”",
    "〈": "“",
    "〉": "”",
    "「": "“",
    "」": "”",
    "『": "‘",
    "』": "’",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
}
_COUNTED = dict(
    zip("一二两三四五六七八九十", "one two two three four five six seven eight nine ten".split(), strict=True)
)
"""Numerals that stand alone in a phrase, in words as running text has them."""

_SHORT = 3
_NAME_DOTS = frozenset("·・•‧")
"""The dot between the parts of a foreign name."""
_POINTING = frozenset("这 那 这些 那些 此".split())
_COUNTING = frozenset("这那每各某哪几")
_KEPT_ROLES = ("noun", "verb", "adjective", "adverb", "name")
_TIDY = (
    (precompile(r"\s+"), " "),
    (precompile(r"\s+([,.;:!?)\]”’])"), r"\1"),
    (precompile(r"([(\[“‘])\s+"), r"\1"),
    (precompile(r"([,;:])\s*(?=[,;:.!?])"), ""),
)
_TWICE = precompile(r"\b(a|an|the|and|of|in) (?=\1\b)")


class Part(NamedTuple):
    """A token with the English chosen for it and the part of speech of that."""

    folded: str
    kind: TokenKind
    english: str
    pos: str = ""


class Phrase(NamedTuple):
    """A phrase with its part of speech, empty where it is more than one phrase.

    ``finite`` tells that its verb has its form already (了 past).
    """

    text: str
    pos: str = ""
    finite: bool = False


def compose(parts: Sequence[Part], english: English = nothing_known, *, noun: bool = False) -> Phrase:
    """Return one English phrase for the parts of a fragment; `noun` says that the slot takes a noun.

    >>> compose([Part("舆论", "word", "public opinion", "noun"), Part("的", "word", ""), Part("环境", "word", "environment", "noun")]).text
    'environment of public opinion'
    >>> compose([Part("我", "word", "I"), Part("的", "word", ""), Part("书", "word", "book", "noun")]).text
    'my book'
    >>> compose([Part("打开", "word", "open", "verb"), Part("了", "word", ""), Part("门", "word", "door", "noun")]).text
    'opened door'
    """
    chunks = [chunk for index in range(len(parts)) if (chunk := _chunk(parts, index)).text or chunk.role in _EMPTY]
    if noun:
        chunks = _nominalise(chunks, english)
    for reduce in REDUCTIONS:
        chunks = reduce(chunks, english)
    if not noun or len(parts) > _SHORT or any(chunk.role == "pronoun" for chunk in chunks):
        chunks = join_clause(chunks, english)
    chunks = [chunk for chunk in chunks if chunk.text and chunk.role not in _SILENT]
    text = " ".join(chunk.text for chunk in chunks)
    text = _tidy(text)
    alone = chunks[0] if len(chunks) == 1 else None
    return Phrase(text, alone.role if alone and alone.role in _KEPT_ROLES else "", bool(alone and alone.fixed))


def _tidy(text: str) -> str:
    """Set the marks of a phrase as English does, and capitals behind them; no word of grammar twice."""
    if text.replace(" ", "").isalnum() and "  " not in text:
        return _TWICE.sub("", text.strip())
    for pattern, replacement in _TIDY:
        text = pattern.sub(replacement, text)
    text = _TWICE.sub("", text)
    return _capitalise_sentences(text.strip().strip(",;: "))


def _nominalise(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Make a verb before a noun its attribute where the slot takes a noun: 裸露行为, *baring behavior*."""
    out = list(chunks)
    plain = not any(chunk.role in ("pronoun", "negation", "modal", "aspect", "passive", "object") for chunk in out)
    for index in range(len(out) - 1 if plain else 0):
        if out[index].role == "verb" and out[index + 1].role == "noun" and out[index].words == 1:
            out[index] = Chunk(inflect(out[index].text, "ing", english), "adjective", out[index].folded)
    return out


_EMPTY = frozenset({"of", "aspect", "passive", "object", "particle", "progressive", "ground"})
"""Roles that count though they leave no English."""

_SILENT = frozenset({"particle", "aspect", "progressive", "ground"})


def _chunk(parts: Sequence[Part], index: int) -> Chunk:
    part = parts[index]
    previous = parts[index - 1] if index else None
    if part.kind == "mark" and part.folded in _NAME_DOTS:
        return Chunk("", "mark", part.folded)
    if part.kind == "mark":
        role = "pause" if part.folded == "、" else "mark"
        return Chunk(
            _QUOTES.get(part.folded, ENGLISH_MARKS.get(part.folded, part.folded)).strip() or ",", role, part.folded
        )
    if part.kind in ("number", "latin", "space"):
        counts = part.kind == "number" or part.folded.replace(",", "").replace(".", "").isdigit()
        return Chunk((part.english or part.folded).strip(), "number" if counts else "noun", part.folded)
    if part.folded in _COUNTED:
        return Chunk(_COUNTED[part.folded], "number", part.folded)
    if part.folded == "成" and previous and previous.pos == "verb":
        return Chunk("into", "adverb", part.folded)
    if (
        previous
        and part.folded in MEASURE_WORDS
        and (previous.kind == "number" or previous.folded[-1:] in _COUNTING or previous.folded in _COUNTED)
    ):
        return Chunk(part.english, "measure", part.folded)
    if (
        part.folded in LOCATIVES
        and previous
        and previous.kind != "mark"
        and ROLES.get(previous.folded) in (None, "pronoun")
    ):
        return Chunk(LOCATIVES[part.folded], "locative", part.folded)
    if part.folded in FUNCTION_WORDS:
        role = _choose_role(parts, index)
        return Chunk(FUNCTION_WORDS[part.folded][0], role, part.folded, plural=part.folded in PLURAL_DETERMINERS)
    return Chunk(part.english, part.pos or "noun", part.folded)


def _choose_role(parts: Sequence[Part], index: int) -> str:
    """Return the role of a grammar word; 没有 and 在 do two things each."""
    folded = parts[index].folded
    following = parts[index + 1] if index + 1 < len(parts) else None
    if folded in ("没有", "没") and following is None:
        return "verb"
    if folded in _POINTING and following and ROLES.get(following.folded) in ("copula", "have", "modal", "negation"):
        return "pronoun"
    if folded == "在" and following and following.pos == "verb":
        return "adverb"
    return ROLES.get(folded, "adverb")


def _capitalise_sentences(text: str) -> str:
    return precompile(r"(?<=[.!?] )([a-z])").sub(lambda m: m.group().upper(), text)
