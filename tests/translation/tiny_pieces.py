"""Tokenizers of a few words."""

from __future__ import annotations

import io

import sentencepiece

CHINESE = ["舆论环境", "公众舆论", "经济政策", "城市的环境", "政策环境"]
ENGLISH = ["public opinion environment", "economic policy", "the city", "a policy of the city"]


def train(lines, *, end=1):
    """Return a SentencePiece model of some lines; ``end`` is the number of the piece for a sentence's end, 0 or 1."""
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines * 3),
        model_writer=out,
        vocab_size=60,
        hard_vocab_limit=False,
        character_coverage=1.0,
        num_threads=1,
        bos_id=-1,
        eos_id=end,
        unk_id=1 - end,
        minloglevel=2,
    )
    return out.getvalue()
