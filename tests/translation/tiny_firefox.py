"""A Firefox translation model of a few kilobytes with random weights: what it says is nonsense, how it runs is real."""

from __future__ import annotations

import random
import struct

import sentencepiece

from tests.translation.tiny_pieces import CHINESE, ENGLISH, train

WIDTH, INNER = 16, 32
FLOATS, BYTES = 0x404, 0x101


class _Weights(dict):
    """Tables by name, each a shape and numbers."""

    def __init__(self, seed):
        self._random = random.Random(seed)  # noqa: S311

    def add(self, name, rows, columns, value=None):
        numbers = [self._random.gauss(0, 1) if value is None else value for _ in range(rows * columns)]
        self[name] = (FLOATS, (rows, columns), struct.pack(f"<{len(numbers)}f", *numbers))

    def add_norm(self, prefix):
        self.add(f"{prefix}_ln_scale", 1, WIDTH, 1)
        self.add(f"{prefix}_ln_bias", 1, WIDTH, 0)

    def add_attention(self, prefix):
        for part in "qkvo":
            self.add(f"{prefix}_W{part}", WIDTH, WIDTH)
            self.add(f"{prefix}_b{part}", 1, WIDTH, 0)
        self.add_norm(f"{prefix}_Wo")

    def add_feed_forward(self, prefix):
        for number, rows, columns in ((1, WIDTH, INNER), (2, INNER, WIDTH)):
            self.add(f"{prefix}_W{number}", rows, columns)
            self.add(f"{prefix}_b{number}", 1, columns, 0)
        self.add_norm(f"{prefix}_ffn")


def make_model(seed=2):
    """Return the bytes of a model and of the vocabulary that both languages share."""
    vocabulary = train(CHINESE + ENGLISH, end=0)
    size = sentencepiece.SentencePieceProcessor(model_proto=vocabulary).get_piece_size()
    weights = _Weights(seed)
    weights.add("Wemb", size, WIDTH)
    weights.add_attention("encoder_l1_self")
    weights.add_feed_forward("encoder_l1_ffn")
    weights.add("decoder_l1_rnn_W", WIDTH, WIDTH)
    weights.add("decoder_l1_rnn_Wf", WIDTH, WIDTH)
    weights.add("decoder_l1_rnn_bf", 1, WIDTH, 0)
    weights.add_norm("decoder_l1_rnn_ffn")
    weights.add_attention("decoder_l1_context")
    weights.add_feed_forward("decoder_l1_ffn")
    weights.add("decoder_ff_logit_out_b", 1, size, 0)
    told = {"dim-emb": WIDTH, "transformer-heads": 2, "enc-depth": 1, "dec-depth": 1, "transformer-dim-ffn": INNER}
    config = "".join(f"{name}: {value}\n" for name, value in told.items()).encode() + b"\0"
    weights["special:model.yml"] = (BYTES, (len(config),), config)
    return _write(weights), vocabulary


def _write(weights):
    """Return tables in Marian's binary form: how many, what each is, names, shapes, a gap, contents."""
    parts = [struct.pack("<QQ", 1, len(weights))]
    for name, (kind, shape, data) in weights.items():
        parts.append(struct.pack("<QQQQ", len(name) + 1, kind, len(shape), len(data)))
    parts += [name.encode() + b"\0" for name in weights]
    parts += [struct.pack(f"<{len(shape)}i", *shape) for _, shape, _ in weights.values()]
    parts.append(struct.pack("<Q", 0))
    return b"".join([*parts, *(data for *_, data in weights.values())])
