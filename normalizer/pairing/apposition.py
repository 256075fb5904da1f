"""The gloss right before the Chinese, without brackets: ``gloss 中文``, ``“gloss 中文”``, ``gloss, 中文``."""

from __future__ import annotations

from normalizer.pairing.match import NO_MATCH
from normalizer.pairing.place import cover_tones, cut_place, locate_gloss, read_gloss_before, read_shared_quote
from normalizer.pairing.removal import keep_mark, remove_after, unwrap
from normalizer.pairing.wording import PARTICLES, STOPWORDS
from normalizer.records import TYPE_CHECKING
from normalizer.types import Pair, Span

if TYPE_CHECKING:
    from normalizer.detection.masking.lookup import MaskLookup
    from normalizer.pairing.evidence import EvidenceReader
    from normalizer.pairing.match import Match
    from normalizer.pairing.place import Place
    from normalizer.pairing.wording import Phrase
    from normalizer.types import Fragment

_HALF = 0.5
_THIRD = 0.33
_QUARTER = 0.25
_TITLE = 4
"""Characters from which Chinese right behind a title set in italics is that title."""

_LONGEST_TITLE = 6
_NAMED = 3
"""Characters from which Chinese at the end of a quoted English title is that title."""

_NUMBERS = frozenset("one two three four five six seven eight nine ten hundred thousand first second third".split())
"""Words that alone prove nothing: they count what the Chinese names."""

_KINDS = frozenset(
    "system policy movement campaign theory doctrine principle school dynasty period era people group province"
    " county city town village district river lake mountain festival party style method ceremony ritual"
    " tradition concept project program programme law office agency".split()
)
"""Nouns of what a thing is, which English adds where Chinese needs no word: *the examination system* is 科举."""

_LABELS = frozenset(
    "cantonese mandarin chinese pinyin character characters word words particle particles marker markers suffix prefix"
    " classifier".split()
)
"""Words that label a single character and do not gloss it."""


def find_apposition(text: str, fragment: Fragment, masks: MaskLookup, reader: EvidenceReader) -> Pair | None:
    """Return the pair when the words right before a fragment are its gloss."""
    position = unwrap(text, *fragment.outer).start
    if _opens_quote(text, position):
        return None
    shared = read_shared_quote(text, position, fragment.outer.end)
    place = cut_place(read_gloss_before(text, position, len(fragment.text), masks), shared.span.start if shared else 0)
    match = reader.match(fragment.text, place.phrase) if _may_gloss(fragment, place, reader) else NO_MATCH
    confidence, reason = _judge(text, fragment, place, match, reader)
    if confidence == 0.0 or _answers_by_half(text, fragment, place.phrase, match, reader):
        if not shared:
            return _find_doublet_before(text, fragment, place, reader)
        place, match = shared, reader.match(fragment.text, shared.phrase)
        confidence, reason = _judge_shared(shared, match, len(fragment.text))
        if confidence == 0.0:
            return None
    gloss = cover_tones(text, locate_gloss(place, match))
    edit = remove_after(text, *fragment.outer)
    replacement = keep_mark(text, fragment)
    return Pair(
        fragment, "apposition", text[gloss.start : gloss.end], gloss, edit, replacement, None, confidence, reason
    )


def _may_gloss(fragment: Fragment, place: Place, reader: EvidenceReader) -> bool:
    """Tell whether `_judge` could take the words for a gloss: plain ones only if the last of them can answer."""
    words = place.phrase.words
    if place.set_apart or (len(words) > 1 and all(word[:1].isupper() for word in words[-2:])):
        return True
    first = max(0, len(words) - 1 - (bool(words) and words[-1].lower() in PARTICLES))
    return reader.may_answer(fragment.text, place.phrase, first)


def _find_doublet_before(text: str, fragment: Fragment, place: Place, reader: EvidenceReader) -> Pair | None:
    """``forgot忘记``: the Chinese goes when the word before it, or before an adverb, is a whole wording of it."""
    words = place.phrase.words
    if not words or "," in text[place.span.end : fragment.start]:
        return None
    if reader.words(fragment.text, words[-1:]):
        at = len(words) - 1
    elif len(words) > 1 and reader.english(words[-1]).pos == "r" and reader.words(fragment.text, words[-2:-1]):
        at = len(words) - 2
    else:
        return None
    gloss = Span(place.phrase.starts[at], place.phrase.ends[at])
    edit, mark = remove_after(text, *fragment.outer), keep_mark(text, fragment)
    reason = "a sense of it stands before it"
    return Pair(fragment, "doublet", text[gloss.start : gloss.end], gloss, edit, mark, None, 0.8, reason)


def _answers_by_half(text: str, fragment: Fragment, phrase: Phrase, match: Match, reader: EvidenceReader) -> bool:
    """Tell whether one plain word is all that answers, as a part of a longer wording (*worked* of *work hard*)."""
    if match.sound or match.surname or len(match.answered) != 1 or len(fragment.text) == 1:
        return False
    word = phrase.words[match.answered[0]]
    quoted = phrase.starts[0] > 0 and text[phrase.starts[0] - 1] in "“\"‘'"
    return word.islower() and "-" not in word and not quoted and not reader.means_alone(fragment.text, word)


def _opens_quote(text: str, position: int) -> bool:
    """Tell whether a quotation or emphasis that holds more than the fragment opens right before it."""
    before = text[position - 1 : position]
    if before in ("“", "‘", "「", "『", "《"):
        return True
    return before in ('"', "'", "*", "_") and (position < 2 or text[position - 2] in " \n([*_")  # noqa: PLR2004


def _judge(text: str, fragment: Fragment, place: Place, match: Match, reader: EvidenceReader) -> tuple[float, str]:
    """Say how sure it is that the words right before a fragment are its gloss."""
    if match == NO_MATCH:
        return 0.0, ""
    phrase = place.phrase
    count = len(phrase.words)
    near = match.last >= count - 1 - (phrase.words[-1].lower() in PARTICLES | _KINDS)
    little = _NUMBERS if len(fragment.text) > 1 else _NUMBERS | _LABELS
    if match.sound < 1.0 and match.answered and all(phrase.words[i].lower() in little for i in match.answered):
        return 0.0, ""
    if match.sound == 1.0 and near:
        return 0.95, "the words before it spell its reading"
    if "," in text[phrase.ends[-1] : fragment.start] and match.total < 1.0:
        return 0.0, ""  # the next of a list, more often than not
    names = all(word[:1].isupper() for word in phrase.words[-2:])
    if (
        match.surname
        and names
        and match.last >= count - 3
        and count > 1
        and place.span.end == phrase.ends[-1]
        and "," not in text[place.span.end : fragment.start]
    ):
        return 0.85, "the name before it holds its surname"
    if match.total >= _HALF and near:
        return 0.85 if match.covered >= _HALF else 0.6, "the words before it mean it"
    return _judge_part(fragment, place, match, reader, names=names and count > 1)


def _judge_shared(place: Place, match: Match, length: int) -> tuple[float, str]:
    """Judge words in one pair of quotes with the Chinese: a title in both languages, or a sentence with a leak."""
    content = [word for word in place.phrase.words if word.lower() not in STOPWORDS]
    if match.total >= _QUARTER and len(match.answered) > max(1, _THIRD * len(content)):
        return 0.7, "the words in its quotes mean it"
    titled = 0 < len(content) <= _LONGEST_TITLE and all(word[:1].isupper() for word in content)
    return (0.6, "a title in both languages fills its quotes") if titled and length >= _NAMED else (0.0, "")


def _judge_part(
    fragment: Fragment, place: Place, match: Match, reader: EvidenceReader, *, names: bool
) -> tuple[float, str]:
    """Judge words that answer a part of the Chinese: quoted, or capital words at the end."""
    titled = sum(word[:1].isupper() for word in place.phrase.words) > 1 and not reader.is_word(fragment.text)
    marked = fragment.outer.start < fragment.start
    late = match.last >= len(place.phrase.words) - 2
    if len(fragment.text) == 1 or reader.is_person(fragment.text):
        return 0.0, ""
    if place.set_apart and match.total >= _QUARTER and (late or names or marked):
        return 0.7, "quoted words before it mean a part of it"
    if place.set_apart and titled and match.total > 0 and len(fragment.text) >= _TITLE:
        return 0.6, "a title before it means a part of it"
    if late and names and match.total >= _THIRD:
        return 0.7, "capital words before it mean a part of it"
    return 0.0, ""
