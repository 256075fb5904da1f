"""Whether the words of a Han run are Japanese: 取締役 is one word of Japanese and three syllables in Chinese.

The likeliest cut into words of either language is compared, as identifiers of languages compare
models, but by words: single characters say nothing where two languages share them.
"""

from __future__ import annotations

import math
import re

from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from normalizer.lexicon.index import LexiconIndex

_UNKNOWN_JAPANESE = -20.0
"""Natural logarithm of the frequency that a character which is no word of Japanese counts with: the rarest of all."""

_UNKNOWN_CHINESE = -18.0
"""The same in Chinese: once in the corpus that jieba's dictionary counts (60 million words)."""

_KANJI = re.compile(r"[㐀-鿿々]{1,8}")
_STEPS = 10
"""Steps of the frequencies as they are stored, in a power of ten."""


class Reading(NamedTuple):
    """How much likelier words of Japanese make a run than words of Chinese (natural logarithm), and which words."""

    odds: float
    words: list[str]


def read_japanese() -> dict[str, bytes]:
    """Return the words of Japanese that are written in kanji alone, each with its rarity as one byte.

    The package is wordfreq: 62,000 words from books, the web, subtitles and the encyclopedia, cut by MeCab.
    """
    from wordfreq import get_frequency_dict

    words = get_frequency_dict("ja", wordlist="large")
    return {
        word: bytes((round(-math.log10(frequency) * _STEPS),))
        for word, frequency in words.items()
        if _KANJI.fullmatch(word)
    }


def weigh_japanese(lexicon: LexiconIndex, run: str, folded: str) -> Reading:
    """Return how much likelier words of Japanese make `run` than words of Chinese make its simplified form.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> weigh_japanese(open_lexicon(), "年功序列", "年功序列").odds > 8
    True
    >>> weigh_japanese(open_lexicon(), "環境影響評估", "环境影响评估").odds < 0
    True
    """
    total = math.log(lexicon.total)

    def list_japanese(text: str) -> Iterable[tuple[str, float]]:
        return ((word, -rarity / _STEPS * math.log(10)) for word, rarity in lexicon.japanese_prefixes(text))

    def list_chinese(text: str) -> Iterable[tuple[str, float]]:
        return ((word, math.log(frequency) - total) for word, frequency in lexicon.prefixes(text))

    japanese, words = _find_best(run, list_japanese, _UNKNOWN_JAPANESE)
    chinese, _ = _find_best(folded, list_chinese, _UNKNOWN_CHINESE)
    return Reading(japanese - chinese, words)


def _find_best(
    text: str, list_prefixes: Callable[[str], Iterable[tuple[str, float]]], unknown: float
) -> tuple[float, list[str]]:
    """Return the logarithm of the likeliest cut of a text into words, and the words."""
    scores = [0.0] + [-math.inf] * len(text)
    begins = [0] * (len(text) + 1)
    for start in range(len(text)):
        for word, score in ((text[start], unknown), *list_prefixes(text[start:])):
            end = start + len(word)
            if scores[start] + score > scores[end]:
                scores[end], begins[end] = scores[start] + score, start
    words, end = [], len(text)
    while end:
        words.append(text[begins[end] : end])
        end = begins[end]
    return scores[-1], words[::-1]
