"""The form ``json``: the whole result, as ``result.schema.json`` describes it."""

from __future__ import annotations

import json

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from normalizer.types import NormalizedText


def render(result: NormalizedText) -> str:
    """Return the result as indented JSON that ends in a newline."""
    return json.dumps(result.to_dict(), ensure_ascii=False, indent=2) + "\n"
