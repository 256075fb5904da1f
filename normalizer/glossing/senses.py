"""Which sense of a word: every insertable wording is scored, the highest is taken."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter

from normalizer.glossing.inflection import nothing_known
from normalizer.lexicon.readings import plain_syllables
from normalizer.records import TYPE_CHECKING, NamedTuple
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
_AS_TAGGED = 0.5
_SHORT_FORM = -1.5
_RARE = ((15, -1.0), (25, -0.7), (32, -0.3))
"""Wordings whose rarest word has a commonness (ten times Zipf) below the first lose the second."""

_COMMON = _RARE[-1][0]


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


class Candidate(NamedTuple):
    """A wording of a sense with all of its score that no surroundings change.

    ``pos`` are the parts of speech that it can have. ``usual`` is the sense's part of speech where
    jieba tags the word so. ``alone``, ``inside`` and ``cued`` are what is added for a word by
    itself, inside a phrase, and where a name is spoken of; ``own_name`` is a name of the own
    vocabulary, which a slot for a name cues too.
    """

    wording: str
    sense: Sense
    entry: Entry
    score: float
    pos: frozenset[str]
    usual: str
    alone: float
    inside: float
    cued: float
    own_name: bool


def list_candidates(entries: Sequence[Entry], tag: str, english: English = nothing_known) -> tuple[Candidate, ...]:
    """Return the insertable wordings of all senses of a word, with what is known of them whatever the surroundings.

    Scores add up: the own vocabulary first, the order of the dictionary, its labels, jieba's
    part of speech, how common the English is, length. Proper names lose against words inside a
    composition.
    """
    candidates: list[Candidate] = []
    named = all(entry.pinyin[:1].isupper() for entry in entries)
    usual = TAG_POS.get(tag[:1], "-")
    position = 0
    worded = [entry for entry in entries if not _is_surname_only(entry)]
    for rank, entry in enumerate(_order_entries(entries)):
        others = [other for other in worded if other is not entry]
        for sense in entry.senses:
            if not sense.gloss:
                continue
            own = sense.kind == "own"
            step, turn = (_OWN_ORDER, _OWN_WORDING) if own else (_ORDER, _WORDING)
            base = _score_sense(sense) - step * position - _HOMOGRAPH * min(rank, 2)
            alone, inside, cued = _score_entry(entry, sense, others)
            agrees = usual if sense.pos == usual and not own else ""
            for place, wording in enumerate((sense.gloss, *sense.alternatives[:_WORDINGS])):
                score = base - turn * place + (0.0 if own else _score_wording(wording, english))
                if named and sense.pos == "name" and _is_reading(wording, entry):
                    score += _AS_READ
                pos = find_pos(wording, sense.pos, english)
                pos = pos | {"noun"} if "name" in pos else pos
                own_name = own and sense.pos == "name"
                candidates.append(Candidate(wording, sense, entry, score, pos, agrees, alone, inside, cued, own_name))
            position += 1
    return tuple(candidates)


def score_senses(candidates: Sequence[Candidate], wanted: Wanted) -> list[Scored]:
    """Return the wordings of a word, best first, with their scores in these surroundings.

    To what is known of them come the part of speech that the slot wants and whether the article has
    the very name.
    """
    first = wanted.pos[:1]
    fits: dict[frozenset[str], float] = {}
    ranked: list[tuple[float, Candidate]] = []
    for candidate in candidates:
        score = candidate.score
        # What jieba takes a word for counts where the slot says nothing else.
        if candidate.usual and first in ((), (candidate.usual,)):
            score += _AS_TAGGED
        if wanted.name or (candidate.own_name and first == ("name",)):
            score += candidate.cued
        else:
            score += candidate.alone if wanted.alone else candidate.inside
        if wanted.named and _is_in_article(candidate.wording, wanted.named):
            fit = _score_fit(candidate.pos, wanted.pos, _IN_ARTICLE)
        elif candidate.pos in fits:
            fit = fits[candidate.pos]
        else:
            fit = fits[candidate.pos] = _score_fit(candidate.pos, wanted.pos)
        ranked.append((round(score + fit, 3) + 0.0, candidate))
    ranked.sort(key=_take_score, reverse=True)
    scored: dict[str, Scored] = {}
    for score, candidate in ranked:
        if candidate.wording not in scored:
            choice = SenseChoice(candidate.wording, score, candidate.sense.raw)
            scored[candidate.wording] = (choice, candidate.sense, candidate.entry)
            if len(scored) == _SHOWN:
                break
    return list(scored.values())


_take_score = itemgetter(0)


def _is_reading(wording: str, entry: Entry) -> bool:
    """Tell whether a name is written as it is read."""
    return "".join(c for c in wording.lower() if c.isalpha()) == "".join(plain_syllables(entry.pinyin))


def _score_sense(sense: Sense) -> float:
    score = KIND_SCORES.get(sense.kind, 0.0)
    return score if sense.kind == "own" else score + sum(LABEL_SCORES.get(label, -0.1) for label in sense.labels)


def _score_entry(entry: Entry, sense: Sense, others: Sequence[Entry]) -> tuple[float, float, float]:
    """Return what is added for a word alone, inside a phrase and cued as a name; `others` are its other entries.

    Lower proper names beside common words and inside phrases; raise readings with a neutral tone.
    Of homographs such as 故事 (gù shì, an old practice; gù shi, a story) the one whose last
    syllable has worn down to the neutral tone is the everyday word. A character by itself
    is hardly ever the short form of a country.
    """
    if sense.kind == "own":
        if sense.pos != "name":
            return 0.0, 0.0, 0.0
        uncued = _OWN_NAME if any(other.pos == "noun" for other in entry.senses) else 0.0
        return uncued, uncued, _CUED_NAME
    single = len(entry.simplified) == 1
    short = _SHORT_FORM if sense.kind == "abbreviation" and single else 0.0
    if entry.pinyin[:1].isupper() or sense.pos == "name":
        common = any(not other.pinyin[:1].isupper() for other in others)
        alone = short - (1.5 if single else 1.0 if common else 0.0)
        return alone, _NAME_INSIDE + short if common else short - 1.5, _CUED_NAME
    neutral = short + (1.2 if others and not single and entry.pinyin.endswith("5") else 0.0)
    return neutral, neutral, neutral


def _order_entries(entries: Sequence[Entry]) -> list[Entry]:
    """Put surnames and entries that say nothing insertable last."""
    return sorted(entries, key=lambda entry: (_is_surname_only(entry), _count_senses(entry) == 0))


def _is_surname_only(entry: Entry) -> bool:
    return all(sense.kind in ("surname", "note", "classifier") for sense in entry.senses)


def _count_senses(entry: Entry) -> int:
    return sum(bool(sense.gloss) for sense in entry.senses)


def _score_wording(wording: str, english: English) -> float:
    """Lower wordings of rare words and of many."""
    words = wording.split(" ")
    score = -0.25 * max(0, len(words) - 2) - (1.0 if len(words) > _MAX_WORDS else 0.0)
    if english is nothing_known:
        return score
    rarest = min([english(w).commonness for w in words if w.isalpha() and w.islower()], default=_COMMON)
    return score if rarest >= _COMMON else score + next(loss for limit, loss in _RARE if rarest < limit)


def _is_in_article(wording: str, named: frozenset[str]) -> bool:
    """Tell whether the article itself has all capitalised words of a name."""
    if not wording[:1].isupper() or wording.split(" ", maxsplit=1)[0] not in named:
        return False
    return all(word in named for word in wording.split(" ") if word[:1].isupper())


def _score_fit(pos: frozenset[str], wanted: tuple[str, ...], start: float = 0.0) -> float:
    """Raise by what the slot wants, lower by what it does not want."""
    for rank, wish in enumerate(wanted):
        if wish in pos:
            return start + 1.2 - 0.4 * rank
    if wanted and pos:
        return start - (0.9 if "verb" in pos or wanted == ("verb",) else 0.5)
    return start


def find_pos(wording: str, told: str, english: English = nothing_known) -> frozenset[str]:
    """Return the parts of speech that a wording can have: what the sense tells, else what English words say.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> sorted(find_pos("economic", "", open_lexicon().english)), sorted(find_pos("study", "", open_lexicon().english))
    (['adjective'], ['noun', 'verb'])
    """
    if told:
        return _alone(told)
    last = wording.rpartition(" ")[2]
    letters = english(last).pos
    if len(letters) == 1 or (letters and " " not in wording):
        found = frozenset(_LETTERS[letter] for letter in letters)
        return found & {"adjective"} if guess_pos(wording) == "adjective" and "a" in letters else found
    guessed = guess_pos(wording)
    return _alone(guessed) if guessed else frozenset()


@lru_cache(maxsize=32)
def _alone(pos: str) -> frozenset[str]:
    return frozenset((pos,))


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
