"""The words that fields of records and settings may hold, as types."""

from __future__ import annotations

from typing import Literal

Action = Literal["replace", "drop", "romanize", "keep"]
Origin = Literal["author", "glossary", "name", "number", "lexicon", "translator", "romanization", "policy"]
TokenKind = Literal["word", "number", "latin", "mark", "space"]

MatrixLanguage = Literal["auto", "en", "any"]
ContextScope = Literal["document", "paragraph", "window"]
Fullwidth = Literal["adjacent", "all", "keep"]
Han = Literal["auto", "chinese", "keep-doubtful"]
Treatment = Literal["replace", "drop", "romanize", "both", "keep", "keep-at-first-mention"]
PairTreatment = Literal["replace", "keep", "keep-at-first-mention"]
LanguageTreatment = Literal["keep", "drop"]

Tradition = Literal["pinyin", "wade-giles", "cantonese"]
