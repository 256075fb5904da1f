"""What a rule of masking is: a name, the signs that give it away, and how its places are found."""

from __future__ import annotations

import re
from functools import lru_cache

from normalizer.detection.codepoints import has_cjk
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

HAN = "\u3400-\u9fff"
"""The common Chinese characters, as the inside of a class: enough to tell what a token is."""


class Rule(NamedTuple):
    """One way of finding the places of a mask.

    ``name`` is the rule's in `normalizer.config.MASKS`, several ways may share one. ``signs``:
    one of them stands in every text that the rule has a place in. ``pattern`` is a regular
    expression, ``find`` a function in its place. ``formats`` are those in which the rule is
    asked. ``chinese``: a place without Chinese is none. ``core``: a pattern that begins with what is rare
    and is found inside every place, so that a text without it costs little.
    """

    name: str
    signs: tuple[str, ...]
    pattern: str = ""
    find: Callable[[str], Iterable[tuple[int, int]]] | None = None
    formats: tuple[str, ...] = ("text", "markdown", "html")
    chinese: bool = True
    core: str = ""

    def list_places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the places of the mask in a text that holds one of the signs.

        >>> list(Rule("handle", ("@",), "@[一-龥]+").list_places("ask @李明 or @Bob"))
        [(4, 7)]
        """
        if self.core and not compile_pattern(self.core).search(text):
            return
        found = self.find(text) if self.find else (m.span() for m in compile_pattern(self.pattern).finditer(text))
        for start, end in found:
            if not self.chinese or has_cjk(text[start:end]):
                yield start, end


def find_signs(text: str, signs: Iterable[str]) -> frozenset[str]:
    """Return those of `signs` that stand in `text`.

    >>> sorted(find_signs("see http://a.cn", ("/", "://", "@", "www.")))
    ['/', '://']
    """
    letters = frozenset(text)
    return frozenset(sign for sign in signs if letters.issuperset(sign) and (len(sign) == 1 or sign in text))


@lru_cache(maxsize=64)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern at its first use: a text meets few of the rules."""
    return precompile(pattern, re.MULTILINE)
