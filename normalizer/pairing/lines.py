"""The gloss in a line of a glossary or in the next cell of a table: the Chinese is the headword there.

``中文 — gloss`` and ``| 中文 | gloss |``: the sentence or row is about the word, so that the Chinese
is read out in its place and the author's English stays in its own.
"""

from __future__ import annotations

from normalizer.detection.codepoints import has_cjk
from normalizer.pairing.removal import unwrap
from normalizer.pairing.wording import STOPWORDS, read_phrase
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING
from normalizer.types import Pair, Span

if TYPE_CHECKING:
    from normalizer.pairing.evidence import EvidenceReader
    from normalizer.types import Fragment

_HALF = 0.5
_REACH = 120
_HEAD = precompile(r"(?:^|\n)[ \t]*(?:[-*+•] |\d{1,3}[.)] |#+ )?[ \t]*$")
_AFTER_HEAD = precompile(r"(?:[ \t]*[:：]|[ \t]+[–—=-]|[–—=])[ \t]+(?P<gloss>[^\n.;:()（）]{2,80})")
_BEFORE_COLON = precompile(
    r"(?:^|\n)[ \t]*(?:[-*+•] |\d{1,3}[.)] )?(?P<gloss>[^\n:：|]{2,80}?)(?P<colon>[*_]*[:：][*_]*[ \t]+)$"
)
_CELL_BEFORE = precompile(r"(?:^|\n|[|\t])[ \t]*(?P<gloss>[^|\t\n]{2,80}?)[ \t]*[|\t][ ]*$")
_CELL_AFTER = precompile(r"[ ]*[|\t][ \t]*(?P<gloss>[^|\t\n]{2,80}?)[ \t]*(?:[|\t\n]|$)")


def find_gloss_of_head(text: str, fragment: Fragment, reader: EvidenceReader) -> Pair | None:
    """``- 中文 — gloss`` or ``中文: gloss`` on a line of its own: the headword is read out."""
    outer = unwrap(text, *fragment.outer)
    found = _AFTER_HEAD.match(text, outer.end)
    if not found or not _HEAD.search(text[max(0, outer.start - 24) : outer.start]):
        return None
    start, end = found.span("gloss")
    comma = text.find(",", start, end)
    return _judge(text, fragment, Span(start, comma if comma > 0 else end), reader)


def find_gloss_before_colon(text: str, fragment: Fragment, reader: EvidenceReader) -> Pair | None:
    """``gloss: 中文`` on a line of its own: the English stays alone."""
    outer = unwrap(text, *fragment.outer)
    ends = text[outer.end : outer.end + 1] in ("", "\n")
    if not ends or text[outer.start - 2 : outer.start].strip() not in (":", "：", "*", "_"):
        return None
    begun = max(0, outer.start - _REACH)
    found = _BEFORE_COLON.search(text[begun : outer.start])
    if not found:
        return None
    pair = _judge(text, fragment, Span(begun + found.start("gloss"), begun + found.end("gloss")), reader)
    edit = Span(begun + found.start("colon"), outer.end)
    return pair and pair._replace(kind="line", edit=edit)


def find_gloss_in_cell(text: str, fragment: Fragment, reader: EvidenceReader) -> Pair | None:
    """``| 中文 | gloss |``, either way round: the Chinese cell is read out, so that the table keeps its shape."""
    outer = unwrap(text, *fragment.outer)
    if text[outer.end : outer.end + 2].lstrip(" ")[:1] not in ("|", "\t", "\n", ""):
        return None
    before = text[max(0, outer.start - _REACH) : outer.start]
    opens = before.rstrip(" ")[-1:] in ("|", "\t", "\n", "")
    places = []
    if opens and (after := _CELL_AFTER.match(text, outer.end)):
        places.append(Span(*after.span("gloss")))
    if opens and (left := _CELL_BEFORE.search(before)):
        shift = outer.start - len(before)
        places.append(Span(left.start("gloss") + shift, left.end("gloss") + shift))
    return next((pair for place in places if (pair := _judge(text, fragment, place, reader))), None)


def _judge(text: str, fragment: Fragment, span: Span, reader: EvidenceReader) -> Pair | None:
    """Return the pair when most of the English means or spells the Chinese."""
    if has_cjk(text[span.start : span.end]):
        return None
    phrase = read_phrase(text, *span)
    match = reader.match(fragment.text, phrase)
    content = [i for i, w in enumerate(phrase.words) if i in match.answered or w.lower() not in STOPWORDS]
    if match.total < _HALF or len(match.answered) < _HALF * len(content):
        return None
    place = Span(phrase.starts[0], phrase.ends[-1])
    words = text[place.start : place.end]
    reason = "the line or the next cell gives its meaning"
    return Pair(fragment, "mention", words, place, Span(*fragment.outer), "", None, 0.96, reason)
