"""Which sense of a word: every insertable wording is scored, the highest is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from normalizer.glossing.inflection import nothing_known
from normalizer.lexicon.readings import plain_syllables
from normalizer.types import SenseChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.glossing.inflection import English
    from normalizer.types import Entry, Sense

LABEL_SCORES = {
    "archaic": -3.0, "old": -2.0, "literary": -0.8, "dialect": -1.5, "bound form": -0.6, "Tw": -0.4, "Cantonese": -1.0,
    "slang": -0.6, "vulgar": -2.0, "derog.": -0.8, "Internet slang": -0.4, "Buddhism": -1.5, "TCM": -1.5, "music": -0.8,
    "chess": -1.5, "loanword": 0.0, "idiom": 0.3, "neologism": 0.3, "coll.": -0.2, "honorific": -0.4, "courteous": -0.3,
    "math.": -0.6, "linguistics": -0.6, "computing": -0.5, "physics": -0.6, "chemistry": -0.6, "law": -0.3,
    "grammar": -0.8, "lit.": -0.8, "fig.": 0.2,
}  # fmt: skip
"""How a label moves a sense up or down against an unlabelled one (one step of order is 0.3)."""

KIND_SCORES = {
    "own": 2.6, "surname": -5.0, "variant": -1.5, "see": -1.0, "abbreviation": -0.3, "note": -9.0, "classifier": -9.0,
}  # fmt: skip
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

_LETTERS = {"n": "noun", "v": "verb", "a": "adjective", "r": "adverb"}
_ORDER = 0.3
_OWN_ORDER = 0.1
_WORDING = 0.3
_OWN_WORDING = 0.2
_HOMOGRAPH = 0.5
_MAX_WORDS = 5
_SHOWN = 6
_WORDINGS = 3
_IN_ARTICLE = 4.0
_CUED_NAME = 2.5
_NAME_INSIDE = -3.0
_OWN_NAME = -0.9
_AS_READ = 0.4
_SHORT_FORM = -1.5
_RARE = ((15, -1.0), (25, -0.7), (32, -0.3))
"""Wordings whose rarest word has a commonness (ten times Zipf) below the first lose the second."""


class Wanted(NamedTuple):
    """What the surroundings want of a word.

    Parts of speech, best first; whether it stands alone; whether a name is spoken of; and
    the names that the article writes itself.
    """

    pos: tuple[str, ...] = ()
    alone: bool = True
    name: bool = False
    named: frozenset[str] = frozenset()


Scored = tuple[SenseChoice, "Sense", "Entry"]


def score_senses(entries: Sequence[Entry], tag: str, wanted: Wanted, english: English = nothing_known) -> list[Scored]:
    """Return the insertable wordings of all senses of a word, best first, with their scores.

    Scores add up: the own vocabulary first, the order of the dictionary, its labels, jieba's
    part of speech, the part of speech that the slot wants, how common the English is, length,
    and whether the article has the very name. Proper names lose against words inside a
    composition.
    """
    scored: list[Scored] = []
    named = all(entry.pinyin[:1].isupper() for entry in entries)
    position = 0
    for rank, entry in enumerate(_order_entries(entries)):
        for sense in entry.senses:
            if not sense.gloss:
                continue
            step, turn = (_OWN_ORDER, _OWN_WORDING) if sense.kind == "own" else (_ORDER, _WORDING)
            base = _score_sense(sense, tag, wanted) - step * position - _HOMOGRAPH * min(rank, 2)
            base += _score_entry(entry, sense, entries, wanted)
            for place, wording in enumerate((sense.gloss, *sense.alternatives[:_WORDINGS])):
                score = base - turn * place + _score_wording(wording, sense, wanted, english)
                if named and sense.pos == "name" and _is_reading(wording, entry):
                    score += _AS_READ
                scored.append((SenseChoice(wording, round(score, 3), sense.raw), sense, entry))
            position += 1
    scored.sort(key=lambda item: -item[0].score)
    return _drop_repeats(scored)[:_SHOWN]


def _drop_repeats(scored: list[Scored]) -> list[Scored]:
    seen: set[str] = set()
    return [item for item in scored if not (item[0].gloss in seen or seen.add(item[0].gloss))]  # type: ignore[func-returns-value]


def _is_reading(wording: str, entry: Entry) -> bool:
    """Tell whether a name is written as it is read."""
    return "".join(c for c in wording.lower() if c.isalpha()) == "".join(plain_syllables(entry.pinyin))


def _score_sense(sense: Sense, tag: str, wanted: Wanted) -> float:
    score = KIND_SCORES.get(sense.kind, 0.0)
    if sense.kind == "own":
        return score
    score += sum(LABEL_SCORES.get(label, -0.1) for label in sense.labels)
    usual = TAG_POS.get(tag[:1], "-")
    # What jieba takes a word for counts where the slot says nothing else.
    agrees = sense.pos == usual and wanted.pos[:1] in ((), (usual,))
    return score + (0.5 if sense.pos and agrees else 0.0)


def _score_entry(entry: Entry, sense: Sense, entries: Sequence[Entry], wanted: Wanted) -> float:
    """Lower proper names beside common words and inside phrases; raise readings with a neutral tone.

    Of homographs such as 故事 (gù shì, an old practice; gù shi, a story) the one whose last
    syllable has worn down to the neutral tone is the everyday word. A character by itself
    is hardly ever the short form of a country.
    """
    if sense.kind == "own":
        if sense.pos != "name":
            return 0.0
        cued = wanted.name or wanted.pos[:1] == ("name",)
        common = any(other.pos == "noun" for other in entry.senses)
        return _CUED_NAME if cued else _OWN_NAME if common else 0.0
    others = [other for other in entries if other is not entry and not _is_surname_only(other)]
    short = _SHORT_FORM if sense.kind == "abbreviation" and len(entry.simplified) == 1 else 0.0
    if entry.pinyin[:1].isupper() or sense.pos == "name":
        common = any(not other.pinyin[:1].isupper() for other in others)
        if wanted.name:
            return _CUED_NAME
        if common and not wanted.alone:
            return _NAME_INSIDE + short
        return short - (1.5 if not wanted.alone or len(entry.simplified) == 1 else 1.0 if common else 0.0)
    return short + (1.2 if others and len(entry.simplified) > 1 and entry.pinyin.endswith("5") else 0.0)


def _order_entries(entries: Sequence[Entry]) -> list[Entry]:
    """Put surnames and entries that say nothing insertable last."""
    return sorted(entries, key=lambda entry: (_is_surname_only(entry), _count_senses(entry) == 0))


def _is_surname_only(entry: Entry) -> bool:
    return all(sense.kind in ("surname", "note", "classifier") for sense in entry.senses)


def _count_senses(entry: Entry) -> int:
    return sum(bool(sense.gloss) for sense in entry.senses)


def _score_wording(wording: str, sense: Sense, wanted: Wanted, english: English) -> float:
    score = 0.0
    if wanted.named and wording[:1].isupper() and wording.split(" ", maxsplit=1)[0] in wanted.named:
        score += _IN_ARTICLE * all(word in wanted.named for word in wording.split(" ") if word[:1].isupper())
    pos = find_pos(wording, sense.pos, english)
    if "name" in pos:
        pos |= {"noun"}
    matches = [wanted.pos.index(p) for p in pos if p in wanted.pos]
    if matches:
        score += 1.2 - 0.4 * min(matches)
    elif wanted.pos and pos:
        score -= 0.9 if "verb" in pos or wanted.pos == ("verb",) else 0.5
    if sense.kind == "own":
        return score
    words = wording.split(" ")
    rarest = min((english(w).commonness for w in words if w.isalpha() and w.islower()), default=99)
    score += next((loss for limit, loss in _RARE if rarest < limit), 0.0) if english is not nothing_known else 0.0
    return score - 0.25 * max(0, len(words) - 2) - (1.0 if len(words) > _MAX_WORDS else 0.0)


def find_pos(wording: str, told: str, english: English = nothing_known) -> frozenset[str]:
    """Return the parts of speech that a wording can have: what the sense tells, else what English words say.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> sorted(find_pos("economic", "", open_lexicon().english)), sorted(find_pos("study", "", open_lexicon().english))
    (['adjective'], ['noun', 'verb'])
    """
    if told:
        return frozenset((told,))
    last = wording.rpartition(" ")[2]
    letters = english(last).pos
    if len(letters) == 1 or (letters and " " not in wording):
        found = frozenset(_LETTERS[letter] for letter in letters)
        return found & {"adjective"} if guess_pos(wording) == "adjective" and "a" in letters else found
    guessed = guess_pos(wording)
    return frozenset((guessed,)) if guessed else frozenset()


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
