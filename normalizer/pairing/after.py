"""The gloss that stands after the Chinese: ``中文 (gloss)``, ``中文 “gloss”``, ``中文, or gloss,`` and the like."""

from __future__ import annotations

import re

from normalizer.detection.codepoints import has_cjk
from normalizer.pairing.content import CLAUSE, judge_content
from normalizer.pairing.lines import find_gloss_before_colon, find_gloss_in_cell, find_gloss_of_head
from normalizer.pairing.notgloss import looks_like_no_gloss, opens_aside, opens_clause
from normalizer.pairing.removal import remove_before, unwrap
from normalizer.pairing.wording import WORD, Phrase, read_phrase
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING
from normalizer.types import Pair, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from normalizer.pairing.evidence import EvidenceReader
    from normalizer.types import Fragment

_HALF = 0.5
_MAX_GLOSS_WORDS = 14
_LONGEST_LINK = 104
_BLANK = r"[ \t\xa0\u3000]*"
_BRACKET = precompile(
    _BLANK + r"(?:\((?P<a>(?:[^()（）\n]|\([^()\n]{1,60}\)){1,160})[)）]|（(?P<b>[^()（）\n]{1,160})[)）]"
    r"|\[(?P<c>[^\[\]\n]{1,120})\](?!\())"
)
_FOOTNOTE = precompile(r"\[\d{1,3}\](?= ?[(（])")
_LINK_END = precompile(r"\](?= ?[(（])")
_LINK_START = precompile(r"://[^\s\[\]]{1,100}\[$")
"""An AsciiDoc link up to its words (``https://example.org[中文] (gloss)``)."""

_LINK = precompile(r"https?://[^\s\[\]()]+\[(?P<words>[^\[\]\n]+)\]|\[(?P<label>[^\[\]\n]+)\]\(https?://[^\s()]+\)")
"""A link inside a gloss, in AsciiDoc or Markdown: its words are read, the whole of it stays."""

_QUOTE = precompile(_BLANK + r"(?:“(?P<a>[^“”\n]{1,90})”|\"(?P<b>[^\"\n]{1,90})\"|‘(?P<c>[^‘’\n]{1,60})’)")
_LEAD = precompile(
    r"[,;\s]*(?:(?:also |usually |often |sometimes |commonly |can be )?(?:translated as|rendered as|called|known as)"
    r"|pronounced|lit(?:\.|erally|eral meaning)?|meaning|i\.e\.|that is|roughly|translation"
    r"|or|approximately|in english)\b[.,:]?\s*",
    re.IGNORECASE,
)
_TELLS = precompile(r"lit|mean|i\.e|transl|(?:\w+ )*(?:translated|rendered)", re.IGNORECASE)
"""Openings that alone say that a gloss follows."""

_MEANS = precompile(
    r"[”’\"'》」*_]*,?\s*(?:(?:which|that)\s+)?(?:roughly\s+|literally\s+|simply\s+)?"
    r"(?:(?P<tells>literally|lit(?:\.|(?=:))|(?:translates?|(?:is |are )?(?:literally |roughly )?translated)"
    r"(?: roughly| literally)? (?:as|to|into))|means?|meaning|that is,?|denotes|signifies|stands? for)(?!\w)[,:]?\s*"
    r"(?P<gloss>[“\"‘']?[^\n.;:()（）]{2,90})"
)
_OR = precompile(r",\s*(?:or|i\.e\.,?|that is,?|namely)\s+(?P<gloss>[“\"‘]?[^\n,.;:()（）]{2,80})(?P<close>,)?")
_READING = precompile(r"(?P<blank>" + _BLANK + r")(?P<wrap>[*_]{0,2})(?P<words>[^\W\d_]+(?:[ '’ʼ\-][^\W\d_]+){0,7})")
_NEXT_WORDS = precompile(_BLANK + rf"[*_“\"]*(?P<words>{WORD.pattern}(?: {WORD.pattern})?)")
_HELPING = frozenset("is are was were be been has have had will would most more very".split())
_SEPARATOR = precompile(r"\s*[,;，；:]\s+")


def find_gloss_in_brackets(text: str, fragment: Fragment, reader: EvidenceReader) -> Pair | None:
    """``中文 (gloss)``, ``中文（gloss）``, ``中文 [gloss]``, also ``中文 (pinyin, “gloss”)``."""
    outer = unwrap(text, *fragment.outer)
    linked = _LINK_START.search(text, max(0, outer.start - _LONGEST_LINK), outer.start)
    match = (_LINK_END if linked else _FOOTNOTE).match(text, outer.end)
    marker = text[outer.end : match.end()] if match else ""
    found = _BRACKET.match(text, outer.end + len(marker))
    if not found:
        return None
    name = next(key for key, value in found.groupdict().items() if value is not None)
    inner = Span(*found.span(name))
    content = text[inner.start : inner.end]
    if has_cjk(content) or not any(len(word) > 1 for word in WORD.findall(content)):
        return None
    content = content.lstrip(" ,;")
    start = inner.end - len(content)
    lead = _LEAD.match(content)
    start += lead.end() if lead else 0
    cut = _SEPARATOR.search(text, start, inner.end)
    first = Span(start, cut.start() if cut else inner.end)
    set_apart = name == "c" or text[outer.end - 1] in '”"’』'
    own = start + _count_repeated(text, outer.start, text[start : first.end])
    words = _LINK.sub(r"\g<words>\g<label>", text[own : inner.end])
    whole = judge_content(fragment.text, words, reader, set_apart=set_apart)
    part = judge_content(fragment.text, text[own : first.end], reader, set_apart=set_apart) if cut else (0.0, "")
    if lead and not max(whole, part)[0] and _TELLS.match(lead.group().strip(" ,;")):
        whole = (0.8, "the brackets say what it means")
    if max(whole, part)[0] == 0.0:
        return None
    rest = text[cut.end() : inner.end] if cut else ""
    prose = set_apart or (len(fragment.text) >= CLAUSE and not reader.is_word(fragment.text))
    splits = bool(cut) and (_leads_off(rest, reader, prose=prose) or _is_reading(text, fragment, first, reader))
    if cut and splits and part[0] >= whole[0]:
        # The rest of the brackets is not touched: only what stands before it is rewritten.
        kind = "reading in brackets" if _is_reading(text, fragment, first, reader) else "brackets after"
        tail = marker + " " + _open_bracket(text, inner.start)
        return _replace(text, fragment, Span(outer.start, cut.end()), first, tail, part, kind)
    whole = max(whole, part)
    if "://" in words:
        return None
    gloss = Span(start, inner.end)
    edit = Span(_take_article(text, outer.start, gloss), found.end())
    return _replace(text, fragment, edit, gloss, marker, whole)


def _open_bracket(text: str, position: int) -> str:
    return "[" if text[position - 1] == "[" else "("


def _leads_off(rest: str, reader: EvidenceReader, *, prose: bool) -> bool:
    """Tell whether what follows the first item of a bracket is no further gloss; behind `prose` it may be a clause."""
    if prose:
        return "://" in rest or looks_like_no_gloss(rest)
    article = rest.lower().startswith(("a ", "an ", "the "))
    return (
        "://" in rest or article or looks_like_no_gloss(rest) or opens_clause(rest) or opens_aside(rest, reader.english)
    )


def _is_reading(text: str, fragment: Fragment, span: Span, reader: EvidenceReader) -> bool:
    return reader.spells(text[span.start : span.end], fragment.text)


def _replace(
    text: str,
    fragment: Fragment,
    edit: Span,
    gloss: Span,
    tail: str,
    judged: tuple[float, str],
    kind: str = "brackets after",
) -> Pair:
    """Build the pair whose whole is replaced by the author's words."""
    start, end = gloss
    while start < end and text[start] in " “\"‘'*_":
        start += 1
    while start < end and text[end - 1] in " ”\"’'*_,":
        end -= 1
    words = text[start:end]
    edit = Span(edit.start - _count_repeated(text, edit.start, words), edit.end)
    return Pair(fragment, kind, words, Span(start, end), edit, words + tail, Span(0, len(words)), *judged)


def _count_repeated(text: str, start: int, words: str) -> int:
    """Return the length of what is glued to the Chinese and begins its gloss too (``CCTV电视剧 (CCTV series)``)."""
    glued = precompile(r"[A-Za-z0-9]+$").search(text[max(0, start - 24) : start])
    if not glued or not words.startswith(glued.group()):
        return 0
    following = words[len(glued.group()) :][:1]
    return 0 if following.isalnum() or following == "_" else len(glued.group())


def find_gloss_in_quotes(text: str, fragment: Fragment, reader: EvidenceReader) -> Pair | None:
    """``中文 “gloss”``: the quoted English stays, in its quotes."""
    outer = unwrap(text, *fragment.outer)
    if text[outer.start - 1 : outer.start] == "[" and text[outer.end : outer.end + 1] == "]":
        outer = Span(outer.start - 1, outer.end + 1)
    found = _QUOTE.match(text, outer.end)
    if not found or outer.end == found.end():
        return None
    name = next(key for key, value in found.groupdict().items() if value is not None)
    span = Span(*found.span(name))
    phrase = read_phrase(text, *span)
    if has_cjk(text[span.start : span.end]) or not 0 < len(phrase.words) <= max(_MAX_GLOSS_WORDS, len(fragment.text)):
        return None
    match = reader.match(fragment.text, phrase)
    confidence = 0.9 if match.total >= _HALF else 0.66 if match.total > 0 else 0.0
    if not confidence:
        return None
    cut = remove_before(text, *outer)
    return Pair(
        fragment,
        "quotes after",
        text[span.start : span.end],
        span,
        cut,
        "",
        None,
        confidence,
        "the quotes after it mean it",
    )


def find_gloss_by_verb(text: str, fragment: Fragment, reader: EvidenceReader) -> Pair | None:
    """``中文, which means “gloss”``: the Chinese is romanized, the author's sentence stays."""
    found = _MEANS.match(text, fragment.outer.end)
    if not found:
        return None
    span = Span(*found.span("gloss"))
    if text[span.start] in "“\"‘'":
        closing = {"“": "”", '"': '"', "‘": "’", "'": "'"}[text[span.start]]
        end = text.find(closing, span.start + 1, span.end + 60)
        span = Span(span.start + 1, end if end > 0 else span.end)
    words = text[span.start : span.end]
    phrase = read_phrase(text, *span)
    if has_cjk(words) or not phrase.words:
        return None
    match = reader.match(fragment.text, phrase)
    quoted = text[span.start - 1] in "“\"‘'"
    if not quoted:
        end = min((at for at in (words.find(","), words.find(" and ")) if at > 0), default=len(words))
        span, words = Span(span.start, span.start + end), words[:end]
    if match.total < _HALF and not quoted and not found["tells"]:
        return None
    confidence = 0.95 if match.total >= _HALF else 0.9 if quoted else 0.6
    return Pair(
        fragment, "mention", words, span, Span(*fragment.outer), "", None, confidence, "the sentence says what it means"
    )


def find_gloss_by_or(text: str, fragment: Fragment, reader: EvidenceReader) -> Pair | None:
    """``中文, or gloss,``: the gloss takes the place of both and of its commas."""
    found = _OR.match(text, fragment.outer.end)
    if not found:
        return None
    span = Span(*found.span("gloss"))
    phrase = read_phrase(text, *span)
    if has_cjk(found["gloss"]) or not 0 < len(phrase.words) <= _MAX_GLOSS_WORDS:
        return None
    match = reader.match(fragment.text, phrase)
    if match.total < _HALF:
        return None
    edit = Span(_take_article(text, unwrap(text, *fragment.outer).start, span), found.end())
    return _replace(text, fragment, edit, span, "", (0.9, "the words after “or” mean it"), "or")


def _take_article(text: str, start: int, gloss: Span) -> int:
    """Return `start`, moved over an article before it where the gloss brings its own."""
    article = precompile(r"\b(?:the|a|an) $", re.IGNORECASE).search(text[max(0, start - 5) : start])
    own = precompile(r"[“\"‘']?(?:the|a|an) ", re.IGNORECASE).match(text[gloss.start : gloss.end])
    return start - len(article.group()) if article and own else start


def find_reading_after(text: str, fragment: Fragment, reader: EvidenceReader) -> Pair | None:
    """``关系 guānxi``: the author's own romanization right after it stays."""
    outer = unwrap(text, *fragment.outer)
    found = _READING.match(text, outer.end)
    if not found or (not found["blank"] and not found["wrap"]) or len(fragment.text) > 12:  # noqa: PLR2004 - a term
        return None
    phrase = read_phrase(text, *found.span("words"))
    if not reader.sounds_like(fragment.text, phrase):
        return None
    match = reader.match(fragment.text, phrase)
    if match.first != 0:
        return None
    span = Span(phrase.starts[0], phrase.ends[match.last])
    cut = remove_before(text, *fragment.outer)
    return Pair(
        fragment, "reading after", text[span.start : span.end], span, cut, "", None, 0.9, "its reading follows it"
    )


def find_doublet_after(text: str, fragment: Fragment, reader: EvidenceReader) -> Pair | None:
    """``still真 real``: the Chinese goes when one of the next two words is a sense of it."""
    found = _NEXT_WORDS.match(text, fragment.outer.end)
    if not found:
        return None
    phrase = read_phrase(text, *found.span("words"))
    place = _find_doublet(phrase, fragment.text, reader)
    if place is None:
        return None
    span = Span(phrase.starts[place[0]], phrase.ends[place[1]])
    cut = remove_before(text, *fragment.outer)
    return Pair(fragment, "doublet", text[span.start : span.end], span, cut, "", None, 0.8, "a sense of it follows it")


def _find_doublet(phrase: Phrase, fragment: str, reader: EvidenceReader) -> tuple[int, int] | None:
    """Return the first and the last of the words that are a wording of `fragment`.

    A helping verb, an adjective or an adverb may stand before.
    """
    words = phrase.words
    if reader.words(fragment, words[:1]):
        return 0, 0
    if len(words) > 1 and reader.words(fragment, words):
        return 0, 1
    between = words[0].lower() in _HELPING or bool(set(reader.english(words[0]).pos) & set("ar"))
    if len(words) > 1 and between and reader.words(fragment, words[1:]):
        return 1, 1
    return None


FORMS_AFTER: tuple[Callable[[str, Fragment, EvidenceReader], Pair | None], ...] = (
    find_gloss_in_brackets,
    find_gloss_in_quotes,
    find_gloss_by_verb,
    find_gloss_by_or,
    find_gloss_of_head,
    find_gloss_before_colon,
    find_gloss_in_cell,
    find_reading_after,
    find_doublet_after,
)
"""The forms with the gloss after the Chinese; each takes text, fragment and evidence."""
