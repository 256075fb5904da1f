"""The articles of fixtures/articles: golden results, and what an editor would write.

fixtures/expectations/NAME.json lists each stretch with the readings an editor accepts, written before the
program was. What the program does not reach yet stands in fixtures/known-failures.json with a reason.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.golden import FIXTURES, FORMATS, clean_path, find_articles, notes_path, shorten

if TYPE_CHECKING:
    from normalizer.types import NormalizedText

EXPECTATIONS = FIXTURES / "expectations"
KNOWN = json.loads((FIXTURES / "known-failures.json").read_text(encoding="utf-8"))


def read_expectations(name):
    return json.loads((EXPECTATIONS / name).with_suffix(".json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def results(normalizer):
    found = {}
    for article in find_articles():
        text = article.read_text(encoding="utf-8")
        found[article.name] = (text, normalizer.normalize(text, FORMATS[article.suffix]))
    return found


def test_there_are_twelve_articles_of_three_hundred_words():
    articles = find_articles()
    assert len(articles) >= 12
    assert all(len(a.read_text(encoding="utf-8").split()) >= 300 for a in articles)


@pytest.mark.parametrize("article", find_articles(), ids=lambda a: a.name)
def test_golden_result(article, results):
    text, result = results[article.name]
    assert result.text == clean_path(article).read_text(encoding="utf-8")
    assert shorten(result) == json.loads(notes_path(article).read_text(encoding="utf-8"))
    assert result.restore() == text


def list_expectations():
    found = []
    for article in find_articles():
        for number, row in enumerate(read_expectations(article.name)):
            known = KNOWN.get(article.name, {}).get(row["find"])
            marks = [pytest.mark.xfail(reason=known, strict=True)] if known else []
            found.append(pytest.param(article.name, row, id=f"{article.stem}-{number}", marks=marks))
    return found


def rendered_stretch(text: str, result: NormalizedText, find: str) -> str:
    """Return what became of a stretch of the source in the clean text."""
    start = text.index(find)
    return result.text[to_target(result, start, after=False) : to_target(result, start + len(find), after=True)]


def to_target(result: NormalizedText, position: int, *, after: bool) -> int:
    shift = 0
    for note in result.annotations:
        if note.end <= position and not (note.end == position and note.start == note.end):
            shift = note.target_end - note.end
        elif note.start < position:
            return note.target_end if after else note.target_start
    return position + shift


@pytest.mark.parametrize(("name", "row"), list_expectations())
def test_an_editor_agrees(name, row, results):
    text, result = results[name]
    assert rendered_stretch(text, result, row["find"]).strip() in [want.strip() for want in row["want"]]


def test_known_failures_name_real_expectations():
    for name, rows in KNOWN.items():
        finds = {r["find"] for r in read_expectations(name)}
        assert set(rows) <= finds
        assert all(reason.strip() for reason in rows.values())
