"""When Mindpace goes wrong: reports that help to mend it, hold nothing that the user said, and are told of.

`watch` is called once, when the program starts. An unexpected error calls `report`; a native crash is written down by
`faulthandler` into a file that an orderly end removes, and becomes a report at the next start. `last_time` then gives
the sentence that says where it lies.
"""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import os
import platform
import sys
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import IO

from engine import config, log
from engine.errors import OutputError

LOG_NAME = "mindpace.log"
TAIL_LINES = 150
"""Lines of the log that a report ends with."""
KEPT = 10
"""Reports that are kept."""
DEEPEST = 30
"""Places of every other thread in a report."""
NATIVE = "Fatal Python error"
"""What `faulthandler` begins with."""
LIBRARIES = ("PySide6", "llama_cpp", "numpy", "sounddevice", "torch")

_log = log.logger(__name__)
_started = time.monotonic()


def log_file() -> Path:
    """Return the file that everything is logged to."""
    return config.log_dir() / LOG_NAME


def watch(*, verbose: bool = False) -> None:
    """Log to the user's log folder and be ready for crashes. A folder that cannot be written only costs the reports."""
    try:
        log.configure(verbose=verbose, file=log_file())
    except OutputError:
        log.configure(verbose=verbose)
        return
    _log.info("%s", "; ".join(facts()))
    _collect_native()
    _watch_native()
    threading.excepthook = lambda failed: _unforeseen(failed.exc_value)
    sys.unraisablehook = lambda failed: _log.warning("an error had nowhere to go", exc_info=failed.exc_value)
    sys.excepthook = _at_the_end


def report(error: BaseException, *, told: bool = False) -> Path | None:
    """Write a report about `error` and return its file, or None if it cannot be written.

    With `told` the user learns of it now, so the next start does not tell.
    """
    return _write(f"An unexpected error:\n\n{log.stack(error)}\n\n{_threads()}", told=told)


def last_time() -> str | None:
    """Return one sentence about reports that nobody was told of yet, or None; the next call knows that it was told."""
    with contextlib.suppress(OSError):
        marks = sorted(config.log_dir().glob("crash-*.untold"))
        for mark in marks:
            mark.unlink(missing_ok=True)
        written = [mark.with_suffix(".txt") for mark in marks if mark.with_suffix(".txt").exists()]
        if written:
            return (
                f"Mindpace ran into a mistake of its own last time; the report, without your words, is {written[-1]}."
            )
    return None


def facts() -> list[str]:
    """Return what a report begins with: versions and system, nothing about the user."""
    frozen = "bundled" if getattr(sys, "frozen", False) else "from a checkout or wheel"
    loaded = [f"{name} {_version_of(name)}" for name in LIBRARIES if name in sys.modules]
    return [
        f"Mindpace {config.VERSION}, {frozen}",
        f"Python {platform.python_version()}, {', '.join(loaded) or 'no large library loaded'}",
        f"{_system()}, {platform.machine()}, {os.cpu_count()} processors",
    ]


def _system() -> str:
    # Not platform.platform(): it reads the whole program to find the C library, 25 MB of it when bundled.
    name = f"{platform.system()} {platform.release()}"
    with contextlib.suppress(OSError):
        return f"{name}, {platform.freedesktop_os_release()['PRETTY_NAME']}"
    return name


def _version_of(name: str) -> str:
    return str(getattr(sys.modules[name], "__version__", "of unknown version"))


def _write(what: str, *, told: bool) -> Path | None:
    stamp = time.strftime("%Y%m%d-%H%M%S")
    head = [*facts(), time.strftime("%Y-%m-%d %H:%M:%S %z"), f"{time.monotonic() - _started:.0f} s after the start"]
    text = "\n".join(["Mindpace crash report", *head, "", what, "", "The end of the log:", "", *_tail()])
    try:
        file = _free(config.log_dir() / f"crash-{stamp}.txt")
        file.write_text(_without_home(text) + "\n", encoding="utf-8")
        if not told:
            file.with_suffix(".untold").touch()
        _forget_old()
    except OSError as error:
        _log.warning("no crash report could be written (%s)", error.strerror)
        return None
    return file


def _free(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    number = 1
    while file.exists():
        number += 1
        file = file.with_stem(f"{file.stem.rpartition('_')[0] or file.stem}_{number}")
    return file


def _forget_old() -> None:
    reports = sorted(config.log_dir().glob("crash-*.txt"), key=lambda file: file.stat().st_mtime)
    for old in reports[:-KEPT]:
        old.unlink(missing_ok=True)
        old.with_suffix(".untold").unlink(missing_ok=True)


def _tail() -> list[str]:
    try:
        return log_file().read_text(encoding="utf-8", errors="replace").splitlines()[-TAIL_LINES:]
    except OSError:
        return ["(there is none)"]


def _without_home(text: str) -> str:
    """The name of the home folder is often the user's name."""
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


def _threads() -> str:
    """Where every thread is now."""
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    frames = sys._current_frames()  # noqa: SLF001 - the documented way to look at them
    parts = [
        f"Thread {names.get(number, number)}:\n{''.join(traceback.format_stack(frame, limit=DEEPEST))}"
        for number, frame in frames.items()
    ]
    return "\n".join(parts)


def _unforeseen(error: BaseException | None) -> None:
    """An error that left a thread."""
    if error is not None and not isinstance(error, SystemExit):
        _log.error("an unexpected error ended a thread", exc_info=error)
        report(error)


def _at_the_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error that ends the program and that nobody else told the user about."""
    if issubclass(kind, KeyboardInterrupt):
        return
    _log.error("an unexpected error ended the program", exc_info=(kind, error, trace))
    file = report(error, told=True)
    where = f"; the report is {file}" if file else ""
    print(f"mindpace: something went wrong inside Mindpace ({kind.__name__}){where}.", file=sys.stderr)


def _watch_native() -> None:
    """Let `faulthandler` write into a file of this process, which is locked while the process lives."""
    if faulthandler.is_enabled():  # by whoever runs us, such as pytest
        return
    path = config.log_dir() / f"running-{os.getpid()}.txt"
    try:
        file = path.open("w", encoding="utf-8")
    except OSError:
        return
    _lock(file)
    faulthandler.enable(file)
    atexit.register(_orderly_end, file, path)


def _orderly_end(file: IO[str], path: Path) -> None:
    faulthandler.disable()
    file.close()
    with contextlib.suppress(OSError):
        path.unlink()


def _collect_native() -> None:
    """Make reports of what crashed processes left behind; what a plain kill left behind says nothing and goes."""
    for path in config.log_dir().glob("running-*.txt"):
        with contextlib.suppress(OSError):
            with path.open("r+", encoding="utf-8", errors="replace") as file:
                if not _lock(file):
                    continue
                said = file.read()
            path.unlink()
            if NATIVE in said:
                _write(f"A crash in native code:\n\n{said}", told=False)


def _lock(file: IO[str]) -> bool:
    """Whether `file` is ours now. On Windows an open file cannot be removed, which serves the same end."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
