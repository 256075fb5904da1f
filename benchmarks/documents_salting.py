"""Chinese put into real documents, by means that know nothing of the program's own readers of formats.

Where text stands in a document is told by a pattern of its format (`TEXTS`); between two English
words of such a text a salt is put. What stood around the salts is kept as pieces: whatever comes
out of the program must be these pieces, byte for byte, with something else in the gaps.
"""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAGMENTS = {
    "舆论环境": "opinion public",
    "经济": "econom",
    "群岛": "island archipelag",
    "政策": "polic",
    "学生": "student pupil",
    "城市": "cit town urban",
    "朋友": "friend",
    "问题": "problem question issue top",
    "历史": "histor",
    "重要": "important major significant",
    "工厂": "factor plant work mill",
    "技术": "techn skill",
    "环境": "environment surround",
    "教育": "educat",
    "市场": "market",
    "政府": "government",
    "数据": "data",
    "系统": "system",
    "讨论": "discuss",
    "发展": "develop grow expan",
    "解释": "expla interpret",
    "安静": "quiet peace",
    "著名": "famous known note celebrated",
    "恳请大家": "ask",
    "改变": "chang alter transform",
    "輿論": "opinion public",
    "經濟": "econom",
    "學生": "student pupil",
    "歷史": "histor",
}
"""What is put in, in simplified and traditional characters, and how words begin that mean the same.

Such a word beside the fragment is rightly taken for the author's own gloss, and the Chinese goes.
"""

_GLOSSED = (("舆论环境", "public opinion environment"), ("群岛", "archipelago"), ("内卷", "involution"))


class Shape(NamedTuple):
    """How a salt stands between two words: what is English before and behind the Chinese, and the Chinese's form."""

    name: str
    before: str
    after: str


SHAPES = (
    Shape("alone", " ", " "),
    Shape("glued to the left", "", " "),
    Shape("glued to the right", " ", ""),
    Shape("glued to both", "", ""),
    Shape("with the", " the ", " decision "),
    Shape("with an article", " a ", " decision "),
    Shape("before islands", " ", " islands "),
    Shape("glossed before", "", ""),
    Shape("glossed behind", " ", " "),
    Shape("divided", " ", " "),
)
"""The shapes; the last three are made by rules of their own."""


class Gap(NamedTuple):
    """A place that the program may fill: what was salted there.

    Nothing at all may come of it where it ``may_vanish``, which is the original of an author's gloss,
    or where a word beside it begins as one of ``meanings``. One that ``goes_on`` is a further part
    of a divided salt, whose English may stand in any of its parts.
    """

    salt: str
    may_vanish: bool = False
    meanings: str = ""
    goes_on: bool = False


class Salting(NamedTuple):
    """A text with salts: ``pieces`` stand around ``gaps``, one piece more than gaps.

    ``shapes`` tells the shape of each salt; one that was divided has two gaps.
    """

    pieces: tuple[str, ...]
    gaps: tuple[Gap, ...]
    shapes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The salted text."""
        return "".join(piece + gap.salt for piece, gap in zip(self.pieces, (*self.gaps, Gap("")), strict=True))


class Texts(NamedTuple):
    """Where text stands in a format.

    ``pattern`` finds texts, each its group ``text``; what its other alternatives find is skipped.
    ``divide`` is markup that may stand around some characters of a text, ``{}`` for what the
    pattern's group ``again`` holds; ``escape`` names how characters may be written otherwise.
    """

    pattern: str
    divide: tuple[str, str] | None = None
    escape: str = ""


_ELEMENTS = "script|style|pre|code|textarea|kbd|samp|var|tt|svg|math|template|noscript|title"
_HTML = (
    rf"<!--.*?-->|<[!?][^>]*>|<(?P<skip>{_ELEMENTS})\b[^>]*>.*?</(?P=skip)\s*>"
    r"""|<(?:"[^"]*"|'[^']*'|[^'">])*>|(?P<text>[^<]+)"""
)
_CUE = (
    r"(?:\A|(?<=\n))\ufeff?(?:WEBVTT|NOTE|STYLE|REGION)\b.*?(?:\r?\n\r?\n|\Z)"
    r"|[^\n]*-->[^\n]*\n|<[^>\n]*>|\{[^}\n]*\}|(?P<text>[^\n<{]+)"
)
TEXTS = {
    "text": Texts(r"(?P<text>[^\n]+)"),
    "markdown": Texts(
        r"\A---\n.*?\n---\n|(?:\A|(?<=\n))(?:    |\t)[^\n]*|(?P<fence>```|~~~).*?(?:(?P=fence)|\Z)"
        r"|(?P<tick>`+)[^`]+(?P=tick)"
        r"|<!--.*?-->|<[^>]*>|\]\([^)]*\)|\]\[[^\]]*\]|(?:\A|(?<=\n))\[[^\]]*\]:[^\n]*|https?://\S+|(?P<text>[^\n<`\]\[]+)"
    ),
    "html": Texts(_HTML, ("<b>", "</b>"), "reference"),
    "jsonl": Texts(r'"text": ?"(?P<text>(?:[^"\\\n]|\\.)*)"', None, "unicode"),
    "json": Texts(r'"(?:[^"\\\n]|\\.)*"\s*:|"(?P<text>(?:[^"\\\n]|\\.)*)"', None, "unicode"),
    "csv": Texts(r"\A[^\n]*\n|(?P<text>[^\n]+)"),
    "tsv": Texts(r"\A[^\n]*\n|(?P<text>[^\n]+)"),
    "srt": Texts(_CUE, ("<i>", "</i>")),
    "vtt": Texts(_CUE, ("<i>", "</i>")),
    "po": Texts(r'msgstr ""\n(?:"[^\n]*: [^\n]*\\n"\n)+|msgstr(?:\[\d\])? "(?P<text>(?:[^"\\\n]|\\.)*)"'),
    "xliff": Texts(r"<!--.*?-->|<target\b[^>/]*>(?P<text>[^<]+)", None, "reference"),
    "docx": Texts(
        r"<w:r\b[^>]*>(?P<again>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)<w:t(?: [^>]*)?>(?P<text>[^<]+)(?=</w:t></w:r>)",
        ('</w:t></w:r><w:r>{}<w:t xml:space="preserve">', ""),
        "reference",
    ),
    "xhtml": Texts(_HTML, ("<b>", "</b>"), "reference"),
}
"""The formats whose texts a pattern finds; a part of an archive is named by what it is."""

_WORDS = re.compile(r"(?<=[a-z]{2}) (?=[a-z]{3})")
_APART = 30
_MOST = 120
_SHARE, _FEW = 0.05, 6
# Words that speak of the words beside them, so that the Chinese would be taken for a mention or a name of theirs.
_SPEAKING = re.compile(
    r"(?:called|named|character|characters|word|words|name|term|chinese|japanese|pinyin) ?\Z", re.IGNORECASE
)


def salt_text(text: str, kind: str, seed: int) -> Salting:
    """Put salts into the texts of a document of a kind of `TEXTS`, the same for the same seed.

    One place in twenty gets one, more where there are few places, and no two salts stand close together.

    >>> salted = salt_text("some plain words that stand here", "text", 1)
    >>> "".join(salted.pieces).split()[:3]
    ['some', 'plain', 'words']
    """
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    rule = TEXTS[kind]
    pieces, gaps, shapes = [""], [], []
    position = last = 0
    places = list(_find_places(text, rule))
    share = max(_SHARE, _FEW / max(1, len(places)))
    for start, end, again in places:
        if (shapes and start < last + _APART) or len(shapes) >= _MOST or chance.random() > share:
            continue
        shape = chance.choice(SHAPES)
        if shape.name == "divided" and not rule.divide:
            shape = SHAPES[0]
        parts, new = _make_salt(shape, chance, rule, again)
        pieces[-1] += text[position:start] + parts[0]
        for gap, part in zip(new, parts[1:], strict=True):
            gaps.append(gap)
            pieces.append(part)
        shapes.append(shape.name)
        position = last = end
    pieces[-1] += text[position:]
    return Salting(tuple(pieces), tuple(gaps), tuple(shapes))


def list_texts(text: str, kind: str) -> list[str]:
    r"""Return the texts of a document of a kind of `TEXTS` that salts could be put into.

    >>> list_texts("some plain words\n\n12", "text")
    ['some plain words']
    """
    found = (match["text"] for match in re.finditer(TEXTS[kind].pattern, text, re.DOTALL))
    return [part for part in found if part and _WORDS.search(part)]


def _find_places(text: str, rule: Texts) -> Iterator[tuple[int, int, str]]:
    """Yield the blanks between two plain words of a document's texts, with the text of the group ``again``."""
    for match in re.finditer(rule.pattern, text, re.DOTALL):
        found = match.groupdict()
        if found["text"] is None:
            continue
        low, high = match.span("text")
        for blank in _WORDS.finditer(text, low, high):
            if not _SPEAKING.search(text, max(low, blank.start() - 12), blank.start()):
                yield blank.start(), blank.end(), found.get("again") or ""


def _make_salt(shape: Shape, chance: random.Random, rule: Texts, again: str) -> tuple[list[str], list[Gap]]:
    """Return what stands around the gaps of a salt, one more than gaps, and the gaps."""
    fragment = chance.choice(tuple(FRAGMENTS))
    meanings = FRAGMENTS[fragment]
    before, after = shape.before, shape.after
    if shape.name == "divided" and rule.divide:
        cut = chance.randrange(1, len(fragment))
        start, end = (mark.format(again) for mark in rule.divide)
        gaps = [Gap(fragment[:cut], meanings=meanings), Gap(fragment[cut:], meanings=meanings, goes_on=True)]
        if not end:
            return [before, start, after], gaps
        # A blank behind the mark lies at the edge of the fragment too.
        return [before, start, end, after], [*gaps, Gap("", meanings=meanings, goes_on=True)]
    if shape.name.startswith("glossed"):
        fragment, gloss = chance.choice(_GLOSSED)
        if shape.name == "glossed before":
            return [f" {gloss}", " "], [Gap(f" ({fragment})", may_vanish=True)]
        return [before, after], [Gap(f"{fragment} ({gloss})")]
    if rule.escape and chance.random() < 0.2:  # noqa: PLR2004 - one in five is written as escapes
        fragment = write_escaped(fragment, rule.escape)
    return [before, after], [Gap(fragment, meanings=meanings)]


def write_escaped(fragment: str, escape: str) -> str:
    r"""Return a fragment in references of XML or in escapes of JSON.

    >>> write_escaped("群", "reference"), write_escaped("群", "unicode")
    ('&#32676;', '\\u7fa4')
    """
    if escape == "reference":
        return "".join(f"&#{ord(char)};" for char in fragment)
    return json.dumps(fragment)[1:-1]
