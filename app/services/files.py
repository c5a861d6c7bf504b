"""Writing small files so that a crash leaves the old or the new content, and keeping damaged files aside."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from pathlib import Path

from engine.errors import OutputError


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path`, making its folder; afterwards the file holds all of it, or what it held before.

    Raises:
        OutputError: no permission, or the disk is full.
    """
    beside: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        beside = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        if beside is not None:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
        raise OutputError(why_not_written(path, error)) from error


def why_not_written(path: Path, error: OSError) -> str:
    """Return the sentence that says why `path` could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{path} cannot be written because the disk is full: make room."
    return f"{path} cannot be written ({error.strerror}): check its permissions."


def keep_aside(path: Path) -> Path:
    """Rename the file at `path` so that a new one can take its place; nothing is deleted. Return its new name.

    Raises:
        OutputError: the folder does not let us.
    """
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    try:
        return path.rename(aside)
    except OSError as error:
        raise OutputError(f"The damaged file {path} cannot be renamed ({error.strerror}): move it yourself.") from error
