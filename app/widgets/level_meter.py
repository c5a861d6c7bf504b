"""The level of the microphone or the voice: bars that run away from the talk button, newest next to it."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme import Look
from app.widgets.wording import put

FRAME_MS = 33
BAR = 4
PITCH = 7
BARS = 32
FEWEST = 5
"""Where fewer bars have room there are none."""
FALL = 0.7
"""How a level sinks within a frame that brings no new one: levels come about as often as frames, not exactly."""
REST = 0.06
"""Height of a bar in silence, of the whole."""


class LevelMeter(QWidget):
    """Shows levels 0 to 1. `mirrored` puts the newest bar on the right instead of the left."""

    def __init__(self, look: Look, *, mirrored: bool = False) -> None:
        super().__init__()
        self._look = look
        self._mirrored = mirrored
        self._bars: deque[float] = deque([0.0] * BARS, maxlen=BARS)
        self._loudest = 0.0
        self._active = False
        self._colour = "listen"
        self._clock = QTimer(self, interval=FRAME_MS)
        self._clock.timeout.connect(self._step)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        put(self, name="Level")
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for all bars."""
        return QSize(BARS * PITCH, 56)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """None: words come first in a narrow window."""
        return QSize(0, 40)

    @property
    def level(self) -> float:
        """The newest level shown."""
        return self._bars[0]

    def set_active(self, *, active: bool, colour: str) -> None:
        """Let the bars run in a colour while there is something to hear; afterwards they sink to rest."""
        self._active = active
        if active:
            self._colour = colour
        if active:
            self._clock.start()

    def add(self, level: float) -> None:
        """Take in a level; the loudest within a frame is shown."""
        self._loudest = max(self._loudest, min(1.0, level))

    def _step(self) -> None:
        self._bars.appendleft(self._loudest)
        self._loudest = self._loudest * FALL if self._loudest > REST else 0.0
        if not self._active and not any(self._bars):
            self._clock.stop()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint as many bars as fit; they fade with their age."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        resting = QColor(self._look.colours.line)
        loud = QColor(getattr(self._look.colours, self._colour))
        count = min(BARS, self.width() // PITCH)
        if count < FEWEST:
            return
        for age in range(count):
            level = self._bars[age]
            colour = QColor(loud if level > REST else resting)
            colour.setAlphaF(1.0 - 0.85 * age / count)
            painter.setBrush(colour)
            painter.drawRoundedRect(self._bar(age, max(level, REST)), BAR / 2, BAR / 2)

    def _bar(self, age: int, level: float) -> QRectF:
        height = max(float(BAR), level * (self.height() - 8))
        x = age * PITCH + 2
        return QRectF(self.width() - x - BAR if self._mirrored else x, (self.height() - height) / 2, BAR, height)
