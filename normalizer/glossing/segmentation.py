"""Segmentation by jieba's algorithm, its dictionary served from the mapped lexicon."""

from __future__ import annotations

import sys
import warnings
from functools import lru_cache
from threading import Lock

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from normalizer.lexicon.index import LexiconIndex

_lock = Lock()
_classes: list[Any] = []


class JiebaSegmenter:
    """Cuts Chinese into the words that ``jieba.lcut(text, HMM=hmm)`` finds in the lexicon's vocabulary.

    Nothing global of jieba's is touched: no dictionary is loaded, no cache file written, no
    log line printed. jieba itself is imported at the first text that needs it.

    >>> from normalizer.lexicon.index import open_lexicon
    >>> JiebaSegmenter(open_lexicon()).segment("恳请大家关注舆论环境")
    ['恳请', '大家', '关注', '舆论', '环境']
    """

    def __init__(self, lexicon: LexiconIndex, *, hmm: bool = False) -> None:
        """Take the lexicon that holds the vocabulary; `hmm` lets jieba guess unknown words."""
        self._lexicon = lexicon
        self._hmm = hmm
        self._tokenizer: Any = None
        self.cut = lru_cache(maxsize=4096)(self._cut)

    def segment(self, text: str) -> list[str]:
        """Return words that, joined, are `text` again."""
        return list(self.cut(text))

    def _cut(self, text: str) -> tuple[str, ...]:
        if len(text) == 1:
            return (text,)
        if self._tokenizer is None:
            self._tokenizer = _load_tokenizer()(self._lexicon)
        return tuple(self._tokenizer.lcut(text, HMM=self._hmm))


def _load_tokenizer() -> Any:
    """Import jieba quietly, once, and return a tokenizer class that is served by a lexicon."""
    with _lock:
        if not _classes:
            _classes.append(_define_tokenizer(_import_jieba().Tokenizer))
        return _classes[0]


def _import_jieba() -> Any:
    """Import jieba with `stand_ins` for what it does on the side.

    It imports the deprecated pkg_resources (a tenth of a second, and a warning), has escapes that
    newer Pythons warn about, and hangs a handler on its logger.
    """
    if "jieba" in sys.modules:
        return sys.modules["jieba"]
    from normalizer.glossing import stand_ins

    standing = {**stand_ins.make(), "pkg_resources": None}
    before = {name: sys.modules.get(name) for name in standing}
    sys.modules.update(standing)  # type: ignore[arg-type]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
    finally:
        for name, module in before.items():
            if sys.modules.get(name) is standing[name]:
                sys.modules.pop(name, None)
            if module:
                sys.modules[name] = module
    stand_ins.settle(jieba)
    return jieba


def _define_tokenizer(base: Any) -> Any:
    class LexiconTokenizer(base):  # type: ignore[misc]
        """jieba's tokenizer with the lexicon for a dictionary."""

        def __init__(self, lexicon: LexiconIndex) -> None:
            super().__init__()
            self.FREQ = _Frequencies(lexicon)
            self.total = lexicon.total
            self.initialized = True
            self._lexicon = lexicon

        def get_DAG(self, sentence: str) -> dict[int, list[int]]:  # noqa: N802 - jieba's name
            """Return the ends of the words that begin at each place, by one look-up each."""
            graph = {}
            for start in range(len(sentence)):
                found = self._lexicon.prefixes(sentence[start : start + self._lexicon.longest])
                graph[start] = [start + len(word) - 1 for word, _ in found] or [start]
            return graph

    return LexiconTokenizer


class _Frequencies:
    """The lexicon's frequencies in the form of the dictionary that jieba expects."""

    def __init__(self, lexicon: LexiconIndex) -> None:
        self.get = lru_cache(maxsize=4096)(lexicon.frequency)

    def __contains__(self, word: str) -> bool:
        return bool(self.get(word))
