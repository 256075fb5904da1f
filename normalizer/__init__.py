"""Mixed-language text normalizer: English text with Chinese in it goes in, clean English comes out.

Terms used throughout:

fragment    a run of Chinese (or Japanese, Korean) in the text
gloss       the English for a fragment; the *author's* gloss stands in the text itself
pair        a fragment and the author's gloss beside it
slot        the English on both sides of a fragment, which the gloss must fit
mask        a stretch that is never touched: code, URLs, markup
edit        the stretch of the input that one fragment's treatment changes
anchor      the English in the clean text that stands for a fragment
annotation  the record of what was done about one fragment, and why

>>> from normalizer import normalize
>>> normalize("the critical舆论环境 (public opinion environment).").text
'the critical public opinion environment.'
"""

from normalizer.config import NormalizerConfig
from normalizer.errors import MixnormError
from normalizer.pipeline import Normalizer, normalize
from normalizer.rendering import render
from normalizer.types import Annotation, Hints, NormalizedText, Notice, Token
from normalizer.version import __version__

__all__ = [
    "Annotation",
    "Hints",
    "MixnormError",
    "NormalizedText",
    "Normalizer",
    "NormalizerConfig",
    "Notice",
    "Token",
    "__version__",
    "normalize",
    "render",
]
