"""The main flow: text in, clean text and the record of every change out."""

from __future__ import annotations

from itertools import chain

from normalizer.config import NormalizerConfig, check_settings
from normalizer.detection.codepoints import has_cjk
from normalizer.joining import cut_result, join_results, move_hints, shift_hints
from normalizer.recollection import StreamMemory
from normalizer.records import TYPE_CHECKING
from normalizer.types import Hints, LanguageSpan, NormalizedText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from normalizer.detection.units import UnitSplitter
    from normalizer.editing.edit import Edit
    from normalizer.editing.planner import Planner
    from normalizer.pairing.memory import Remembered
    from normalizer.protocols import Translator
    from normalizer.resources import Resources
    from normalizer.types import Fragment, Mask, Notice, Pair

NO_HINTS = Hints()
ROUNDS = 4
"""How often a text is looked at again at most, until its clean text stays as it is."""

WINDOW = 4_000
"""Code points of earlier text that a window may look back to."""


class Normalizer:
    """Normalizes texts under one configuration; reusable, thread-safe, picklable.

    >>> Normalizer().normalize("So I 恳请大家 (earnestly ask everyone) to stay.").text
    'So I earnestly ask everyone to stay.'
    """

    def __init__(self, config: NormalizerConfig | None = None, translator: Translator | None = None) -> None:
        """Take a configuration; nothing is loaded before the first Chinese character.

        A `translator` is asked for what the author, the glossary and the rules for names and numbers
        do not say; without one nothing leaves the machine. Raises `ConfigError` when the
        configuration names a mask that does not exist.
        """
        self.config = config or NormalizerConfig()
        self._translator = translator
        if self.config.unmask:
            check_settings({"unmask": self.config.unmask})
        self._resources: Resources | None = None

    def __getstate__(self) -> dict[str, object]:
        """Pickle configuration and translator alone: mapped files and caches are opened anew."""
        return {"config": self.config, "_translator": self._translator, "_resources": None}

    def normalize(self, text: str, format: str = "text", hints: Hints | None = None) -> NormalizedText:  # noqa: A002 - the contract's name
        """Return the clean text with its annotations.

        `format` is ``text``, ``markdown`` or ``html``; `hints` adds masks, declared languages
        and glosses. Text without Chinese, Japanese or Korean comes back as the same object.
        Raises `UsageError` for an unknown format and `LexiconError` when the lexicon is unusable.
        """
        if not has_cjk(text):
            return NormalizedText(text)
        if self.config.context == "document":
            return self._settle(text, 0, format, hints or NO_HINTS)
        from normalizer.detection.units import UnitSplitter

        splitter = UnitSplitter(paragraphs=self.config.context == "paragraph")
        units = [*splitter.feed(text), *splitter.finish()]
        return join_results(self._normalize_units(units, format, hints or NO_HINTS))

    def normalize_many(self, texts: Iterable[str], format: str = "text", jobs: int = 1) -> Iterator[NormalizedText]:  # noqa: A002
        """Yield each text's result, in order, the same for any number of processes (threads with a translator)."""
        if jobs <= 1:
            yield from (self.normalize(text, format) for text in texts)
            return
        if self._translator:
            # Whoever waits for an engine needs no process, and one translator keeps count of all that is asked.
            from concurrent.futures import ThreadPoolExecutor

            with ThreadPoolExecutor(jobs) as threads:
                yield from threads.map(lambda text: self.normalize(text, format), texts)
            return
        from concurrent.futures import ProcessPoolExecutor
        from functools import partial
        from multiprocessing import get_context

        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            yield from pool.map(partial(self.normalize, format=format), texts, chunksize=64)

    def stream(self, chunks: Iterable[str], format: str = "text") -> Iterator[NormalizedText]:  # noqa: A002
        r"""Yield results for the pieces of a text that arrives in chunks, as soon as each is certain.

        Joined their texts are what ``context="window"`` gives for the whole; each result's
        offsets count in its own piece. A piece ends with its line or, in a long line, its sentence.

        >>> [r.text for r in Normalizer().stream(["a 经", "济 decision\nand ", "more"])]
        ['an economic decision\n', 'and more']
        """
        from normalizer.detection.units import UnitSplitter

        splitter = UnitSplitter()
        arriving = (unit for chunk in chunks for unit in splitter.feed(chunk))
        yield from self._normalize_units(chain(arriving, _finish(splitter)), format, NO_HINTS, window=True)

    def _normalize_units(
        self, units: Iterable[str], format_name: str, hints: Hints, *, window: bool | None = None
    ) -> Iterator[NormalizedText]:
        """Normalize units in turn, each with the bounded text before it in view (none between paragraphs)."""
        window = self.config.context == "window" if window is None else window
        earlier: list[tuple[str, str]] = []
        position = 0
        memory = StreamMemory(self.config.stream_memory if window else 0)
        for unit in units:
            before, clean = ("".join(parts) for parts in zip(*earlier, strict=True)) if earlier else ("", "")
            result = NormalizedText(unit)
            if has_cjk(unit):
                near = shift_hints(hints, position - len(before), len(before) + len(unit))
                result = self._settle(before + unit, len(before), format_name, near, memory.recollect(), clean)
                memory.take(result.annotations, self._load().fold)
            yield result
            position += len(unit)
            if window:
                earlier.append((unit, result.text))
                while sum(len(part) for part, _ in earlier) > WINDOW and len(earlier) > 1:
                    earlier.pop(0)

    def _settle(
        self,
        text: str,
        start: int,
        format_name: str,
        hints: Hints,
        remembered: Remembered | None = None,
        clean: str = "",
    ) -> NormalizedText:
        """Normalize ``text[start:]`` until the clean text, behind the `clean` one before it, would be left as it is.

        A run that is kept as Japanese for the words around it may be Chinese once those words
        have changed; Chinese that the settings keep may stand beside its English then, as if an
        author had glossed it. Such runs are few; only texts that hold one are looked at twice.
        """
        from normalizer.editing.settling import find_doubtful, find_unsettled

        plain: frozenset[int] = frozenset()
        result = self._normalize_part(text, start, format_name, hints, remembered)
        for _ in range(ROUNDS):
            doubtful = find_doubtful(result.annotations)
            if not doubtful:
                break
            told = move_hints(hints, result, start, len(clean))
            again = self._normalize_part(clean + result.text, len(clean), format_name, told, remembered)
            unsettled = find_unsettled(doubtful, again.annotations)
            if not unsettled:
                break
            spans = [
                LanguageSpan(n.fragment_start + start, n.fragment_end + start, "zh")
                for n in unsettled
                if n.context == "language"
            ]
            hints = hints._replace(languages=(*hints.languages, *spans))
            plain |= {note.fragment_start + start for note in unsettled}
            result = self._normalize_part(text, start, format_name, hints, remembered, plain)
        return result

    def _normalize_part(
        self,
        text: str,
        start: int,
        format_name: str,
        hints: Hints,
        remembered: Remembered | None = None,
        plain: frozenset[int] = frozenset(),
    ) -> NormalizedText:
        """Normalize ``text[start:]``; what stands before it is only looked at. At `plain` no Chinese may stay."""
        from normalizer.detection.masking.lookup import MaskLookup
        from normalizer.detection.matrix import find_matrix_language
        from normalizer.detection.wrapping import unwrap
        from normalizer.editing.breaks import keep_breaks
        from normalizer.editing.clashes import find_clashes
        from normalizer.editing.planner import Planner
        from normalizer.editing.splice import splice
        from normalizer.editing.style import read_style
        from normalizer.pairing.finder import find_pairs
        from normalizer.pairing.memory import DocumentMemory

        resources = self._load()
        masks, fragments, warnings = self._detect(text, format_name, hints, plain)
        language = find_matrix_language(text, self.config.matrix_language)
        foreign = "" if language == "en" else f"the document is not English but {language}"
        lookup = MaskLookup(masks)
        lines, text = text, unwrap(text, lookup)  # from here on it is read as its sentences run
        chinese = [f for f in fragments if has_cjk(f.text) and f.language == "zh" and not f.mask and not foreign]
        pairs = find_pairs(text, chinese, lookup, resources.evidence) if self.config.author_gloss else {}
        memory = DocumentMemory(resources.fold, remembered)
        memory.learn(text, pairs.values())
        glosser = resources.make_learned_glosser(hints.glosses, memory.list_names())
        planner = Planner(text, lookup, read_style(text), glosser, memory, self.config, plain)
        edits = planner.plan(fragments, pairs, keep_all=foreign, start=start)
        if self._translator:
            edits = self._translate(planner, edits, fragments, pairs, start)
        if pairs:
            edits, doubts = resources.disagreements.find(text, edits, pairs, planner.find_term)
            warnings += doubts + memory.find_differences(resources.evidence.spells)
        warnings += find_clashes(edits, planner.find_term)
        result = NormalizedText(*splice(lines, keep_breaks(lines, text, edits)), language, tuple(warnings))
        return cut_result(result, start) if start else result

    def _detect(
        self, text: str, format_name: str, hints: Hints, plain: frozenset[int]
    ) -> tuple[list[Mask], list[Fragment], list[Notice]]:
        """Return masks, fragments with their languages, and what the caller should know."""
        from normalizer.detection.fragments import find_fragments
        from normalizer.detection.fullwidth import trim_marks
        from normalizer.detection.language import identify_languages
        from normalizer.detection.masking import find_masks
        from normalizer.detection.masking.drawing import SEPARATOR

        told = (mask for mask in hints.marked if mask.rule not in self.config.unmask)
        masks, warnings = find_masks(text, format_name, (*hints.masks, *told), self.config.unmask)
        masks = [mask for mask in masks if mask.rule != SEPARATOR or mask.start not in plain] if plain else masks
        fragments = find_fragments(text, masks)
        resources = self._load()
        fragments = identify_languages(
            text, fragments, resources.evidence, hints.languages, self.config.han, resources.glossary
        )
        return masks, trim_marks(fragments) if self.config.fullwidth == "keep" else fragments, warnings

    def _translate(
        self, planner: Planner, edits: list[Edit], fragments: Sequence[Fragment], pairs: Mapping[int, Pair], start: int
    ) -> list[Edit]:
        """Return the plan made anew with what the translator says; the offline one where it says nothing."""
        from normalizer.editing.asking import ask

        answers = ask(self._translator, planner.text, edits, pairs) if self._translator else {}
        return planner.take(answers).plan(fragments, pairs, start=start) if answers else edits

    def _load(self) -> Resources:
        """Open the lexicon and what rests on it, once."""
        if self._resources is None:
            from normalizer.resources import load_resources

            self._resources = load_resources(self.config)
        return self._resources


def _finish(splitter: UnitSplitter) -> Iterator[str]:
    """Yield what is left in a splitter, once everything before has been taken."""
    yield from splitter.finish()


def normalize(
    text: str,
    config: NormalizerConfig | None = None,
    format: str = "text",  # noqa: A002
    hints: Hints | None = None,
) -> NormalizedText:
    """Normalize one text with the shared normalizer of its configuration.

    >>> normalize("the critical舆论环境 (public opinion environment).").text
    'the critical public opinion environment.'
    """
    key = config or NormalizerConfig()
    normalizer = _shared.get(key)
    if normalizer is None:
        normalizer = _shared.setdefault(key, Normalizer(key))
    return normalizer.normalize(text, format, hints)


_shared: dict[NormalizerConfig, Normalizer] = {}
