r"""Commit messages as git will take them: without comments and what stands below the scissors.

>>> blank_comments("Say 舆论\n# 舆论\n# ------------------------ >8 ------------------------\n-舆论\n", "#")
'Say 舆论\n\n\n\n'
"""

from __future__ import annotations

import re

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.documents.document import Source

COMMENT = "#"
"""What begins a comment where git is not told otherwise."""

_SCISSORS = " ------------------------ >8 ------------------------"


def take_message(source: Source, comment: str) -> Source:
    """Return the source of a message in which the lines that git leaves out are empty; places stay the same."""
    text = source.encoding.decode(source.data)
    return source._replace(data=source.encoding.encode(blank_comments(text, comment)))


def blank_comments(text: str, comment: str) -> str:
    """Return a message with its comment lines emptied, and all lines from the scissors on."""
    scissors = re.search(rf"^{re.escape(comment + _SCISSORS)}[ \t\r]*$", text, re.MULTILINE)
    end = scissors.start() if scissors else len(text)
    kept = re.sub(rf"^{re.escape(comment)}[^\r\n]*", "", text[:end], flags=re.MULTILINE)
    return kept + re.sub(r"[^\r\n]", "", text[end:])


def read_comment_mark() -> str:
    """Return what begins a comment in this repository's messages: git's own mark where it is set, else ``#``."""
    from normalizer.batch.linting.git import ask_git

    for key in ("core.commentString", "core.commentChar"):
        mark = ask_git("config", "--get", key).decode("utf-8", "replace").rstrip("\n")
        if mark and mark != "auto":
            return mark
    return COMMENT
