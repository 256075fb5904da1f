"""A CTranslate2 model of a few kilobytes with random weights: what it says is nonsense, how it runs is real."""

from __future__ import annotations

import ctranslate2
import numpy as np
import sentencepiece

from tests.translation.tiny_pieces import CHINESE, ENGLISH, train

WIDTH = 8


def _read_pieces(model):
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    pieces = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    return ["<s>", *pieces]


def _fill(layer, random, size):
    """Fill a layer, or what lies in it, with random numbers of the right shape."""
    for name, part in list(vars(layer).items()):
        parts = part if isinstance(part, list) else [part]
        if name == "layer_norm":
            part.gamma, part.beta = np.ones(WIDTH, "float32"), np.zeros(WIDTH, "float32")
        elif name.startswith(("linear", "projection")):
            _fill_linear(name, parts, random, size)
        elif name == "embeddings":
            for table in parts:
                table.weight = random.normal(size=(size, WIDTH)).astype("float32")
        else:
            for each in parts:
                if type(each).__module__.startswith("ctranslate2.specs"):
                    _fill(each, random, size)


def _fill_linear(name, parts, random, size):
    # Queries, keys and values of self-attention are one matrix; keys and values of the other attention are one.
    shapes = {"projection": [(size, WIDTH)], "linear_0": [(2 * WIDTH, WIDTH)], "linear_1": [(WIDTH, 2 * WIDTH)]}
    several = {2: [(3 * WIDTH, WIDTH), (WIDTH, WIDTH)], 3: [(WIDTH, WIDTH), (2 * WIDTH, WIDTH), (WIDTH, WIDTH)]}
    for part, shape in zip(parts, shapes.get(name) or several[len(parts)], strict=True):
        part.weight = random.normal(size=shape).astype("float32")
        part.bias = np.zeros(shape[0], "float32")


def make_model(folder, *, seed=2, end=6.0, marked=False):
    """Write model and tokenizers (returned) to a folder; the larger `end` is, the sooner answers end."""
    source, target = train(CHINESE), train(ENGLISH)
    pieces = [_read_pieces(source), _read_pieces(target)]
    size = max(map(len, pieces))
    pieces = [[*own, *(f"<{number}>" for number in range(size - len(own)))] for own in pieces]
    spec = ctranslate2.specs.TransformerSpec.from_config((1, 1), 2)
    random = np.random.default_rng(seed)
    _fill(spec.encoder, random, size)
    _fill(spec.decoder, random, size)
    bias = spec.decoder.projection.bias
    bias[pieces[1].index("</s>")] = end
    bias[[number for number, piece in enumerate(pieces[1]) if piece.startswith("<") and piece != "</s>"]] = -100
    spec.register_source_vocabulary(pieces[0])
    spec.register_target_vocabulary(pieces[1])
    spec.config.add_source_eos = marked
    spec.validate()
    spec.optimize()
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    return source, target
