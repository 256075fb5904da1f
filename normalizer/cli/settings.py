"""Settings: a flag for every field of the configuration, and the file that they are read from."""

from __future__ import annotations

import argparse
from pathlib import Path

from normalizer.config import CHOICES, MASKS, PROFILES, NormalizerConfig, check_settings, find_config_file, read_config
from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

HELP = {
    "matrix_language": "auto: pass a document through only when it surely is not English; en: take every one for "
    "English; any: never look",
    "context": "how far what the text says of a fragment helps elsewhere",
    "fullwidth": "which Chinese marks and full-width forms become English ones",
    "han": "auto: tell Chinese from Japanese, Korean and Vietnamese by evidence; chinese: take every run without "
    "kana or hangul for Chinese; keep-doubtful: keep what anything speaks for another language",
    "leak": "what to do with a fragment that stands for a word",
    "quotation": "what to do with a fragment in quotes of its own",
    "title": "what to do with a title in 《》",
    "name": "what to do with a name",
    "mention": "what to do with a word that is spoken of (“the character 好”)",
    "author_gloss": "use the glosses that the text itself gives",
    "hmm": "let jieba guess words that it does not know",
    "lexicon": "a compiled lexicon in place of the one in the package",
    "glossary": "your own glossary: lines of Chinese, tab, English; also CSV, Pleco, TBX (give it again to stack "
    "several: later ones win)",
    "pair": "what to do with Chinese beside the author’s own gloss",
    "language": "what to do with Japanese, Korean and Vietnamese",
    "stream_memory": "how many fragments --context window remembers beyond its window",
    "tones": "tone marks on readings that stand for words",
    "unmask": f"treat also what a mask keeps as it is: {', '.join(MASKS)} (give it again for several; the README "
    "tells what each is)",
    "tokens": "put the tokens of each fragment into its annotation",
}
"""What each field of the configuration does, in words."""

_PATHS = ("lexicon", "glossary")
_PREFIX = "setting_"


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add the flags of all settings, and those that choose the file of settings."""
    group = parser.add_argument_group(
        "settings", "kept in mixnorm.toml or in [tool.mixnorm] of pyproject.toml, here or in a folder above; flags win"
    )
    group.add_argument(
        "--profile", choices=tuple(PROFILES), help="a house style: the settings it names, which other flags override"
    )
    for name in NormalizerConfig._fields:
        _add_setting(group, name)
    _add_file(group)


def add_lexicon(parser: argparse.ArgumentParser) -> None:
    """Add what a command needs that only asks the lexicon."""
    _add_setting(parser, "lexicon")
    _add_file(parser)


def _add_file(parser: argparse._ActionsContainer) -> None:
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--config", metavar="FILE", default="", help="read the settings from FILE")
    chosen.add_argument("--no-config", action="store_true", help="read no file of settings")


def _add_setting(parser: argparse._ActionsContainer, name: str) -> None:
    """Add the flag of one field: a choice, a switch with its opposite, or a file."""
    default = NormalizerConfig._field_defaults[name]
    flag, place = "--" + name.replace("_", "-"), _PREFIX + name
    if isinstance(default, bool):
        text = f"{HELP[name]} (default: {'yes' if default else 'no'})"
        parser.add_argument(flag, dest=place, action=argparse.BooleanOptionalAction, default=None, help=text)
    elif isinstance(default, tuple):
        metavar = "FILE" if name in _PATHS else "MASK"
        parser.add_argument(flag, dest=place, metavar=metavar, action="append", help=HELP[name])
    elif isinstance(default, int):
        text = f"{HELP[name]} (default: {default})"
        parser.add_argument(flag, dest=place, metavar="N", type=int, help=text)
    elif name in CHOICES:
        text = f"{HELP[name]} (default: {default})"
        parser.add_argument(flag, dest=place, choices=CHOICES[name], help=text)
    else:
        parser.add_argument(flag, dest=place, metavar="FILE", help=HELP[name])


def read_settings(chosen: argparse.Namespace) -> NormalizerConfig:
    """Return the configuration: the file's settings, then the flags. Raises `ConfigError`.

    A path in a file of settings counts from the folder of that file.
    """
    flags = {
        key.removeprefix(_PREFIX): value
        for key, value in vars(chosen).items()
        if key.startswith(_PREFIX) and value is not None
    }
    profile = {"profile": chosen.profile} if getattr(chosen, "profile", None) else {}
    return NormalizerConfig(**{**_read_file(chosen), **check_settings(profile | flags, "command line")})


def trace_settings(chosen: argparse.Namespace) -> dict[str, str]:
    """Return where each setting that is not the default comes from: a file, a profile, the command line."""
    path = None if chosen.no_config else Path(chosen.config) if chosen.config else find_config_file(Path.cwd())
    sources = dict.fromkeys(_read_file(chosen), str(path))
    if getattr(chosen, "profile", None):
        sources |= dict.fromkeys(PROFILES[chosen.profile], f"profile {chosen.profile}")
    given = (key for key, value in vars(chosen).items() if key.startswith(_PREFIX) and value is not None)
    return sources | dict.fromkeys((key.removeprefix(_PREFIX) for key in given), "command line")


def _read_file(chosen: argparse.Namespace) -> dict[str, Any]:
    if chosen.no_config:
        return {}
    path = Path(chosen.config) if chosen.config else find_config_file(Path.cwd())
    if path is None:
        return {}
    settings = read_config(path)
    for name in _PATHS:
        value = settings.get(name)
        if isinstance(value, tuple):
            settings[name] = tuple(str(path.parent / part) for part in value)
        elif value:
            settings[name] = str(path.parent / value)
    return settings
