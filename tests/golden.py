"""Rewrites the golden results of the articles: ``python -m tests.golden``. Read every one afterwards.

For each article NAME.EXT in fixtures/articles it writes fixtures/golden/NAME.EXT, the clean text,
and fixtures/golden/NAME.json, a short form of each annotation (the whole form is in the sidecar
that the command writes; its scores would change with every lexicon).
"""

from __future__ import annotations

import json
from pathlib import Path

from normalizer import Normalizer

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
ARTICLES = FIXTURES / "articles"
GOLDEN = FIXTURES / "golden"
FORMATS = {".txt": "text", ".md": "markdown"}
FIELDS = (
    "fragment",
    "start",
    "end",
    "original",
    "replacement",
    "gloss",
    "action",
    "origin",
    "context",
    "language",
    "script",
    "pinyin",
)


def find_articles():
    """Return the articles, in order."""
    return sorted(p for p in ARTICLES.iterdir() if p.suffix in FORMATS)


def clean_path(article):
    return GOLDEN / article.name


def notes_path(article):
    return GOLDEN / f"{article.stem}.json"


def shorten(result):
    """Return the golden form of the annotations: one dictionary a fragment."""
    return [{name: getattr(note, name) for name in FIELDS} for note in result.annotations]


def write_notes(notes):
    lines = ",\n".join(json.dumps(note, ensure_ascii=False) for note in notes)
    return f"[\n{lines}\n]\n"


def main():
    normalizer = Normalizer()
    for article in find_articles():
        text = article.read_text(encoding="utf-8")
        result = normalizer.normalize(text, FORMATS[article.suffix])
        clean_path(article).write_text(result.text, encoding="utf-8")
        notes_path(article).write_text(write_notes(shorten(result)), encoding="utf-8")


if __name__ == "__main__":
    main()
