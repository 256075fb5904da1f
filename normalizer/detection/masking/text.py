r"""Masks of plain text: URLs, e-mail, file paths, code, tags, hashtags and handles, our own notes."""

from __future__ import annotations

import re

from normalizer.markers import NOTES_BLOCK
from normalizer.types import Mask

# Characters that end a URL even though it may hold Han: blanks, quotes, Chinese marks.
_URL_END = r"\s\[\]<>\"'`“”‘’，。、；：！？（）《》「」『』"
_URL_BODY = rf"(?:[^{_URL_END}]|（[^（）\s]*）(?=/))+"
_FILE_ENDINGS = (
    "txt|md|rst|html?|xml|json|jsonl|csv|tsv|ya?ml|toml|ini|cfg|log|py|js|ts|c|h|cpp|java|go|rs|sh|bat|ps1|sql|"
    "pdf|docx?|xlsx?|pptx?|epub|odt|zip|gz|xz|rar|7z|tar|png|jpe?g|gif|svg|webp|bmp|mp[34]|wav|avi|mkv|mov|srt|vtt|exe|dll|so"
)
_NAME = r"[\w.\-+@%~]"  # \w holds Han

RULES: tuple[tuple[str, str], ...] = (
    ("notes", NOTES_BLOCK),
    ("code", r"(?P<fence>^[ \t]*(?P<tick>```+|~~~+))[^\n]*\n(?:.*\n)*?[ \t]*(?P=tick)[ \t]*$"),
    ("code", r"(?<!`)(?P<run>`+)(?!`)[^`\n](?:(?!\n\s*\n)[\s\S]){0,2000}?(?<!`)(?P=run)(?!`)|(?<!`)`[^`\n]`(?!`)"),
    ("url", rf"(?<![a-zA-Z0-9])(?:[a-zA-Z][a-zA-Z0-9+.\-]{{1,12}}://|www\.){_URL_BODY}"),
    ("url", rf"(?<![\w@])(?:[a-zA-Z0-9\-]+\.)+(?:com|org|net|cn|tw|hk|io|edu|gov|info)/{_URL_BODY}"),
    ("email", r"\b[\w.+\-]+@[a-zA-Z0-9\-]+(?:\.[a-zA-Z0-9\-]+)+"),
    ("markup", r"</?[a-zA-Z][^<>]*>|<!--[\s\S]*?-->"),
    ("path", rf"(?<![\w/\u2e80-\u2fdf])(?:[A-Za-z]:[\\/]|\\\\|~/|\.{{1,2}}/|/)(?:{_NAME}+[\\/])+{_NAME}*"),
    ("path", rf"(?<![\w/\u2e80-\u2fdf])(?:{_NAME}+[\\/])*{_NAME}*\w\.(?:{_FILE_ENDINGS})(?![\w])"),
    ("hashtag", r"(?<![\w&/#\u2e80-\u2fdf])#(?=[A-Za-z0-9_]*[\u3400-\u9fff])\w+#?"),
    ("handle", r"(?<![\w.@\u2e80-\u2fdf])@(?=[A-Za-z0-9_]*[\u3400-\u9fff])\w+"),
)
"""Rule names with their patterns, in the order in which they are tried."""

_COMPILED: list[tuple[str, re.Pattern[str]]] = []
_SIGNS = {
    "url": ("://", "www.", "/"),
    "email": ("@",),
    "markup": ("<",),
    "code": ("`", "~~~"),
    "path": ("/", "\\", "."),
}
_SIGNS |= {"hashtag": ("#",), "handle": ("@",), "notes": ("mixnorm",)}


def find_text_masks(text: str, format_name: str = "text") -> list[Mask]:
    """Return the masks that the plain-text rules find, overlapping ones included.

    A rule whose tell-tale sign is nowhere in the text costs one substring search. In
    Markdown and HTML code and tags are the format's own business and are left to it.

    >>> [m.rule for m in find_text_masks("mail a@b.cn, open ./文档/说明.md, use `变量`")]
    ['code', 'email', 'path', 'path']
    """
    if not _COMPILED:
        _COMPILED.extend((rule, re.compile(pattern, re.MULTILINE)) for rule, pattern in RULES)
    masks = []
    for rule, pattern in _COMPILED:
        if format_name != "text" and rule in ("code", "markup"):
            continue
        if not any(sign in text for sign in _SIGNS[rule]):
            continue
        for match in pattern.finditer(text):
            end = match.end() - _count_trailing(match.group()) if rule == "url" else match.end()
            masks.append(Mask(match.start(), end, rule))
    return masks


def _count_trailing(url: str) -> int:
    """Count closing marks at the end of a URL that belong to the sentence around it."""
    count = 0
    while count < len(url) and url[-1 - count] in ".,;:!?)]}*_【":
        if url[-1 - count] == ")" and url.count("(", 0, len(url) - count) >= url.count(")", 0, len(url) - count):
            break
        count += 1
    return count
