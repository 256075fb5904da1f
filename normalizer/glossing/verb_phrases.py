"""Verbs joined with what denies, colours and completes them."""

from __future__ import annotations

from normalizer.glossing.chunks import NOMINAL, Chunk
from normalizer.glossing.inflection import inflect, nothing_known
from normalizer.glossing.noun_phrases import OBJECT_FORMS, define_object
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.glossing.inflection import English

GOES = frozenset("go goes went going gone come came return returned travel traveled move moved".split())
"""Verbs of motion, which take a place with *to*."""

TAKES_TO = frozenset(
    "start begin decide hope try plan prepare continue need refuse agree want wish attempt intend learn seek strive manage".split()
)
"""Verbs that take another verb with ``to``."""


def join_aspects(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Join a verb with 了, 过, 着 behind it or 正在 before it."""
    out: list[Chunk] = []
    for chunk in chunks:
        previous = out[-1] if out else None
        if previous and chunk.role == "aspect" and previous.role == "verb":
            form = "ing" if chunk.folded == "着" else "ed"
            out[-1] = previous._replace(text=inflect(previous.text, form, english), fixed=True)
        elif previous and chunk.role == "verb" and (previous.role == "progressive" or previous.folded in ("正", "在")):
            out[-1] = Chunk("be " + inflect(chunk.text, "ing", english), "verb")
        elif chunk.role != "aspect":
            out.append(chunk)
    return out


def turn_adverbs(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Turn an adjective before a verb into its adverb (主要包括, *mainly include*), a verb before 是 into a noun."""
    out = list(chunks)
    for index in range(len(out) - 1):
        if out[index].role == "verb" and out[index + 1].role == "copula" and index == 0:
            out[index] = Chunk(inflect(out[index].text, "ing", english), "noun", out[index].folded)
        if out[index].role == "adjective" and out[index + 1].role == "verb" and out[index].words == 1:
            adverb = inflect(out[index].text, "ly", english)
            if adverb.islower() and (english is nothing_known or "r" in english(adverb).pos):
                out[index] = Chunk(adverb, "adverb", out[index].folded)
    return out


def join_negations(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Join 不, 没 and the like with what they deny."""
    del english
    out: list[Chunk] = []
    for chunk in chunks:
        previous = out[-1] if out else None
        if (
            previous
            and previous.role == "negation"
            and chunk.role in ("verb", "adjective", "adverb", "modal", "degree")
        ):
            text = f"{chunk.text} not" if chunk.role == "modal" else f"not {chunk.text}"
            out[-1] = Chunk(text, chunk.role, chunk.folded, fixed=chunk.fixed)
        elif previous and previous.role == "negation" and chunk.role in ("noun", "name"):
            out[-1] = Chunk(f"no {chunk.text}", "noun", plural=chunk.plural)
        else:
            out.append(chunk)
    return out


def join_voices(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Turn 被 (by someone) and a verb into the passive, 把 something and a verb into verb and object."""
    out: list[Chunk] = []
    for chunk in chunks:
        out.append(chunk)
        if chunk.role != "verb":
            continue
        if len(out) > 1 and out[-2].role == "passive":
            out[-2:] = [Chunk("be " + inflect(chunk.text, "en", english), "verb")]
        elif len(out) > 2 and out[-3].role == "passive" and out[-2].role in NOMINAL:  # noqa: PLR2004
            out[-3:] = [Chunk(f"be {inflect(chunk.text, 'en', english)} by {out[-2].text}", "verb")]
        elif len(out) > 2 and out[-3].role == "object" and out[-2].role in NOMINAL:  # noqa: PLR2004
            out[-3:] = [Chunk(f"{chunk.text} {out[-2].text}", "verb", fixed=chunk.fixed)]
    return out


def join_verbs(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Join adverb, verb and object; places that come before their verb go behind it."""
    chunks = _join_adverbs(chunks, english)
    out: list[Chunk] = []
    for chunk in chunks:
        previous = out[-1] if out else None
        if previous and previous.role == "verb" and chunk.folded == "成":
            out[-1] = previous._replace(text=f"{previous.text} into")
        elif previous and previous.role == "verb" and chunk.role in NOMINAL | {"location", "number"}:
            text = define_object(chunk) if chunk.role != "pronoun" else OBJECT_FORMS.get(chunk.text, chunk.text)
            if chunk.role == "name" and previous.text in GOES:
                text = f"to {text}"
            out[-1] = previous._replace(text=f"{previous.text} {text}", complete=True)
        elif previous and previous.role == "verb" and chunk.role == "verb":
            between = " to " if previous.text in TAKES_TO or previous.complete else " "
            out[-1] = previous._replace(text=f"{previous.text}{between}{chunk.text}")
        elif previous and chunk.role == "verb" and previous.role == "location":
            out[-1] = Chunk(f"{chunk.text} {previous.text}", "verb", fixed=chunk.fixed)
        elif previous and chunk.role == "verb" and previous.role == "modal":
            out[-1] = Chunk(f"{previous.text} {chunk.text}", "verb", fixed=True)
        else:
            out.append(chunk)
    return out


_DONE = frozenset(("已经", "已"))
"""What makes a verb the present perfect."""

_ANEW = frozenset(("重新", "再次", "再", "又"))
"""Adverbs that stand behind their verb in English, or before it as *re-*."""


def _join_adverbs(chunks: list[Chunk], english: English) -> list[Chunk]:
    out: list[Chunk] = []
    for chunk in chunks:
        previous = out[-1] if out else None
        if previous and previous.folded in _DONE and chunk.role == "verb" and not chunk.text.startswith("have "):
            done = chunk.text if chunk.fixed else inflect(chunk.text, "en", english)
            out[-1] = Chunk(f"have already {done}", "verb", complete=chunk.complete)
        elif previous and previous.folded in _ANEW and chunk.role == "verb":
            again = f"re{chunk.text}"
            out[-1] = chunk._replace(text=again if "v" in english(again).pos else f"{chunk.text} again")
        elif previous and previous.role == "adverb" and chunk.role in ("verb", "adjective", "adverb"):
            out[-1] = chunk._replace(text=f"{previous.text} {chunk.text}")
        else:
            out.append(chunk)
    return out
