"""Characters that are drawn with, not read: faces, rules, strokes between words."""

from __future__ import annotations

import re

from normalizer.detection.codepoints import CJK, has_cjk
from normalizer.detection.masking.rule import HAN, Rule, compile_pattern
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SEPARATOR = "separator"
_MOUTHS = "口皿益人囗ロ一へヘ눈"
_KANA = "ﾟ゜゛ﾞツシッｼﾂノﾉヽヾつっゝゞヮワﾜー・･ミメづㅂㅁㅅㅇㅠㅜㅡㅋ"
_ARMS = "ノﾉヽヾゞゝつっづシツへヘミメ彡凸乁乂丿ㄏㄟ"
# Marks and letters that are eyes, cheeks and mouths; arrows and signs of arithmetic are none.
_EYE = (
    r"[\^`;*_@><=~+TtQqoOxXvVuUwW0\-´°º¨¸¯•･・｡≧≦∀∇ε⌒⊙⊂⊃＞＜＾＿＠＊＝＃￣～｀﹏︿︵"
    r"\u02b0-\u02ff\u0370-\u058f\u0c80-\u0cff\u0e00-\u0e7f\u10a0-\u10ff\u203f\u2500-\u27bf]"
)
_LIMBS = _ARMS + "╯╰¯￣/\\＼／_︵┻━┳┬─σΣ٩ლ⊂⊃"
_FACE = r"[(（]([^()（）\n]{1,14})[)）]"
_BEFORE = rf"[{re.escape(_LIMBS)}]{{1,6}}\Z"
_AFTER = rf"[{re.escape(_LIMBS)}]{{1,6}}(?![{CJK}])"
# What is read is no face: two Latin letters, a number, a sum, a word of Greek, Cyrillic or kana.
_READ = r"[A-Za-z\u00c0-\u024f]{2}|[\u0370-\u052f]{3}|[1-9][0-9]| [+=<>*~-] |[ァ-ヺ]{3}|[ぁ-ゖ]{3}"
_TWINS = r"(?P<eye>[一口ㅠㅜ눈ー])[_.。ωﾛ﹏︿□▽]{1,3}(?P=eye)[;；]?"
_BARE_FACE = r"(?<![\w=])(?P<eye>[=TQOX^;@￣°])[口皿](?P=eye)(?![\w=])|>[口皿]<|≧[口皿]≦"
_LAUGHTER = (
    r"(?<![\uac00-\ud7ff])(?:ㅋ{2,}|ㅎ{2,}|[ㅠㅜ]{2,})(?![\uac00-\ud7ff])"
    r"|(?<![\u3041-\u30fe\uff66-\uff9f])[ﾟﾞ゜゛]{1,2}(?![\u3041-\u30fe\uff66-\uff9f])"
)
_LEFT_EDGES, _RIGHT_EDGES = "├└┌┬┼╰╭┗┣┏┝┕", "┐┘┤╮╯┓┛┫"
_RULES = (
    rf"(?<=[{_LEFT_EDGES}])一{{1,4}}(?![{HAN}])|(?<![{HAN}])一{{1,4}}(?=[{_RIGHT_EDGES}])"
    rf"|(?<![{HAN}])(?:一{{4,}}|口{{4,}}|丨{{2,}})(?![{HAN}])|^[ \t]*一{{3}}[ \t]*$"
)

_RULE_SIGNS = (*(f"{c}一" for c in _LEFT_EDGES), *(f"一{c}" for c in _RIGHT_EDGES), "一一一", "口口口口", "丨丨")
_STROKES = "丨〡一ーㅡㅣ"
_STROKE = rf"(?P<before>\S)(?P<lead>[ \t]?)(?P<stroke>[{_STROKES}])(?=(?P<tail>[ \t]?)(?P<after>\S))"
_DIVIDERS = "丨〡"
_EDGE_BAR = (
    rf"(?:\A|(?<=\n))[ \t]*(?P<a>[{_DIVIDERS}])(?=[ \t]?[A-Za-z])(?![ \t](?:is|was|means|as|and|or|in)\b)"
    rf"|(?<=[A-Za-z.!?])[ \t]?(?P<b>[{_DIVIDERS}])(?=[ \t]*(?:\n|\Z))"
    rf"|(?:\A|(?<=\n))[ \t]*(?P<c>[{_DIVIDERS}])(?=[ \t]*(?:\n|\Z))"  # alone in its line
)
_CLOSING, _OPENING = '”’")]!?.%', '“‘"([#@'
_SPOKEN_OF = r"(?i:radical|stroke|character|component|symbol|sign|letter|glyph)s? \Z"
_WORD_BEFORE = r"[A-Za-z0-9]+(?:[’'][a-z]+)?[,”’\")]?\Z"
_WORD_AFTER = r"[A-Za-z0-9]+"
_REACH = 24
# Words that do not stand behind a number one, so that a stroke before them is a dash.
_BEGINNING = frozenset(
    "the a an it its he she they we you his her their our my this these those but because while although though not "
    "yet there what how why including especially".split()
)
# Words before a number one: determiners, and what is counted or spoken of.
_COUNTING = frozenset(
    "the a an this that every each any no which another only just about over under than number no chapter part volume "
    "book grade phase step type section article year top level class day plan character characters word words stroke "
    "radical symbol letter sign numeral means of for with in on at by from to and or is are was were be has have had "
    "get got take took make made give gave want need as not one".split()
)


def find_faces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of emoticons in brackets, with their arms.

    >>> text = "No (`皿´)ノ but a mouth (口)"
    >>> [text[start:end] for start, end in find_faces(text)]
    ['(`皿´)ノ']
    """
    for match in compile_pattern(_FACE).finditer(text):
        start, end = match.span()
        before = compile_pattern(_BEFORE).search(text, max(0, start - 6), start)
        if before and not (before.start() and has_cjk(text[before.start() - 1])):
            start = before.start()
        after = compile_pattern(_AFTER).match(text, end, min(len(text), end + 8))
        end = after.end() if after else end
        if has_cjk(text[start:end]) and _is_face(match[1], text[start : match.start()] + text[match.end() : end]):
            yield start, end


def _is_face(inner: str, limbs: str) -> bool:
    """Tell whether what stands in brackets is drawn: two marks of eyes or more, and nothing that is read."""
    drawn = [c for c in inner if has_cjk(c)]
    if any(c not in _MOUTHS + _KANA + _ARMS for c in drawn) or compile_pattern(_READ).search(inner):
        return False
    if compile_pattern(_TWINS).fullmatch(inner.strip()):
        return True
    eyes = len(compile_pattern(_EYE).findall(inner)) + (1 if has_cjk(limbs) else 0)
    eyes += sum(c in "¯￣/\\＼／" for c in limbs) if drawn else 0
    return eyes > 0 and eyes + sum(c in _KANA for c in drawn) >= 2  # noqa: PLR2004 - two eyes


def find_strokes(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of strokes that part words: 丨 as a bar, 一 and its like as a dash.

    >>> list(find_strokes("Home 丨 News"))
    [(5, 6)]
    >>> list(find_strokes("only 一 reason, 一 of many, price一般"))
    []
    """
    for match in _find_between(text):
        start, end = match.span("stroke")
        before, after = match["before"], match["after"]
        if match["stroke"] in _DIVIDERS:
            parted = (before.isalnum() or before in _CLOSING) and (after.isalnum() or after in _OPENING)
            # A stroke beside a stroke parts nothing.
            parted = parted and before not in _STROKES and after not in _STROKES
            if parted and not compile_pattern(_SPOKEN_OF).search(text, max(0, start - _REACH), start):
                yield start, end
        elif (
            match["lead"] == match["tail"]
            and not has_cjk(before + after)
            and _is_dash(text, start, end, glued=not match["lead"])
        ):
            yield start, end


def _find_between(text: str) -> Iterator[re.Match[str]]:
    """Yield the strokes with what stands around them, a letter or mark before each its own; strokes are rare."""
    pattern, taken = compile_pattern(_STROKE), 0
    for stroke in compile_pattern(f"[{_STROKES}]").finditer(text):
        for start in (stroke.start() - 2, stroke.start() - 1):
            match = pattern.match(text, start) if start >= taken else None
            if match and match.start("stroke") == stroke.start():
                taken = match.end()
                yield match
                break


def _is_dash(text: str, start: int, end: int, *, glued: bool) -> bool:
    """Tell whether a level stroke between English words is a dash: by the words on both sides."""
    blank = 0 if glued else 1
    before = compile_pattern(_WORD_BEFORE).search(text, max(0, start - _REACH), start - blank)
    after = compile_pattern(_WORD_AFTER).match(text, end + blank, end + blank + _REACH)
    if not before or not after:
        return False
    left, right = before.group().rstrip(',”’")'), after.group()
    if (left.isdecimal() and right.isdecimal()) or (len(left) == len(right) == 1 and right not in "aI"):
        return True
    if glued or left.lower() in _COUNTING:
        return False
    return right.lower() in _BEGINNING or (left[:1].isupper() and right[:1].isupper())


def find_edge_bars(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of bars at the beginning or end of a line of English, where one side is empty, or both.

    >>> [list(find_edge_bars(text)) for text in ("丨the news", "丨 is a stroke", "the stroke 丨", "丨")]
    [[(0, 1)], [], [], [(0, 1)]]
    """
    for match in compile_pattern(_EDGE_BAR).finditer(text):
        start, end = match.span(match.lastgroup or 0)
        if not compile_pattern(_SPOKEN_OF).search(text, max(0, start - _REACH), start):
            yield start, end


DRAWING = (
    Rule("emoticon", tuple(_MOUTHS + _KANA + _ARMS), find=find_faces),
    Rule("emoticon", ("口", "皿"), _BARE_FACE),
    # Laughter and tears in Korean letters, and marks of voice without a kana.
    Rule("emoticon", tuple("ㅋㅎㅠㅜﾟﾞ゜゛"), _LAUGHTER),
    Rule("drawing", _RULE_SIGNS, _RULES),
    Rule(SEPARATOR, tuple(_STROKES), find=find_strokes),
    Rule(SEPARATOR, tuple(_DIVIDERS), find=find_edge_bars),
)
"""The rules of this module, in the order in which they are asked."""
