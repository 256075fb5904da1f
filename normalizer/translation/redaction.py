"""Masks what tells who somebody is, before a text is sent, and puts it back into the answer."""

from __future__ import annotations

from normalizer.patterns import precompile
from normalizer.records import NamedTuple

_URL = r"(?P<url>(?i:https?|ftp)://[^\s<>\"'“”‘’（）()，。；]+|(?i:www)\.[^\s<>\"'“”‘’（）()，。；]+)"
_MAIL = r"(?P<mail>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
_NUMBER = r"(?P<number>[+＋]?[0-9０-９](?:[0-9０-９.,:/()（） \-–－]*[0-9０-９])?)"
_PRIVATE = precompile(f"{_URL}|{_MAIL}|{_NUMBER}")
_FORMS = {"url": "https://example.com/q{}", "mail": "q{}@example.com", "number": "9{:03d}7"}
"""What stands for each: names that nobody may own (RFC 2606), and numbers that no sentence needs."""


class Redaction(NamedTuple):
    """A text with masks in it, and what each mask stands for."""

    text: str
    masks: tuple[tuple[str, str], ...] = ()

    def put_back(self, answer: str) -> str | None:
        """Return `answer` with everything back in its place, None when a mask is lost or doubled.

        >>> redact("打13800138000").put_back("call 90017")
        'call 13800138000'
        """
        for mask, _ in self.masks:
            if len(_find(mask, answer)) != 1:
                return None
        places = sorted((place, mask, own) for mask, own in self.masks for place in _find(mask, answer))
        parts, done = [], 0
        for place, mask, own in places:
            parts += [answer[done:place], own]
            done = place + len(mask)
        return "".join([*parts, answer[done:]])


def _find(mask: str, text: str) -> list[int]:
    """Return where `mask` stands by itself: not as a part of a longer number or name."""
    places, start = [], text.find(mask)
    while start >= 0:
        end = start + len(mask)
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (_joins(before, mask[0]) or _joins(after, mask[-1])):
            places.append(start)
        start = text.find(mask, end)
    return places


def _joins(beside: str, edge: str) -> bool:
    return beside.isascii() and beside.isalnum() and edge.isalnum() and beside.isdigit() == edge.isdigit()


def redact(text: str) -> Redaction:
    """Return `text` with masks for addresses of mail and web, telephone numbers and all other numbers in digits.

    >>> redact("写信给a.b@qq.com，电话010-6552 9988").text
    '写信给q1@example.com，电话90027'
    """
    masks: list[tuple[str, str]] = []
    number = 0

    def mask(kind: str, own: str) -> str:
        nonlocal number
        number += 1
        while _FORMS[kind].format(number) in text:
            number += 1
        masks.append((_FORMS[kind].format(number), own))
        return masks[-1][0]

    parts, done = [], 0
    for match in _PRIVATE.finditer(text):
        parts += [text[done : match.start()], mask(match.lastgroup or "", match[0])]
        done = match.end()
    return Redaction("".join([*parts, text[done:]]), tuple(masks))
