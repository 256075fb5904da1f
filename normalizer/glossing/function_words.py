"""Words of grammar: what they become inside a phrase, and what they mean standing alone."""

from __future__ import annotations

# Chinese: inside a phrase, alone. An empty inside form is dropped there; it is never dropped alone.
_TABLE = """
的||of
地||ground
得||get
之||of
所||place
了||already
着||with
过||past
吗||is it
呢||and what about
吧||let’s
啊||ah
呀||ah
嘛||of course
们||they
和|and|and
与|and|and
及|and|and
以及|and|and
并|and|and
并且|and|and
或|or|or
或者|or|or
还是|or|still
而|and|and
而且|and|and
且|and|and
但|but|but
但是|but|but
然而|however|however
因为|because|because
由于|because of|because of
因此|therefore|therefore
因而|therefore|therefore
所以|so|so
于是|so|so
从而|thus|thus
如果|if|if
若|if|if
虽然|although|although
尽管|although|although
即使|even if|even if
只要|as long as|as long as
只有|only|only
无论|no matter|no matter
不仅|not only|not only
不但|not only|not only
然后|then|then
首先|first|first
其次|second|second
最后|finally|finally
在|in|in
从|from|from
自|from|from
到|to|to
至|to|to
对|for|for
对于|for|for
关于|about|about
为|for|for
为了|to|in order to
以|with|with
用|with|with
把||take
将|will|will
被||by
由|by|by
于|in|in
向|toward|toward
往|toward|toward
让|let|let
使|make|make
给|to|give
比|than|than
跟|with|with
同|with|with
与其|rather than|rather than
通过|through|through
根据|according to|according to
按照|according to|according to
作为|as|as
是|be|is
不是|is not|not
有|has|has
没|not|not
没有|no|no
不|not|not
无|without|without
未|not yet|not yet
会|will|will
能|can|can
能够|can|can
可以|can|can
可|can|can
应|should|should
应该|should|should
应当|should|should
必须|must|must
需|need|need
需要|need|need
要|want to|want
想|want to|want to
都|all|all
也|also|also
就|then|then
还|still|still
再|again|again
又|again|again
才|only|only
只|only|only
很|very|very
最|most|most
更|more|more
更加|more|more
太|too|too
较|relatively|relatively
非常|very|very
十分|very|very
特别|especially|especially
越来越|more and more|more and more
请|please|please
已|already|already
已经|already|already
正在||now
这|this|this
那|that|that
这个|this|this
那个|that|that
这些|these|these
那些|those|those
此|this|this
该|this|this
本|this|this
某|a certain|a certain
某些|certain|certain
某个|a certain|a certain
每|every|every
每个|every|every
各|each|each
各种|various|various
各个|each|each
一个|a|one
一种|a|a kind of
一些|some|some
任何|any|any
所有|all|all
我|I|I
你|you|you
您|you|you
他|he|he
她|she|she
它|it|it
我们|we|we
咱们|we|we
你们|you|you
他们|they|they
她们|they|they
它们|they|they
其|its|its
自己|oneself|oneself
什么|what|what
谁|who|who
哪|which|which
哪里|where|where
怎么|how|how
怎样|how|how
如何|how|how
为什么|why|why
多少|how many|how many
几|several|several
等|and so on|wait
等等|and so on|and so on
有关|about|relevant
不同|different|different
"""

FUNCTION_WORDS: dict[str, tuple[str, str]] = {
    word: (inside, alone) for word, inside, alone in (line.split("|") for line in _TABLE.strip().splitlines())
}
"""Word: (inside a phrase, standing alone)."""

_ROLE_LISTS = """
of: 的 之
ground: 地 得
aspect: 了 着 过
progressive: 正在
particle: 吗 呢 吧 啊 呀 嘛 们
and: 和 与 及 以及 或 或者 并 且
connective: 但 但是 然而 因为 由于 因此 因而 所以 于是 从而 如果 若 虽然 尽管 即使 只要 只有 无论 不仅 不但 然后 而且 并且 而
comparing: 比
preposition: 在 从 自 到 至 对 对于 关于 为 为了 以 用 由 于 向 往 跟 同 通过 根据 按照 作为
object: 把
passive: 被
verb: 让 使 给 需要
copula: 是 不是
have: 有
negation: 没 没有 不 无 未
modal: 将 会 能 能够 可以 可 应 应该 应当 必须 需 要 想
degree: 很 最 更 更加 太 较 非常 十分 特别 越来越
determiner: 这 那 这个 那个 这些 那些 此 该 本 某 某些 某个 每 每个 各 各种 各个 一个 一种 一些 任何 所有 几 其 什么 哪 多少
pronoun: 我 你 您 他 她 它 我们 咱们 你们 他们 她们 它们 自己 谁
"""
ROLES = {
    word: line.split(": ")[0] for line in _ROLE_LISTS.strip().splitlines() for word in line.split(": ")[1].split(" ")
}
"""What a word of grammar does in a phrase; the others are adverbs."""

CLOSED = frozenset(
    word
    for word, role in ROLES.items()
    if role
    in (
        "of",
        "and",
        "connective",
        "preposition",
        "negation",
        "pronoun",
        "copula",
        "have",
        "passive",
        "object",
        "particle",
    )
)
"""Words that are grammar wherever they stand, whatever else the dictionary has for them."""

PLURAL_DETERMINERS = frozenset("这些 那些 某些 各种 一些 所有 几 多少".split())

POSSESSIVES = {
    "我": "my", "你": "your", "您": "your", "他": "his", "她": "her", "它": "its", "我们": "our", "咱们": "our", "你们": "your",
    "他们": "their", "她们": "their", "它们": "their", "自己": "one’s own", "谁": "whose", "大家": "everyone’s", "人们": "people’s",
}  # fmt: skip
"""Pronouns before 的."""

MEASURE_WORDS = frozenset(
    "个位名家种项条件只座支张本辆艘架台部篇首幅份场次回届间所栋棵朵头匹颗粒双对套批群把块片股阵番段句滴杯碗瓶盒包袋"
)
"""Dropped after a number, 这, 那 or 每."""

LOCATIVES = {"上": "on", "中": "in", "里": "in", "内": "within", "下": "under", "外": "outside", "间": "among", "之间": "between",
             "之中": "in", "之内": "within", "之外": "outside", "以内": "within", "以外": "beyond", "后": "after", "之后": "after",
             "以后": "after", "前": "before", "之前": "before", "以前": "before", "时": "when", "方面": "in terms of"}  # fmt: skip
"""Words that follow their noun in Chinese and come before it in English."""
