"""Which language a Han run is: Chinese, Japanese, Korean or Vietnamese, by evidence that can be named.

Statistical identifiers guess wildly on a few characters. So the script decides first (kana,
hangul, forms of one language only), then what stands beside the run and speaks of it (a label,
a reading, a run of kana). What the passage is about (Tokyo, Korea) only decides on a run that
is set apart, as a term in brackets is: a bare word in an English slot is Chinese.
"""

from __future__ import annotations

from bisect import bisect_left

from normalizer.detection.beside import Evidence, find_label, find_reading, find_spelling, is_set_apart, is_spoken_of
from normalizer.detection.codepoints import has_cjk, has_hangul, has_kana
from normalizer.detection.cues import WEIGHTS, find_cues
from normalizer.detection.declared import Declarations
from normalizer.detection.japanese import JapaneseWords, read_as_japanese
from normalizer.detection.nearness import find_near
from normalizer.detection.own_marks import BareText
from normalizer.detection.repertoire import find_repertoires, is_mixed, name_script
from normalizer.detection.subjects import find_names
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from normalizer.protocols import Neighbours
    from normalizer.types import Fragment, LanguageSpan

INTRINSIC = frozenset(
    ("kana in it", "hangul in it", "a form that only Japan uses", "a form that only simplified Chinese uses")
)
"""Reasons that no change to the words around can take away."""

DECLARED = "declared"
"""How the reason begins where markup or the caller has told the language."""

_NEAR = 90
_BESIDE = 48
_THRESHOLD = 0.5
_CERTAIN = 1.4
_FROM_AFAR = 2.0
"""The least score of words about a language that all stand in other lines."""

_OWN = 2.0
"""The least strength of evidence that speaks of the run itself."""

_FAR = 320

_SCRIPTS = {"ja": "Jpan", "ko": "Kore"}
_DRAWN = frozenset({"notes", "emoticon", "drawing", "separator"})
"""Masks over kana and hangul that say nothing about the language."""
_OTHERS = ("ja", "ko", "vi")
_CLAUSE_END = precompile(r"[.;!?]\s|\n")
_JOINT = precompile(r"[\s・、,;:：；()（）「」『』〈〉\[\]]*")
_TITLE_MARKS = ("《", "〈")
_NO_EVIDENCE = "Han without evidence of another language"
Cues = list[tuple[int, int, str, str]]


class _Scene(NamedTuple):
    """What identifying the fragments of one text needs."""

    text: str
    cues: Cues
    places: list[int]
    declared: Declarations
    neighbours: Neighbours
    han: str
    japanese: Mapping[str, JapaneseWords]
    own: Container[str]


def identify_languages(
    text: str,
    fragments: Sequence[Fragment],
    neighbours: Neighbours,
    declared: Sequence[LanguageSpan] = (),
    han: str = "auto",
    own: Container[str] = (),
) -> list[Fragment]:
    """Return `fragments` with language, script and the reason for them.

    `neighbours` tells whether the words on either side speak for Chinese. `declared` are
    languages that markup or the caller told; `han` is the setting of that name; `own` are the
    words of the user's glossary, which says itself what they are.
    """
    bare = BareText(text)
    moved = [f._replace(start=bare.find(f.start), end=bare.find(f.end)) for f in fragments]
    told = [span._replace(start=bare.find(span.start), end=bare.find(span.end)) for span in declared]
    scene = _Scene(bare.text, [], [], Declarations(told), neighbours, han, {}, own)
    alone = [_decide_alone(scene, fragment) for fragment in moved]
    open_ones = [fragment for fragment, evidence in zip(moved, alone, strict=True) if evidence is None]
    if open_ones:
        japanese = read_as_japanese({f.text for f in open_ones if f.mask not in _DRAWN}, neighbours)
        cues = _gather_cues(bare.text, open_ones, [f for f in moved if f.mask not in _DRAWN], japanese)
        scene = scene._replace(cues=cues, places=[cue[0] for cue in cues], japanese=japanese)
    decided = [evidence or _decide(scene, fragment) for fragment, evidence in zip(moved, alone, strict=True)]
    _spread(scene, moved, decided)
    identified = []
    for fragment, evidence in zip(fragments, decided, strict=True):
        script = _SCRIPTS.get(evidence.language) or name_script(fragment.text)
        identified.append(fragment._replace(language=evidence.language, script=script, reason=evidence.reason))
    return identified


def _gather_cues(
    text: str,
    open_ones: Sequence[Fragment],
    fragments: Sequence[Fragment],
    japanese: Mapping[str, JapaneseWords],
) -> Cues:
    """Return the cues of the text near the fragments still open, and of all fragments themselves, sorted by place."""
    spans = [(fragment.start, fragment.end) for fragment in open_ones] if not text.isascii() else [(0, len(text))]
    cues = find_near(text, spans, _FAR, lambda part: find_cues(part) + find_names(part))
    for fragment in fragments:
        words = japanese.get(fragment.text)
        if (words and words.find("zh")) or has_kana(fragment.text) or "japanese" in find_repertoires(fragment.text):
            cues.append((fragment.start, fragment.end, "ja", "script"))
        if has_hangul(fragment.text):
            cues.append((fragment.start, fragment.end, "ko", "script"))
    return sorted(cues)


def _decide_alone(scene: _Scene, fragment: Fragment) -> Evidence | None:
    """Return what a fragment tells by itself or is declared, None where the words around must decide."""
    if fragment.text in scene.own:
        return Evidence("zh", "a word of the user’s glossary", 9.0)
    if has_kana(fragment.text):
        return Evidence("ja", "kana in it", 9.0)
    if has_hangul(fragment.text):
        return Evidence("ko", "hangul in it", 9.0)
    if tag := scene.declared.find(fragment.start, fragment.end):
        return Evidence(tag.partition("-")[0].lower(), f"{DECLARED} {tag}", 9.0)
    if scene.han == "chinese":
        return Evidence("zh", "the setting han = chinese", 9.0)
    repertoires = find_repertoires(fragment.text)
    if "simplified" in repertoires and "japanese" not in repertoires:
        return Evidence("zh", "a form that only simplified Chinese uses", 9.0)
    return None


def _decide(scene: _Scene, fragment: Fragment) -> Evidence:
    if not scene.cues and scene.text.isascii():
        return Evidence("zh", _NO_EVIDENCE, 0.0)
    scores = _score(scene, fragment)
    best = max(_OTHERS, key=lambda language: scores.get(language, 0.0))
    score, chinese = scores.get(best, 0.0), scores.get("zh", 0.0)
    speaks_of = "zh" if chinese > score else best if score else ""
    certain = not scores.get("zh") and scores.get(best, 0.0) >= _CERTAIN
    direct = _find_direct(scene, fragment, find_repertoires(fragment.text), speaks_of, certain=certain)
    return direct or _weigh_words(scene, fragment, scores, best)


def _find_direct(
    scene: _Scene, fragment: Fragment, repertoires: frozenset[str], speaks_of: str, *, certain: bool
) -> Evidence | None:
    """Return the strongest evidence that speaks of the fragment itself.

    Where two languages read it alike it is Chinese, unless the passage is certain to speak of the other.
    """
    text, start, end = scene.text, fragment.start, fragment.end
    label = find_label(text, start, end)
    if label:
        return label
    apart = is_set_apart(text, start, end)
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    # Bare, a name may still have its reading right before it: Itsukushima 嚴島.
    likely = apart or (speaks_of in _OTHERS and len(fragment.text) > 1)
    found = find_reading(scene.neighbours, text, fragment, speaks_of) if likely else None
    foreign = found and certain and found.language == speaks_of
    if scene.neighbours.reads_beside(before, after, fragment.text) and not foreign:
        return Evidence("zh", "its Mandarin reading stands beside it", 3.0)
    if "japanese" in repertoires:
        return Evidence("ja", "a form that only Japan uses", 3.0)
    found = found or _find_script(scene, fragment) or (find_spelling(text, start, end) if apart else None)
    if found:
        return found
    if text[max(0, start - 1) : start + 1].strip()[:1] in _TITLE_MARKS:
        return Evidence("zh", "the marks of a Chinese title around it", 2.0)
    return _weigh_japanese(scene, fragment.text, speaks_of, certain=certain)


def _weigh_japanese(scene: _Scene, han: str, speaks_of: str, *, certain: bool) -> Evidence | None:
    """Decide by the forms and the words of a run: a mix that only Japan writes, words that only Japanese has."""
    if han not in scene.japanese:
        return None
    if certain and speaks_of == "ja" and is_mixed(han):
        return Evidence("ja", "a mix of forms that only Japan writes", 2.5)
    words = scene.japanese[han].find(speaks_of if certain or speaks_of != "ja" else "")
    return Evidence("ja", f"words of Japanese: {words}", _OWN) if words else None


def _find_script(scene: _Scene, fragment: Fragment) -> Evidence | None:
    """Return the language of a run of kana or hangul, or of Japanese forms, that only marks part from the fragment."""
    low = bisect_left(scene.places, fragment.start - _BESIDE)
    high = bisect_left(scene.places, fragment.end + _BESIDE)
    for start, end, language, sort in scene.cues[low:high]:
        if sort == "script" and not (start < fragment.end and fragment.start < end):
            between = scene.text[end : fragment.start] if end <= fragment.start else scene.text[fragment.end : start]
            if _JOINT.fullmatch(between):
                return Evidence(language, f"the run beside it: {scene.text[start:end]}", 2.5)
    return None


def _weigh_words(scene: _Scene, fragment: Fragment, scores: dict[str, float], best: str) -> Evidence:
    """Decide by what the words around are about: for a run set apart or spoken of, or in doubt when doubt is kept."""
    score = scores.get(best, 0.0)
    doubtful = scene.han == "keep-doubtful"
    enough = score > (0.0 if doubtful else max(scores.get("zh", 0.0), _THRESHOLD))
    enough = enough and (doubtful or score >= _FROM_AFAR or _speaks_near(scene, fragment, best))
    mention = best == "ja" and not scores.get("zh") and _is_mention(scene, fragment, certain=score >= _CERTAIN)
    if enough and (doubtful or mention or is_set_apart(scene.text, fragment.start, fragment.end)):
        return Evidence(best, f"the words around it: {_name_cues(scene, fragment, best)}", 1.0)
    return Evidence("zh", _NO_EVIDENCE, 0.0)


def _is_mention(scene: _Scene, fragment: Fragment, *, certain: bool) -> bool:
    """Tell whether a fragment that is likely Japanese is called a word: read out in Mandarin it would mislead."""
    known = scene.japanese.get(fragment.text)
    before = scene.text[max(0, fragment.start - _BESIDE) : fragment.start]
    return known is not None and known.is_likely(certain=certain) and is_spoken_of(before)


def _speaks_near(scene: _Scene, fragment: Fragment, language: str) -> bool:
    """Tell whether a word about a language stands in the line of a fragment: *furoshiki* a line above says little."""
    low = bisect_left(scene.places, fragment.start - _FAR)
    high = bisect_left(scene.places, fragment.end + _FAR)
    for start, end, of, _ in scene.cues[low:high]:
        outside = end <= fragment.start or fragment.end <= start
        if of == language and outside and "\n" not in scene.text[min(end, fragment.end) : max(start, fragment.start)]:
            return True
    return False


def _name_cues(scene: _Scene, fragment: Fragment, language: str) -> str:
    """Return the nearest words that speak for a language, in the order of the text."""
    low = bisect_left(scene.places, fragment.start - _FAR)
    high = bisect_left(scene.places, fragment.end + _FAR)
    beside = [c for c in scene.cues[low:high] if c[1] <= fragment.start or fragment.end <= c[0]]
    own = [c for c in beside if c[2] == language]
    own = [c for c in own if c[3] != "romaji"] or own  # what only tips a balance is named where nothing else is
    nearest = sorted(sorted(own, key=lambda c: min(abs(c[1] - fragment.start), abs(c[0] - fragment.end)))[:3])
    return ", ".join(dict.fromkeys(scene.text[start:end] for start, end, *_ in nearest))


def _spread(scene: _Scene, fragments: Sequence[Fragment], decided: list[Evidence]) -> None:
    """Give runs without evidence the language of the run they are one with, or of the same run elsewhere."""
    elsewhere: dict[str, Evidence] = {}
    for fragment, evidence in zip(fragments, decided, strict=True):
        own = evidence.strength >= _OWN
        if own and elsewhere.setdefault(fragment.text, evidence).language != evidence.language:
            elsewhere[fragment.text] = Evidence("", "", 0.0)
    for index, (fragment, evidence) in enumerate(zip(fragments, decided, strict=True)):
        if evidence.strength > 1:
            continue
        same = elsewhere.get(fragment.text)
        if same and same.language:
            decided[index] = Evidence(same.language, f"the same run elsewhere has {same.reason}", 1.5)
        elif index and scene.text[fragments[index - 1].end : fragment.start] == " " and decided[index - 1].strength > 1:
            decided[index] = Evidence(decided[index - 1].language, f"one name with {fragments[index - 1].text}", 1.5)


def _score(scene: _Scene, fragment: Fragment) -> dict[str, float]:
    """Add up the cues around a fragment: nearer weighs more, a label right before it most."""
    scores: dict[str, float] = {}
    text, cues, places = scene.text, scene.cues, scene.places
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
    if sort in ("reading", "romaji") and has_cjk(between):  # it is the other run's
        return 0.15
    broken = _CLAUSE_END.search(between) is not None
    if sort == "label" and before and gap <= 24 and not broken:  # noqa: PLR2004 - about three words
        return 3.0
    if sort in ("reading", "script", "romaji") and gap <= 48 and "\n" not in between:  # noqa: PLR2004 - inside one bracket
        return 1.5
    if gap <= _NEAR:
        return 0.3 if broken else 0.7
    return 0.15
