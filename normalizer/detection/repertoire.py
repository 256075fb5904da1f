"""Which script a character belongs to, read from the national character sets.

A character of GB 2312 that neither Big5 nor JIS X 0208 has is a simplified form; one of
Big5 that GB 2312 lacks is traditional; one of JIS X 0208 that both Chinese sets lack is
Japan's own. The sets were drawn up from what each country prints, so no table is needed.
"""

from __future__ import annotations

from functools import lru_cache

_FIRST_IDEOGRAPH = "\u3400"


@lru_cache(maxsize=16384)
def find_repertoire(character: str) -> str:
    """Return ``simplified``, ``traditional``, ``japanese`` or ``""`` (shared, or in none).

    >>> [find_repertoire(c) for c in "们們駅中"]
    ['simplified', 'traditional', 'japanese', '']
    """
    if character < _FIRST_IDEOGRAPH:  # marks such as 〇 and 々 belong to all
        return ""
    mainland, taiwan, japan = (_has(character, name) for name in ("gb2312", "big5", "shift_jis"))
    if mainland and not taiwan and not japan:
        return "simplified"
    if taiwan and not mainland:
        return "traditional"
    return "japanese" if japan and not mainland and not taiwan else ""


def _has(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def find_repertoires(text: str) -> set[str]:
    """Return the repertoires that the characters of `text` belong to."""
    return {find_repertoire(character) for character in text} - {""}
