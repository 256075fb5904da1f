"""Which language a Han run is: Chinese, Japanese, Korean or Vietnamese, by counted evidence.

Statistical identifiers guess wildly on a few characters, so the script decides first
(kana, hangul, forms that only Japan uses) and the English around decides the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from normalizer.detection.codepoints import has_hangul, has_kana
from normalizer.detection.cues import WEIGHTS, find_cues
from normalizer.detection.own_marks import BareText
from normalizer.detection.repertoire import find_repertoires

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from normalizer.types import Fragment, LanguageSpan

WORDS_AROUND = "the words around it"
"""The reason of a language that was told by cues alone."""

_NEAR = 90
_BESIDE = 48
_THRESHOLD = 0.5
_OVERRULING = 9.0
_FAR = 320
_SCRIPTS = {"ja": "Jpan", "ko": "Kore"}
_DRAWN = frozenset({"notes", "emoticon", "drawing", "separator"})
"""Masks over kana and hangul that say nothing about the language."""
_CLAUSE_END = re.compile(r"[.;!?]\s|\n")
Evidence = list[tuple[int, int, str, str]]


def identify_languages(
    text: str,
    fragments: Sequence[Fragment],
    reads_beside: Callable[[str, str, str], bool],
    declared: Sequence[LanguageSpan] = (),
) -> list[Fragment]:
    """Return `fragments` with language, script and the reason for them.

    ``reads_beside(before, after, chinese)`` tells whether the words on either side spell the
    Mandarin reading of Chinese ones. `declared` are languages that markup or the caller told.
    """
    bare = BareText(text)
    moved = [f._replace(start=bare.find(f.start), end=bare.find(f.end)) for f in fragments]
    told = [span._replace(start=bare.find(span.start), end=bare.find(span.end)) for span in declared]
    cues = _gather_cues(bare.text, [f for f in moved if f.mask not in _DRAWN])
    places = [cue[0] for cue in cues]
    identified = []
    for fragment, near in zip(fragments, moved, strict=True):
        language, reason = _decide(bare.text, near, cues, places, told, reads_beside)
        script = _SCRIPTS.get(language) or _name_script(fragment.text)
        identified.append(fragment._replace(language=language, script=script, reason=reason))
    return identified


def _gather_cues(text: str, fragments: Sequence[Fragment]) -> Evidence:
    """Return the cues of the text and of the fragments themselves, sorted by place."""
    cues = find_cues(text)
    for fragment in fragments:
        if has_kana(fragment.text) or "japanese" in find_repertoires(fragment.text):
            cues.append((fragment.start, fragment.end, "ja", "script"))
        if has_hangul(fragment.text):
            cues.append((fragment.start, fragment.end, "ko", "script"))
    return sorted(cues)


def _decide(
    text: str,
    fragment: Fragment,
    cues: Evidence,
    places: list[int],
    declared: Sequence[LanguageSpan],
    reads_beside: Callable[[str, str, str], bool],
) -> tuple[str, str]:
    if has_kana(fragment.text):
        return "ja", "kana in it"
    if has_hangul(fragment.text):
        return "ko", "hangul in it"
    for span in declared:
        if span.start <= fragment.start and fragment.end <= span.end:
            return span.tag.partition("-")[0].lower(), f"declared {span.tag}"
    repertoires = find_repertoires(fragment.text)
    if "simplified" in repertoires and "japanese" not in repertoires:
        return "zh", "a form that only simplified Chinese uses"
    scores = _score(text, fragment, cues, places)
    if "japanese" in repertoires:
        scores["ja"] = scores.get("ja", 0.0) + 2 * WEIGHTS["label"]
    best = max(("ja", "ko", "vi"), key=lambda language: scores.get(language, 0.0))
    if scores.get(best, 0.0) > max(scores.get("zh", 0.0), _THRESHOLD):
        before = text[max(0, fragment.start - _BESIDE) : fragment.start]
        after = text[fragment.end : fragment.end + _BESIDE]
        if scores[best] < _OVERRULING and reads_beside(before, after, fragment.text):
            return "zh", "its Mandarin reading stands beside it"
        own = best == "ja" and "japanese" in repertoires
        return best, "a form that only Japan uses" if own else WORDS_AROUND
    return "zh", "Han without evidence of another language"


def _score(text: str, fragment: Fragment, cues: Evidence, places: list[int]) -> dict[str, float]:
    """Add up the cues around a fragment: nearer weighs more, a label right before it most."""
    scores: dict[str, float] = {}
    romaji = 0.0
    low = bisect_left(places, fragment.start - _FAR)
    high = bisect_left(places, fragment.end + _FAR)
    for start, end, language, sort in cues[low:high][-400:]:
        if start >= fragment.start and end <= fragment.end:
            continue
        before = end <= fragment.start
        gap = fragment.start - end if before else start - fragment.end
        between = text[end : fragment.start] if before else text[fragment.end : start]
        weight = WEIGHTS.get(sort, 3.0) * _weigh_distance(sort, gap, between, before=before)
        if sort == "romaji":
            romaji = max(romaji, weight)
        else:
            scores[language] = scores.get(language, 0.0) + weight
    scores["ja"] = scores.get("ja", 0.0) + romaji
    return scores


def _weigh_distance(sort: str, gap: int, between: str, *, before: bool) -> float:
    broken = _CLAUSE_END.search(between) is not None
    if sort == "label" and before and gap <= 24 and not broken:  # noqa: PLR2004 - about three words
        return 3.0
    if sort in ("reading", "script", "romaji") and gap <= 48 and "\n" not in between:  # noqa: PLR2004 - inside one bracket
        return 1.5
    if gap <= _NEAR:
        return 0.3 if broken else 0.7
    return 0.15


def _name_script(text: str) -> str:
    found = find_repertoires(text)
    if ("simplified" in found) == ("traditional" in found):
        return "Hani"
    return "Hans" if "simplified" in found else "Hant"
