"""The level of a microphone that is opened for nothing but its meter."""

from __future__ import annotations

import contextlib
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.background import Background
from app.services.sounds import level
from engine import Microphone
from engine.errors import AudioDeviceError

FRAME_MS = 33


class MicrophoneMeter(QObject):
    """Between `start` and `stop` it tells `level`, 0 to 1; opening and closing happen off the window's thread."""

    level = Signal(float)
    failed = Signal(str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._microphone: Any = None
        self._number = 0
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._look)

    def start(self, name: str | None) -> None:
        """Open the microphone of that name (None: the system's choice)."""
        self.stop()
        self._number += 1
        number = self._number
        self._background.run(
            lambda: (number, Microphone(name)), self._opened, lambda error: self.failed.emit(str(error))
        )

    def stop(self) -> None:
        """Give it back."""
        self._number += 1
        self._timer.stop()
        microphone, self._microphone = self._microphone, None
        if microphone is not None:
            self._background.run(microphone.close)
            self.level.emit(0.0)

    def _opened(self, result: tuple[int, Any]) -> None:
        number, microphone = result
        if number != self._number:
            self._background.run(microphone.close)
            return
        self._microphone = microphone
        self._timer.start()

    def _look(self) -> None:
        samples = self._microphone.read()
        if len(samples):
            self.level.emit(level(samples))
        try:
            self._microphone.check()
        except AudioDeviceError as error:
            self.failed.emit(str(error))
            with contextlib.suppress(AudioDeviceError):
                self.stop()
