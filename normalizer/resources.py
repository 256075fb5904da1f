"""What the pipeline needs open: lexicon, segmenter, evidence, glosser; shared by configuration."""

from __future__ import annotations

from functools import cached_property, lru_cache, partial
from threading import Lock

from normalizer.glossing.glosser import LexicalGlosser
from normalizer.glossing.segmentation import JiebaSegmenter
from normalizer.glossing.variants import fold
from normalizer.lexicon.index import open_lexicon
from normalizer.pairing.evidence import EvidenceReader
from normalizer.pairing.wording import read_phrase
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from normalizer.config import NormalizerConfig
    from normalizer.editing.disagreement import DisagreementFinder
    from normalizer.glossing.learned import LearnedGlosser
    from normalizer.lexicon.terms import GlossaryTerm

_lock = Lock()
_opened: dict[tuple[str, tuple[str, ...], bool], Resources] = {}


class Resources:
    """The opened parts for one lexicon and one glossary."""

    def __init__(self, config: NormalizerConfig) -> None:
        """Open the lexicon that `config` names and build on it."""
        self.lexicon = open_lexicon(config.lexicon)
        self.fold = lru_cache(maxsize=4096)(partial(fold, lexicon=self.lexicon))
        self.segmenter = JiebaSegmenter(self.lexicon, hmm=config.hmm)
        self.evidence = EvidenceReader(self.lexicon, self.segmenter, self.fold)
        self.glossary: dict[str, GlossaryTerm] = {}
        if config.glossary:
            from normalizer.lexicon.glossary import read_glossaries

            self.glossary = read_glossaries(config.glossary, self.fold)
        self._glosser = LexicalGlosser(self.lexicon, self.segmenter, self.fold, self.glossary)

    @cached_property
    def disagreements(self) -> DisagreementFinder:
        """What finds glosses that the lexicon contradicts."""
        from normalizer.editing.disagreement import DisagreementFinder
        from normalizer.glossing.context import ContextReader

        return DisagreementFinder(self.lexicon, self.evidence, ContextReader(self.lexicon))

    def make_glosser(self, glosses: tuple[tuple[str, str], ...]) -> LexicalGlosser:
        """Return the shared glosser, or one that also knows the caller's glosses."""
        if not glosses:
            return self._glosser
        from normalizer.lexicon.terms import GlossaryTerm

        own = {word: GlossaryTerm(english, place="hints") for word, english in glosses}
        return LexicalGlosser(self.lexicon, self.segmenter, self.fold, {**self.glossary, **own})

    def make_learned_glosser(
        self, glosses: tuple[tuple[str, str], ...], names: Mapping[str, str]
    ) -> LexicalGlosser | LearnedGlosser:
        """Return `make_glosser(glosses)`, made to know the author's `names` where there are any."""
        glosser = self.make_glosser(glosses)
        own = {name: english for name, english in names.items() if not glosser.find_term(name)}
        if not own:
            return glosser
        from normalizer.glossing.learned import LearnedGlosser

        unknown = {
            name: english
            for name, english in own.items()
            if not self.evidence.match(name, read_phrase(english, 0, len(english))).meaning
        }
        widened = self.make_glosser((*glosses, *unknown.items())) if unknown else glosser
        return LearnedGlosser(glosser, widened, own, unknown, self.fold, self.evidence.spells)


def load_resources(config: NormalizerConfig) -> Resources:
    """Return the opened parts for `config`, the same for all that share lexicon, glossary and segmenter."""
    key = (config.lexicon, config.glossary, config.hmm)
    with _lock:
        if key not in _opened:
            _opened[key] = Resources(config)
        return _opened[key]
