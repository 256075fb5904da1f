"""The language of the document around the Chinese: English unless the evidence is strong."""

from __future__ import annotations

from threading import Lock

from normalizer.detection.codepoints import CJK
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from normalizer.literals import MatrixLanguage

_WORD = precompile(r"[^\W\d_]+")
_NOT_LATIN = precompile(f"[{CJK}]+")
# Function words that English text of twenty words can hardly do without, and that no other
# large language in Latin script uses as freely.
FUNCTION_WORDS = frozenset(
    "the of and to is was are were that this these those with for from by as at it its be been has have had not "
    "but or an which who what when their they he she his her you your we our will would can could should there".split()
)
_ENOUGH_WORDS = 20
_SHARE = 20
"""One word in so many of English is a function word at least."""

_SAMPLE = 20_000
_SURE = 0.95
_lock = Lock()
_factory: list[Any] = []


def find_matrix_language(text: str, mode: MatrixLanguage = "auto") -> str:
    """Return the language of the text around the Chinese as an ISO 639-1 code.

    ``en`` unless there are twenty Latin words or more, fewer than one in twenty of them an
    English function word, and langdetect is sure of another language. Han text alone is ``en``
    too: it is to be glossed. With `mode` other than ``auto`` nothing is looked at.

    >>> find_matrix_language("Mix 舆论 and words")
    'en'
    """
    if mode != "auto":
        return "en"
    sample = text[:_SAMPLE]
    lower = sample.lower()
    # There are no more words than every other character; what stands between blanks is counted fast.
    if sum(map(FUNCTION_WORDS.__contains__, lower.split())) * 2 * _SHARE > len(lower):
        return "en"
    words = _WORD.findall(_NOT_LATIN.sub(" ", sample).lower())
    if len(words) < _ENOUGH_WORDS:
        return "en"
    if sum(map(FUNCTION_WORDS.__contains__, words)) * _SHARE >= len(words):
        return "en"
    return _ask_langdetect(" ".join(words))


def _ask_langdetect(text: str) -> str:
    """Ask langdetect, seeded, one thread at a time.

    A factory of our own: the package's global one is random unless every user of the
    process is given our seed, and raises when threads fill it at the same time.
    """
    with _lock:
        from langdetect import LangDetectException
        from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

        if not _factory:
            factory = DetectorFactory()
            factory.seed = 0
            factory.load_profile(PROFILES_DIRECTORY)
            _factory.append(factory)
        detector = _factory[0].create()
        detector.append(text)
        try:
            best = detector.get_probabilities()[0]
        except (LangDetectException, IndexError):
            return "en"
    return str(best.lang) if best.prob >= _SURE else "en"
