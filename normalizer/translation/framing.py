"""How a fragment is put before an engine, and how its English is taken out of the answer.

A fragment is sent alone, and inside its sentence, marked so that the answer can be cut out again. Only what
is cut out is ever used: whatever an engine does to the English around, the author's stays.
"""

from __future__ import annotations

from normalizer.detection.codepoints import find_runs, has_cjk
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.translation.engine import Prompt
from normalizer.translation.guards import ENGLISH, LONG, LONGEST_AT_LEAST, LONGEST_PER_CHARACTER, NOTHING, refuse, tidy
from normalizer.translation.redaction import Redaction, redact

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from normalizer.protocols import TranslationRequest
    from normalizer.translation.engine import Limits

ALONE, MARKED, SENTENCE, CONTEXT = "alone", "marked", "sentence", "context"
"""The ways in which a fragment is sent: by itself, marked in its sentence, in the bare sentence, with its sentence
told apart from it."""

LOST = "its marks lost"
MASKS = "a mask lost"
SETTLED = "a settled word lost"

MARKS = (
    ("<b>", "</b>", precompile(r"(?is)< ?b ?>(.*?)< ?/ ?b ?>"), precompile(r"(?i)< ?/? ?b ?/? ?>")),
    ("[[", "]]", precompile(r"(?s)\[ ?\[(.*?)\] ?\]"), precompile(r"[\[\]]")),
    ("{{", "}}", precompile(r"(?s)\{ ?\{(.*?)\} ?\}"), precompile(r"[{}]")),
)
"""Marks that engines carry over, how a marked part is found again, and every trace of a mark. The first whose
traces do not stand in the sentence are taken: tags are what most engines were made to keep."""

_FULL = str.maketrans("＜＞／［］｛｝", "<>/[]{}")
_WORDS = precompile(r"\w+")
_BOUNDS = precompile(r"(?<=[。！？；])|(?<=[.!?;]\s)|\n")
_COMMAS = precompile(r"(?<=[，、：,])")


class Reading(NamedTuple):
    """What an answer says: English, or why there is none; ``steady`` when the author's English came back with it."""

    text: str = ""
    reason: str = ""
    steady: bool = False


class Frame(NamedTuple):
    """One way of sending a fragment: its prompts (several for a long one), and what is needed to read the answers."""

    kind: str
    prompts: tuple[Prompt, ...]
    source: str
    sides: tuple[str, str] = ("", "")
    marks: int = 0
    masks: Redaction = Redaction("")
    settled: tuple[str, ...] = ()

    def read(self, answers: Sequence[str | None]) -> Reading:
        """Return what the answers to the prompts say of the fragment."""
        raw = None if any(answer is None for answer in answers) else " ".join(map(str.strip, filter(None, answers)))
        if not raw:
            return Reading(reason=refuse(self.source, raw) or NOTHING)
        steady = True
        if self.kind in (MARKED, SENTENCE):
            whole = len(self.source) + sum(map(len, self.sides))
            if len(raw) > LONGEST_AT_LEAST + LONGEST_PER_CHARACTER * whole:
                return Reading(reason=refuse(self.source, raw) or LONG)
            cut = self._cut(raw) if self.kind == MARKED else _match(self.sides, raw)
            if not cut.text:
                return cut
            raw, steady = cut.text, cut.steady
        text = tidy(self.source, raw)
        reason = refuse(self.source, text)
        return Reading(reason=reason) if reason else self._finish(text, steady=steady)

    def _cut(self, raw: str) -> Reading:
        """Return what stands between the marks, if they came back once and whole."""
        _, _, pattern, trace = MARKS[self.marks]
        raw = raw.translate(_FULL)
        found = list(pattern.finditer(raw))
        if len(found) != 1 or not found[0][1].strip():
            return Reading(reason=LOST)
        match = found[0]
        sides = raw[: match.start()], raw[match.end() :]
        if any(trace.search(part) for part in (*sides, match[1])):
            return Reading(reason=LOST)
        steady = all(_answers(own, came) for own, came in zip(self.sides, sides, strict=True))
        return Reading(match[1], steady=steady)

    def _finish(self, text: str, *, steady: bool) -> Reading:
        for word in self.settled:
            if word.casefold() not in text.casefold():
                return Reading(reason=SETTLED)
        whole = self.masks.put_back(text)
        return Reading(reason=MASKS) if whole is None else Reading(whole, steady=steady)


def _answers(own: str, came: str) -> bool:
    """Tell whether the English beside a fragment came back as it was, but for case, blanks and marks."""
    if not has_cjk(own):
        return _fold(own) == _fold(came)
    # What an engine makes of other Chinese there is not known; the English before and behind it is.
    runs = list(find_runs(own))
    first, last = _fold(own[: runs[0].start()]), _fold(own[runs[-1].end() :])
    words = _fold(came)
    return (
        len(words) >= len(first) + len(last)
        and words[: len(first)] == first
        and words[len(words) - len(last) :] == last
    )


def _fold(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())


def _match(sides: tuple[str, str], raw: str) -> Reading:
    """Return what stands in an answer between the author's words, if these came back as they were."""
    found = list(_WORDS.finditer(raw))
    words = [match[0].casefold() for match in found]
    before, after = map(_fold, sides)
    count = len(words) - len(before) - len(after)
    if count < 1 or words[: len(before)] != before or words[len(before) + count :] != after:
        return Reading(reason=ENGLISH)
    return Reading(raw[found[len(before)].start() : found[len(before) + count - 1].end()], steady=True)


def make_frames(
    request: TranslationRequest, limits: Limits, *, reads_context: bool, sentence: bool, redacted: bool
) -> list[Frame]:
    """Return the ways in which a fragment is sent, the one to be believed first before the others.

    What the request's glosses settle stands in English already when it is sent.
    """
    glosses = _choose_glosses(request)
    source, settled = _settle(request.fragment, glosses)
    before, after = (_settle(side, glosses)[0] for side in (request.before, request.after))
    masks = redact(source) if redacted else Redaction(source)
    if redacted:
        before, after = redact(before).text, redact(after).text
    alone = Frame(ALONE, _cut_up(masks.text, limits), source, masks=masks, settled=settled)
    if not has_cjk(masks.text):
        return []
    if reads_context:
        told = tuple((redact(own).text, redact(english).text) for own, english in glosses) if redacted else glosses
        if len(alone.prompts) > 1:
            return [alone]
        return [alone._replace(kind=CONTEXT, prompts=(Prompt(masks.text, before, after, told),))]
    framed = _frame(alone, before, after, limits, sentence=sentence)
    return [framed, alone] if framed else [alone]


def _frame(alone: Frame, before: str, after: str, limits: Limits, *, sentence: bool) -> Frame | None:
    """Return the frame with the sentence, None where there is none or it does not fit into a request."""
    text = alone.masks.text
    # Words of two languages that touch are one word to some engines.
    before = f"{before} " if before[-1:].isalnum() else before
    after = f" {after}" if after[:1].isalnum() else after
    if not (_WORDS.search(before) or _WORDS.search(after)):
        return None
    if sentence and not has_cjk(before + after):
        whole = (before + text + after).strip()
        kind, mark, prompt = SENTENCE, 0, Prompt(whole)
    else:
        mark = next((n for n, marks in enumerate(MARKS) if not marks[3].search(before + text + after)), -1)
        if mark < 0:
            return None
        opening, closing = MARKS[mark][:2]
        kind, prompt = MARKED, Prompt(f"{before}{opening}{text}{closing}{after}".strip())
    if "\n" in prompt.text or not fits(prompt.text, limits):
        return None
    return alone._replace(kind=kind, prompts=(prompt,), sides=(before, after), marks=mark)


def _choose_glosses(request: TranslationRequest) -> tuple[tuple[str, str], ...]:
    """Return the settled pairs that concern a request, the longest first, so that the others change nothing."""
    whole = request.fragment + request.before + request.after
    chosen = {own: english for own, english in request.glosses if own and english and own in whole}
    return tuple(sorted(chosen.items(), key=lambda pair: (-len(pair[0]), pair)))


def _settle(text: str, glosses: Iterable[tuple[str, str]]) -> tuple[str, tuple[str, ...]]:
    """Return `text` with settled Chinese in English, and the English that was put in."""
    put_in = []
    for own, english in glosses:
        # A single character is more often a part of another word than the settled one.
        if own in text and (len(own) > 1 or text == own):
            text = _join(text.split(own), english)
            put_in.append(english)
    return text, tuple(put_in)


def _join(parts: list[str], english: str) -> str:
    """Return parts with English between them, and blanks where words would touch."""
    text = parts[0]
    for part in parts[1:]:
        text += " " * text[-1:].isalnum() + english + " " * part[:1].isalnum() + part
    return text


def fits(text: str, limits: Limits) -> bool:
    """Tell whether a service takes `text` in one request."""
    size = sum(1 if character.isascii() else limits.bytes_per_han for character in text) if limits.largest else 0
    return (not limits.longest or len(text) <= limits.longest) and size <= limits.largest


def _cut_up(text: str, limits: Limits) -> tuple[Prompt, ...]:
    """Return a text in as many prompts as the service needs, cut behind sentences, then clauses, then anywhere."""
    return tuple(Prompt(part.strip()) for part in _split(text, limits, (_BOUNDS, _COMMAS)) if part.strip())


def _split(text: str, limits: Limits, bounds: tuple[re.Pattern[str], ...]) -> list[str]:
    if fits(text, limits):
        return [text]
    if not bounds:
        middle = len(text) // 2
        return [text] if not middle else _split(text[:middle], limits, ()) + _split(text[middle:], limits, ())
    parts = [part for part in bounds[0].split(text) if part]
    pieces: list[str] = []
    for part in parts:
        if pieces and fits(pieces[-1] + part, limits):
            pieces[-1] += part
        else:
            pieces += _split(part, limits, bounds[1:])
    return pieces
