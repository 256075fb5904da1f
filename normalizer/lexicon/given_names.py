"""How much each character looks like a part of a given name: counted in jieba's dictionary."""

from __future__ import annotations

from collections import Counter
from math import log

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PLACE_ENDS = frozenset("村镇乡县市区省州路街道桥河江湖海山岭沟湾岛屯庄营寨坡坪塘堡店站门口庙寺塔关港场园")
_PERSON = "nr"
_LONGEST = 3
_FEWEST = 4


def count_given_names(words: Mapping[str, tuple[int, str]], surnames: Iterable[str]) -> dict[str, int]:
    """Return ten times the log-odds of each character: in a given name against in any other word.

    `words` hold frequency and tag. Given names are what follows a surname in a word that
    jieba takes for a person; such words that end like a place are left out, for many are places.
    """
    families = frozenset(surnames)
    given: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for word, (_, tag) in words.items():
        if tag.startswith(_PERSON):
            if 1 < len(word) <= _LONGEST and word[0] in families and word[-1] not in _PLACE_ENDS:
                given.update(word[1:])
        elif tag and (tag[0] != "n" or tag == "n"):
            other.update(set(word))
    total_given, total_other = max(given.total(), 1), max(other.total(), 1)
    characters = (
        character for character in given.keys() | other.keys() if given[character] + other[character] >= _FEWEST
    )
    return {
        c: round(10 * (log((given[c] + 0.5) / total_given) - log((other[c] + 0.5) / total_other)))
        for c in sorted(characters)
    }
