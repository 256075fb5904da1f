"""First mentions: where the Chinese stays in brackets behind its English, once."""

from __future__ import annotations

from normalizer.config import AT_FIRST, POLICIES
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from normalizer.config import NormalizerConfig
    from normalizer.editing.edit import Edit
    from normalizer.types import Fragment

_CLOSING = "”’\"'*_)]"


class Mentions:
    """Which fragments have been mentioned so far, folded to simplified characters."""

    def __init__(self, fold: Callable[[str], str], earlier: Iterable[str] = ()) -> None:
        """Take the folding, and the fragments mentioned before the text, folded."""
        self._fold = fold
        self._seen = set(earlier)

    def add(self, fragment: str) -> None:
        """Note that `fragment` has been mentioned."""
        self._seen.add(self._fold(fragment))

    def is_first(self, fragment: str) -> bool:
        """Tell whether `fragment` has not been mentioned yet, and note that it is now."""
        folded = self._fold(fragment)
        if folded in self._seen:
            return False
        self._seen.add(folded)
        return True


def writes_brackets(config: NormalizerConfig) -> bool:
    """Tell whether some policy leaves the Chinese in brackets at a first mention."""
    return any(getattr(config, name) == AT_FIRST for name in POLICIES)


def stands_behind_english(text: str, fragment: Fragment) -> bool:
    """Tell whether brackets right behind English hold `fragment` and nothing else: the form that is written here.

    >>> from normalizer.types import Fragment, Span
    >>> stands_behind_english("opinion (舆论).", Fragment(9, 11, "舆论", Span(9, 11)))
    True
    """
    start, end = fragment.outer
    if text[start - 1 : start] != "(" or text[end : end + 1] != ")" or text[start - 2 : start - 1] != " ":
        return False
    before = text[start - 3 : start - 2] if start > 2 else ""  # noqa: PLR2004 - the blank and the bracket
    return before.isalnum() or (before != "" and before in _CLOSING)


def set_behind(edit: Edit, written: str) -> Edit:
    """Return an edit that also sets `written` in brackets behind its English and the closing quotes of the edit."""
    if edit.anchor is None:
        return edit
    end = edit.anchor.end
    while edit.replacement[end : end + 1] in ("”", "’", '"') and edit.replacement[end : end + 1]:
        end += 1
    replacement = f"{edit.replacement[:end]} ({written}){edit.replacement[end:]}"
    return edit._replace(replacement=replacement, reason=f"{edit.reason}; the Chinese stays behind its first mention")
