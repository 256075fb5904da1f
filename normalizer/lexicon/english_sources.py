"""English words for the lexicon, read from lemminflect (forms, parts of speech) and wordfreq (frequencies)."""

from __future__ import annotations

import re

from normalizer.lexicon.english import EnglishWord, pack_word
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_LETTERS = {"NOUN": "n", "VERB": "v", "ADJ": "a", "ADV": "r"}
_FORM_LETTERS = {"VBD": "d", "VBN": "e", "VBG": "g", "VBZ": "z", "NNS": "s"}
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_COMMON_WORDS = 40_000


def read_english(glosses: Iterable[str]) -> dict[str, bytes]:
    """Return the packed entry of every word in `glosses` and of the commonest words of English."""
    import lemminflect
    from wordfreq import top_n_list, zipf_frequency

    words = {word for gloss in glosses for word in _WORD.findall(gloss.lower())}
    words.update(word for word in top_n_list("en", _COMMON_WORDS) if _WORD.fullmatch(word))
    packed = {}
    for word in sorted(words):
        lemmas: dict[str, tuple[str, ...]] = lemminflect.getAllLemmas(word)
        pos = "".join(letter for name, letter in _LETTERS.items() if name in lemmas)
        if not pos and "-" not in word:
            continue
        own = {letter for name, letter in _LETTERS.items() if word in lemmas.get(name, ())}
        forms = _read_forms(word, own, lemminflect) if own else {}
        inflected = _name_forms(word, lemmas, lemminflect)
        commonness = round(10 * zipf_frequency(word, "en"))
        packed[word] = pack_word(EnglishWord(pos, commonness, bool(own), inflected, **forms))
    return packed


def _name_forms(word: str, lemmas: dict[str, tuple[str, ...]], lemminflect: Any) -> str:
    """Return the letters of the forms that `word` is of another word."""
    letters = set()
    for name in ("VERB", "NOUN"):
        for lemma in lemmas.get(name, ()):
            forms: dict[str, tuple[str, ...]] = lemminflect.getAllInflections(lemma, name) if lemma != word else {}
            letters |= {_FORM_LETTERS[tag] for tag, found in forms.items() if tag in _FORM_LETTERS and word in found}
    return "".join(sorted(letters))


def _read_forms(word: str, own: set[str], lemminflect: Any) -> dict[str, str]:
    tags: dict[str, str] = {}
    if "v" in own:
        tags |= {"past": "VBD", "participle": "VBN", "gerund": "VBG", "third": "VBZ"}
    if "n" in own:
        tags |= {"plural": "NNS"}
    if "a" in own or "r" in own:
        tags |= {"comparative": "JJR", "superlative": "JJS"}
    inflected: dict[str, tuple[str, ...]] = lemminflect.getAllInflections(word)
    forms = {name: _choose(word, inflected[tag]) for name, tag in tags.items() if inflected.get(tag)}
    # lemminflect leaves a participle out where it is the past form, and names an archaic past first.
    if forms.get("past") and not forms.get("participle"):
        forms["participle"] = forms["past"]
    return forms


def _choose(word: str, forms: tuple[str, ...]) -> str:
    """Return the form in use: the commoner one; a plural like the singular only where nothing else is."""
    from wordfreq import zipf_frequency

    return max(forms, key=lambda form: (form != word, zipf_frequency(form, "en")) if len(forms) > 1 else (True, 0.0))
