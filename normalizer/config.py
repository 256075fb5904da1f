"""One flat, frozen configuration; TOML keys and command-line flags come from its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_type_hints

from normalizer.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

MatrixLanguage = Literal["auto", "en", "any"]
ContextScope = Literal["document", "paragraph", "window"]
Fullwidth = Literal["adjacent", "all", "keep"]
Han = Literal["auto", "chinese", "keep-doubtful"]
Treatment = Literal["replace", "romanize", "both", "keep"]

PROFILES: dict[str, dict[str, Any]] = {
    "newsroom": {"mention": "both", "name": "replace", "title": "replace"},
    "academic": {"mention": "both", "tones": True},
    "corpus": {"mention": "replace", "tokens": False},
}
"""House styles by name: the settings in which each differs from the default.

``newsroom`` sets the meaning behind a term that is spoken of, at its first mention;
``academic`` does so with tone marks; ``corpus`` writes plain text at the least cost.
"""


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
    that context when the author has not glossed it: English, the reading, both (the reading,
    and at its first mention the English in brackets) or the Chinese as it is.
    ``tones``: whether a reading that stands for a word (not for a name) has tone marks.
    ``author_gloss``: whether the author's own glosses are used.
    ``hmm``: jieba's model for unknown words (it invents some, so it is off).
    ``lexicon``: path of a compiled lexicon in place of the one in the package.
    ``glossary``: paths of user glossaries (TSV, CSV, Pleco, TBX); later ones win.
    ``tokens``: whether annotations carry the tokens of each fragment.

    >>> NormalizerConfig().fullwidth
    'adjacent'
    """

    matrix_language: MatrixLanguage = "auto"
    context: ContextScope = "document"
    fullwidth: Fullwidth = "adjacent"
    han: Han = "auto"
    leak: Treatment = "replace"
    quotation: Treatment = "replace"
    title: Treatment = "replace"
    name: Treatment = "replace"
    mention: Treatment = "romanize"
    tones: bool = False
    author_gloss: bool = True
    hmm: bool = False
    lexicon: str = ""
    glossary: tuple[str, ...] = ()
    tokens: bool = True


def check_settings(settings: dict[str, Any], where: str = "settings") -> dict[str, Any]:
    """Return `settings` with their keys in field form, or raise `ConfigError` naming the fault.

    A key may be written with dashes. An unknown key is an error that suggests the nearest one.
    ``profile`` names a house style, whose settings the others override.

    >>> check_settings({"matrix-language": "en"})
    {'matrix_language': 'en'}
    """
    hints = get_type_hints(NormalizerConfig)
    checked = dict(_find_profile(settings["profile"], where)) if "profile" in settings else {}
    for key, value in settings.items():
        name = key.replace("-", "_")
        if name == "profile":
            continue
        if name not in hints:
            raise ConfigError(_unknown(key, hints, where))
        if hints[name] == tuple[str, ...]:
            checked[name] = _check_paths(key, value, where)
            continue
        choices = get_args(hints[name])
        if choices and value not in choices:
            message = f"{where}: {key} = {value!r}, expected one of {', '.join(map(repr, choices))}"
            raise ConfigError(message)
        if not choices and type(value) is not hints[name]:
            message = f"{where}: {key} = {value!r}, expected {hints[name].__name__}"
            raise ConfigError(message)
        checked[name] = value
    return checked


def _find_profile(name: Any, where: str) -> dict[str, Any]:
    if name not in PROFILES:
        message = f"{where}: profile = {name!r}, expected one of {', '.join(map(repr, PROFILES))}"
        raise ConfigError(message)
    return PROFILES[name]


def _check_paths(key: str, value: Any, where: str) -> tuple[str, ...]:
    """Return one path or a list of paths as a tuple."""
    paths = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list | tuple) else (None,)
    if not all(isinstance(path, str) for path in paths):
        message = f"{where}: {key} = {value!r}, expected a path or a list of paths"
        raise ConfigError(message)
    return tuple(filter(None, paths))


def _unknown(key: str, hints: dict[str, Any], where: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key.replace("-", "_"), hints, n=1)
    hint = f"; did you mean {near[0].replace('_', '-')!r}?" if near else ""
    return f"{where}: there is no setting {key!r}{hint}"


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
