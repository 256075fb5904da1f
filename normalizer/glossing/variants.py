"""Character variants folded to simplified Chinese, one character for one."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from threading import Lock

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from normalizer.lexicon.index import LexiconIndex

_lock = Lock()
_converters: list[Any] = []


def fold(text: str, lexicon: LexiconIndex) -> str:
    """Return `text` in simplified characters, always as long as it was.

    Radicals and compatibility ideographs become the characters they stand for, 々 the one
    before it. The rest is OpenCC's ``t2s``: by a table, and by OpenCC itself where a
    character's form depends on its word.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> fold("輿論環境", open_lexicon()), fold("乾坤", open_lexicon()), fold("人々", open_lexicon())
    ('舆论环境', '乾坤', '人人')
    >>> fold("抱著", open_lexicon()), fold("顯著", open_lexicon())
    ('抱着', '显著')
    """
    text = _repeat("".join(map(_unify, text)))
    if "著" in text:
        text = _mark_aspect(text, lexicon)
    if lexicon.fold_exceptions.isdisjoint(text) or not _depends_on_words(text, lexicon.fold_phrases):
        return text.translate(lexicon.fold_table)
    converted = _convert(text)
    return converted if len(converted) == len(text) else text.translate(lexicon.fold_table)


@lru_cache(maxsize=4096)
def _unify(character: str) -> str:
    """Map a radical or compatibility form to its ideograph, other characters to themselves."""
    if not ("⺀" <= character <= "⿟" or "豈" <= character <= "﫿" or "\U0002f800" <= character <= "\U0002fa1f"):
        return character
    unified = unicodedata.normalize("NFKC", character)
    return unified if len(unified) == 1 else character


def _repeat(text: str) -> str:
    if "々" not in text:
        return text
    letters = list(text)
    for index, letter in enumerate(letters):
        if letter == "々" and index:
            letters[index] = letters[index - 1]
    return "".join(letters)


def _mark_aspect(text: str, lexicon: LexiconIndex) -> str:
    """Write 著 as 着 where it marks an aspect, as Taiwan does behind verbs: it belongs to no word such as 著名."""
    letters = list(text)
    for index, letter in enumerate(letters):
        words = (text[index - 1 : index + 1], text[index : index + 2]) if index else (text,)
        if letter == "著" and not any(len(word) > 1 and lexicon.lookup(word) for word in words):
            letters[index] = "着"
    return "".join(letters)


def _depends_on_words(text: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether one of the words stands in the text that OpenCC writes otherwise than their characters."""
    return not phrases or any(phrase in text for phrase in phrases)


def _convert(text: str) -> str:
    with _lock:
        if not _converters:
            from opencc import OpenCC

            _converters.append(OpenCC("t2s"))
        return str(_converters[0].convert(text))
