"""A module that is imported when something of it is used."""

from __future__ import annotations

import sys
from types import ModuleType

from normalizer.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


class DeferredModule(ModuleType):
    """Stands for the module of its name, and imports it when something of it is used.

    >>> DeferredModule("fractions").Fraction(1, 2)
    Fraction(1, 2)
    """

    def __getattr__(self, name: str) -> Any:
        """Return what the module itself has under that name; what the machinery of imports asks for it has not."""
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        from importlib import import_module

        return getattr(import_module(self.__name__), name)
