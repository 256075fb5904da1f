"""A Firefox translation model in a folder on this machine, run by the package ``fxtranslate``.

Nothing is downloaded: the model's files are read here and handed over as bytes.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import local

from normalizer.errors import UsageError
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.translation.engine import EngineError, Limits, SpentError
from normalizer.translation.model_files import ModelFiles, open_files, require

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from normalizer.translation.engine import Prompt
    from normalizer.translation.settings import EngineSettings

EXTRA = "firefox"
_PACKAGES = ("fxtranslate",)

_MODEL, _SHORTLIST = "model.*.bin", "lex.*.bin"
_VOCABULARIES = (("srcvocab.*.spm", "trgvocab.*.spm"), ("vocab.*.spm", "vocab.*.spm"))
"""Files of the tokenizer for Chinese and for English: one for each, or one for both."""

_OWN = local()
"""Holds a thread's model. It stands here, and in no engine, so that the thread itself lets go of it when it ends."""


class Parts(NamedTuple):
    """The names of a model's files, in the order in which ``fxtranslate`` takes them."""

    model: str
    source: str
    target: str
    shortlist: str = ""


def open_engine(name: str, settings: EngineSettings) -> FirefoxEngine:
    """Return the engine for the folder ``settings.model``; weights are loaded when asked.

    Raises `UsageError` when the package is missing, when there is no such folder, and when there is no model from
    Chinese to English in it.
    """
    require(EXTRA, _PACKAGES)
    files = open_files(settings.model)
    return FirefoxEngine(name, files, find_parts(files))


def find_parts(files: ModelFiles) -> Parts:
    """Return the files of the model; raise `UsageError` that says what was looked for, or which of several to part."""
    model = _find(files, _MODEL)
    pairs = [(_find(files, source), _find(files, target)) for source, target in _VOCABULARIES]
    source, target = next((pair for pair in pairs if all(pair)), ("", ""))
    if not model or not source:
        packed = " (files that end in .gz or .zst must be unpacked first)" if _is_packed(files) else ""
        message = (
            f"{files.path}: no Firefox translation model: there must be {_MODEL} and "
            f"{' or '.join(' with '.join(dict.fromkeys(pair)) for pair in _VOCABULARIES)}{packed}"
        )
        raise UsageError(message)
    pair = model.split(".")[1]
    if not (pair.startswith("zh") and pair.endswith("en")):
        message = f"{files.path}: {model} is not for Chinese to English"
        raise UsageError(message)
    return Parts(model, source, target, _find(files, _SHORTLIST))


def _find(files: ModelFiles, pattern: str) -> str:
    found = files.match(pattern)
    if len(found) > 1:
        message = f"{files.path}: more than one model: {', '.join(found)}; name a folder with one"
        raise UsageError(message)
    return found[0] if found else ""


def _is_packed(files: ModelFiles) -> bool:
    return any(files.match(f"{_MODEL}{end}") for end in (".gz", ".zst"))


class FirefoxEngine:
    """A Firefox translation model."""

    reads_context = False
    place = "this machine"
    limits = Limits(longest=400, together=8, threads=1)

    def __init__(self, name: str, files: ModelFiles, parts: Parts) -> None:
        """Take the files and which of them are the model's parts."""
        self.name = name
        self._files = files
        self._parts = parts
        self.identity = f"firefox {files.fingerprint(filter(None, parts))} zh en"
        # A loaded model may only be touched by the thread that loaded it: all work is done in one of its own.
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="firefox")

    def translate(self, prompts: Sequence[Prompt]) -> list[str | None]:
        """Return an answer for each prompt, None where the model says nothing.

        Raises `SpentError` when the model cannot be loaded, `EngineError` when it fails.
        """
        return self._worker.submit(self._run, [prompt.text for prompt in prompts]).result()

    def _run(self, texts: list[str]) -> list[str | None]:
        if not hasattr(_OWN, "model"):
            _OWN.model = self._load()
        try:
            # A text of several sentences is cut into these; translate() would drop what is too long.
            return [_OWN.model.translate_long(text) or None for text in texts]
        except BaseException as error:  # what fails inside the package is a panic, which is no Exception
            message = "the model failed on a text"
            raise EngineError(message) from error

    def _load(self) -> Any:
        import fxtranslate

        try:
            model, source, target = (self._files.read(part) for part in self._parts[:3])
            shortlist = self._files.read(self._parts.shortlist) if self._parts.shortlist else None
            return fxtranslate.Translator(model, source, target, shortlist)
        except BaseException as error:  # a panic here too, where a part of the weights is missing
            message = f"{self._files.path}: the model cannot be loaded: {error}"
            raise SpentError(message) from error
