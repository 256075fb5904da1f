"""The main flow: text in, clean text and the record of every change out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalizer.config import NormalizerConfig
from normalizer.detection.codepoints import has_cjk
from normalizer.types import Hints, NormalizedText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalizer.resources import Resources

NO_HINTS = Hints()


class Normalizer:
    """Normalizes texts under one configuration; reusable, thread-safe, picklable.

    >>> Normalizer().normalize("So I 恳请大家 (earnestly ask everyone) to stay.").text
    'So I earnestly ask everyone to stay.'
    """

    def __init__(self, config: NormalizerConfig | None = None) -> None:
        """Take a configuration; nothing is loaded before the first Chinese character."""
        self.config = config or NormalizerConfig()
        self._resources: Resources | None = None

    def __getstate__(self) -> dict[str, object]:
        """Pickle the configuration alone: mapped files and caches are opened anew."""
        return {"config": self.config, "_resources": None}

    def normalize(self, text: str, format: str = "text", hints: Hints | None = None) -> NormalizedText:  # noqa: A002 - the contract's name
        """Return the clean text with its annotations.

        `format` is ``text``, ``markdown`` or ``html``; `hints` adds masks, declared languages
        and glosses. Text without Chinese, Japanese or Korean comes back as the same object.
        Raises `UsageError` for an unknown format and `LexiconError` when the lexicon is unusable.
        """
        if not has_cjk(text):
            return NormalizedText(text)
        hints = hints or NO_HINTS
        from normalizer.detection.fragments import find_fragments
        from normalizer.detection.language import identify_languages
        from normalizer.detection.masking import find_masks
        from normalizer.detection.masking.lookup import MaskLookup
        from normalizer.detection.matrix import find_matrix_language
        from normalizer.editing.planner import Planner
        from normalizer.editing.splice import splice
        from normalizer.editing.style import read_style
        from normalizer.pairing.finder import find_pairs
        from normalizer.pairing.memory import DocumentMemory

        resources = self._load()
        masks, warnings = find_masks(text, format, hints.masks)
        fragments = find_fragments(text, masks)
        fragments = identify_languages(text, fragments, resources.evidence.spells, hints.languages)
        language = find_matrix_language(text, self.config.matrix_language)
        foreign = "" if language == "en" else f"the document is not English but {language}"
        lookup = MaskLookup(masks)
        chinese = [f for f in fragments if f.language == "zh" and not f.mask and not foreign]
        pairs = find_pairs(text, chinese, lookup, resources.evidence) if self.config.author_gloss else {}
        memory = DocumentMemory(resources.fold)
        memory.learn(pairs.values())
        planner = Planner(text, lookup, read_style(text), resources.make_glosser(hints.glosses), memory, self.config)
        clean, annotations = splice(text, planner.plan(fragments, pairs, keep_all=foreign))
        return NormalizedText(clean, annotations, language, tuple(warnings))

    def normalize_many(self, texts: Iterable[str], format: str = "text") -> Iterator[NormalizedText]:  # noqa: A002
        """Yield the result for each text, in order."""
        for text in texts:
            yield self.normalize(text, format)

    def _load(self) -> Resources:
        """Open the lexicon and what rests on it, once."""
        if self._resources is None:
            from normalizer.resources import load_resources

            self._resources = load_resources(self.config)
        return self._resources


def normalize(text: str, config: NormalizerConfig | None = None, format: str = "text") -> NormalizedText:  # noqa: A002
    """Normalize one text with the shared normalizer of its configuration.

    >>> normalize("the critical舆论环境 (public opinion environment).").text
    'the critical public opinion environment.'
    """
    key = config or NormalizerConfig()
    normalizer = _shared.get(key)
    if normalizer is None:
        normalizer = _shared.setdefault(key, Normalizer(key))
    return normalizer.normalize(text, format)


_shared: dict[NormalizerConfig, Normalizer] = {}
