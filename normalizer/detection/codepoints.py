r"""Which code points are Chinese, Japanese or Korean, and which marks belong to them.

The classes are written as the inside of a regular-expression class, so that modules can
combine them. Sources: Unicode 16.0 ``Blocks.txt`` and ``Scripts.txt``.

>>> has_cjk("café “quoted”"), has_cjk("the 舆论 environment")
(False, True)
"""

from __future__ import annotations

from functools import lru_cache

from normalizer.detection.lead_bytes import may_hold_letters
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

HAN = (
    "\u2e80-\u2fdf"  # CJK and Kangxi radicals
    "\u3005\u3007\u3021-\u3029\u3038-\u303b"  # 々 〇, Suzhou numerals, 〻
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Extension A, unified, compatibility
    "\U00020000-\U0003ffff"  # the two ideographic planes: Extensions B to J
)
BOPOMOFO = "\u3105-\u312f\u31a0-\u31bf"
KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f\U0001aff0-\U0001b16f"
HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa1-\uffdc"

CJK = HAN + BOPOMOFO + KANA + HANGUL

STOPS = "，、。；：！？…．｡､"
"""Chinese marks that end or divide; each has its English counterpart in ``editing``."""

PAIRED = {"《": "》", "〈": "〉", "「": "」", "『": "』", "【": "】", "〔": "〕", "〖": "〗"}
"""Chinese brackets that only ever wrap Chinese (full-width parentheses wrap English too)."""

SPACES = "\u3000"


def has_cjk(text: str) -> bool:
    """Tell whether `text` holds a Chinese, Japanese or Korean letter at all."""
    if text.isascii():
        return False
    # Encoding a text and looking at its bytes costs half of searching it.
    return may_hold_letters(text.encode("utf-8", "surrogatepass")) and _compile(CJK).search(text) is not None


def find_runs(text: str) -> Iterator[re.Match[str]]:
    """Yield the runs of Chinese, Japanese and Korean letters.

    >>> [run.group() for run in find_runs("the 舆论 and 경제")]
    ['舆论', '경제']
    """
    # ``[C][C]*`` is measurably faster than ``[C]+`` in ``re``: the first class is a fast search.
    return _compile(CJK, repeated=True).finditer(text)


def has_han(text: str) -> bool:
    """Tell whether `text` holds a Chinese character (Han or bopomofo).

    >>> has_han("ひらがな"), has_han("〇")
    (False, True)
    """
    return _compile(HAN + BOPOMOFO).search(text) is not None


def has_kana(text: str) -> bool:
    """Tell whether `text` holds Japanese kana."""
    return _compile(KANA).search(text) is not None


def has_hangul(text: str) -> bool:
    """Tell whether `text` holds Korean letters."""
    return _compile(HANGUL).search(text) is not None


@lru_cache(maxsize=8)
def _compile(characters: str, *, repeated: bool = False) -> re.Pattern[str]:
    """Compile a class at its first use: a large one costs milliseconds, and most texts need none."""
    return precompile(f"[{characters}][{characters}]*" if repeated else f"[{characters}]")
