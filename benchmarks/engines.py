"""What is measured: this package, a naive pipeline for comparison, and deletion as the lower bound."""

from __future__ import annotations

import importlib.util
import re
from typing import TYPE_CHECKING, Any

from benchmarks.script import HAN_RUN
from normalizer.types import Annotation, NormalizedText

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Engine = Callable[[str], NormalizedText]

ENGINES = ("ours", "naive", "delete")


def make_engine(name: str, naive: Path | None = None) -> Engine:
    """Return the engine of that name; `naive` is the file of the naive pipeline.

    Raises `ValueError` for the naive engine without its file.
    """
    if name == "ours":
        from normalizer import Normalizer

        return Normalizer().normalize
    if name == "delete":
        return delete_runs
    if naive is None:
        message = "the naive engine needs --naive FILE"
        raise ValueError(message)
    return NaiveEngine(naive)


def delete_runs(text: str) -> NormalizedText:
    """Return `text` with every run that holds Han deleted.

    >>> delete_runs("the critical舆论 matter").text
    'the critical matter'
    """
    return _substitute(text, [(run.start(), run.end(), "") for run in HAN_RUN.finditer(text)])


class NaiveEngine:
    """A naive pipeline (a script with ``normalize(text) -> (text, notes)``) without its note marks."""

    def __init__(self, path: Path) -> None:
        """Load the script as a module."""
        spec = importlib.util.spec_from_file_location("naive_pipeline", path)
        if spec is None or spec.loader is None:
            message = f"{path}: not a Python file"
            raise ValueError(message)
        self._module: Any = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self._module)

    def __call__(self, text: str) -> NormalizedText:
        """Return the text with each run replaced by the pipeline's gloss, set apart by the pipeline's rule."""
        edits = []
        for note in self._module.normalize(text)[1]:
            start, end = note["start"], note["end"]
            before = " " if start and text[start - 1].isalnum() else ""
            after = " " if text[end : end + 1].isalnum() else ""
            edits.append((start, end, before + note["gloss"] + after))
        return _substitute(text, edits)


def _substitute(text: str, edits: list[tuple[int, int, str]]) -> NormalizedText:
    pieces: list[str] = []
    notes = []
    position = target = 0
    for start, end, replacement in edits:
        pieces += (text[position:start], replacement)
        target += start - position
        lead = len(replacement) - len(replacement.lstrip())
        notes.append(_annotate(text, (start, end), replacement, target, lead))
        target += len(replacement)
        position = end
    return NormalizedText("".join(pieces) + text[position:], tuple(notes))


def _annotate(text: str, span: tuple[int, int], replacement: str, target: int, lead: int) -> Annotation:
    start, end = span
    gloss = re.sub(r"\s+", " ", replacement).strip()
    return Annotation(
        start=start,
        end=end,
        original=text[start:end],
        target_start=target,
        target_end=target + len(replacement),
        replacement=replacement,
        fragment=text[start:end],
        fragment_start=start,
        fragment_end=end,
        gloss=gloss or None,
        gloss_start=None,
        gloss_end=None,
        anchor_start=target + lead,
        anchor_end=target + max(lead, len(replacement.rstrip())),
        action="replace" if gloss else "drop",
        origin="lexicon",
        context="leak",
        language="zh",
        script="Hani",
        confidence=0.0,
        reason="",
    )
