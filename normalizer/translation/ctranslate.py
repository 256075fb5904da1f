"""A CTranslate2 model with its SentencePiece tokenizer on this machine: OPUS-MT, Argos packages, one's own.

Nothing is downloaded. The same prompt has the same answer: a beam of fixed width on one thread, without chance.
"""

from __future__ import annotations

import json
from threading import Lock

from normalizer.errors import UsageError
from normalizer.patterns import precompile
from normalizer.records import TYPE_CHECKING, NamedTuple
from normalizer.translation.engine import EngineError, Limits, SpentError
from normalizer.translation.model_files import ModelFiles, open_files, require

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from normalizer.translation.engine import Prompt
    from normalizer.translation.settings import EngineSettings

EXTRA = "ctranslate2"
_PACKAGES = ("ctranslate2", "sentencepiece")

_WEIGHTS = "model.bin"
_PLACES = ("", "model/")
"""Where the model's own files lie: beside the tokenizer's, or in a folder ``model`` (Argos)."""
_TOKENIZERS = (("source.spm", "target.spm"), ("sentencepiece.model", "sentencepiece.model"))
"""Files of the tokenizer for Chinese and for English."""
_OTHER = "bpe.model"
"""The tokenizer of old Argos packages, made with other tools than SentencePiece."""

BEAM = 4
LONGEST_ANSWER = 256
"""Pieces of an answer; one that reaches this never came to its end."""
LONGEST_SENTENCE = 500
"""Pieces of a sentence; OPUS-MT models have 512 positions, and one is the end's."""

_SENTENCES = precompile(r"(?<=[。！？；])(?=.)|\n+")


class Layout(NamedTuple):
    """Where the parts of a model lie: the folder of the weights, and the tokenizers of both sides."""

    folder: str
    source: str
    target: str


def open_engine(name: str, settings: EngineSettings) -> CTranslateEngine:
    """Return the engine for the folder or the ``.argosmodel`` file ``settings.model``; weights are loaded when asked.

    Raises `UsageError` when the packages are missing, when there is no such folder, and when what lies in it is no
    model from Chinese to English.
    """
    require(EXTRA, _PACKAGES)
    files = open_files(settings.model, zips=True)
    layout = find_layout(files)
    _check_languages(files)
    return CTranslateEngine(name, files, layout)


def find_layout(files: ModelFiles) -> Layout:
    """Return where the parts of a model lie; raise `UsageError` that says what was looked for."""
    folder = next((place for place in _PLACES if f"{place}{_WEIGHTS}" in files), None)
    pair = next((pair for pair in _TOKENIZERS if all(name in files for name in pair)), None)
    if folder is not None and pair:
        return Layout(folder, *pair)
    lacking = []
    if folder is None:
        lacking.append(" or ".join(f"{place}{_WEIGHTS}" for place in _PLACES))
    if pair is None:
        lacking.append(" or ".join(" with ".join(dict.fromkeys(pair)) for pair in _TOKENIZERS))
    message = f"{files.path}: no CTranslate2 model: there is no {', and no '.join(lacking)}"
    if _OTHER in files and pair is None:
        message += f" ({_OTHER} is of an old kind of Argos package that is not read; newer ones have SentencePiece)"
    raise UsageError(message)


def _check_languages(files: ModelFiles) -> None:
    """Raise `UsageError` when a package says that it does not translate Chinese to English."""
    told = _read_json(files, "metadata.json")
    pair = str(told.get("from_code", "zh")), str(told.get("to_code", "en"))
    if pair[0] not in ("zh", "zt") or pair[1] != "en":
        message = f"{files.path}: translates {pair[0]} to {pair[1]}, not Chinese to English"
        raise UsageError(message)


def _read_json(files: ModelFiles, name: str) -> dict[str, Any]:
    if name not in files:
        return {}
    try:
        told = json.loads(files.read(name).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        message = f"{files.path}: {name} is no JSON: {error}"
        raise UsageError(message) from error
    return told if isinstance(told, dict) else {}


class CTranslateEngine:
    """A CTranslate2 model, many texts at a time."""

    reads_context = False
    place = "this machine"
    limits = Limits(longest=400, together=32, threads=1)

    def __init__(self, name: str, files: ModelFiles, layout: Layout) -> None:
        """Take the files and where the parts of the model lie among them."""
        self.name = name
        self._files = files
        self._layout = layout
        self._parts = [part for part in files.match(f"{layout.folder}*") if part.endswith((".bin", ".json", ".txt"))]
        kept = files.fingerprint({*self._parts, layout.source, layout.target})
        self.identity = f"ctranslate2 {kept} beam {BEAM} zh en"
        self._lock = Lock()
        self._loaded: _Loaded | None = None

    def translate(self, prompts: Sequence[Prompt]) -> list[str | None]:
        """Return an answer for each prompt, None where a sentence is too long or an answer has no end.

        Raises `SpentError` when the model cannot be loaded, `EngineError` when it fails.
        """
        loaded = self._load()
        texts = [[part.strip() for part in _SENTENCES.split(prompt.text) if part.strip()] for prompt in prompts]
        flat = [loaded.encode(sentence) for sentences in texts for sentence in sentences]
        answers = iter(self._run(loaded, flat))
        return [_join([next(answers) for _ in sentences]) for sentences in texts]

    def _run(self, loaded: _Loaded, sentences: list[list[str]]) -> list[str | None]:
        fitting = [number for number, pieces in enumerate(sentences) if 0 < len(pieces) <= LONGEST_SENTENCE]
        answers: list[str | None] = [None] * len(sentences)
        if not fitting:
            return answers
        try:
            results = loaded.translator.translate_batch(
                [sentences[number] for number in fitting],
                beam_size=BEAM,
                max_batch_size=self.limits.together,
                max_input_length=0,
                max_decoding_length=LONGEST_ANSWER,
            )
        except (RuntimeError, ValueError) as error:
            message = "the model failed on a text"
            raise EngineError(message) from error
        for number, result in zip(fitting, results, strict=True):
            answers[number] = loaded.decode(result.hypotheses[0])
        return answers

    def _load(self) -> _Loaded:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self._files, self._layout, self._parts)
            return self._loaded


class _Loaded(NamedTuple):
    """A model in memory: the translator, the tokenizers, and what stands behind each sentence."""

    translator: Any
    source: Any
    target: Any
    end: tuple[str, ...]

    def encode(self, sentence: str) -> list[str]:
        """Return the pieces of a sentence."""
        pieces: list[str] = self.source.encode(sentence, out_type=str)
        return [*pieces, *self.end]

    def decode(self, pieces: list[str]) -> str | None:
        """Return the text of an answer; None where it has no end, or a piece that the model does not know."""
        unknown = self.target.id_to_piece(self.target.unk_id())
        if not pieces or len(pieces) >= LONGEST_ANSWER or unknown in pieces:
            return None
        return str(self.target.decode(pieces)) or None


def _load(files: ModelFiles, layout: Layout, parts: list[str]) -> _Loaded:
    import ctranslate2
    import sentencepiece

    try:
        config = _read_json(files, f"{layout.folder}config.json")
        # OPUS-MT learned with the end of each sentence marked; some converters leave it to the caller to set the mark.
        marked = layout.source != layout.target and not config.get("add_source_eos")
        memory = {part.removeprefix(layout.folder): files.read(part) for part in parts} if files.zipped else None
        translator = ctranslate2.Translator(
            str(files.path / layout.folder), device="cpu", inter_threads=1, intra_threads=1, files=memory
        )
        source = sentencepiece.SentencePieceProcessor(model_proto=files.read(layout.source))
        target = sentencepiece.SentencePieceProcessor(model_proto=files.read(layout.target))
    except (RuntimeError, ValueError, UsageError) as error:
        message = f"{files.path}: the model cannot be loaded: {error}"
        raise SpentError(message) from error
    return _Loaded(translator, source, target, (str(config.get("eos_token", "</s>")),) if marked else ())


def _join(parts: list[str | None]) -> str | None:
    """Return the answers to the sentences of one text, None where one is missing."""
    return None if None in parts or not parts else " ".join(map(str, parts))
