"""How a corpus is split between processes, by counting: wall time on a small machine says little."""

from __future__ import annotations

from benchmarks.tables import format_table, percent


def tabulate_split(path: str, jobs: int) -> str:
    """Return how many pieces with Chinese, and bytes, each of so many processes takes: the free one takes the next."""
    from normalizer.batch.pieces import Reading, read_pieces
    from normalizer.batch.walking import find_inputs

    pieces = [piece for piece in read_pieces(find_inputs([path]).documents, Reading()) if not piece.quiet]
    taken = [[0, 0] for _ in range(jobs)]
    for piece in pieces:
        least = min(taken, key=lambda job: job[1])
        least[0] += 1
        least[1] += len(piece.source.data)
    total = sum(size for _, size in taken)
    lines = [(f"process {i}", count, size, percent(size, total)) for i, (count, size) in enumerate(taken, 1)]
    return format_table(("split", "pieces", "bytes", "%"), lines)
