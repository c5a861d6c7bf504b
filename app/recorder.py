"""Push-to-talk: what a press and a release mean, wherever they come from."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.bridge import EnginePort
from app.services.language import mark, tr
from engine.errors import MindpaceError

GLOBAL = "global key"
"""The source that works without the window."""
SHORTEST_HOLD_S = 0.3
"""A shorter press is a slip of the finger, not a question."""
HOLD_HINT = mark("Hold the button or the space bar for as long as you speak.")


class PushToTalk(QObject):
    """Starts a recording at a press and has it answered at the release. Sources are names, such as "key" and "mouse".

    The first source that presses holds the microphone; another source's press or release changes nothing.
    """

    began = Signal()
    asked = Signal(int, float)
    """A question is over: its generation, and the seconds it was recorded for."""
    cancelled = Signal()
    refused = Signal(str)
    """A press led to nothing; one sentence says why."""

    def __init__(self, engine: EnginePort, mode: Callable[[], str], parent: QObject | None = None) -> None:
        """`mode` is asked for the pacing mode when a question is over."""
        super().__init__(parent)
        self._engine = engine
        self._mode = mode
        self._holder: str | None = None
        self._since = 0.0
        self.blocked: str | None = None
        """Why no question may begin now, in one sentence."""
        self.instead: Callable[[], None] | None = None
        """What a press does instead of beginning a question."""

    @property
    def active(self) -> bool:
        """Whether a question is being recorded."""
        return self._holder is not None

    def press(self, source: str) -> None:
        """Begin to record."""
        if self.active:
            return
        if self.blocked is None and self.instead is not None:
            self.instead()
            return
        if self.blocked is not None:
            self.refused.emit(self.blocked)
            return
        self._since = time.monotonic()
        if self._try(lambda: self._engine.listen_begin(microphone=True)):
            self._holder = source
            self.began.emit()

    def heard(self) -> None:
        """Count the question's length from now: the microphone is open."""
        self._since = time.monotonic()

    def release(self, source: str) -> None:
        """End the question and have it answered, if this source began it."""
        if self._holder != source:
            return
        seconds = time.monotonic() - self._since
        if seconds < SHORTEST_HOLD_S:
            self.cancel()
            self.refused.emit(tr(HOLD_HINT))
            return
        self._holder = None
        if self._try(lambda: self._engine.listen_end(self._mode())):
            self.asked.emit(self._engine.generation, seconds)

    def release_all(self) -> None:
        """End the question that a key or button of the window began: it no longer sees them."""
        if self._holder is not None and self._holder != GLOBAL:
            self.release(self._holder)

    def toggle(self, source: str) -> None:
        """Begin, or end, with one stroke each: for those who cannot hold a key."""
        if self._holder == source:
            self.release(source)
        else:
            self.press(source)

    def cancel(self) -> None:
        """Forget the question."""
        if self.active:
            self._holder = None
            self._try(self._engine.listen_cancel)
            self.cancelled.emit()

    def failed(self) -> None:
        """Let go: the engine ended the recording by itself."""
        self._holder = None

    def _try(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except MindpaceError as error:
            self._holder = None
            self.refused.emit(str(error))
            return False
        return True
