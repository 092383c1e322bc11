"""Compiles the translations when a wheel is built, so that an installed house speaks French too."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))

from compile_translations import compile_all


class TranslationsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Called by hatchling before it gathers the files."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles every catalogue of strings; `artifacts` lets the results into the wheel."""
        compile_all(Path(self.root))
