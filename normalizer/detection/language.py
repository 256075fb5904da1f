"""Which language a Han run is: Chinese, Japanese, Korean or Vietnamese, by counted evidence.

Statistical identifiers guess wildly on a few characters, so the script decides first
(kana, hangul, forms that only Japan uses) and the English around decides the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from normalizer.detection.codepoints import has_hangul, has_kana
from normalizer.detection.cues import JAPANESE_FORMS, WEIGHTS, find_cues

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from normalizer.types import Fragment, LanguageSpan

_NEAR = 90
_FAR = 320
_SCRIPTS = {"ja": "Jpan", "ko": "Kore"}
_CLAUSE_END = re.compile(r"[.;!?]\s|\n")
Evidence = list[tuple[int, int, str, str]]


def identify_languages(
    text: str,
    fragments: Sequence[Fragment],
    fold: Mapping[int, object],
    declared: Sequence[LanguageSpan] = (),
) -> list[Fragment]:
    """Return `fragments` with language, script and the reason for them.

    `fold` maps code points of traditional characters to simplified ones, as
    ``str.translate`` takes it. `declared` are languages that markup or the caller told.
    """
    cues = find_cues(text)
    cues += [(f.start, f.end, "ja", "script") for f in fragments if has_kana(f.text) or JAPANESE_FORMS & set(f.text)]
    cues += [(f.start, f.end, "ko", "script") for f in fragments if has_hangul(f.text)]
    cues.sort()
    places = [cue[0] for cue in cues]
    simplified = _simplified_only(fold)
    identified = []
    for fragment in fragments:
        language, reason = _decide(text, fragment, cues, places, declared, simplified)
        script = _SCRIPTS.get(language) or _name_script(fragment.text, fold, simplified)
        identified.append(fragment._replace(language=language, script=script, reason=reason))
    return identified


def _decide(
    text: str,
    fragment: Fragment,
    cues: Evidence,
    places: list[int],
    declared: Sequence[LanguageSpan],
    simplified: frozenset[str],
) -> tuple[str, str]:
    if has_kana(fragment.text):
        return "ja", "kana in it"
    if has_hangul(fragment.text):
        return "ko", "hangul in it"
    for span in declared:
        if span.start <= fragment.start and fragment.end <= span.end:
            return span.tag.partition("-")[0].lower(), f"declared {span.tag}"
    if JAPANESE_FORMS & set(fragment.text):
        return "ja", "a form that only Japan uses"
    scores = _score(text, fragment, cues, places)
    if simplified & set(fragment.text):
        scores["zh"] = scores.get("zh", 0.0) + 2 * WEIGHTS["label"]
    best = max(("ja", "ko", "vi"), key=lambda language: scores.get(language, 0.0))
    if scores.get(best, 0.0) > max(scores.get("zh", 0.0), 0.9):
        return best, "the words around it"
    return "zh", "Han without evidence of another language"


def _score(text: str, fragment: Fragment, cues: Evidence, places: list[int]) -> dict[str, float]:
    """Add up the cues around a fragment: nearer weighs more, a label right before it most."""
    scores: dict[str, float] = {}
    low = bisect_left(places, fragment.start - _FAR)
    high = bisect_left(places, fragment.end + _FAR)
    for start, end, language, sort in cues[low:high][-400:]:
        if start >= fragment.start and end <= fragment.end:
            continue
        before = end <= fragment.start
        gap = fragment.start - end if before else start - fragment.end
        between = text[end : fragment.start] if before else text[fragment.end : start]
        weight = WEIGHTS.get(sort, 3.0) * _weigh_distance(sort, gap, between, before=before)
        scores[language] = scores.get(language, 0.0) + weight
    return scores


def _weigh_distance(sort: str, gap: int, between: str, *, before: bool) -> float:
    broken = _CLAUSE_END.search(between) is not None
    if sort == "label" and before and gap <= 24 and not broken:  # noqa: PLR2004 - about three words
        return 3.0
    if sort in ("reading", "script") and gap <= 48 and "\n" not in between:  # noqa: PLR2004 - inside one bracket
        return 1.5
    if gap <= _NEAR:
        return 0.3 if broken else 0.7
    return 0.15


def _simplified_only(fold: Mapping[int, object]) -> frozenset[str]:
    """Return the simplified characters that are no traditional form themselves nor used in Japan."""
    if not _SIMPLIFIED:
        targets = {chr(v) if isinstance(v, int) else str(v) for v in fold.values()}
        _SIMPLIFIED.append(frozenset(t for t in targets if ord(t[0]) not in fold and t not in _SHARED))
    return _SIMPLIFIED[0]


_SIMPLIFIED: list[frozenset[str]] = []
# Simplified forms that are old variants or the Japanese standard too, so they prove nothing.
_SHARED = frozenset(
    "国学会来体点万与号旧虫蚕灯声党担宝当参条双湾写寝寿将并断独麦数礼静"
    "区医台欧殴枢痴禅称装余争浄属嘱献辞乱属済斎継触両随楼昼尽担胆栄労栄蛍庄壮状奨姉妹干后里面云几谷了回松向志升冲才采仆系制表复胡须克困准斗郁出别板范岳丑卷曲伙家借姜沈台咸游涂帘夸佣舍叶吁吊同周注布幸弦怜恶愿扎扣据折杯杠欲法淀炮猫痹皂着确糊络致药葱蒙蔑蝎袜誊迹采钩霉麻黑默"
)


def _name_script(text: str, fold: Mapping[int, object], simplified: frozenset[str]) -> str:
    traditional = any(ord(c) in fold for c in text)
    if traditional == bool(simplified & set(text)):
        return "Hani"
    return "Hant" if traditional else "Hans"
