"""How sure it is that the English in brackets right after a fragment glosses it, and is no aside."""

from __future__ import annotations

from normalizer.pairing.notgloss import looks_like_no_gloss, opens_aside, opens_clause
from normalizer.pairing.wording import STOPWORDS, read_phrase
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.pairing.evidence import EvidenceReader
    from normalizer.pairing.match import Match
    from normalizer.pairing.wording import Phrase

_HALF = 0.5
_MOST = 0.75
_THIRD = 0.33
_QUARTER = 0.25
_NEAR = 0.5
_MAX_WORDS = 14
CLAUSE = 5
"""Characters from which a fragment is a clause or a title rather than a word."""

_SHORT = 2
_RARE = 35
"""Commonness of an English word under which a capital makes it a name of its own, no city or country."""

_FIGURES = 4
_LONGEST_FREE = 4
_LEAST_KIND = 3
_LONG = 4
_DESCRIBES = frozenset("of from for by with without".split())
"""Words that join a description to a noun."""

_FINITE = frozenset("is are was were be been has have had will would can could may might must does do did".split())
_PERSON = precompile(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Lady|President|Uncle|Aunt)\b")
_PLACES = tuple("省市县縣区區镇鎮乡鄉村州郡府山江河湖海岛島路街城国國")


def judge_content(fragment: str, content: str, reader: EvidenceReader, *, set_apart: bool = False) -> tuple[float, str]:
    """Return how sure it is that `content` glosses the Chinese before it, and why; 0 when it does not.

    `set_apart` says that the Chinese stands in quotes of its own or the English in square brackets,
    which the author does to translate.
    """
    phrase = read_phrase(content, 0, len(content))
    if not phrase.words or len(phrase.words) > max(_MAX_WORDS, 2 * len(fragment)):
        return 0.0, ""
    match = reader.match(fragment, phrase)
    if match.sound == 1.0 or _is_toned(content, len(fragment)) or _is_dialect(content, len(fragment), reader):
        return 0.92, "the brackets spell its reading"
    known = reader.is_word(fragment)
    figures = sum(c.isdigit() for c in content)
    share = _share(match, phrase)
    if (len(fragment) >= CLAUSE and not known) or set_apart:
        return _judge_clause(content, match, share)
    if _repeats_sense(fragment, content, reader):
        return 0.95, "the brackets mean it"
    if opens_clause(content):
        return 0.0, ""
    if looks_like_no_gloss(content) or opens_aside(content, reader.english) or figures:
        sure = match.total >= _HALF and share >= _MOST
        return (0.95, "the brackets mean it") if sure and figures * _FIGURES <= len(content) else (0.0, "")
    return _judge_word(fragment, content, phrase, match, reader)


def _judge_word(fragment: str, content: str, phrase: Phrase, match: Match, reader: EvidenceReader) -> tuple[float, str]:
    """Judge what stands behind a word or a name and could be any aside, but for what answers the Chinese."""
    known, share = reader.is_word(fragment), _share(match, phrase)
    capital = all(w[:1].isupper() for w in phrase.words)
    if match.surname and (capital or not known):
        return 0.95, "the brackets hold its surname"
    if _says_it(fragment, phrase, reader) or (match.total >= _HALF and share >= (_HALF if known else _QUARTER)):
        return 0.95, "the brackets mean it"
    if _names_kind(content, match, phrase):
        return 0.7, "the last word of the brackets means it"
    if match.total > 0 and share >= _THIRD and not known:
        return 0.85, "the brackets mean a part of it"
    return _judge_unknown(fragment, content, phrase, reader)


def _repeats_sense(fragment: str, content: str, reader: EvidenceReader) -> bool:
    """Tell whether the brackets hold a sense as the dictionary has it, of any length: *If You Are the One*."""
    record = reader.find_record(fragment)
    said = content.strip(" “”\"‘’'*_.").casefold()
    senses = (sense for entry in (record.entries if record else ()) for sense in entry.senses)
    return any(said in (s.gloss.casefold(), *map(str.casefold, s.alternatives)) for s in senses if s.gloss)


def _says_it(fragment: str, phrase: Phrase, reader: EvidenceReader) -> bool:
    """Tell whether the words are those of a sense, alone or before what describes them: *condolences from a friend*."""
    words = phrase.words
    if reader.words(fragment, words) or reader.words(fragment, [word.replace("-", "") for word in words]):
        return True
    links = [place for place, word in enumerate(words[1:4], 1) if word in _DESCRIBES]
    plain = not any(word.lower() in _FINITE or "d" in reader.english(word).inflected for word in words)
    return bool(links) and plain and reader.words(fragment, words[: links[0]])


def _judge_clause(content: str, match: Match, share: float) -> tuple[float, str]:
    """Judge what stands behind a clause, title or quotation, which no aside follows unless it is of a known shape."""
    figures = sum(c.isdigit() for c in content)
    if match.total >= _HALF and share >= _QUARTER and figures * _FIGURES <= len(content):
        return 0.95, "the brackets mean it"
    if match.total > 0 and share >= _THIRD and not looks_like_no_gloss(content):
        return 0.85, "the brackets mean a part of it"
    if looks_like_no_gloss(content) or figures:
        return 0.0, ""
    return 0.62, "English in brackets right after a clause or quotation"


def _is_toned(content: str, length: int) -> bool:
    """Tell whether the content opens with as many syllables as the Chinese has, with tones: a reading in any dialect.

    >>> _is_toned("Màaih dāan - Settle the bill", 2), _is_toned("yi⁶", 1), _is_toned("in the café", 3)
    (True, True, False)
    """
    syllables = precompile(r" [–—-] ").split(content, maxsplit=1)[0].strip(" *_").split()
    toned = [s for s in syllables if not s.isascii() or s[-1].isdigit()]
    spelled = all(s.rstrip("123456¹²³⁴⁵⁶").replace("\u0300", "").isalpha() for s in syllables)
    return len(syllables) == length and spelled and 2 * len(toned) > length


def _is_dialect(content: str, length: int, reader: EvidenceReader) -> bool:
    """Tell whether as many words as characters, none of them English, may be a reading without tones (*sik faan*)."""
    words = content.strip(" *_").split(" ")
    return length == len(words) > 1 and all(w.isalpha() and w.islower() and not reader.english(w).pos for w in words)


def _names_kind(content: str, match: Match, phrase: Phrase) -> bool:
    """Tell whether the last of a few words means the Chinese, and the others its kind (*giant pork meatballs*)."""
    few = _LEAST_KIND <= len(phrase.words) <= _LONGEST_FREE and "," not in content
    plain = all(w.lower() not in STOPWORDS for w in phrase.words)
    return few and plain and match.last == len(phrase.words) - 1 and match.total >= _HALF


def _share(match: Match, phrase: Phrase) -> float:
    """Return the share of the content words that answer; romanizations, which have accents, are not counted."""
    content = [
        i for i, w in enumerate(phrase.words) if i in match.answered or (w.lower() not in STOPWORDS and w.isascii())
    ]
    return len(match.answered) / len(content) if content else 0.0


def _renames(fragment: str, bare: str, phrase: Phrase, reader: EvidenceReader) -> bool:
    """Tell whether capital words give another name to what is a name and no place: *Louis Cha* for 金庸."""
    titled = all(w[:1].isupper() for w in phrase.words) and len(phrase.words) > 1
    return titled and "," not in bare and not fragment.endswith(_PLACES) and reader.is_name(fragment)


def _judge_unknown(fragment: str, content: str, phrase: Phrase, reader: EvidenceReader) -> tuple[float, str]:
    """Judge English that no sense and no reading answers: free translations, other names, but most often asides."""
    bare = content.strip()
    if bare[:1] in "“\"‘'" and (bare[1:2].islower() or not reader.is_word(fragment)):
        return 0.7, "quoted English in brackets right after it"
    if reader.is_word(fragment):
        if _renames(fragment, bare, phrase, reader):
            return 0.62, "another name in brackets right after a name"
        near = len(phrase.words) == 1 and bare.islower() and reader.is_near(fragment, phrase.words[0])
        return (0.62, "a word of like meaning in brackets right after it") if near else (0.0, "")
    if reader.is_person(fragment) or phrase.words[0].lower() in ("a", "an", "the") or _PERSON.match(bare):
        return 0.0, ""
    if bare[:1].isupper():
        own = len(phrase.words) == 1 and not fragment.endswith(_PLACES) and reader.english(bare).commonness < _RARE
        long = len(fragment) >= CLAUSE or (len(fragment) >= _LONG and len(phrase.words) >= _LEAST_KIND)
        return (0.62, "a name in brackets right after it") if own or long else (0.0, "")
    free = len(fragment) > _SHORT and len(phrase.words) <= max(_LONGEST_FREE, 2 * len(fragment)) and "," not in bare
    return (0.62, "English in brackets right after it") if free else (0.0, "")
