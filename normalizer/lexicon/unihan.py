"""Japanese and Korean readings of Han characters, from the Unihan database of a build requirement."""

from __future__ import annotations

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
_FIRST = 0xAC00
_PER_INITIAL = len(_VOWELS) * len(_FINALS)


def romanize_hangul(syllable: str) -> str:
    """Return one hangul syllable in the Revised Romanization, letter by letter.

    >>> romanize_hangul("한"), romanize_hangul("일")
    ('han', 'il')
    """
    initial, rest = divmod(ord(syllable) - _FIRST, _PER_INITIAL)
    vowel, final = divmod(rest, len(_FINALS))
    parts = (_INITIALS[initial], _VOWELS[vowel], _FINALS[final])
    return "".join(part for part in parts if part != "-")


def read_unihan(path: Path) -> dict[str, str]:
    """Return for each character of a Japanese or Korean set its Japanese readings, a tab, its Korean ones.

    `path` is ``Unihan_Readings.txt``; of its fields kJapaneseOn, kJapaneseKun and kHangul are read.
    """
    japanese: dict[str, list[str]] = {}
    korean: dict[str, list[str]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            code, _, field = line.partition("\t")
            name, _, value = field.partition("\t")
            if name in ("kJapaneseOn", "kJapaneseKun"):
                japanese.setdefault(_character(code), []).extend(value.lower().split())
            elif name == "kHangul":
                korean[_character(code)] = [romanize_hangul(part[0]) for part in value.split()]
    return {
        c: f"{' '.join(dict.fromkeys(japanese.get(c, ())))}\t{' '.join(dict.fromkeys(korean.get(c, ())))}"
        for c in sorted(japanese.keys() | korean.keys())
        if _belongs(c)
    }


def _character(code: str) -> str:
    return chr(int(code.removeprefix("U+"), base=16))


def _belongs(character: str) -> bool:
    """Tell whether a Japanese or Korean character set holds a character: others are hardly met, and half the size."""
    for encoding in ("shift_jis", "euc_kr"):
        try:
            character.encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False
