"""Translation engines: online ones, local models, any chat endpoint. Never needed, never silently used."""

from normalizer.translation.opening import open_translator
from normalizer.translation.settings import EngineSettings

__all__ = ["EngineSettings", "open_translator"]
