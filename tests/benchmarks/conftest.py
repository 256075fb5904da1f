"""Rows and results made by hand."""

from __future__ import annotations

import pytest

from benchmarks.material import Row
from normalizer.types import Annotation, NormalizedText, Token


@pytest.fixture
def make_row():
    """Return a maker of rows: the fragment and the gloss are marked by what they are, found in the text."""

    def make(text, fragment, gloss="", kind="paren_before", **fields):
        start = text.index(fragment)
        gloss_start = text.index(gloss) if gloss else 0
        return Row(
            "own",
            text,
            fragment,
            start,
            start + len(fragment),
            kind,
            gloss,
            gloss_start,
            gloss_start + len(gloss),
            **fields,
        )

    return make


@pytest.fixture
def make_result():
    """Return a maker of results from a text and its edits: (old, new, fields of the annotation)."""

    def make(text, *edits):
        pieces, notes, position, shift = [], [], 0, 0
        for old, new, fields in edits:
            start = text.index(old, position)
            target = start + shift
            pieces += (text[position:start], new)
            position, shift = start + len(old), shift + len(new) - len(old)
            notes.append(_annotate(old, new, start, target, fields))
        return NormalizedText("".join(pieces) + text[position:], tuple(notes))

    return make


def _annotate(old, new, start, target, fields):
    lead = len(new) - len(new.lstrip())
    plain = {
        "start": start,
        "end": start + len(old),
        "original": old,
        "target_start": target,
        "target_end": target + len(new),
        "replacement": new,
        "fragment": old,
        "fragment_start": start,
        "fragment_end": start + len(old),
        "gloss": new.strip() or None,
        "gloss_start": None,
        "gloss_end": None,
        "anchor_start": target + lead,
        "anchor_end": target + len(new),
        "action": "replace",
        "origin": "lexicon",
        "context": "leak",
        "language": "zh",
        "script": "Hans",
        "confidence": 1.0,
        "reason": "",
    }
    return Annotation(**{**plain, **fields})


@pytest.fixture
def make_token():
    """Return a maker of tokens that know only their text and origin."""
    return lambda text, origin: Token(text, 0, len(text), "word", origin=origin)
