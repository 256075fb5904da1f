"""Runs of Han whose words are Japanese though no form of theirs says so: 取締役, 立入禁止, 年功序列."""

from __future__ import annotations

from normalizer.detection.repertoire import is_mixed, may_be_japanese
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from normalizer.protocols import Neighbours

_ENOUGH = {"": 5.0, "ja": 2.5}
_AGAINST = 8.0
"""Odds for words of Japanese (natural logarithm) that decide, by the language that the passage speaks of.

Of 9,700 runs of Chinese in traditional and in shared forms, cut from the news of NTREX, the highest had 4.0.
"""

_UNLIKELY = -4.0
"""Odds under which a run is hardly Japanese."""

_MIXED = 6.0
"""What a mix of forms adds: about one run of Japanese in four has it, and of Chinese one in two thousand."""


class JapaneseWords(NamedTuple):
    """How much likelier words of Japanese make a run than words of Chinese (natural logarithm), and which words."""

    odds: float
    words: list[str]

    def find(self, speaks_of: str) -> str:
        """Return the words where they decide in a passage that speaks of a language (``""``: none), else nothing.

        A character by itself says little, so that words of two or more must make most of the run.

        >>> JapaneseWords(5.5, ["横綱", "会"]).find(""), JapaneseWords(5.5, ["横綱", "会"]).find("zh")
        ('横綱 会', '')
        >>> JapaneseWords(9.0, ["阿", "闍世", "王", "経"]).find("")
        ''
        """
        most = 2 * sum(len(word) for word in self.words if len(word) > 1) > sum(map(len, self.words))
        return " ".join(self.words) if most and self.odds >= _ENOUGH.get(speaks_of, _AGAINST) else ""

    def is_likely(self, *, certain: bool) -> bool:
        """Tell whether Japanese is likelier than Chinese, in a passage certain to speak of Japan not much unlikelier.

        >>> [JapaneseWords(odds, []).is_likely(certain=False) for odds in (1.2, -2.1)]  # 忖度, 革命
        [True, False]
        """
        return self.odds > (_UNLIKELY if certain else 0.0)


def read_as_japanese(runs: Iterable[str], neighbours: Neighbours) -> dict[str, JapaneseWords]:
    """Return for each run that may be Japanese how much its words speak for it."""
    weighed = {}
    for han in runs:
        if len(han) > 1 and may_be_japanese(han):
            odds, words = neighbours.weigh_japanese(han)
            weighed[han] = JapaneseWords(odds + is_mixed(han) * _MIXED, words)
    return weighed
