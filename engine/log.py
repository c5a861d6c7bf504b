"""Logging: warnings to standard error, and on request everything to a file that does not grow for ever.

Parts ask `logger(__name__)`; only the application calls `configure`. Nothing a user said is ever logged, and because
the message of an unexpected error may quote it, the file gets such an error's kind and places only.
"""

from __future__ import annotations

import logging
import logging.handlers
import sys
import traceback
from pathlib import Path
from types import TracebackType

from engine.errors import OutputError

ROOT = "mindpace"
LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LARGEST = 1_000_000
"""Bytes of a log file before it is put aside as `NAME.1`, and so on."""
KEPT = 3
"""Files that were put aside and are kept."""

_ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def logger(name: str) -> logging.Logger:
    """Return the logger of the module `name`, below the logger `mindpace`."""
    return logging.getLogger(f"{ROOT}.{name}")


def configure(*, verbose: bool = False, file: Path | None = None) -> None:
    """Send warnings (with `verbose` everything) to standard error, and everything to `file` when one is named.

    Calling it again replaces what an earlier call set up. Without `verbose` no stack is printed on standard error.

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
    screen.setFormatter(logging.Formatter(LINE) if verbose else _Brief(LINE))
    root.addHandler(screen)
    if file is not None:
        root.addHandler(_rotating(file))


def stack(error: BaseException) -> str:
    """Return where `error` and what caused it came from, innermost last, without what they say."""
    parts = []
    for link in _chain(error):
        places = "".join(traceback.format_tb(link.__traceback__))
        parts.append(f"{places}{type(link).__module__}.{type(link).__qualname__}")
    return "\n\nand because of that:\n\n".join(parts)


def _chain(error: BaseException) -> list[BaseException]:
    links: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in links:
        links.insert(0, link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return links


def _rotating(file: Path) -> logging.Handler:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(file, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"The log file {file} cannot be written ({error.strerror}): name another one.") from error
    handler.setFormatter(_Discreet(LINE))
    return handler


class _Apart(logging.Formatter):
    """A formatter that neither uses nor leaves behind the text that another one made of an error."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's lines."""
        copy = logging.makeLogRecord(record.__dict__)
        copy.exc_text = None
        return super().format(copy)


class _Discreet(_Apart):
    """An error's kind and places, but not what it says."""

    def formatException(self, ei: _ErrorInfo) -> str:  # noqa: N802 - the name of the standard library
        """Return the stack of an error."""
        return stack(ei[1]) if ei[1] is not None else ""


class _Brief(_Apart):
    """The line alone."""

    def formatException(self, ei: _ErrorInfo) -> str:  # noqa: ARG002, N802 - the names of the standard library
        """Return nothing."""
        return ""
