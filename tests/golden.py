"""Rewrites the golden results of the articles: ``python -m tests.golden``. Read every one afterwards.

For each article NAME.EXT in fixtures/articles it writes NAME.clean.EXT, the clean text, and
NAME.annotations.json, a short form of each annotation (the whole form is in the sidecar
that the command writes; its scores would change with every lexicon).
"""

from __future__ import annotations

import json
from pathlib import Path

from normalizer import Normalizer

ARTICLES = Path(__file__).resolve().parent.parent / "fixtures" / "articles"
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
    """Return the source articles, without their golden results."""
    return sorted(p for p in ARTICLES.iterdir() if p.suffix in FORMATS and not p.stem.endswith(".clean"))


def clean_path(article):
    return article.with_name(f"{article.stem}.clean{article.suffix}")


def notes_path(article):
    return article.with_name(f"{article.stem}.annotations.json")


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
