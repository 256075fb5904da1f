r"""The off switch in the text itself.

``mixnorm: off`` … ``mixnorm: on`` in comments masks what stands between; ``mixnorm: ignore
(reason)`` in a comment masks its line. A comment is ``<!-- … -->``, ``/* … */``, or what
follows ``#``, ``//``, ``%`` or ``;`` at a line's start or after a blank.
"""

from __future__ import annotations

import re

from normalizer.patterns import precompile
from normalizer.types import Mask, Notice

_COMMENT = r"(?:<!--|/\*|(?:^|(?<=\s))(?:#|//|%|;))[ \t]*mixnorm:[ \t]*"
_SWITCH = precompile(_COMMENT + r"(?P<state>off|on)\b", re.MULTILINE)
_PRAGMA = precompile(
    _COMMENT + r"ignore\b[ \t:(–—]*(?:-(?!->))?[ \t]*(?P<reason>[^\n]*?)[ \t)]*(?:-->|\*/|$)", re.MULTILINE
)


def find_switched_off(text: str) -> tuple[list[Mask], list[Notice]]:
    r"""Return the masks of off switches and line pragmas, and notices about careless ones.

    >>> masks, notices = find_switched_off("好 # mixnorm: ignore (a test)\n好")
    >>> masks, notices
    ([Mask(start=0, end=28, rule='off')], [])
    """
    if "mixnorm:" not in text:
        return [], []
    masks, notices = _find_ranges(text)
    for match in _PRAGMA.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        masks.append(Mask(start, end, "off"))
        if not precompile(r"\w").search(match["reason"]):
            notices.append(Notice("pragma-without-reason", "a line is ignored without a reason", start, end))
    return masks, notices


def _find_ranges(text: str) -> tuple[list[Mask], list[Notice]]:
    masks, notices, opened = [], [], -1
    for match in _SWITCH.finditer(text):
        if match["state"] == "off" and opened < 0:
            opened = match.start()
        elif match["state"] == "on" and opened >= 0:
            masks.append(Mask(opened, match.end(), "off"))
            opened = -1
    if opened >= 0:
        masks.append(Mask(opened, len(text), "off"))
        notices.append(Notice("switch-left-off", "mixnorm is switched off and never on again", opened, len(text)))
    return masks, notices
