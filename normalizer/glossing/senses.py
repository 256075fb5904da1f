"""Which sense of a word: every insertable sense is scored, the highest is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from normalizer.types import SenseChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.types import Entry, Sense

LABEL_SCORES = {
    "archaic": -3.0, "old": -2.0, "literary": -0.8, "dialect": -1.5, "bound form": -0.6, "Tw": -0.4, "Cantonese": -1.0,
    "slang": -0.6, "vulgar": -2.0, "derog.": -0.8, "Internet slang": -0.4, "Buddhism": -1.5, "TCM": -1.5, "music": -0.8,
    "chess": -1.5, "loanword": 0.0, "idiom": 0.3, "neologism": 0.3, "coll.": -0.2, "honorific": -0.4, "courteous": -0.3,
    "math.": -0.6, "linguistics": -0.6, "computing": -0.5, "physics": -0.6, "chemistry": -0.6, "law": -0.3,
    "grammar": -0.8,
}  # fmt: skip
"""How a label moves a sense up or down against an unlabelled one (one step of order is 0.3)."""

KIND_SCORES = {"surname": -5.0, "variant": -1.5, "see": -1.0, "abbreviation": -0.3, "note": -9.0, "classifier": -9.0}
TAG_POS = {
    "v": "verb",
    "n": "noun",
    "a": "adjective",
    "d": "adverb",
    "z": "adjective",
    "b": "adjective",
    "r": "pronoun",
    "l": "",
    "i": "",
}
"""Parts of speech by the first letter of jieba's tag."""

_ORDER = 0.3
_HOMOGRAPH = 0.5
_MAX_WORDS = 5
_SHOWN = 6


class Wanted(NamedTuple):
    """What the surroundings want of a word: parts of speech, and whether it stands alone."""

    pos: tuple[str, ...] = ()
    alone: bool = True


def score_senses(entries: Sequence[Entry], tag: str, wanted: Wanted) -> list[tuple[SenseChoice, Sense, Entry]]:
    """Return the insertable senses of all entries of a word, best first, with their scores.

    Scores add up: the order of the dictionary, its labels, jieba's part of speech, the part
    of speech that the slot wants, and length. Proper names lose against words inside a
    composition.
    """
    scored = []
    position = 0
    for rank, entry in enumerate(_order_entries(entries)):
        for sense in entry.senses:
            if not sense.gloss:
                continue
            score = _score_sense(sense, tag, wanted) - _ORDER * position - _HOMOGRAPH * min(rank, 2)
            score += _score_reading(entry, entries, wanted)
            scored.append((SenseChoice(sense.gloss, round(score, 3), sense.raw), sense, entry))
            position += 1
    scored.sort(key=lambda item: -item[0].score)
    return scored[:_SHOWN]


def _score_reading(entry: Entry, entries: Sequence[Entry], wanted: Wanted) -> float:
    """Lower proper names beside common words and inside phrases; raise readings with a neutral tone.

    Of homographs such as 故事 (gù shì, an old practice; gù shi, a story) the one whose last
    syllable has worn down to the neutral tone is the everyday word.
    """
    others = [other for other in entries if other is not entry and not _is_surname_only(other)]
    if entry.pinyin[:1].isupper():
        common = any(not other.pinyin[:1].isupper() for other in others)
        return -1.5 if not wanted.alone or len(entry.simplified) == 1 else -1.0 if common else 0.0
    return 1.2 if others and len(entry.simplified) > 1 and entry.pinyin.endswith("5") else 0.0


def _order_entries(entries: Sequence[Entry]) -> list[Entry]:
    """Put entries with neutral tone or capital readings after the plain ones, as they are rarer."""
    return sorted(entries, key=lambda entry: (_is_surname_only(entry), _count_senses(entry) == 0))


def _is_surname_only(entry: Entry) -> bool:
    return all(sense.kind in ("surname", "note", "classifier") for sense in entry.senses)


def _count_senses(entry: Entry) -> int:
    return sum(bool(sense.gloss) for sense in entry.senses)


def guess_pos(gloss: str) -> str:
    """Guess the part of speech of a gloss from the ending of its last word.

    >>> guess_pos("economic"), guess_pos("environment")
    ('adjective', 'noun')
    """
    word = gloss.rpartition(" ")[2].lower()
    for pos, endings in _ENDINGS.items():
        if word.endswith(endings) and len(word) > _SHORT_WORD:
            return pos
    return ""


_SHORT_WORD = 4
_ENDINGS = {
    "adverb": ("ly", "indeed", "always"),
    "noun": (
        "tion", "sion", "ment", "ness", "ity", "ance", "ence", "ism", "ist", "ship", "hood", "er", "or", "ure",
        "age",
        "dom", "ics", "omy", "ogy", "phy", "cy", "ty", "ry",
    ),
    "adjective": ("ic", "al", "ive", "ous", "ful", "less", "able", "ible", "ary", "ish", "ent", "ant", "ed", "ing",
                  "y"),
}  # fmt: skip


def _score_sense(sense: Sense, tag: str, wanted: Wanted) -> float:
    score = KIND_SCORES.get(sense.kind, 0.0) + sum(LABEL_SCORES.get(label, -0.1) for label in sense.labels)
    tagged = TAG_POS.get(tag[:1], "")
    if tagged and sense.pos == tagged:
        score += 0.5
    pos = sense.pos or guess_pos(sense.gloss)
    if wanted.pos and pos in wanted.pos:
        score += 1.2 - 0.5 * wanted.pos.index(pos)
    elif wanted.pos and (pos == "verb" or wanted.pos == ("verb",)):
        score -= 0.9
    words = sense.gloss.count(" ") + 1
    return score - 0.25 * max(0, words - 2) - (1.0 if words > _MAX_WORDS else 0.0)
