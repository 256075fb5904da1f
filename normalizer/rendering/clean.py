"""The form ``text``: the clean text and nothing else."""

from __future__ import annotations

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.types import NormalizedText


def render(result: NormalizedText) -> str:
    """Return the clean text."""
    return result.text
