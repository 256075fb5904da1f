"""Nouns joined with what counts, describes, owns and places them."""

from __future__ import annotations

from normalizer.glossing.chunks import MODIFIERS, NOMINAL, Chunk
from normalizer.glossing.function_words import LOCATIVES, POSSESSIVES
from normalizer.glossing.inflection import can_count, compare, inflect, is_counted, pluralise
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.glossing.inflection import English

DEGREES = {"越来越": "er and", "更": "er", "更加": "er", "更为": "er", "最": "est", "最为": "est"}
PERSONS = frozenset(
    "friend father mother teacher student child son daughter king emperor president people woman man doctor worker person wife husband"
    " brother sister enemy leader boss writer author nation country government party company world today".split()
)
"""Nouns that own with ``’s``."""

PREPOSITIONS = {"key": "to", "reason": "for", "solution": "to", "answer": "to", "need": "for", "right": "to", "demand": "for"}  # fmt: skip
"""Nouns that are joined to what they are about by another word than *of*."""

ABOUT = {"influence": "on", "impact": "on", "effect": "on", "attack": "on", "understanding": "of", "attitude": "toward", "threat": "to",
         "contribution": "to", "damage": "to", "harm": "to", "love": "for", "support": "for"}  # fmt: skip
"""Nouns that say what they are about behind 对 by another word than *for*."""

BODIES = frozenset(("university", "college", "institute", "academy"))
"""Bodies that are named after what they teach."""

OBJECT_FORMS = {"I": "me", "he": "him", "she": "her", "we": "us", "they": "them", "who": "whom"}
"""Pronouns behind a verb or a preposition."""

ONLY_ONE = frozenset(
    "environment government public internet weather sun moon sky sea earth world truth future past police economy law".split()
)
"""Nouns that stand with *the* as an object."""

_SINGULAR = frozenset({"1", "one", "a"})
_LONG = 3


def join_measures(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Drop measure words after a number or a determiner, and count the noun that follows."""
    out: list[Chunk] = []
    for chunk in chunks:
        previous = out[-1] if out else None
        if chunk.folded == "们" and previous and previous.role == "noun":
            out[-1] = previous._replace(text=pluralise(previous.text, english), plural=True)
            continue
        if chunk.role == "measure" and previous and previous.role in ("number", "determiner"):
            continue
        if chunk.role == "noun" and _counts(out) and not chunk.plural:
            chunk = chunk._replace(text=pluralise(chunk.text, english), plural=True)  # noqa: PLW2901
        out.append(chunk)
    return out


def _counts(before: list[Chunk]) -> bool:
    """Tell whether a number or plural determiner stands before, with at most an adjective between."""
    for chunk in reversed(before[-2:]):
        if chunk.role == "number":
            return (
                chunk.text.lower() not in _SINGULAR
                and "%" not in chunk.text
                and not chunk.text.startswith(("the ", "No. "))
            )
        if chunk.role == "determiner":
            return chunk.plural
        if chunk.role != "adjective":
            return False
    return False


def join_degrees(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Join an adverb of degree with its adjective: *very important*, *better*, *most complex*."""
    out: list[Chunk] = []
    for chunk in chunks:
        previous = out[-1] if out else None
        if previous and previous.role == "degree" and chunk.role in ("adjective", "adverb"):
            out[-1] = Chunk(_raise(previous, chunk.text, english), chunk.role, previous.folded, graded=True)
        else:
            out.append(chunk)
    return out


def _raise(degree: Chunk, text: str, english: English) -> str:
    form = DEGREES.get(degree.folded)
    if form == "er" and text in ("few", "little"):
        return "less" if text == "little" else "fewer"
    if form == "er and":
        raised = compare(text, "er", english)
        return f"more and {raised}" if raised.startswith("more ") else f"{raised} and {raised}"
    return compare(text, form, english) if form else f"{degree.text} {text}"


def join_comparisons(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Turn 比 something and an adjective into a comparative: 比去年高, *higher than last year*."""
    out: list[Chunk] = []
    for chunk in chunks:
        out.append(chunk)
        if chunk.folded == "多" and len(out) > 2 and out[-2].folded == "得" and " than " in out[-3].text:  # noqa: PLR2004
            out[-3:] = [out[-3]._replace(text=f"much {out[-3].text}")]
            continue
        if len(out) > 2 and out[-3].role == "comparing" and out[-2].role in NOMINAL and chunk.role == "adjective":  # noqa: PLR2004
            raised = chunk.text if chunk.graded else compare(chunk.text, "er", english)
            out[-3:] = [
                Chunk(f"{raised} than {OBJECT_FORMS.get(out[-2].text, out[-2].text)}", "adjective", graded=True)
            ]
    return out


def join_bodies(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Set what a university teaches behind it: 河南财经大学, *Henan University of Finance and Economics*."""
    del english
    subjects = chunks[1:-1]
    fits = len(chunks) > 2 and chunks[0].role == "name" and chunks[-1].text.lower() in BODIES  # noqa: PLR2004
    if not fits or not all(chunk.role == "noun" and chunk.text.islower() for chunk in subjects):
        return chunks
    listed = ", ".join(chunk.text for chunk in subjects[:-1])
    taught = f"{listed} and {subjects[-1].text}" if listed else subjects[-1].text
    body = chunks[-1].text.capitalize()
    return [Chunk(f"{chunks[0].text} {body} of {_title(taught)}", "name")]


def _title(text: str) -> str:
    return " ".join(word if word in ("and", "of") else word[:1].upper() + word[1:] for word in text.split(" "))


def join_compounds(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Join nouns and adjectives before a noun into one noun phrase."""
    del english
    out: list[Chunk] = []
    for chunk in chunks:
        previous = out[-1] if out else None
        if previous and chunk.role in ("noun", "name") and previous.role in MODIFIERS and previous.folded != "的":
            role = "name" if previous.role == chunk.role == "name" else "noun"
            out[-1] = Chunk(f"{previous.text} {chunk.text}", role, plural=chunk.plural)
        else:
            out.append(chunk)
    return out


def join_owners(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Join what stands on both sides of 的."""
    out: list[Chunk] = []
    index = 0
    while index < len(chunks):
        chunk = chunks[index]
        following = chunks[index + 1] if index + 1 < len(chunks) else None
        if chunk.role != "of":
            out.append(chunk)
        elif out and following and following.role in ("noun", "name"):
            if out[-1].text == "fewer" and not following.plural and not is_counted(following.text, english):
                out[-1] = out[-1]._replace(text="less")
            out[-1] = _own(out[-1], following, english, literary=chunk.folded == "之")
            index += 1
        elif out:
            out[-1] = out[-1]._replace(text=POSSESSIVES.get(out[-1].folded, out[-1].text), role=_describe(out[-1]))
        index += 1
    return out


def _describe(chunk: Chunk) -> str:
    return "adjective" if chunk.role in ("verb", "adverb") else chunk.role


def _own(owner: Chunk, owned: Chunk, english: English, *, literary: bool = False) -> Chunk:
    """Write an owner and what it owns, describes or does; with the `literary` 之 between them by *of*."""
    if owner.role in ("adjective", "number", "determiner", "adverb"):
        text = f"{owner.text} {owned.text}"
    elif owner.role == "pronoun":
        text = f"{POSSESSIVES.get(owner.folded, owner.text)} {owned.text}"
    elif owner.role == "verb":
        text = _relate(owner, owned, english)
    elif not literary and (owner.role == "name" or owner.text.rpartition(" ")[2] in PERSONS):
        ending = "’" if owner.text.endswith("s") else "’s"
        text = f"{owner.text}{ending} {owned.text}" if owner.words <= _LONG else f"{owned.text} of {owner.text}"
    elif owner.role == "location":
        about = ABOUT.get(owned.text, "") if owner.text.startswith("for ") else ""
        text = f"{owned.text} {about} {owner.text[4:]}" if about else f"{owned.text} {owner.text}"
    else:
        text = f"{owned.text} {PREPOSITIONS.get(owned.text, 'of')} {owner.text}"
    return Chunk(text, "noun", plural=owned.plural)


def _relate(owner: Chunk, owned: Chunk, english: English) -> str:
    """Write a verb before its noun: *growing economy*, or *people who pay taxes* behind it."""
    if owner.fixed:
        return f"{owned.text} that {owner.text}"
    if owner.words == 1:
        return f"{inflect(owner.text, 'ing', english)} {owned.text}"
    return f"{owned.text} that {owner.text if owned.plural else inflect(owner.text, 's', english)}"


def join_lists(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Join neighbours of one kind over 和, 或 and the enumeration comma."""
    del english
    out: list[Chunk] = []
    for chunk in chunks:
        out.append(chunk)
        while len(out) > 2 and out[-2].role in ("and", "pause") and _alike(out[-3], out[-1]):  # noqa: PLR2004
            between = ", " if out[-2].role == "pause" else f" {out[-2].text} "
            out[-3:] = [out[-1]._replace(text=f"{out[-3].text}{between}{out[-1].text}", plural=True)]
    return out


def _alike(first: Chunk, second: Chunk) -> bool:
    return first.role == second.role or (first.role in NOMINAL and second.role in NOMINAL)


def join_locations(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Turn a noun with 上, 里, 中 behind it, and 在 or 从 before it, into a phrase of place."""
    out: list[Chunk] = []
    for index, chunk in enumerate(chunks):
        previous = out[-1] if out else None
        placed = index + 1 < len(chunks) and chunks[index + 1].role == "locative"
        if chunk.role == "locative" and previous and previous.role in NOMINAL | {"location", "number"}:
            place = previous.text if previous.role == "name" else _define(previous, english)
            if previous.text.endswith(("condition", "circumstance")):
                place = pluralise(previous.text, english)
            out[-1] = Chunk(f"{LOCATIVES[chunk.folded]} {place}", "location")
        else:
            out.append(chunk)
        if (
            not placed
            and len(out) > 1
            and out[-2].role == "preposition"
            and out[-1].role in NOMINAL | {"location", "number"}
        ):
            keeps = out[-1].role == "location" and out[-2].folded in ("在", "于")
            place = OBJECT_FORMS.get(out[-1].text, out[-1].text) if out[-1].role == "pronoun" else out[-1].text
            text = place if keeps else f"{out[-2].text} {place}"
            out[-2:] = [Chunk(text, "location")]
    return out


def define_object(noun: Chunk) -> str:
    """Set ``the`` before what there is only one of: *protect the environment*."""
    return f"the {noun.text}" if noun.role == "noun" and noun.text in ONLY_ONE else noun.text


def _define(noun: Chunk, english: English) -> str:
    """Set ``the`` before a single countable noun."""
    bare = noun.role == "noun" and not noun.plural and noun.words == 1 and noun.text.islower()
    return f"the {noun.text}" if bare and can_count(noun.text, english) else noun.text
