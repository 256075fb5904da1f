"""Which part of speech a word inside a phrase should be, by jieba's tag and its neighbours."""

from __future__ import annotations

from normalizer.glossing.function_words import LOCATIVES, ROLES
from normalizer.glossing.headed_phrases import HEADS
from normalizer.glossing.senses import TAG_POS
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalizer.glossing.tokens import Piece
    from normalizer.lexicon.index import LexiconIndex

_VOICE_REACH = 8
"""Words back to 被 or 把 at most."""

_VERB_LEADS = frozenset({"modal", "negation", "aspect", "passive", "pronoun", "adverb", "object"})


RELATIONAL = frozenset(
    "关键 原因 条件 结果 过程 重要性 意义 目的 可能性 方法 方式 能力 机会 权利 自由 历史 影响 作用 基础 核心 本质 象征"
    " 源泉 秘诀 必要性 后果".split()
)
"""Nouns that want a noun before 的: the key *to success*, not a successful key."""


_SERIAL = frozenset(
    "决定 打算 计划 开始 继续 希望 准备 愿意 同意 拒绝 试图 努力 喜欢 停止 学习 学会 尝试 敢 肯 来 去 帮助 允许 需要 想"
    " 要".split()
)
"""Verbs that another verb follows."""


class _Word(NamedTuple):
    """A word of a phrase: its part of speech and tag, the roles and parts of speech beside it.

    ``outer`` is what the slot wants of the whole phrase, where the word is its last one.
    """

    pos: str
    tag: str
    before: str
    after: str
    earlier: str
    preceding: str
    following: str
    outer: tuple[str, ...]
    head: str
    last: bool
    next_word: str
    voiced: bool
    compound: bool
    names: bool
    last_word: str
    place_before: bool


def want_inside(
    pieces: Sequence[Piece], index: int, lexicon: LexiconIndex, outer: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the parts of speech that a word of a phrase may be, best first; empty when nothing tells.

    `outer` is what the slot wants of the whole phrase: its last word is what the phrase is.
    """
    (earlier, _), (preceding, tag_before), (pos, tag), (following, tag_behind), (further, _) = (
        _tell(pieces, place, lexicon) for place in range(index - 2, index + 3)
    )
    word = _Word(
        pos,
        tag,
        _role(pieces, index - 1),
        _role(pieces, index + 1),
        earlier,
        preceding,
        "noun" if index == len(pieces) - 2 and outer[:1] == ("noun",) else following,
        outer if index == len(pieces) - 1 else (),
        pieces[index + 2].folded if index + 2 < len(pieces) else "",
        index + 1 == len(pieces) or pieces[index + 1].kind != "word",
        pieces[index + 1].folded if index + 1 < len(pieces) else "",
        pos == "verb"
        and any(
            ROLES.get(piece.folded) in ("passive", "object") for piece in pieces[max(0, index - _VOICE_REACH) : index]
        ),
        tag_behind == "vn" and further == "noun",
        index == 0 and len(pieces) == 2 and outer[:1] == ("noun",),  # noqa: PLR2004
        pieces[index - 1].folded if index else "",
        tag_before.startswith("ns") and len(pieces) == index + 2,
    )
    return next((want for rule in _RULES if (want := rule(word))), (pos,) if pos else ())


def _beside_grammar(word: _Word) -> tuple[str, ...]:
    """Read a word beside 地, 的, 了, 很, 会 and the like."""
    if word.after == "ground":
        return ("adverb", "adjective") if word.next_word != "得" else ("adjective", "verb")
    if word.after == "copula":
        return ("noun", "verb")
    if word.after == "modal":
        return ("adverb", "noun", "verb")
    if word.after == "of":
        return _before_of(word)
    if word.after == "aspect" or word.before in ("modal", "passive", "negation"):
        return ("adjective", "verb") if word.pos == "adjective" else ("verb", "adjective")
    return ("adjective", "adverb", "verb") if word.before == "degree" else ()


def _before_of(word: _Word) -> tuple[str, ...]:
    if word.tag.startswith(("ns", "nr")):
        return ("name", "noun")
    if word.head in RELATIONAL:
        return ("noun", "verb")
    return ("adjective", "noun", "verb") if word.pos != "noun" else ("adjective", "noun")


def _as_the_slot_wants(word: _Word) -> tuple[str, ...]:
    if word.outer[:1] == ("verb",) and word.pos == "verb" and word.preceding != "verb":
        return ("verb", "noun")
    content = word.preceding in ("noun", "adjective", "verb")
    return ("noun", "verb") if word.outer[:1] == ("noun",) and content else ()


def _handled(word: _Word) -> tuple[str, ...]:
    """Read the last word behind 被 or 把: it is the verb."""
    return ("verb",) if word.voiced and word.last and word.pos == "verb" else ()


def _before_content(word: _Word) -> tuple[str, ...]:
    """Read a word that stands before a noun or a verb."""
    ends = word.following == "noun" or (word.last and not word.after)
    if word.tag == "an" and (word.compound or (word.preceding == "noun" and ends)):
        return ("noun", "adjective")
    if word.tag.startswith("ns") and word.next_word in HEADS:
        return ("name", "noun")
    if word.tag.startswith("ns") and not word.last and word.following in ("noun", "verb", "adjective"):
        return ("adjective", "name", "noun")
    if word.pos in ("noun", "adjective") and word.following == "noun":
        return ("adjective", "noun")
    return ("adverb", "adjective") if word.pos in ("adjective", "adverb") and word.following == "verb" else ()


def _before_last(word: _Word) -> tuple[str, ...]:
    """Read a verb before the last noun of what must be a noun: 停火协议, a *ceasefire* agreement."""
    placed = word.place_before and word.following == "noun"
    return ("noun", "verb") if (word.names or placed) and word.pos == "verb" and not word.before else ()


def _verb_or_noun(word: _Word) -> tuple[str, ...]:
    """Tell 经济发展 (development) from 发展经济 and 恳请大家关注 (develop, follow)."""
    if word.pos != "verb":
        return ()
    pivot = word.earlier == "verb" and word.preceding == "noun"
    ends = word.preceding in ("noun", "adjective") and not word.following
    counted = word.tag == "vn" and word.following == "noun"
    acted_on = (
        word.tag in ("v", "vn")
        and word.preceding == "verb"
        and len(word.outer) > 0
        and word.last_word not in _SERIAL
        and not word.following
        and not word.before
    )
    noun = not pivot and (ends or word.before == "of" or counted or acted_on)
    return ("noun", "verb") if noun and word.before not in _VERB_LEADS else ("verb", "noun")


_RULES = (_handled, _beside_grammar, _as_the_slot_wants, _before_content, _before_last, _verb_or_noun)
"""The first rule that has an answer decides."""


def _tell(pieces: Sequence[Piece], index: int, lexicon: LexiconIndex) -> tuple[str, str]:
    """Return the part of speech of a neighbour by jieba's tag, and the tag; nothing beyond the ends and for grammar."""
    if not 0 <= index < len(pieces) or pieces[index].kind != "word" or pieces[index].folded in ROLES:
        return "", ""
    record = lexicon.lookup(pieces[index].folded)
    tag = record.tag if record else ""
    if not tag and len(pieces[index].folded) > 1:
        return "noun", ""
    return TAG_POS.get(tag[:1], ""), tag


def _role(pieces: Sequence[Piece], index: int) -> str:
    if not 0 <= index < len(pieces) or pieces[index].kind != "word":
        return ""
    folded = pieces[index].folded
    return ROLES.get(folded) or ("locative" if folded in LOCATIVES else "")
