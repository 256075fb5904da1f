"""How near an English phrase is to a reference: exact, token F1, chrF, all of folded phrases."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.script import strip_accents

if TYPE_CHECKING:
    from collections.abc import Sequence

_OUTER = re.compile(r"^[\W_]+|[\W_]+$")
_ARTICLE = re.compile(r"^(?:the|an|a)\s+(?=\S)")
_JOINTS = re.compile(r"[\s\-‐-–'’‘ʼʻ`·]+")


def fold(phrase: str, *, joined: bool = False) -> str:
    """Return `phrase` casefolded, without accents, outer marks and leading article.

    With `joined` (romanizations) blanks, hyphens and apostrophes go too.

    >>> fold("“The Café Society,”"), fold("Xi'an-shì", joined=True)
    ('cafe society', 'xianshi')
    """
    folded = _OUTER.sub("", strip_accents(phrase).casefold())
    folded = _OUTER.sub("", _ARTICLE.sub("", folded))
    return _JOINTS.sub("", folded) if joined else " ".join(folded.split())


def score_tokens(answer: str, reference: str) -> float:
    """Return the F1 of the two multisets of words, 0 to 1.

    >>> score_tokens("public opinion", "opinion of the public")
    0.6666666666666666
    """
    ours, theirs = Counter(re.findall(r"\w+", answer)), Counter(re.findall(r"\w+", reference))
    shared = sum((ours & theirs).values())
    return 2 * shared / (sum(ours.values()) + sum(theirs.values())) if shared else 0.0


def score_characters(answers: Sequence[str], references: Sequence[str]) -> float:
    """Return sacrebleu's corpus chrF (chrF2, statistics summed over all phrases), 0 to 100."""
    from sacrebleu.metrics import CHRF

    return float(CHRF().corpus_score(list(answers), [list(references)]).score) if answers else 0.0


def score_phrase(answer: str, reference: str) -> float:
    """Return sacrebleu's sentence chrF of one phrase, 0 to 100."""
    from sacrebleu.metrics import CHRF

    return float(CHRF().sentence_score(answer, [reference]).score)
