"""Whether a clean document is its salted source outside the salts: by bytes, and in archives member by member.

Nothing here reads the program's own record of what it changed.
"""

from __future__ import annotations

import html
import re
import struct
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

from benchmarks.script import HAN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from zipfile import ZipInfo

    from benchmarks.documents_salting import Gap, Salting

_LEFT_EDGE = re.compile(r"(?:(?<![^\W\d_])an? ?)?[ \t]*\Z", re.IGNORECASE)
_RIGHT_EDGE = re.compile(r"[ \t]*")
_HAN = re.compile(f"[{HAN}]")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_MARKUP = re.compile(r'[<>\n\r\t\x00-\x1f]|(?<!\\)"')
_TAG = re.compile(r"<[^>]*>")
_ADDED = re.compile(r',\s?"annotations":\s?(?=\[)')
_HEADER = struct.Struct("<4s5H3I2H")
_SHOWN, _SURE = 100, 20
_NEAR = 150
_LONGEST = 12
"""The longest English for a salt, in characters for each of the salt's, and as many more."""


class Comparison(NamedTuple):
    """What was found: faults in words, and of the salts how many became English and how many stayed Chinese."""

    faults: tuple[str, ...] = ()
    glossed: int = 0
    kept: int = 0

    def __add__(self, other: Comparison) -> Comparison:  # type: ignore[override]
        """Return the sum of both."""
        return Comparison(self.faults + other.faults, self.glossed + other.glossed, self.kept + other.kept)


def compare_text(salting: Salting, clean: str) -> Comparison:
    """Find the pieces of a salted text in the clean one, in order and with nothing between but English for the salts.

    Free are the gaps, blanks at their edges and an article before them.

    >>> from benchmarks.documents_salting import Gap, Salting
    >>> salting = Salting(("a naïve ", " plan"), (Gap("经济"),), ("alone",))
    >>> compare_text(salting, "a naïve economic plan").faults
    ()
    >>> compare_text(salting, "a naive economic plan").faults
    ("the beginning differs: 'a naïve' became 'a naive economic plan'",)
    """
    cores = _cut_edges(salting.pieces)
    if not clean.startswith(cores[0]):
        return Comparison((_tell_difference("the beginning differs", cores[0], clean),))
    filled: list[str] = []
    position = len(cores[0])
    for gap, core in zip(salting.gaps, cores[1:], strict=True):
        last = len(filled) == len(salting.gaps) - 1
        most = position + len(core) + _LONGEST * (len(gap.salt) + 4)
        # The last piece is the end of the document; every other one is the first that is found.
        found = clean.find(core, max(position, len(clean) - len(core)) if last else position, most)
        if found < 0:
            start = max(0, clean.find(core[:_SURE], position, most))
            return Comparison((_tell_difference(f"after {gap.salt!r}", core, clean[start or position : most]),))
        filled.append(clean[position:found])
        position = found + len(core)
    return _judge(salting, filled)


def _cut_edges(pieces: Sequence[str]) -> list[str]:
    cores = []
    for number, piece in enumerate(pieces):
        low, high = 0, len(piece)
        if number:
            low = _RIGHT_EDGE.match(piece).end()  # type: ignore[union-attr]
        if number < len(pieces) - 1:
            high = max(low, _LEFT_EDGE.search(piece, low).start())  # type: ignore[union-attr]
        cores.append(piece[low:high])
    return cores


def _judge(salting: Salting, filled: Sequence[str]) -> Comparison:
    """Judge what fills the gaps: no markup, English for every salt; the parts of a divided one together."""
    faults = []
    glossed = kept = 0
    starts = [number for number, gap in enumerate(salting.gaps) if not gap.goes_on]
    for start, end in pairwise((*starts, len(filled))):
        salt = "".join(gap.salt for gap in salting.gaps[start:end])
        parts = filled[start:end]
        written = _unescape("".join(parts))
        if any(map(_MARKUP.search, parts)):
            faults.append(f"{salt!r} became {parts!r}, which holds markup")
        gap = salting.gaps[start]
        may_vanish = gap.may_vanish or _is_said_beside(gap, salting.pieces[start], salting.pieces[end])
        if not may_vanish and not written.strip():
            faults.append(f"nothing came of {salt!r}")
        kept += bool(_HAN.search(written))
        glossed += not _HAN.search(written)
    return Comparison(tuple(faults), glossed, kept)


def _is_said_beside(gap: Gap, left: str, right: str) -> bool:
    """Tell whether a word near it, in the sentence or before its brackets, means what the gap's Chinese does."""
    beside = _TAG.sub("", f"{left[-_NEAR:]} {right[:_NEAR]}").lower()
    return bool(gap.meanings) and bool(re.search(rf"\b(?:{'|'.join(gap.meanings.split())})", beside))


def _unescape(text: str) -> str:
    return html.unescape(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))


def _tell_difference(about: str, wanted: str, found: str) -> str:
    """Return where two texts begin to differ, with a little of both."""
    place = next(
        (i for i, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b), min(len(wanted), len(found))
    )
    low = max(0, place - 20)
    return f"{about}: {wanted[low : low + _SHOWN]!r} became {found[low : low + _SHOWN]!r}"


def take_annotations(clean: str) -> str:
    """Return JSON lines without the member ``annotations`` that touched lines got at their end.

    >>> take_annotations('{"text": "a b", "annotations": [{"x": 1}]}')
    '{"text": "a b"}'
    """
    lines = []
    for line in clean.split("\n"):
        added = list(_ADDED.finditer(line))
        lines.append(line[: added[-1].start()] + line[line.rindex("]") + 1 :] if added else line)
    return "\n".join(lines)


def compare_archives(salted: Path, clean: Path, changed: Mapping[str, Salting]) -> Comparison:
    """Compare two ZIP archives: order, names and attributes, raw bytes of untouched members, texts of the others."""
    comparison = Comparison()
    with ZipFile(salted) as one, ZipFile(clean) as other:
        if one.comment != other.comment:
            comparison += Comparison(("the archive's comment differs",))
        before, after = one.infolist(), other.infolist()
        if [info.filename for info in before] != [info.filename for info in after]:
            return comparison + Comparison(("the members or their order differ",))
        for old, new in zip(before, after, strict=True):
            if differing := _list_differing(old, new):
                comparison += Comparison((f"{old.filename}: {', '.join(differing)} differ",))
            if old.filename in changed:
                text = other.read(new).decode()
                comparison += _name(old.filename, compare_text(changed[old.filename], text))
            elif read_raw(salted, old) != read_raw(clean, new):
                comparison += Comparison((f"{old.filename}: the bytes of an untouched member differ",))
    return comparison


_ATTRIBUTES = (
    "compress_type comment extra create_system create_version external_attr internal_attr date_time volume"
).split()


def _list_differing(old: ZipInfo, new: ZipInfo) -> list[str]:
    return [name for name in _ATTRIBUTES if getattr(old, name) != getattr(new, name)]


def _name(member: str, comparison: Comparison) -> Comparison:
    return comparison._replace(faults=tuple(f"{member}: {fault}" for fault in comparison.faults))


def read_raw(path: Path, info: ZipInfo) -> tuple[bytes, bytes]:
    """Return what stands in the archive itself for a member: the local header and the packed bytes."""
    with path.open("rb") as file:
        file.seek(info.header_offset)
        header = file.read(_HEADER.size)
        _, version, flags, method, *_, name, extra = _HEADER.unpack(header)
        names = file.read(name + extra)
        return struct.pack("<3H", version, flags, method) + names, file.read(info.compress_size)
