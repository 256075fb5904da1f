"""Opens the engines that the user names."""

from __future__ import annotations

from normalizer.records import TYPE_CHECKING
from normalizer.translation.registry import LEXICON, check_engine

if TYPE_CHECKING:
    from normalizer.translation.chain import EngineChain
    from normalizer.translation.settings import EngineSettings


def open_translator(settings: EngineSettings) -> EngineChain:
    """Return the engines that `settings` name, in their order, ready to be asked.

    Raises `UsageError` for a name that is no engine's, and for an engine that lacks its address, model, key or
    package; the message says what to set.
    """
    from importlib import import_module

    from normalizer.translation.chain import EngineChain

    engines = []
    for name in dict.fromkeys(settings.engines):
        if name == LEXICON:
            break
        kind = check_engine(name, settings)
        module = import_module(f"normalizer.translation.{kind.module}")
        engines.append(module.open_engine(name, settings))
    return EngineChain(settings, engines, open_translator)
