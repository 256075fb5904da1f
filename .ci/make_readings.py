"""Writes normalizer/detection/tables/readings.txt: ``python .ci/make_readings.py Unihan_Readings.txt``.

Run by hand when the Unihan database changes; the table is kept in the repository because it
is small and no package that is alive carries the database.
"""

from __future__ import annotations

import sys
from pathlib import Path

TABLE = Path(__file__).resolve().parents[1] / "normalizer" / "detection" / "tables" / "readings.txt"
HEADER = """\
# Japanese (on, kun) and Korean readings of Han characters, one character a line: character, Japanese, tab, Korean.
# Taken from the Unihan database of Unicode 14.0 (kJapaneseOn, kJapaneseKun, kHangul), Unicode License v3,
# for the characters of JIS X 0208 and KS X 1001; Korean in the Revised Romanization. Made by .ci/make_readings.py.
"""
INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()


def romanize(syllable: str) -> str:
    """Return one hangul syllable in the Revised Romanization, letter by letter."""
    index = ord(syllable) - 0xAC00
    parts = (INITIALS[index // 588], VOWELS[index % 588 // 28], FINALS[index % 28])
    return "".join(part for part in parts if part != "-")


def belongs(character: str) -> bool:
    """Tell whether a Japanese or Korean character set holds a character."""
    for encoding in ("shift_jis", "euc_kr"):
        try:
            character.encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False


def main(source: str) -> None:
    """Read the database and write the table."""
    japanese: dict[str, list[str]] = {}
    korean: dict[str, list[str]] = {}
    for line in Path(source).read_text(encoding="utf-8").splitlines():
        if line.startswith("U+"):
            code, field, value = line.split("\t")
            character = chr(int(code.removeprefix("U+"), base=16))
            if field in ("kJapaneseOn", "kJapaneseKun"):
                japanese.setdefault(character, []).extend(value.lower().split())
            elif field == "kHangul":
                korean[character] = [romanize(part[0]) for part in value.split()]
    rows = [
        f"{c}{' '.join(dict.fromkeys(japanese.get(c, ())))}\t{' '.join(dict.fromkeys(korean.get(c, ())))}\n"
        for c in sorted(japanese.keys() | korean.keys())
        if belongs(c)
    ]
    TABLE.write_text(HEADER + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
