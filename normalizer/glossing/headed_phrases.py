"""Nouns whose English stands before what they are about: 中国通史, *general history of China*."""

from __future__ import annotations

from normalizer.glossing.chunks import MODIFIERS, Chunk
from normalizer.glossing.noun_phrases import join_compounds, join_lists, join_owners
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from normalizer.glossing.inflection import English

_BEFORE = MODIFIERS | {"of", "and", "pause"}


class Head(NamedTuple):
    """How a last noun is set around the rest, and of what the rest must consist: ``name`` or ``any`` nouns."""

    setting: str
    rest: str = "any"


def _read_table(lines: str) -> dict[str, Head]:
    heads: dict[str, Head] = {}
    for line in lines.strip().splitlines():
        words, setting, rest = line.split("|")
        heads |= {word: Head(setting, rest) for word in words.split(" ")}
    return heads


HEADS = _read_table("""
史|history of {}|any
简史|brief history of {}|any
通史|general history of {}|any
全史|complete history of {}|any
史话|stories from the history of {}|any
概论 导论 入门 引论|introduction to {}|any
纲要 大纲|outline of {}|any
词典 辞典|dictionary of {}|any
百科全书|encyclopedia of {}|any
目录|catalog of {}|any
条例|regulations on {}|any
暂行规定|interim provisions on {}|any
细则|rules for {}|any
传 传记|biography of {}|name
研究|studies on {}|name
年谱|chronology of the life of {}|name
日记|diary of {}|name
回忆录|memoirs of {}|name
书信集|collected letters of {}|name
书信|letters of {}|name
全集|complete works of {}|name
文集|collected works of {}|name
选集|selected works of {}|name
诗集|collected poems of {}|name
诗选|selected poems of {}|name
故事|story of {}|name
大典|great compendium of {}|any
刍议|preliminary thoughts on {}|any
战役|Battle of {}|name
条约|Treaty of {}|name
旧址|former site of {}|any
遗址|ruins of {}|name
故居|former residence of {}|name
墓 之墓|tomb of {}|name
赋|rhapsody on {}|any
颂|ode to {}|any
起源|origin of {}|any
由来|origin of {}|any
东部|eastern {}|name
西部|western {}|name
南部|southern {}|name
北部|northern {}|name
中部|central {}|name
东北部|northeastern {}|name
西北部|northwestern {}|name
东南部|southeastern {}|name
西南部|southwestern {}|name
沿海|coastal {}|name
市区|downtown {}|name
郊区|suburbs of {}|name
""")
"""A last word, its setting, and what must stand before it. Single characters that end many words are left out."""


def join_headed(chunks: list[Chunk], english: English) -> list[Chunk]:
    """Set the last noun of a phrase before the rest, where English does so.

    >>> from normalizer.glossing.inflection import nothing_known
    >>> join_headed([Chunk("Taiwan", "name", "台湾"), Chunk("west", "noun", "西部")], nothing_known)[0].text
    'western Taiwan'
    """
    head = HEADS.get(chunks[-1].folded) if len(chunks) > 1 and chunks[-1].role in ("noun", "name", "verb") else None
    rest = chunks[:-1]
    if head is None or any(chunk.role not in _BEFORE for chunk in rest) or rest[-1].role not in ("noun", "name"):
        return chunks
    if head.rest == "name" and not (len(rest) == 1 and rest[0].text[:1].isupper()):
        return chunks
    for reduce in (join_compounds, join_owners, join_compounds, join_lists):
        rest = reduce(rest, english)
    if len(rest) != 1 or rest[0].text.startswith(head.setting.partition(" {")[0]):
        return chunks
    return [Chunk(head.setting.format(rest[0].text), "noun", chunks[-1].folded)]
