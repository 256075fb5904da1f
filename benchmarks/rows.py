"""Rows of real text: the halves, windows that hold one fragment, and pairs with the gloss hidden."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from normalizer.detection.codepoints import HAN, RUN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HAN_CHARACTER = re.compile(f"[{HAN}]")
_PINYIN_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
# A reading beside a fragment: an emphasised or quoted word of letters, with the blank between.
_READING_BEFORE = re.compile(rf"(?P<wrap>[_*]{{1,2}})(?P<letters>[{_PINYIN_LETTERS}'’\- ]{{1,60}})(?P=wrap)[ ]?$")
_OPEN_BEFORE = re.compile(r"[(\[（“\"‘'_*]+$")
_CLOSE_AFTER = re.compile(r"^[)\]）”\"’'_*]+")


class Hidden(NamedTuple):
    """A row with the author's gloss taken out: its text, where the bare fragment stands, the gloss."""

    text: str
    start: int
    end: int
    gloss: str


def read_rows(folder: Path, name: str, half: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one half: even SHA-1 of the fragment is for tuning, odd for reporting."""
    wanted = 0 if half == "tune" else 1
    for line in (folder / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if int(hashlib.sha1(row["fragment"].encode()).hexdigest(), 16) % 2 == wanted:  # noqa: S324 - no secret
            yield row


def cut_window(row: dict[str, Any]) -> tuple[str, int] | None:
    """Return the text around a pair that holds no other Chinese, and where it begins in the row.

    None when other Chinese stands between the gloss and the fragment.
    """
    text = row["text"]
    first, last = min(row["start"], row["gloss_start"]), max(row["end"], row["gloss_end"])
    start, end = 0, len(text)
    for run in RUN.finditer(text, 0, first):
        start = run.end()
    following = RUN.search(text, last)
    if following:
        end = following.start()
    window = text[start:end]
    if len(HAN_CHARACTER.findall(window)) != len(HAN_CHARACTER.findall(row["fragment"])):
        return None
    return window, start


def hide_gloss(row: dict[str, Any]) -> Hidden | None:
    """Return the row with the labelled pair replaced by the bare fragment; None where that cannot be done.

    The gloss goes with its brackets and quotes and with a reading that stands beside the
    fragment. Left out are rows with other Chinese in the pair and rows in which the gloss
    still occurs.
    """
    cut = cut_window(row)
    if cut is None:
        return None
    window, shift = cut
    first, last = min(row["start"], row["gloss_start"]) - shift, max(row["end"], row["gloss_end"]) - shift
    before, after, inside = window[:first], window[last:], window[first:last]
    before = _READING_BEFORE.sub("", before)
    if inside.count("(") + inside.count("（") > inside.count(")") + inside.count("）"):
        after = re.sub(r"^[^()（）]*[)）]", "", after, count=1)
    elif re.search(r"[(（\[]\s*$", before) and re.match(r"[^()（）\[\]]*[)）\]]", after):
        before, after = re.sub(r"[(（\[]\s*$", "", before), re.sub(r"^[^()（）\[\]]*[)）\]]", "", after, count=1)
    before, after = _OPEN_BEFORE.sub("", before), _CLOSE_AFTER.sub("", after)
    before += " " if before and not before[-1].isspace() else ""
    after = (" " if after[:1].isalnum() else "") + after
    text = before + row["fragment"] + after
    if row["gloss"].casefold() in text.casefold():
        return None
    return Hidden(text, len(before), len(before) + len(row["fragment"]), row["gloss"])
