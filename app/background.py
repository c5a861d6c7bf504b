"""Work off the window's thread: one thing after another on a thread of its own, the result back on the window's."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from engine.log import logger

_log = logger(__name__)
SLOW_MS = 400
"""What takes longer gets a progress bar."""


class Background(QObject):
    """`run(work, done, failed)`: `work()` there, then `done(result)` or `failed(error)` here."""

    busy = Signal(bool)
    """Whether something takes longer than a moment."""
    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "mindpace-background")
        self._open = True
        self._running = 0
        self._slow = QTimer(self, interval=SLOW_MS, singleShot=True)
        self._slow.timeout.connect(lambda: self.busy.emit(True))
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Do `work` after what was given before."""
        if self._open:
            self._running += 1
            if not self._slow.isActive():
                self._slow.start()
            self._pool.submit(self._do, work, done, failed)

    def close(self) -> None:
        """Finish what is being done, drop the rest."""
        self._open = False
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _do(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None] | None,
    ) -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - it crosses to the window's thread as an object
            if failed is None:
                _log.error("work in the background failed", exc_info=error)
            self._answer(failed, error)
        else:
            self._answer(done, result)

    def _answer(self, call: Callable[[Any], None] | None, result: Any) -> None:
        if self._open:
            self._finished.emit(call, result)

    def _deliver(self, call: Callable[[Any], None] | None, result: Any) -> None:
        self._running -= 1
        if not self._running:
            self._slow.stop()
            self.busy.emit(False)
        if call is not None:
            call(result)
