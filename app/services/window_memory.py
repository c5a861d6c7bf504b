"""What the window remembers of itself: place, size, and how its parts are divided. No Qt."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from app.services.files import write_whole
from engine import config
from engine.errors import OutputError


class WindowMemory:
    """A few values in a file; one that is damaged or gone is no loss, and no reason for a word."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or config.config_dir() / "window.json"

    def read(self) -> dict[str, Any]:
        """Return what was kept."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def write(self, values: dict[str, Any]) -> None:
        """Keep values."""
        with contextlib.suppress(OutputError):
            write_whole(self._path, json.dumps(values).encode())
