"""`mindpace` without arguments: opens the window and runs it until it is closed."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from app.engine_host import EngineHost
from app.screen import require_screen
from app.services import crash
from app.services.history import History, HistoryError
from app.services.settings import Settings, SettingsStore
from app.services.window_memory import WindowMemory
from engine import Engine, config
from engine.errors import MindpaceError, SetupError
from engine.log import logger
from engine.options import Options

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.widgets.main_window import MainWindow

_log = logger(__name__)
SIGNAL_CHECK_MS = 200
"""Python looks at signals only between its own instructions, so Qt's loop has to come by now and then."""


def run(pack: str | None = None, *, background: bool = False) -> int:
    """Open the window with the model pack `pack` (None: the embedded one); return the exit status when it is closed.

    If there is a window already, that one comes to the front instead. With `background` the window stays out of sight.

    Raises:
        SetupError: there is no screen, a library that Qt needs is missing, or the other window does not answer.
    """
    require_screen()
    try:
        application = _application()
        from app.services.instance import claim
        from app.theme import Look
        from app.widgets.main_window import MainWindow
    except ImportError as error:
        raise SetupError(
            f"The window needs a system library that is missing ({error}): `sh installer/run.sh` installs it."
        ) from error
    instance = claim(quiet=background)
    if instance is None:
        return 0
    settings = SettingsStore()
    history, sentence = _history()
    engine = EngineHost(lambda values: _engine(pack, values), settings.values)
    window = MainWindow(engine, Look(application, settings.values.theme), settings, history, WindowMemory())
    instance.raises(window)
    _show(window, background=background)
    window.start()
    if notice := sentence or crash.last_time():
        window.tell(notice)
    try:
        with _ended_by_signals(application), _mistakes_told(window):
            return application.exec()
    finally:
        window.end()
        engine.close()
        if history is not None:
            history.close()
        instance.close()


def _show(window: MainWindow, *, background: bool) -> None:
    """Show the window, or leave it in the tray or, where there is none, minimised."""
    if not background and not window.settings.values.start_in_tray:
        window.show()
    elif not window.desktop.tray.available:
        window.showMinimized()


def _history() -> tuple[History | None, str]:
    """The history, and what the user should know about it; None where it cannot be used."""
    try:
        history = History()
    except HistoryError as error:
        return None, str(error)
    return history, history.notice or ""


def _engine(pack: str | None, values: Settings) -> Engine:
    """An engine for these settings; a pack that the command line names counts more."""
    options = Options(
        use=values.use,
        language=values.target_language or "",
        gpu_layers=values.gpu_layers,
        my_voice=config.my_voice_file(),
    )
    return Engine(pack or values.pack, play=True, voice=values.voice, options=options)


def _application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(["mindpace"])
    application.setApplicationName("mindpace")
    application.setApplicationDisplayName("Mindpace")
    application.setDesktopFileName("mindpace")
    return application


@contextmanager
def _ended_by_signals(application: QApplication) -> Iterator[None]:
    """Let Ctrl+C and a plain `kill` close the window in order."""
    from PySide6.QtCore import QTimer

    clock = QTimer(interval=SIGNAL_CHECK_MS)
    clock.timeout.connect(lambda: None)
    clock.start()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        # Not at once: Python may be in the middle of painting the window that is to be closed.
        signal.signal(number, lambda *_: QTimer.singleShot(0, application.quit))
    try:
        yield
    finally:
        clock.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _mistakes_told(window: MainWindow) -> Iterator[None]:
    """Show an unexpected error as a notice, with its details in the log, and go on."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, MindpaceError):
            window.tell(str(error))
            return
        _log.error("unexpected error", exc_info=(kind, error, trace))
        written = crash.report(error)
        where = f" A report for its makers is {written}." if written else ""
        window.tell(f"Something went wrong inside Mindpace: {error!r}.{where}")

    before, sys.excepthook = sys.excepthook, tell
    try:
        yield
    finally:
        sys.excepthook = before
