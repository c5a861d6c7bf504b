"""Plays sounds that are not an answer just made: test sounds and replays."""

from __future__ import annotations

import contextlib
from typing import Any

import soxr
from PySide6.QtCore import QObject, QTimer, Signal

from app.background import Background
from app.services.history import Sound
from engine import Loudspeaker
from engine.config import SPEAKING_RATE
from engine.errors import AudioDeviceError

LOOK_MS = 50


class Player(QObject):
    """One sound at a time; a new one ends the one before. The device is opened off the window's thread."""

    began = Signal()
    ended = Signal()
    failed = Signal(str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._speaker: Any = None
        self._wanted = 0
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def playing(self) -> bool:
        """Whether something is to be heard."""
        return self._speaker is not None

    def play(self, sound: Sound, device: str | None) -> None:
        """Play a sound on the loudspeaker of that name (None: the system's choice)."""
        self.stop()
        self._wanted += 1
        number = self._wanted

        def open_and_push() -> tuple[int, Any]:
            samples = sound.samples
            if sound.rate != SPEAKING_RATE:
                samples = soxr.resample(samples, sound.rate, SPEAKING_RATE)
            speaker = Loudspeaker(device)
            speaker.push(samples)
            speaker.finish()
            return number, speaker

        self._background.run(open_and_push, self._opened, lambda error: self.failed.emit(str(error)))

    def stop(self) -> None:
        """Fall silent."""
        self._wanted += 1
        if self._speaker is not None:
            self._end()

    def _opened(self, result: tuple[int, Any]) -> None:
        number, speaker = result
        if number != self._wanted:
            self._background.run(speaker.close)
            return
        self._speaker = speaker
        self._timer.start()
        self.began.emit()

    def _look(self) -> None:
        if self._speaker is None:
            return
        try:
            self._speaker.check()
        except AudioDeviceError as error:
            self.failed.emit(str(error))
            self._end()
            return
        if not self._speaker.busy:
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        speaker, self._speaker = self._speaker, None

        def close() -> None:
            with contextlib.suppress(AudioDeviceError):
                speaker.stop()
                speaker.close()

        self._background.run(close)
        self.ended.emit()
