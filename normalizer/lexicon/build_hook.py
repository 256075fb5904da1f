"""Compiles the lexicon when the project is built or installed in place."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LexiconBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the compiled lexicon and its licence to wheel, sdist and editable install.

    A source distribution already holds them; then nothing is compiled.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the lexicon unless it is there, and claim its files as artifacts."""
        root = Path(self.root)
        data = root / "normalizer" / "lexicon" / "data"
        unpacked = (data / "lexicon.mnlx").is_file() and (root / "PKG-INFO").is_file()
        if not unpacked:
            self._compile(root)
        build_data["artifacts"] += [
            "normalizer/lexicon/data/lexicon.mnlx",
            "normalizer/lexicon/data/LICENSE-CC-CEDICT.txt",
        ]
        del version

    def _compile(self, root: Path) -> None:
        sys.path.insert(0, str(root))
        try:
            from normalizer.lexicon.compiling import compile_packaged

            compile_packaged()
        finally:
            sys.path.remove(str(root))
