"""One flat, frozen configuration; TOML keys and command-line flags come from its fields."""

from __future__ import annotations

from normalizer.deferring import DeferredModule
from normalizer.errors import ConfigError
from normalizer.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

    import normalizer.literals as literals  # noqa: PLR0402 - nothing inside imports the root
else:
    literals = DeferredModule("normalizer.literals")  # for `typing.get_type_hints`

AT_FIRST = "keep-at-first-mention"
POLICIES = ("leak", "quotation", "title", "name", "mention", "pair", "language")
"""The settings that say what is done in a context, each named like the context."""
_TREATMENTS = ("replace", "drop", "romanize", "both", "keep", AT_FIRST)
CHOICES: dict[str, tuple[str, ...]] = {
    "matrix_language": ("auto", "en", "any"),
    "context": ("document", "paragraph", "window"),
    "fullwidth": ("adjacent", "all", "keep"),
    "han": ("auto", "chinese", "keep-doubtful"),
    **dict.fromkeys(("leak", "quotation", "title", "name", "mention"), _TREATMENTS),
    "pair": ("replace", "keep", AT_FIRST),
    "language": ("keep", "drop"),
}
"""What the settings that are one of several words may be: the words of their types in `literals`, ready to use."""

PROFILES: dict[str, dict[str, Any]] = {
    "newsroom": {"mention": "both", "name": "replace", "title": "replace"},
    "academic": {"mention": "both", "tones": True, "name": AT_FIRST, "title": AT_FIRST, "pair": AT_FIRST},
    "bilingual": dict.fromkeys(("leak", "quotation", "title", "name", "mention", "pair"), AT_FIRST),
    "leaks": dict.fromkeys(("quotation", "title", "name", "mention", "pair"), "keep"),
    "strip": dict.fromkeys(("leak", "quotation", "title", "name", "mention", "language"), "drop"),
    "corpus": {"mention": "replace", "tokens": False},
}
"""House styles by name: the settings in which each differs from the default.

``newsroom`` sets the meaning behind a term that is spoken of, at its first mention;
``academic`` does so with tone marks, and leaves the characters behind names, titles and glossed
terms at their first mention; ``bilingual`` leaves them behind everything; ``leaks`` cleans stray
words only and keeps what an author means to be Chinese; ``strip`` takes everything out that has
no English of the author's; ``corpus`` writes plain text at the least cost.
"""

MASKS: dict[str, str] = {
    "url": "web addresses, Chinese in path and query included",
    "email": "e-mail addresses",
    "path": "file names and paths",
    "hashtag": "#话题",
    "handle": "@名字",
    "code": "code in backticks, any number of them",
    "fence": "fenced code",
    "indented": "indented code: in Markdown any, in plain text lines that have the form of code",
    "element": "what stands in the HTML elements pre, code, kbd, samp, var, textarea",
    "shell": "commands: lines with a prompt, or with a command's name and its flags",
    "identifier": "names in programs: user_名前, getName中文(), self.名字, 类::方法, {{姓名}}",
    "attribute": "attributes of HTML tags; lifted, those that readers see are treated: alt, title, placeholder, label,"
    " summary, aria-label, aria-description, buttons, descriptions in meta",
    "front-matter": "the front matter of Markdown; lifted, its values are treated and its keys stay",
    "math": "mathematics in LaTeX",
    "bibtex": "entries of BibTeX",
    "reference": "citation keys and labels, and entries of reference lists with the Chinese type letter, [J]",
    "emoticon": "faces such as (`皿´) and (ﾟДﾟ)",
    "drawing": "一, 口 and 丨 as parts of a drawn line",
    "separator": "丨 and 一 as bars and dashes between words: Home 丨 News",
}
"""The masks by name: what is kept as it is, in a word each. The setting ``unmask`` lifts them."""


class NormalizerConfig(NamedTuple):
    """Every setting of the normalizer.

    ``matrix_language``: ``auto`` passes a document through only on strong evidence that it
    is not English, ``en`` takes every document for English, ``any`` never looks.
    ``han``: which language a run of Han characters is taken for. ``auto`` tells Chinese from
    Japanese, Korean and Vietnamese by evidence; ``chinese`` takes every run for Chinese that has
    no kana or hangul in it and that markup or the caller has not declared; ``keep-doubtful``
    keeps every run for which anything, however weak, speaks for another language.
    ``context``: how far what the text says of a fragment helps elsewhere.
    ``fullwidth``: which Chinese marks and full-width forms become English ones.
    ``leak``, ``quotation``, ``title``, ``name``, ``mention``: what is done with a fragment in
    that context when the author has not glossed it. ``replace``: English. ``drop``: it goes,
    with its blank and the brackets or quotes that hold nothing else. ``romanize``: the reading.
    ``both``: the reading, and at its first mention the English in brackets. ``keep``: the
    Chinese as it is. ``keep-at-first-mention``: English (of a mention the reading), and at the
    first mention the Chinese in brackets behind it: ``public opinion (舆论)``.
    ``pair``: what is done with Chinese beside the author's own gloss. ``replace``: the author's
    words stay, once. ``keep``: all stays. ``keep-at-first-mention``: the first pair of a
    fragment stays as it stands, later ones become the author's words. Where another context
    has ``keep-at-first-mention``, a pair in brackets is taken so too: it is what is written.
    ``language``: what is done with Japanese, Korean and Vietnamese: ``keep`` or ``drop``.
    Code, addresses, paths, hashtags and handles are always kept.
    ``stream_memory``: how many fragments a stream (and ``context = window``) remembers beyond
    its window, with the glosses learned and what has been mentioned; 0: none.
    ``tones``: whether a reading that stands for a word (not for a name) has tone marks.
    ``author_gloss``: whether the author's own glosses are used.
    ``hmm``: jieba's model for unknown words (it invents some, so it is off).
    ``lexicon``: path of a compiled lexicon in place of the one in the package.
    ``glossary``: paths of user glossaries (TSV, CSV, Pleco, TBX); later ones win.
    ``tokens``: whether annotations carry the tokens of each fragment.
    ``unmask``: names of `MASKS` that are lifted, so that the Chinese in them is treated.

    >>> NormalizerConfig().fullwidth
    'adjacent'
    """

    matrix_language: literals.MatrixLanguage = "auto"
    context: literals.ContextScope = "document"
    fullwidth: literals.Fullwidth = "adjacent"
    han: literals.Han = "auto"
    leak: literals.Treatment = "replace"
    quotation: literals.Treatment = "replace"
    title: literals.Treatment = "replace"
    name: literals.Treatment = "replace"
    mention: literals.Treatment = "romanize"
    pair: literals.PairTreatment = "replace"
    language: literals.LanguageTreatment = "keep"
    tones: bool = False
    author_gloss: bool = True
    hmm: bool = False
    lexicon: str = ""
    glossary: tuple[str, ...] = ()
    tokens: bool = True
    unmask: tuple[str, ...] = ()
    stream_memory: int = 0


def check_settings(settings: dict[str, Any], where: str = "settings") -> dict[str, Any]:
    """Return `settings` with their keys in field form, or raise `ConfigError` naming the fault.

    A key may be written with dashes. An unknown key is an error that suggests the nearest one.
    ``profile`` names a house style, whose settings the others override.

    >>> check_settings({"matrix-language": "en"})
    {'matrix_language': 'en'}
    """
    defaults = NormalizerConfig._field_defaults
    checked = dict(_find_profile(settings["profile"], where)) if "profile" in settings else {}
    for key, value in settings.items():
        name = key.replace("-", "_")
        if name == "profile":
            continue
        if name.startswith("engine"):
            message = (
                f"{where}: {key}: a translation engine is named on the command line alone (--engine): no file that "
            )
            message += "lies in a folder may send your text away"
            raise ConfigError(message)
        if name not in defaults:
            raise ConfigError(_unknown("setting", key, defaults, where))
        kind = type(defaults[name])
        if kind is tuple:
            checked[name] = _check_list(key, value, where)
            continue
        choices = CHOICES.get(name, ())
        if choices and value not in choices:
            message = f"{where}: {key} = {value!r}, expected one of {', '.join(map(repr, choices))}"
            raise ConfigError(message)
        if not choices and (type(value) is not kind or (kind is int and value < 0)):
            expected = "a number from 0 on" if kind is int else kind.__name__
            message = f"{where}: {key} = {value!r}, expected {expected}"
            raise ConfigError(message)
        checked[name] = value
    return checked


def _find_profile(name: Any, where: str) -> dict[str, Any]:
    if name not in PROFILES:
        message = f"{where}: profile = {name!r}, expected one of {', '.join(map(repr, PROFILES))}"
        raise ConfigError(message)
    return PROFILES[name]


def _check_list(key: str, value: Any, where: str) -> tuple[str, ...]:
    """Return one string or a list of strings as a tuple: paths, or names of masks."""
    parts = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list | tuple) else (None,)
    sort = "mask" if key == "unmask" else "path"
    if not all(isinstance(part, str) for part in parts):
        message = f"{where}: {key} = {value!r}, expected a {sort} or a list of {sort}s"
        raise ConfigError(message)
    unknown = [part for part in parts if part not in MASKS] if sort == "mask" else []
    if unknown:
        raise ConfigError(_unknown("mask", unknown[0], MASKS, where))
    return tuple(filter(None, parts))


def _unknown(sort: str, name: str, known: Iterable[str], where: str) -> str:
    """Word the error about a name that is not among the known ones, with the nearest of them."""
    from difflib import get_close_matches

    near = get_close_matches(name.replace("_", "-"), [word.replace("_", "-") for word in known], n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"{where}: there is no {sort} {name!r}{hint}"


def find_config_file(folder: Path) -> Path | None:
    """Return the nearest ``mixnorm.toml`` or ``pyproject.toml`` with ``[tool.mixnorm]``, upwards.

    In one folder ``mixnorm.toml`` comes first.
    """
    for place in (folder, *folder.parents):
        own = place / "mixnorm.toml"
        if own.is_file():
            return own
        project = place / "pyproject.toml"
        if project.is_file() and b"[tool.mixnorm" in project.read_bytes():
            return project
    return None


def read_config(path: Path) -> dict[str, Any]:
    """Read the settings of a configuration file; raise `ConfigError` when it is not sound.

    Translation engines, their addresses and model folders are no settings of
    `NormalizerConfig`, so a file found in a folder cannot name any.
    """
    try:
        import tomllib
    except ModuleNotFoundError:  # Python 3.10
        import tomli as tomllib  # type: ignore[no-redef,import-not-found,unused-ignore]
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"{path}: {error}"
        raise ConfigError(message) from error
    settings = data.get("tool", {}).get("mixnorm", {}) if path.name == "pyproject.toml" else data
    return check_settings(settings, str(path))
