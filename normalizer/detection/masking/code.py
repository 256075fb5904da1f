"""Code in plain text: fences, backticks, elements of HTML, indented lines, commands, identifiers."""

from __future__ import annotations

from bisect import bisect_left

from normalizer.detection.codepoints import CJK
from normalizer.detection.masking.rule import HAN, Rule, compile_pattern
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

CODE_ELEMENTS = ("pre", "code", "kbd", "samp", "var", "textarea")
"""HTML elements that hold code; ``script`` and its like are no text at all."""

_FENCE = r"^[ \t>]*(?P<tick>`{3,}|~{3,})(?P<info>[^\n]*)$"
_LANGUAGE = r"[A-Za-z][\w+#.\-]*"
_TICKS = "`+"
_REACH, _ENDLESS = 2000, 1 << 30
_LEAST_UNDERLINE, _UNEVEN = 4, 2
"""From which length on a fence may be the line under a heading, and by how much that may be longer or shorter."""

_TAGS = "|".join(CODE_ELEMENTS)
_OPENING = rf"<(?P<name>(?i:{_TAGS}))(?:\s[^<>]*)?>"
_CLOSING = rf"</(?P<name>(?i:{_TAGS}))\s*>"

_COMMANDS = (
    "apt|apt-get|awk|bash|brew|cargo|cat|cd|chmod|chown|cmake|conda|cp|curl|cut|df|diff|docker|du|echo|export|ffmpeg|find|"
    "gcc|git|go|grep|gzip|head|java|javac|kill|kubectl|less|ln|ls|make|mixnorm|mkdir|mv|mysql|node|npm|npx|pip|pip3|"
    "pnpm|ps|psql|pytest|python|python3|rm|rmdir|rsync|ruby|rustc|scp|sed|sh|sort|source|ssh|sudo|svn|systemctl|tail|"
    "tar|touch|tr|unzip|uv|vi|vim|wc|wget|which|xargs|yarn|yum|zip|zsh"
)
_SHELL = (
    r"^[ \t]*(?:"
    rf"\$ +(?:(?:{_COMMANDS})\b|[./~])[^\n]*"
    r"|[\w.\-]+@[\w.\-]+:[^\s$#]{0,80}[$#] \S[^\n]*"
    r"|(?:PS )?[A-Z]:\\[^<>\n]{0,80}> ?\S[^\n]*"
    r"|>>> (?=[A-Za-z_][\w.]* ?[=(\[]|(?:from|import|for|if|def|class|return|with|while) )[^\n]*"
    rf"|(?:{_COMMANDS})\b(?= [^\n]*(?<= )-{{1,2}}[A-Za-z])[^\n]*"
    r")$"
)
# An indented line is code only by its form: prose is indented too.
_INDENTED = (
    r"^(?: {4}|\t)[ \t]*(?:"
    r"//[^\n]*|/\*[^\n]*"
    r"|[\w.\[\]]+(?: [\w.\[\]<>]+)? ?[-+*/|]?= ?(?:[\"'\[({]|-?[0-9.]+[;,]?[ \t]*$|[\w.]+[(\[]|[^\n]*;[ \t]*$)[^\n]*"
    r"|[A-Za-z_][\w.]*\((?:[^\n]*[\"'][^\n]*)?\)[;{]?"
    r"|(?:return|import|from|yield|throw)\b[^\n]*;"
    r"|(?:def|class|if|for|while|elif|else|switch|function|public|private|static|void|int|var|let|const)\b[^\n]*"
    r"(?:\{|\):|\(\);)"
    r")[ \t]*$"
)
_IDENTIFIERS = (
    # user_名前; an underscore behind a bracket closes emphasis
    rf"(?<![\w)*])(?!\w*[{HAN}]{{13}})(?:[A-Za-z0-9]\w{{0,40}}_[{HAN}]|[{HAN}]{{1,12}}_[A-Za-z0-9])(?:\w{{0,40}}[^\W_])?(?!\w)",
    rf"(?<!\w)(?:[A-Za-z_]\w{{0,40}}|[{HAN}]{{1,8}}\w{{0,8}})\(\)",  # getName中文()
    r"(?<![\w.])\$?(?:self|this|cls)(?:\.|->)\w+",  # self.名字
    r"(?<![\w:])\w{1,40}(?:::\w{1,40})+",  # 类::方法
    r"\{\{ ?[\w.]{1,60} ?\}\}|[$#]\{[\w.]{1,60}\}|%\([\w.]{1,60}\)[sd]",  # {{姓名}}
)


def find_fences(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield the places of fenced code; a fence that names its language may stay open to the end.

    >>> list(find_fences("a\n```py\n# 注释\n```\n舆论"))
    [(2, 16)]
    """
    marks = list(compile_pattern(_FENCE).finditer(text))
    unclosed = {"`": _ENDLESS, "~": _ENDLESS}  # the length from which on nothing closes
    index = 0
    while index < len(marks):
        opening = marks[index]
        tick, info = opening["tick"], opening["info"].strip()
        index += 1
        if len(tick) >= unclosed[tick[0]] or (tick[0] == "`" and "`" in info) or _underlines(text, opening):
            continue
        for place in range(index, len(marks)):
            closing = marks[place]
            if closing["tick"].startswith(tick) and not closing["info"].strip():
                yield opening.start(), closing.end()
                index = place + 1
                break
        else:
            if precompile(_LANGUAGE).fullmatch(info):
                yield opening.start(), len(text)
                return
            unclosed[tick[0]] = len(tick)


def _underlines(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a fence is the line under a heading of reStructuredText or AsciiDoc: about as long as it."""
    length = len(mark["tick"])
    if length < _LEAST_UNDERLINE or mark["info"].strip() or not mark.start():
        return False
    begin = text.rfind("\n", 0, mark.start() - 1) + 1
    return abs(len(text[begin : mark.start() - 1].strip()) - length) <= _UNEVEN


def find_code(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of code in backticks, any number of them; quotation marks of TeX are none.

    >>> text = "use ``a`中`b``, the ``经济'' of `x`"
    >>> [text[start:end] for start, end in find_code(text)]
    ['``a`中`b``', '`x`']
    """
    fences = sorted(find_fences(text))
    runs = [m.span() for m in compile_pattern(_TICKS).finditer(text) if not _lies_in(m.start(), fences)]
    index = 0
    while index < len(runs):
        start, inner = runs[index]
        index += 1
        for place in range(index, len(runs)):
            outer, end = runs[place]
            if outer - inner > _REACH or "\n\n" in text[runs[place - 1][1] : outer]:
                break
            if end - outer == inner - start:
                if not _is_quoted(text, inner, outer, end):
                    yield start, end
                    index = place + 1
                break


def _is_quoted(text: str, inner: int, outer: int, end: int) -> bool:
    """Tell whether the second run of backticks opens a quotation of TeX, as the first one did."""
    opens = text[outer - 1] in " \t\n([" and not text[end : end + 1].isspace() and not text[inner].isspace()
    return opens and precompile(r"[^\W_][,.?!]?'{1,2}(?!\w)").search(text[inner:outer]) is not None


def _lies_in(position: int, places: list[tuple[int, int]]) -> bool:
    index = bisect_left(places, (position + 1, 0)) - 1
    return index >= 0 and position < places[index][1]


def find_elements(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of what stands in HTML elements that hold code; one that is never closed is none.

    >>> list(find_elements("The name <code>变量</code> is"))
    [(15, 17)]
    """
    closings: dict[str, list[int]] = {}
    for match in compile_pattern(_CLOSING).finditer(text):
        closings.setdefault(match["name"].lower(), []).append(match.start())
    code: list[tuple[int, int]] | None = None
    done = 0
    for match in compile_pattern(_OPENING).finditer(text) if closings else ():
        ends = closings.get(match["name"].lower(), [])
        index = bisect_left(ends, match.end())
        if match.start() < done or index == len(ends):
            continue
        code = sorted([*find_fences(text), *find_code(text)]) if code is None else code
        if not _lies_in(match.start(), code):
            done = ends[index]
            yield match.end(), done


CODE = (
    Rule("fence", ("```", "~~~"), find=find_fences, formats=("text",), chinese=False),
    Rule("code", ("`",), find=find_code, formats=("text",), chinese=False),
    Rule("element", ("</",), find=find_elements, formats=("text",), chinese=False),
    Rule("indented", ("    ", "\t"), _INDENTED, formats=("text",)),
    Rule("shell", ("$ ", "# ", "> ", ":\\", " -"), _SHELL, formats=("text", "markdown")),
    Rule("identifier", ("_",), _IDENTIFIERS[0], core=rf"_(?:[{HAN}]|(?<=[{HAN}]_))"),
    Rule("identifier", ("()",), _IDENTIFIERS[1], core=rf"[{CJK}]\w*\(\)"),
    Rule("identifier", ("self.", "this.", "cls.", "->"), _IDENTIFIERS[2]),
    Rule("identifier", ("::",), _IDENTIFIERS[3]),
    Rule("identifier", ("{{", "${", "#{", "%("), _IDENTIFIERS[4]),
)
"""The rules of this module, in the order in which they are asked."""
