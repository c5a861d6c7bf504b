"""Logging: warnings to standard error, and on request everything to a file.

Parts ask `logger(__name__)`; only the application calls `configure`. Nothing a user said is ever logged.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from engine.errors import OutputError

ROOT = "mindpace"
LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def logger(name: str) -> logging.Logger:
    """Return the logger of the module `name`, below the logger `mindpace`."""
    return logging.getLogger(f"{ROOT}.{name}")


def configure(*, verbose: bool = False, file: Path | None = None) -> None:
    """Send warnings (with `verbose` everything) to standard error, and everything to `file` when one is named.

    Calling it again replaces what an earlier call set up.

    Raises:
        OutputError: `file` cannot be written.
    """
    root = logging.getLogger(ROOT)
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    root.propagate = False
    root.setLevel(logging.DEBUG if verbose or file else logging.WARNING)
    screen = logging.StreamHandler(sys.stderr)
    screen.setLevel(logging.DEBUG if verbose else logging.WARNING)
    for handler in [screen, *_file_handlers(file)]:
        handler.setFormatter(logging.Formatter(LINE))
        root.addHandler(handler)


def _file_handlers(file: Path | None) -> list[logging.Handler]:
    if file is None:
        return []
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return [logging.FileHandler(file, encoding="utf-8")]
    except OSError as error:
        raise OutputError(f"The log file {file} cannot be written ({error.strerror}): name another one.") from error
