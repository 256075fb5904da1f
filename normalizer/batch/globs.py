r"""Patterns of file names as git reads them in a .gitignore, translated to regular expressions.

What git's ``wildmatch`` does, one character for one: a star stays within a name, two between slashes cross
them, sets know ranges, negation and classes such as ``[[:digit:]]``. The one difference: ``?`` and a set
stand for a character, where git takes a byte.

>>> import re
>>> bool(re.fullmatch(translate_glob("notes-[0-9]?.*"), "notes-7b.md"))
True
>>> bool(re.fullmatch(translate_glob("docs/**/draft*"), "docs/a/b/draft.txt"))
True
"""

from __future__ import annotations

import re

from normalizer.records import NamedTuple

NEVER = "(?!)"
"""A regular expression that matches nothing, for a pattern that git calls invalid."""

SPECIAL = re.compile(r"[*?\[\\]")
"""What makes a pattern more than a name."""

_STARS = re.compile(r"\*+")
_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\t-\r ",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}


class _Token(NamedTuple):
    """A part of a pattern as a regular expression, and where the next part begins."""

    expression: str
    end: int


def translate_glob(glob: str) -> str:
    """Return the regular expression, to be matched in full, of a pattern without ``!`` and without a slash at its end.

    It matches names, and paths when there is a slash in the pattern.
    """
    first = SPECIAL.search(glob)
    parts: list[str] = []
    place = 0
    while place < len(glob):
        # git looks no further back than to the first special character.
        begins = place == 0 or glob[place - 1] == "/" or (first is not None and place == first.start())
        token = _read_token(glob, place, begins=begins)
        if token is None:
            return NEVER
        parts.append(token.expression)
        place = token.end
    return "(?s:" + "".join(parts) + ")"


def _read_token(glob: str, place: int, *, begins: bool) -> _Token | None:
    """Return the part that begins at `place`; None when the pattern is invalid."""
    sign = glob[place]
    if sign == "*":
        return _read_stars(glob, place, begins=begins)
    if sign == "?":
        return _Token("[^/]", place + 1)
    if sign == "[":
        return _read_set(glob, place + 1)
    if sign == "\\":
        escaped = glob[place + 1 : place + 2]
        return _Token(re.escape(escaped), place + 2) if escaped else None
    return _Token(re.escape(sign), place + 1)


def _read_stars(glob: str, place: int, *, begins: bool) -> _Token:
    """Read a star, or several: only between slashes they cross folders."""
    found = _STARS.match(glob, place)
    end = found.end() if found else place
    rest = glob[end:]
    if end - place == 1 or not begins or not (not rest or rest.startswith(("/", "\\/"))):
        return _Token("[^/]*", end)
    if rest.startswith("/"):
        return _Token("(?:.*/)?", end + 1)
    return _Token(".*", end)


def _read_set(glob: str, place: int) -> _Token | None:
    """Read a set from behind its opening bracket; None when it has no end or names a class that does not exist."""
    negated = glob[place : place + 1] in ("!", "^") and place < len(glob)
    place += negated
    items: list[str] = []
    start = place
    before = ""
    while place == start or glob[place : place + 1] != "]":
        item = _read_item(glob, place, before)
        if item is None:
            return None
        expression, before, place = item
        items.append(expression)
    return _Token(_write_set("".join(items), negated=negated), place + 1)


def _write_set(items: str, *, negated: bool) -> str:
    if negated:
        return f"[^/{items}]"
    return f"(?!/)[{items}]" if items else NEVER


def _read_item(glob: str, place: int, before: str) -> tuple[str, str, int] | None:
    """Read one item of a set behind the character `before`, which a range begins with.

    Returns its expression, the character that a range could begin with, and where the next item begins.
    """
    if place >= len(glob):
        return None
    if glob.startswith("[:", place):
        end = glob.find("]", place + 2)
        if end < 0:
            return None
        if end > place + 2 and glob[end - 1] == ":":
            known = _CLASSES.get(glob[place + 2 : end - 1])
            return (known, "", end + 1) if known else None
    if glob[place] == "-" and before and glob[place + 1 : place + 2] not in ("", "]"):
        found = _read_character(glob, place + 1)
        if found is None:
            return None
        last, end = found
        return (f"{re.escape(before)}-{re.escape(last)}" if before <= last else ""), "", end
    found = _read_character(glob, place)
    return (re.escape(found[0]), *found) if found else None


def _read_character(glob: str, place: int) -> tuple[str, int] | None:
    """Return a character of a set, which may be escaped, and where the next one stands."""
    place += glob[place] == "\\"
    return (glob[place], place + 1) if place < len(glob) else None
